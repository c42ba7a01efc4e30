import { Button, Tabs } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import * as api from '../../api/generated/sdk.gen';
import type { OneJob, StatusChange } from '../../api/generated/types.gen';
import { onLive } from '../../api/live';
import { wordsOf } from '../../api/problem';
import { job as jobQuery, pipeline as pipelineQuery } from '../../api/queries';
import { instantWords, lastedWords } from '../../ui/dates';
import { DueChip, JobStatusChip } from '../../ui/facts';
import { Failed, Loading } from '../../ui/states';
import { say } from '../../ui/toasts';
import { Activity } from './Activity';
import './job.css';
import { Runs } from './Runs';
import { Trouble } from './Trouble';
import { Work } from './Work';

interface Props {
  jobId: string;
  close: () => void;
  /** Ask where to, or look at the move to this stage. */
  move?: (to?: string) => void;
  /** Go to the next (1) or the former (-1) job of the board. */
  step?: (by: 1 | -1) => void;
}

/** Everything about one job, beside the board: what holds it here, its facts, its history, its runs. */
export function JobDrawer({ jobId, close, move, step }: Props) {
  const client = useQueryClient();
  const query = useQuery(jobQuery(jobId));
  useEffect(
    () =>
      onLive((event) => {
        const object = event.data.object;
        if (object['id'] === jobId || object['job_id'] === jobId) void client.invalidateQueries({ queryKey: ['jobs', jobId] });
      }),
    [client, jobId],
  );
  return (
    <aside className="drawer" aria-label="Job">
      {query.isPending && <div className="page"><Loading /></div>}
      {query.isError && <Failed error={query.error} again={() => void query.refetch()} />}
      {query.data && <Job key={jobId} job={query.data} close={close} move={move} step={step} />}
      {query.isError && <Button m="md" variant="default" onClick={close}>Close</Button>}
    </aside>
  );
}

function Job({ job, close, move, step }: { job: OneJob; close: () => void; move: Props['move'] | undefined; step: Props['step'] | undefined }) {
  const client = useQueryClient();
  const again = (): Promise<void> => client.invalidateQueries({ queryKey: ['jobs'] });
  const status = useMutation({
    mutationFn: (body: StatusChange) => api.setJobStatus({ path: { job_id: job.id }, body }),
    onSuccess: again,
    onError: (error) => say(wordsOf(error), { tone: 'bad' }),
  });
  return (
    <>
      <header style={{ padding: '14px 20px 10px' }} className="stack">
        <div className="row">
          <div className="grow">
            <div className="small dim cut">{job.account?.name} · <Link to="/p/$key" params={{ key: job.pipeline_id }} search={{ job: job.id }}>{job.pipeline?.name}</Link></div>
            <h2 className="cut">{job.name}</h2>
          </div>
          {step && (
            <>
              <Button variant="subtle" size="xs" onClick={() => step(-1)} aria-label="Former job of the board">↑</Button>
              <Button variant="subtle" size="xs" onClick={() => step(1)} aria-label="Next job of the board">↓</Button>
            </>
          )}
          <Button variant="subtle" size="xs" onClick={close} aria-label="Close">✕</Button>
        </div>
        <div className="row wrap">
          <JobStatusChip job={job} />
          <DueChip due={job.due_date} done={job.status !== 'active'} />
          <span className="chip">{job.stage?.name}</span>
          <InStage job={job} />
          <span className="grow" />
          {move && job.status !== 'archived' && <Button size="xs" onClick={() => move()}>Move… <kbd style={{ marginLeft: 6, color: 'inherit' }}>m</kbd></Button>}
          <SetStatus job={job} set={status.mutate} />
        </div>
      </header>
      <Trouble job={job} />
      <div className="drawer-body">
        <Stepper job={job} move={job.status === 'archived' ? undefined : move} />
        <Tabs defaultValue="work" keepMounted={false}>
          <Tabs.List mb="md">
            <Tabs.Tab value="work">Work</Tabs.Tab>
            <Tabs.Tab value="activity">Activity</Tabs.Tab>
            <Tabs.Tab value="automations">Automations</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="work"><Work job={job} /></Tabs.Panel>
          <Tabs.Panel value="activity"><Activity job={job} /></Tabs.Panel>
          <Tabs.Panel value="automations"><Runs job={job} /></Tabs.Panel>
        </Tabs>
      </div>
    </>
  );
}

function InStage({ job }: { job: OneJob }) {
  const words = `${lastedWords(Date.parse(job.entered_stage_at))} in this stage`;
  if (!job.limit_at || job.status === 'completed' || job.status === 'archived') return <span className="small dim">{words}</span>;
  const over = Date.parse(job.limit_at) <= Date.now();
  return over ? <span className="small" style={{ color: 'var(--tm-today-fg)', fontWeight: 500 }}>{words}, over its time limit</span> : <span className="small dim">{`${words}, time until ${instantWords(job.limit_at)}`}</span>;
}

function SetStatus({ job, set }: { job: OneJob; set: (body: StatusChange) => void }) {
  const { data } = useQuery(pipelineQuery(job.pipeline_id));
  const now = job.status_id ?? job.status;
  const plain = [['active', 'Active'], ['completed', 'Completed'], ['archived', 'Archived']] as const;
  return (
    <select className="plain-select" aria-label="Status" value={now} onChange={({ target }) => set(plain.some(([key]) => key === target.value) ? { status: target.value as 'active' } : { status_id: target.value })}>
      {plain.map(([key, words]) => <option key={key} value={key}>{words}</option>)}
      {data?.statuses.map((status) => <option key={status.id} value={status.id}>{status.name}</option>)}
    </select>
  );
}

/** The stages of the pipeline; each but the present one is a way to move there. */
function Stepper({ job, move }: { job: OneJob; move: Props['move'] | undefined }) {
  const { data } = useQuery(pipelineQuery(job.pipeline_id));
  const here = data?.stages.findIndex((stage) => stage.id === job.stage_id) ?? -1;
  return (
    <ol aria-label="Stages" className="stepper">
      {data?.stages.map((stage, place) => (
        <li key={stage.id} data-done={place <= here} aria-current={place === here ? 'step' : undefined}>
          {move && place !== here ? (
            <button type="button" title={`Move to ${stage.name}`} onClick={() => move(stage.id)}><span className="hidden">Move to {stage.name}</span></button>
          ) : (
            <span title={stage.name} className="bar"><span className="hidden">{stage.name}</span></span>
          )}
        </li>
      ))}
    </ol>
  );
}
