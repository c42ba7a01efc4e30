import { ActionIcon, Button, Checkbox, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type KeyboardEvent, useState } from 'react';
import * as api from '../../api/generated/sdk.gen';
import type { SubtaskAnswer, SubtaskChange, TaskAnswer } from '../../api/generated/types.gen';
import { wordsOf } from '../../api/problem';
import { say } from '../../ui/toasts';

/** The checklist of a task: each change is stored at once. */
export function Subtasks({ task, disabled }: { task: TaskAnswer; disabled: boolean }) {
  const client = useQueryClient();
  const [title, setTitle] = useState('');
  const { mutate, isPending } = useMutation({
    mutationFn: (run: () => Promise<unknown>) => run(),
    onSettled: () => client.invalidateQueries({ queryKey: ['tasks'] }),
    onError: (error) => say(wordsOf(error), { tone: 'bad' }),
  });
  const done = task.subtasks.filter((one) => one.done).length;
  const add = (): void => {
    mutate(() => api.addSubtask({ path: { task_id: task.id }, body: { title: title.trim() } }));
    setTitle('');
  };
  if (disabled && task.subtasks.length === 0) return null;
  return (
    <fieldset className="task-fields" disabled={disabled}>
      <legend className="task-legend">Subtasks {task.subtasks.length > 0 && <span className="dim">{done}/{task.subtasks.length}</span>}</legend>
      <ol className="plain-list">
        {task.subtasks.map((one) => (
          <Line
            key={one.id}
            line={one}
            last={one.position === task.subtasks.length - 1}
            change={(body) => mutate(() => api.updateSubtask({ path: { task_id: task.id, subtask_id: one.id }, body }))}
            remove={() => mutate(() => api.deleteSubtask({ path: { task_id: task.id, subtask_id: one.id } }))}
          />
        ))}
      </ol>
      {!disabled && (
        <form
          className="row"
          onSubmit={(event) => {
            event.preventDefault();
            if (title.trim()) add();
          }}
        >
          <TextInput className="grow" aria-label="New subtask" placeholder="Add a subtask" maxLength={200} value={title} onChange={(event) => setTitle(event.target.value)} />
          <Button type="submit" variant="default" disabled={!title.trim()} loading={isPending}>Add</Button>
        </form>
      )}
    </fieldset>
  );
}

interface LineProps {
  line: SubtaskAnswer;
  last: boolean;
  change: (body: SubtaskChange) => void;
  remove: () => void;
}

function Line({ line, last, change, remove }: LineProps) {
  const rename = (typed: string): void => {
    const title = typed.replace(/\s+/g, ' ').trim();
    if (title && title !== line.title) change({ title });
  };
  const done = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    if (event.key !== 'Enter' || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.currentTarget.blur();
  };
  return (
    <li className="row subtask">
      <Checkbox aria-label={line.title} checked={line.done} onChange={(event) => change({ done: event.target.checked })} />
      <Textarea key={line.title} className="grow" variant="unstyled" autosize minRows={1} onKeyDown={done} aria-label={`Rename ${line.title}`} maxLength={200} defaultValue={line.title} data-done={line.done || undefined} onBlur={(event) => rename(event.target.value)} />
      <ActionIcon variant="subtle" color="gray" disabled={line.position === 0} aria-label={`Move ${line.title} up`} onClick={() => change({ position: line.position - 1 })}>↑</ActionIcon>
      <ActionIcon variant="subtle" color="gray" disabled={last} aria-label={`Move ${line.title} down`} onClick={() => change({ position: line.position + 1 })}>↓</ActionIcon>
      <ActionIcon variant="subtle" color="gray" aria-label={`Remove ${line.title}`} onClick={remove}>✕</ActionIcon>
    </li>
  );
}
