import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import type { CauseEvent, HistoryAnswer, OneRun } from '../../api/generated/types.gen';
import { oneRun } from '../../api/queries';
import { instantWords } from '../../ui/dates';
import { StatusChip } from '../../ui/facts';
import { Failed, Loading } from '../../ui/states';
import { Attempts } from '../job/Attempts';
import { historyWords } from '../job/history-words';
import { RunFacts } from './RunFacts';
import { eventWords } from './words';
import '../job/job.css';

/** Everything about one run: what became of it, why, what it made, and what it came from. */
export function RunDetail({ runId, close, retry }: { runId: string; close: () => void; retry: (id: string) => void }) {
  const query = useQuery(oneRun(runId));
  const shut = useRef<HTMLButtonElement>(null);
  const loaded = query.isSuccess;
  useEffect(() => shut.current?.focus(), [runId, loaded]);
  return (
    <aside className="drawer" aria-label="Run" style={{ width: 'min(560px, 100vw)' }} onKeyDown={(event) => event.key === 'Escape' && close()}>
      <header className="row" style={{ padding: '14px 20px 10px' }}>
        <h2 className="grow">{query.data?.title ?? 'Run'}</h2>
        <Button ref={shut} variant="subtle" size="xs" onClick={close} aria-label="Close">✕</Button>
      </header>
      <div className="drawer-body run-detail">
        {query.isPending && <Loading rows={4} />}
        {query.isError && <Failed error={query.error} again={() => void query.refetch()} />}
        {query.data && <Body run={query.data} retry={retry} />}
      </div>
    </aside>
  );
}

function Body({ run, retry }: { run: OneRun; retry: (id: string) => void }) {
  return (
    <div className="stack">
      <div className="row wrap">
        <StatusChip status={run.state} />
        <Link to="/p/$key" params={{ key: run.pipeline_id }} search={{ job: run.job_id }}>{run.account_name} · {run.job_name}</Link>
        <span className="grow" />
        {run.retryable && <Button size="xs" onClick={() => retry(run.id)}>Retry</Button>}
      </div>
      <p className="small dim">
        {run.pipeline_name} · {run.stage_name} · considered {instantWords(run.created_at)}
        {run.finished_at && `, decided ${instantWords(run.finished_at)}`}
        {run.state === 'waiting' && run.due_at && `, due ${instantWords(run.due_at)}`} · {run.attempts === 1 ? '1 attempt' : `${run.attempts} attempts`} · revision {run.revision} of the pipeline
      </p>
      <RunFacts run={run} />
      <Attempts made={run.made} />
      <Cause run={run} />
    </div>
  );
}

function Cause({ run: { cause } }: { run: OneRun }) {
  const chain = cause.root && cause.root.id !== cause.event?.id;
  return (
    <section>
      <h3>What it came from</h3>
      {cause.event ? <p><Told event={cause.event} /></p> : <p className="dim">The event is too old to be told.</p>}
      {chain && cause.root && <p>It all began when <Told event={cause.root} />.</p>}
      <p className="small dim">{cause.depth === 0 ? 'It follows at once from what somebody did.' : `${cause.depth} ${cause.depth === 1 ? 'step' : 'steps'} after what somebody did; chains end after 16.`}</p>
    </section>
  );
}

function Told({ event }: { event: CauseEvent }) {
  const entry = { ...event, changes: {}, cause: {}, object_type: '', object_id: event.id } as unknown as HistoryAnswer;
  const own = eventWords(event.type);
  return <>{own ?? `${event.actor.name || event.actor.type} ${historyWords(entry)}`} <span className="small dim">({instantWords(event.occurred_at)})</span></>;
}
