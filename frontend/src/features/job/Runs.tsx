import { Button } from '@mantine/core';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import * as api from '../../api/generated/sdk.gen';
import type { OneJob } from '../../api/generated/types.gen';
import { wordsOf } from '../../api/problem';
import { jobRuns } from '../../api/queries';
import { instantWords } from '../../ui/dates';
import { StatusChip } from '../../ui/facts';
import { More } from '../../ui/More';
import { Failed, Loading } from '../../ui/states';
import { say } from '../../ui/toasts';
import { notRetryable } from '../runs/words';
import { Attempts } from './Attempts';
import { Verdict } from './Verdict';

/** What ran for the job, what was skipped, and why. */
export function Runs({ job }: { job: OneJob }) {
  const client = useQueryClient();
  const runs = useInfiniteQuery(jobRuns(job.id));
  const retry = useMutation({
    mutationFn: (id: string) => api.retryRun({ path: { run_id: id } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['jobs', job.id] }),
    onError: (error) => say(wordsOf(error), { tone: 'bad' }),
  });
  if (runs.isPending) return <Loading />;
  if (runs.isError) return <Failed error={runs.error} />;
  if (runs.data.length === 0) return <p className="dim">No automation has been considered for this job yet.</p>;
  return (
    <div className="stack">
      <ol style={{ listStyle: 'none', margin: 0, padding: 0 }}>
        {runs.data.map((run) => (
          <li key={run.id} style={{ padding: '8px 0', borderBottom: '1px solid var(--tm-line)' }}>
            <div className="row wrap">
              <StatusChip status={run.state} />
              <Link to="/runs" search={{ run: run.id }} style={{ flex: '1 1 240px' }}>{run.title}</Link>
              <span className="small dim">{run.stage_name} · {instantWords(run.created_at)}</span>
              {run.retryable && <Button size="compact-xs" onClick={() => retry.mutate(run.id)}>Retry</Button>}
            </div>
            {run.due_at && run.state === 'waiting' && <div className="small">⧗ {instantWords(run.due_at)}</div>}
            {run.reason && <div className="small dim">{run.reason}</div>}
            {run.not_retryable && <div className="small dim">{notRetryable(run.not_retryable)}</div>}
            <Attempts made={run.made} />
            {run.verdicts.map((verdict, place) => <Verdict key={place} verdict={verdict} />)}
          </li>
        ))}
      </ol>
      <More query={runs} />
    </div>
  );
}
