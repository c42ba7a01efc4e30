import { Button, Checkbox, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import * as api from '../../api/generated/sdk.gen';
import type { ItemAnswer, OneJob } from '../../api/generated/types.gen';
import { wordsOf } from '../../api/problem';
import { jobItems } from '../../api/queries';
import { DueChip } from '../../ui/facts';
import { Loading } from '../../ui/states';
import { say } from '../../ui/toasts';
import { useOpenTask } from '../tasks/use-open-task';
import { ClientForm } from './ClientForm';
import { FactsForm } from './FactsForm';
import { LinkItem } from './LinkItem';
import { Reply } from './Reply';
import { OtherJobs } from './OtherJobs';
import { Waiting } from './Waiting';

/** What holds the job here, each tickable, and its facts. */
export function Work({ job }: { job: OneJob }) {
  const client = useQueryClient();
  const items = useQuery(jobItems(job.id));
  const open = useOpenTask();
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
    onSuccess: (_, item) => {
      const back = (): void => void api.relinkJobItem({ path: { job_id: job.id, item_id: item.id } }).then(again, bad);
      say(`“${item.title}” is unlinked.`, { action: { label: 'Undo', run: back } });
      return again();
    },
    onError: bad,
  });
  const tasks = items.data?.filter((item) => ['task', 'webhook', 'reply'].includes(item.type)) ?? [];
  const here = tasks.filter((item) => item.in_present_visit);
  const before = tasks.filter((item) => !item.in_present_visit);
  const other = items.data?.filter((item) => !tasks.includes(item)) ?? [];
  const list = (shown: readonly ItemAnswer[]) =>
    shown.map((item) => item.type === 'webhook' ? <Waiting key={item.id} item={item} unlink={unlink.mutate} /> : item.type === 'reply' ? <Reply key={item.id} item={item} archived={job.status === 'archived'} unlink={unlink.mutate} /> : (
      <div key={item.id} className="row wrap" style={{ minHeight: 34 }}>
        <Checkbox checked={item.resolved_at !== null} onChange={() => tick.mutate(item)} aria-label={item.title ?? ''} />
        <button type="button" className="text-button grow" onClick={() => open(item.task_id ?? undefined)}>{item.title}</button>
        {item.left_behind && <span className="chip" data-tone="today">{item.reopened_at ? 'open again, left behind' : 'left open'}</span>}
        {item.of_status && <span className="chip" data-tone="hold">{job.status_name}</span>}
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
        <LinkItem job={job} linked={items.data ?? []} done={() => void again()} />
      </section>
      {before.length > 0 && (
        <section className="panel">
          <h2>From earlier stages</h2>
          {list(before)}
        </section>
      )}
      {other.length > 0 && (
        <section className="panel">
          <h2>Notes and other jobs</h2>
          {other.map((item) => (
            <div key={item.id} className="row" style={{ padding: '4px 0', alignItems: 'flex-start' }}>
              <div className="grow">
                {item.linked_job_id ? <Link to="/j/$id" params={{ id: item.linked_job_id }}>{item.title}</Link> : <details><summary>{item.title}</summary><p style={{ whiteSpace: 'pre-wrap', margin: '4px 0' }}>{item.text}</p></details>}
              </div>
              <Button size="compact-xs" variant="subtle" onClick={() => unlink.mutate(item)} aria-label={`Unlink ${item.title}`}>unlink</Button>
            </div>
          ))}
        </section>
      )}
      <FactsForm job={job} />
      <ClientForm job={job} />
      <OtherJobs job={job} />
    </div>
  );
}
