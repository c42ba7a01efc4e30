import { useNavigate } from '@tanstack/react-router';

/** Open a task's panel over the page that one is on, or close it: the address tells which is open. */
export function useOpenTask(): (id: string | undefined) => void {
  const navigate = useNavigate();
  return (id) => void navigate({ to: '.', search: (old: object) => ({ ...old, task: id }) });
}
