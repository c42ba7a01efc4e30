import { Button, MultiSelect, Select, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useBlocker } from '@tanstack/react-router';
import { type KeyboardEvent, useRef } from 'react';
import * as api from '../../api/generated/sdk.gen';
import type { MemberAnswer, TagAnswer, TaskAnswer } from '../../api/generated/types.gen';
import { wordsOf } from '../../api/problem';
import { instantWords } from '../../ui/dates';
import { say } from '../../ui/toasts';
import { Subtasks } from './Subtasks';
import { useTaskDraft } from './use-task-draft';

const STATUSES = ['planned', 'in_progress', 'in_review', 'waiting', 'completed', 'canceled'].map((value) => ({ value, label: value.replaceAll('_', ' ') }));

interface Props {
  task: TaskAnswer;
  members: readonly MemberAnswer[];
  tags: readonly TagAnswer[];
  /** Whoever looks. */
  me: MemberAnswer;
  close: () => void;
}

/** Whoever may not change tasks of others changes their own, those that they made, and those of nobody. */
const mayChange = (task: TaskAnswer, me: MemberAnswer): boolean =>
  me.role !== 'employee' || me.permissions.includes('manage_tasks_of_others') || task.assignee_ids.length === 0 || task.assignee_ids.includes(me.id) || task.created_by === me.id;

/** The task's facts, saved together; what others changed meanwhile is told first. */
export function TaskForm({ task, members, tags, me, close }: Props) {
  const { shown, dirty, busy, news, set, save } = useTaskDraft(task, new Map([...members, ...tags].map((one) => [one.id, one.name])));
  const may = mayChange(task, me);
  const gone = useRef(false);
  const unsaved = (): boolean => dirty && !gone.current;
  useBlocker({ shouldBlockFn: () => unsaved() && !window.confirm('Leave without saving? What you entered is lost.'), enableBeforeUnload: unsaved });
  const people = members.filter((one) => one.status === 'active' || shown.assignee_ids.includes(one.id));
  const ready = dirty && shown.title.trim() !== '';
  const saveByKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    if (ready && !busy) save();
  };
  return (
    <div className="stack" onKeyDown={saveByKey}>
      <About task={task} />
      {news.length > 0 && (
        <div className="chip-block" data-tone="today" role="alert">
          Somebody else changed this task in the meantime: {news.join('; ')}. Nothing of yours is lost. Look at it, and save again if it shall be as you have it.
        </div>
      )}
      {!may && <p className="small dim" style={{ margin: 0 }}>This is a task of others. To change it you need the permission “manage tasks of others”; ask an owner or admin of your firm.</p>}
      <form
        id="task"
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) save();
        }}
      >
        <fieldset disabled={!may} className="task-fields stack">
          <TextInput label="Title" required data-autofocus maxLength={200} value={shown.title} error={shown.title.trim() ? undefined : 'A task needs a title.'} onChange={(event) => set('title', event.target.value)} />
          <div className="field-grid">
            <Select label="Status" allowDeselect={false} data={STATUSES} value={shown.status} onChange={(value) => set('status', value)} />
            <Select label="Priority" allowDeselect={false} data={['low', 'medium', 'high', 'urgent']} value={shown.priority} onChange={(value) => set('priority', value)} />
            <TextInput type="date" label="Start" value={shown.start_date ?? ''} onChange={(event) => set('start_date', event.target.value || null)} />
            <TextInput type="date" label="Due" value={shown.due_date ?? ''} onChange={(event) => set('due_date', event.target.value || null)} />
          </div>
          <MultiSelect label="Assignees" searchable placeholder={shown.assignee_ids.length ? undefined : 'nobody'} data={people.map((one) => ({ value: one.id, label: one.name }))} value={shown.assignee_ids} onChange={(ids) => set('assignee_ids', ids)} />
          <MultiSelect label="Tags" searchable placeholder={shown.tag_ids.length ? undefined : 'none'} data={tags.map((one) => ({ value: one.id, label: one.name }))} value={shown.tag_ids} onChange={(ids) => set('tag_ids', ids)} />
          <Textarea label="Description" autosize minRows={4} maxRows={16} maxLength={20_000} value={shown.description} onChange={(event) => set('description', event.target.value)} />
        </fieldset>
      </form>
      <Subtasks task={task} disabled={!may} />
      {may && (
        <footer className="task-foot row">
          <Delete
            task={task}
            deleted={() => {
              gone.current = true;
              close();
            }}
          />
          <span className="grow" />
          <Button type="submit" form="task" disabled={!ready} loading={busy}>Save</Button>
        </footer>
      )}
    </div>
  );
}

function About({ task }: { task: TaskAnswer }) {
  return (
    <p className="small dim" style={{ margin: 0 }}>
      {task.job_id && task.pipeline_id && <><Link to="/p/$key" params={{ key: task.pipeline_id }} search={{ job: task.job_id }}>{task.job_name}</Link> · </>}
      {task.account_id && <><Link to="/accounts/$id" params={{ id: task.account_id }}>{task.account_name}</Link> · </>}
      {task.completed_at ? `completed ${instantWords(task.completed_at)}` : `made ${instantWords(task.created_at)}`}
    </p>
  );
}

function Delete({ task, deleted }: { task: TaskAnswer; deleted: () => void }) {
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: () => api.deleteTask({ path: { task_id: task.id } }),
    onSuccess: async () => {
      deleted();
      say(`“${task.title}” is deleted.`);
      await Promise.all([client.invalidateQueries({ queryKey: ['tasks', 'list'] }), client.invalidateQueries({ queryKey: ['jobs'] })]);
    },
    onError: (error) => say(wordsOf(error), { tone: 'bad' }),
  });
  const holds = task.job_id ? ` “${task.job_name ?? 'Its job'}” does not wait for it any more.` : '';
  const ask = (): void => {
    if (window.confirm(`Delete “${task.title}” for good?${holds}`)) remove.mutate();
  };
  return <Button variant="subtle" color="red" onClick={ask} loading={remove.isPending}>Delete</Button>;
}
