import { useNavigate } from '@tanstack/react-router';
import { JobDrawer } from './JobDrawer';

/** A job under its own address. */
export function JobPage({ jobId }: { jobId: string }) {
  const navigate = useNavigate();
  return <JobDrawer jobId={jobId} close={() => void navigate({ to: '/jobs' })} />;
}
