import { Button, Checkbox, Select, Tabs, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import * as api from '../../api/generated/sdk.gen';
import type { ItemAnswer, JobChange, OneJob } from '../../api/generated/types.gen';
import { onLive } from '../../api/live';
import { wordsOf } from '../../api/problem';
import { job as jobQuery, jobHistory, jobItems, jobRuns, jobVisits, members as membersQuery, pipeline as pipelineQuery } from '../../api/queries';
import { instantWords, lastedWords } from '../../ui/dates';
import { DueChip, StatusChip } from '../../ui/facts';
import { Failed, Loading } from '../../ui/states';
import { say } from '../../ui/toasts';
import { historyWords } from './history-words';

interface Props {
  jobId: string;
  close: () => void;
  move?: () => void;
}

/** Everything about one job, beside the board: what holds it here, its facts, its history, its runs. */
export function JobDrawer({ jobId, close, move }: Props) {
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
      {query.data && <Job key={jobId} job={query.data} close={close} {...(move ? { move } : {})} />}
      {query.isError && <Button m="md" variant="default" onClick={close}>Close</Button>}
    </aside>
  );
}

function Job({ job, close, move }: { job: OneJob; close: () => void; move?: () => void }) {
  const client = useQueryClient();
  const again = (): Promise<void> => client.invalidateQueries({ queryKey: ['jobs'] });
  const status = useMutation({
    mutationFn: (to: 'active' | 'completed' | 'archived') => api.setJobStatus({ path: { job_id: job.id }, body: { status: to } }),
    onSuccess: again,
    onError: (error) => say(wordsOf(error), { tone: 'bad' }),
  });
  return (
    <>
      <header style={{ padding: '14px 20px 10px' }} className="stack">
        <div className="row">
          <div className="grow">
            <div className="small dim cut">{job.account?.name} · {job.pipeline?.name}</div>
            <h2 className="cut">{job.name}</h2>
          </div>
          <Button variant="subtle" size="xs" onClick={close} aria-label="Close">✕</Button>
        </div>
        <div className="row wrap">
          <StatusChip status={job.status} />
          <DueChip due={job.due_date} done={job.status !== 'active'} />
          <span className="chip">{job.stage?.name}</span>
          <span className="small dim">{lastedWords(Date.parse(job.entered_stage_at))} in this stage</span>
          <span className="grow" />
          {move && job.status !== 'archived' && <Button size="xs" onClick={move}>Move… <kbd style={{ marginLeft: 6, color: 'inherit' }}>m</kbd></Button>}
          {job.status === 'active' ? (
            <Button size="xs" variant="default" onClick={() => status.mutate('completed')}>Complete</Button>
          ) : (
            <Button size="xs" variant="default" onClick={() => status.mutate('active')}>Reopen</Button>
          )}
          {job.status !== 'archived' && <Button size="xs" variant="default" onClick={() => status.mutate('archived')}>Archive</Button>}
        </div>
      </header>
      <div className="drawer-body">
        <Stepper job={job} />
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

function Stepper({ job }: { job: OneJob }) {
  const { data } = useQuery(pipelineQuery(job.pipeline_id));
  const here = data?.stages.findIndex((stage) => stage.id === job.stage_id) ?? -1;
  return (
    <ol aria-label="Stages" style={{ display: 'flex', gap: 3, listStyle: 'none', padding: 0, margin: '0 0 12px' }}>
      {data?.stages.map((stage, place) => (
        <li key={stage.id} title={stage.name} aria-current={place === here ? 'step' : undefined} style={{ flex: 1, height: 6, borderRadius: 3, background: place <= here ? 'var(--tm-primary)' : 'var(--tm-line)' }}>
          <span className="hidden">{stage.name}</span>
        </li>
      ))}
    </ol>
  );
}

function Work({ job }: { job: OneJob }) {
  const client = useQueryClient();
  const items = useQuery(jobItems(job.id));
  const [title, setTitle] = useState('');
  const again = (): Promise<void> => client.invalidateQueries({ queryKey: ['jobs', job.id] });
  const bad = (error: unknown): void => say(wordsOf(error), { tone: 'bad' });
  const tick = useMutation({
    mutationFn: (item: ItemAnswer) =>
      api.updateTask({ path: { task_id: item.task_id ?? '' }, body: { status: item.resolved_at ? 'in_progress' : 'completed' } }),
    onSuccess: again,
    onError: bad,
  });
  const add = useMutation({
    mutationFn: () => api.createTask({ body: { title: title.trim(), job_id: job.id } }),
    onSuccess: () => {
      setTitle('');
      return again();
    },
    onError: bad,
  });
  const unlink = useMutation({
    mutationFn: (item: ItemAnswer) => api.unlinkJobItem({ path: { job_id: job.id, item_id: item.id } }),
    onSuccess: again,
    onError: bad,
  });
  const here = items.data?.filter((item) => item.in_present_visit) ?? [];
  const before = items.data?.filter((item) => !item.in_present_visit) ?? [];
  const list = (shown: readonly ItemAnswer[]) =>
    shown.map((item) => (
      <div key={item.id} className="row" style={{ minHeight: 34 }}>
        <Checkbox checked={item.resolved_at !== null} onChange={() => tick.mutate(item)} label={item.title ?? ''} className="grow" />
        <DueChip due={item.task_due_date ?? null} done={item.resolved_at !== null} />
        <Button size="compact-xs" variant="subtle" onClick={() => unlink.mutate(item)} aria-label={`Unlink ${item.title}`}>unlink</Button>
      </div>
    ));
  return (
    <div className="stack">
      <section className="panel">
        <h2>What holds this job here</h2>
        {items.isPending ? <Loading rows={2} /> : here.length ? list(here) : <p className="dim small">Nothing is open in this stage. Move the job when you are ready, or add a task.</p>}
        <form
          className="row"
          style={{ marginTop: 8 }}
          onSubmit={(event) => {
            event.preventDefault();
            if (title.trim()) add.mutate();
          }}
        >
          <TextInput className="grow" placeholder="Add a task" aria-label="New task" value={title} onChange={(event) => setTitle(event.target.value)} maxLength={200} />
          <Button type="submit" variant="default" disabled={!title.trim()} loading={add.isPending}>Add</Button>
        </form>
      </section>
      {before.length > 0 && (
        <section className="panel">
          <h2>From earlier stages</h2>
          {list(before)}
        </section>
      )}
      <FactsForm job={job} />
    </div>
  );
}

function FactsForm({ job }: { job: OneJob }) {
  const client = useQueryClient();
  const members = useQuery(membersQuery);
  const save = useMutation({
    mutationFn: (body: JobChange) => api.updateJob({ path: { job_id: job.id }, body, headers: { 'If-Match': `"${job.version}"` } }),
    onError: (error) => say(wordsOf(error), { tone: 'bad' }),
    onSettled: () => client.invalidateQueries({ queryKey: ['jobs'] }),
  });
  const put = (name: keyof JobChange, former: unknown) => (event: { target: { value: string } }) => {
    const value = event.target.value || null;
    if (value !== former) save.mutate({ [name]: value ?? (name === 'description' ? '' : null) });
  };
  const people = (members.data ?? []).filter((member) => member.status === 'active' || job.assignee_ids.includes(member.id));
  return (
    <section className="panel stack">
      <h2>Facts</h2>
      <TextInput key={job.name} label="Name" defaultValue={job.name} onBlur={(event) => event.target.value.trim() && event.target.value !== job.name && save.mutate({ name: event.target.value })} />
      <div className="row wrap">
        <TextInput key={`s${job.start_date}`} type="date" label="Start" defaultValue={job.start_date ?? ''} onBlur={put('start_date', job.start_date)} />
        <TextInput key={`d${job.due_date}`} type="date" label="Due" defaultValue={job.due_date ?? ''} onBlur={put('due_date', job.due_date)} />
        <TextInput key={`i${job.internal_deadline}`} type="date" label="Internal deadline" defaultValue={job.internal_deadline ?? ''} onBlur={put('internal_deadline', job.internal_deadline)} />
        <Select label="Priority" w={120} allowDeselect={false} data={['low', 'medium', 'high', 'urgent']} value={job.priority} onChange={(value) => value && save.mutate({ priority: value as 'low' })} />
      </div>
      <fieldset style={{ border: 0, padding: 0, margin: 0 }}>
        <legend style={{ fontWeight: 500, fontSize: 13, padding: 0 }}>Assignees</legend>
        <div className="row wrap">
          {people.map((member) => (
            <Checkbox
              key={member.id}
              label={member.name}
              checked={job.assignee_ids.includes(member.id)}
              onChange={(event) =>
                save.mutate({ assignee_ids: event.target.checked ? [...job.assignee_ids, member.id] : job.assignee_ids.filter((id) => id !== member.id) })
              }
            />
          ))}
        </div>
      </fieldset>
    </section>
  );
}

function Activity({ job }: { job: OneJob }) {
  const history = useQuery(jobHistory(job.id));
  const visits = useQuery(jobVisits(job.id));
  const members = useQuery(membersQuery);
  const names = new Map((members.data ?? []).map((member) => [member.id, member.name]));
  if (history.isPending) return <Loading />;
  if (history.isError) return <Failed error={history.error} />;
  const stays = [...(visits.data ?? [])].filter((visit) => !visit.undone_at).reverse();
  const spans = stays.map((visit) => (visit.left_at ? Date.parse(visit.left_at) : Date.now()) - Date.parse(visit.entered_at));
  const all = spans.reduce((sum, span) => sum + span, 0) || 1;
  return (
    <div className="stack">
      <section aria-label="Time per stage">
        <div style={{ display: 'flex', gap: 2, height: 12 }}>
          {stays.map((visit, place) => (
            <div key={visit.id} title={`${visit.stage_name}: ${lastedWords(0, spans[place])}`} style={{ flexGrow: Math.max((spans[place] ?? 0) / all, 0.02), background: place % 2 ? 'var(--tm-control)' : 'var(--tm-primary)', borderRadius: 2 }} />
          ))}
        </div>
        <p className="small dim">{stays.map((visit, place) => `${visit.stage_name} ${lastedWords(0, spans[place])}`).join(' → ')}</p>
      </section>
      <ol style={{ listStyle: 'none', margin: 0, padding: 0 }}>
        {history.data.map((entry) => (
          <li key={entry.id} className="row" style={{ padding: '6px 0', borderBottom: '1px solid var(--tm-line)', alignItems: 'baseline' }}>
            <span className="small dim" style={{ width: 110, flex: 'none' }}>{instantWords(entry.occurred_at)}</span>
            <span className="grow">{historyWords(entry, names)}</span>
            <span className="small dim">{entry.actor.name || entry.actor.type}</span>
          </li>
        ))}
      </ol>
    </div>
  );
}

function Runs({ job }: { job: OneJob }) {
  const client = useQueryClient();
  const runs = useQuery(jobRuns(job.id));
  const retry = useMutation({
    mutationFn: (id: string) => api.retryRun({ path: { run_id: id } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['jobs', job.id] }),
    onError: (error) => say(wordsOf(error), { tone: 'bad' }),
  });
  if (runs.isPending) return <Loading />;
  if (runs.isError) return <Failed error={runs.error} />;
  if (runs.data.length === 0) return <p className="dim">No automation has been considered for this job yet.</p>;
  return (
    <ol style={{ listStyle: 'none', margin: 0, padding: 0 }}>
      {runs.data.map((run) => (
        <li key={run.id} style={{ padding: '8px 0', borderBottom: '1px solid var(--tm-line)' }}>
          <div className="row">
            <StatusChip status={run.state} />
            <span className="grow cut">{run.title}</span>
            <span className="small dim">{run.stage_name} · {instantWords(run.created_at)}</span>
            {run.state === 'failed' && run.present_visit && <Button size="compact-xs" onClick={() => retry.mutate(run.id)}>Retry</Button>}
          </div>
          {run.reason && <div className="small dim">{run.reason}</div>}
          {run.verdicts.map((verdict, place) => (
            <div key={place} className="small">
              {verdict['holds'] ? '✓' : '✗'} {String(verdict['text'])}
            </div>
          ))}
        </li>
      ))}
    </ol>
  );
}
