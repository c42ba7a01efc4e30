import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import * as api from '../../api/generated/sdk.gen';
import type { TaskAnswer } from '../../api/generated/types.gen';
import { Problem, wordsOf } from '../../api/problem';
import { task as taskQuery } from '../../api/queries';
import { say } from '../../ui/toasts';
import { bodyOf, clashes, type Draft, edited, type Field, isEmpty, othersDid } from './draft';

interface TaskDraft {
  /** The task as it will be. */
  shown: TaskAnswer;
  dirty: boolean;
  busy: boolean;
  /** What others changed meanwhile, told before anything of theirs is written over. */
  news: readonly string[];
  set: (field: Field, value: unknown) => void;
  save: () => void;
}

/** What is entered in the panel, kept over changes of others and saved as a whole. */
export function useTaskDraft(task: TaskAnswer, names: ReadonlyMap<string, string>): TaskDraft {
  const client = useQueryClient();
  const [draft, setDraft] = useState<Draft>({});
  const [seen, setSeen] = useState(task);
  const [news, setNews] = useState<readonly string[]>([]);
  const was = isEmpty(draft) ? task : seen;
  const send = useMutation({
    mutationFn: (version: number) => api.updateTask({ path: { task_id: task.id }, body: bodyOf(draft), headers: { 'If-Match': `"${version}"` } }),
    onSuccess: async () => {
      await Promise.all([client.invalidateQueries({ queryKey: ['tasks'] }), client.invalidateQueries({ queryKey: ['jobs'] })]);
      setDraft({});
      setNews([]);
      say('Saved.');
    },
    onError: async (error) => {
      if (!(error instanceof Problem) || error.code !== 'stale_version') return say(wordsOf(error), { tone: 'bad' });
      tell(await client.fetchQuery({ ...taskQuery(task.id), staleTime: 0 }));
    },
  });
  const tell = (now: TaskAnswer): void => {
    const theirs = othersDid(draft, was, now, names);
    setNews(theirs);
    setSeen(now);
    // Its checklist alone has changed: nothing is written over.
    if (theirs.length === 0) send.mutate(now.version);
  };
  return {
    shown: { ...task, ...draft },
    dirty: !isEmpty(draft),
    busy: send.isPending,
    news,
    set: (field, value) => {
      if (isEmpty(draft)) setSeen(task);
      setDraft(edited(draft, task, field, value));
    },
    save: () => (clashes(draft, was, task) ? tell(task) : send.mutate(task.version)),
  };
}
