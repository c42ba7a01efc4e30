import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useEffect, useMemo } from 'react';
import { job as jobQuery, pipeline as pipelineQuery } from '../../api/queries';
import { BoardStore } from '../board/store';
import { useMoves } from '../board/use-moves';
import { alone } from './alone';
import { JobDrawer } from './JobDrawer';

const MoveDialog = lazy(async () => ({ default: (await import('../board/MoveDialog')).MoveDialog }));
const nothing = (): void => undefined;

/** A job under its own address; it is moved from here as from a board. */
export function JobPage({ jobId }: { jobId: string }) {
  const navigate = useNavigate();
  const client = useQueryClient();
  const job = useQuery(jobQuery(jobId)).data;
  const pipeline = useQuery({ ...pipelineQuery(job?.pipeline_id ?? ''), enabled: Boolean(job) }).data;
  const refresh = useCallback(() => void client.invalidateQueries({ queryKey: ['jobs'] }), [client]);
  const base = useMemo(() => (job && pipeline ? alone(job, pipeline) : null), [job, pipeline]);
  const store = useMemo(() => base && new BoardStore({ base, pending: new Map() }), [base]);
  const { asked, ask, close, move } = useMoves(store, refresh, nothing, nothing);
  const movable = base !== null && job?.status !== 'archived';
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.key !== 'm' || !movable || event.ctrlKey || event.metaKey || event.altKey) return;
      if ((event.target as HTMLElement).closest('input, textarea, select, [contenteditable], [role="dialog"]')) return;
      event.preventDefault();
      ask({ ids: [jobId] });
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [ask, jobId, movable]);
  return (
    <>
      <JobDrawer jobId={jobId} close={() => void navigate({ to: '/jobs' })} {...(movable ? { move: (to?: string) => ask({ ids: [jobId], to }) } : {})} />
      <Suspense>
        {asked && base && pipeline && (
          <MoveDialog
            ids={asked.ids}
            to={asked.to}
            pipeline={pipeline}
            snapshot={base}
            close={close}
            move={(stage, more) => {
              close();
              void move(asked.ids, stage, more);
            }}
          />
        )}
      </Suspense>
    </>
  );
}
