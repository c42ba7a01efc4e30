import { Button, Checkbox, SegmentedControl, Select, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import * as api from '../../api/generated/sdk.gen';
import type { TaskAnswer } from '../../api/generated/types.gen';
import { wordsOf } from '../../api/problem';
import { me as meQuery, members as membersQuery, tags as tagsQuery, tasks as tasksQuery } from '../../api/queries';
import { daysBetween, today } from '../../ui/dates';
import { Avatar, DueChip, PriorityGlyph, StatusChip, TagPill } from '../../ui/facts';
import { Empty, Failed, Head, Loading } from '../../ui/states';
import { say } from '../../ui/toasts';
import { useOpenTask } from './use-open-task';

const OPEN = ['planned', 'in_progress', 'in_review', 'waiting'] as const;

/** Tasks by when they are due: overdue, today, this week, later. */
export function groups(tasks: readonly TaskAnswer[], now = today()): [string, TaskAnswer[]][] {
  const found: Record<string, TaskAnswer[]> = { Overdue: [], Today: [], 'This week': [], Later: [], 'Without a date': [] };
  for (const task of tasks) {
    const left = task.due_date ? daysBetween(now, task.due_date) : null;
    const name = left === null ? 'Without a date' : left < 0 ? 'Overdue' : left === 0 ? 'Today' : left < 7 ? 'This week' : 'Later';
    found[name]?.push(task);
  }
  return Object.entries(found).filter(([, list]) => list.length > 0);
}

/** The tasks that are to be done; with a `tag`, those that carry it. */
export function TasksPage({ tag }: { tag: string | undefined }) {
  const { data: me } = useQuery(meQuery);
  const { data: tags = [] } = useQuery(tagsQuery);
  const navigate = useNavigate();
  const [whose, setWhose] = useState('mine');
  const mine = whose === 'mine' && me ? { assignee_id: me.member.id } : {};
  const query = useQuery({ ...tasksQuery({ status: [...OPEN], sort: 'due_date', limit: 200, ...mine, ...(tag ? { tag } : {}) }), enabled: Boolean(me) });
  return (
    <div className="page">
      <Head title="Tasks">
        {tags.length > 0 && <Select size="xs" w={160} aria-label="Tag" placeholder="any tag" searchable clearable data={tags.map((one) => ({ value: one.id, label: one.name }))} value={tag ?? null} onChange={(id) => void navigate({ to: '/tasks', search: id ? { tag: id } : {} })} />}
        <SegmentedControl size="xs" data={[{ value: 'mine', label: 'Mine' }, { value: 'all', label: 'Everyone’s' }]} value={whose} onChange={setWhose} />
      </Head>
      <QuickAdd />
      {query.isPending && <Loading />}
      {query.isError && <Failed error={query.error} again={() => void query.refetch()} />}
      {query.data?.data.length === 0 && <Empty title="Nothing to do">{tag ? 'No open task here carries this tag.' : whose === 'mine' ? 'No open task is assigned to you. Look at everyone’s tasks, or add one.' : 'There is no open task in the firm.'}</Empty>}
      {groups(query.data?.data ?? []).map(([name, list]) => (
        <section key={name} style={{ marginTop: 16 }}>
          <h2>{name} <span className="dim" style={{ fontWeight: 400 }}>{list.length}</span></h2>
          <TaskList tasks={list} />
        </section>
      ))}
      {query.data?.has_more && <p className="dim small">These are the first 200 by due date.</p>}
    </div>
  );
}

function QuickAdd() {
  const client = useQueryClient();
  const { data: me } = useQuery(meQuery);
  const [title, setTitle] = useState('');
  const add = useMutation({
    mutationFn: () => api.createTask({ body: { title: title.trim(), assignee_ids: me ? [me.member.id] : [] } }),
    onSuccess: () => {
      setTitle('');
      return client.invalidateQueries({ queryKey: ['tasks'] });
    },
    onError: (error) => say(wordsOf(error), { tone: 'bad' }),
  });
  return (
    <form className="row" onSubmit={(event) => { event.preventDefault(); if (title.trim()) add.mutate(); }}>
      <TextInput className="grow" aria-label="New task" placeholder="Add a task for yourself" maxLength={200} value={title} onChange={(event) => setTitle(event.target.value)} />
      <Button type="submit" variant="default" disabled={!title.trim()}>Add</Button>
    </form>
  );
}

export function TaskList({ tasks }: { tasks: readonly TaskAnswer[] }) {
  const client = useQueryClient();
  const members = useQuery(membersQuery);
  const tags = useQuery(tagsQuery);
  const open = useOpenTask();
  const set = (id: string, status: 'completed' | 'in_progress') => api.updateTask({ path: { task_id: id }, body: { status } });
  const again = (): Promise<void> => client.invalidateQueries({ queryKey: ['tasks'] });
  const tick = useMutation({
    mutationFn: (task: TaskAnswer) => set(task.id, 'completed'),
    onSuccess: async (_, task) => {
      await again();
      say(`Done: ${task.title}`, { action: { label: 'Reopen', run: () => void set(task.id, 'in_progress').then(again) } });
    },
    onError: (error) => say(wordsOf(error), { tone: 'bad' }),
  });
  return (
    <div className="sheet">
      <table className="ledger">
        <tbody>
          {tasks.map((task) => (
            <tr key={task.id}>
              <td style={{ width: 32 }}><Checkbox aria-label={`Complete ${task.title}`} checked={false} onChange={() => tick.mutate(task)} /></td>
              <td>
                <span className="row wrap">
                  <PriorityGlyph priority={task.priority} />
                  <button type="button" className="text-button" onClick={() => open(task.id)}>{task.title}</button>
                  {task.status !== 'planned' && <StatusChip status={task.status} />}
                  {task.subtasks.length > 0 && <span className="chip" title="Subtasks">☑ {task.subtasks.filter((one) => one.done).length}/{task.subtasks.length}</span>}
                  {tags.data?.filter((tag) => task.tag_ids.includes(tag.id)).map((tag) => <TagPill key={tag.id} name={tag.name} color={tag.color} />)}
                </span>
                <span className="small dim">
                  {task.account_name}
                  {task.job_id && task.pipeline_id && <> · <Link to="/p/$key" params={{ key: task.pipeline_id }} search={{ job: task.job_id }}>{task.job_name}</Link></>}
                </span>
              </td>
              <td style={{ width: 120 }}><DueChip due={task.due_date} /></td>
              <td style={{ width: 80 }}>
                <span className="avatars">
                  {task.assignee_ids.slice(0, 3).map((id) => {
                    const member = members.data?.find((one) => one.id === id);
                    return member && <Avatar key={id} name={member.name} color={member.color} />;
                  })}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
