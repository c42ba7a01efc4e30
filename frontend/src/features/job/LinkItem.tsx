import { Button, Select, Textarea, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import * as api from '../../api/generated/sdk.gen';
import type { ItemAnswer, Link, OneJob } from '../../api/generated/types.gen';
import { wordsOf } from '../../api/problem';
import { jobs as jobsQuery, tasks as tasksQuery } from '../../api/queries';
import { say } from '../../ui/toasts';

type Kind = 'task' | 'job' | 'note';

/** Link what exists, found by a part of its name, or a note. A task holds the stage, or the status if the job has one. */
export function LinkItem({ job, linked, done }: { job: OneJob; linked: readonly ItemAnswer[]; done: () => void }) {
  const [kind, setKind] = useState<Kind>('task');
  const [chosen, setChosen] = useState<string | null>(null);
  const [title, setTitle] = useState('');
  const [text, setText] = useState('');
  const [scope, setScope] = useState<string | null>(job.status_id ? 'status' : 'stage');
  const forget = (): void => {
    setChosen(null);
    setTitle('');
    setText('');
  };
  const what: Link | null =
    kind === 'note' ? (title.trim() ? { title: title.trim(), text } : null)
    : chosen ? (kind === 'job' ? { job_id: chosen } : { task_id: chosen, scope: scope === 'status' ? 'status' : 'stage' }) : null;
  const link = useMutation({
    mutationFn: (body: Link) => api.linkJobItem({ path: { job_id: job.id }, body }),
    onSuccess: () => {
      forget();
      done();
    },
    onError: (error) => say(wordsOf(error), { tone: 'bad' }),
  });
  return (
    <form
      className="row wrap"
      style={{ marginTop: 8, alignItems: 'flex-start' }}
      onSubmit={(event) => {
        event.preventDefault();
        if (what) link.mutate(what);
      }}
    >
      <Select aria-label="What to link" w={150} allowDeselect={false} data={[{ value: 'task', label: 'Link a task' }, { value: 'job', label: 'Link a job' }, { value: 'note', label: 'Attach a note' }]} value={kind} onChange={(value) => { forget(); setKind((value ?? 'task') as Kind); }} />
      {kind === 'note' ? (
        <div className="stack grow" style={{ gap: 6 }}>
          <TextInput aria-label="Title of the note" placeholder="Title" value={title} onChange={(event) => setTitle(event.target.value)} maxLength={200} />
          <Textarea aria-label="Text of the note" placeholder="Text" autosize minRows={2} maxLength={10000} value={text} onChange={(event) => setText(event.target.value)} />
        </div>
      ) : (
        <Found key={kind} kind={kind} job={job} linked={linked} value={chosen} set={setChosen} />
      )}
      {kind === 'task' && job.status_id && <Select aria-label="It holds" w={190} allowDeselect={false} data={[{ value: 'status', label: `the status ${job.status_name ?? ''}` }, { value: 'stage', label: `the stage ${job.stage?.name ?? ''}` }]} value={scope} onChange={setScope} />}
      <Button type="submit" variant="default" disabled={!what} loading={link.isPending}>{kind === 'note' ? 'Attach' : 'Link'}</Button>
    </form>
  );
}

/** Tasks or jobs by a part of their name, but for those that are linked. */
function Found({ kind, job, linked, value, set }: { kind: 'task' | 'job'; job: OneJob; linked: readonly ItemAnswer[]; value: string | null; set: (id: string | null) => void }) {
  const [typed, setTyped] = useState('');
  const [q] = useDebouncedValue(typed.trim(), 200);
  const tasks = useQuery({ ...tasksQuery({ q, limit: 20 }), enabled: kind === 'task' && q.length > 1 });
  const jobs = useQuery({ ...jobsQuery({ q, limit: 20, expand: 'account,pipeline' }), enabled: kind === 'job' && q.length > 1 });
  const there = new Set([job.id, ...linked.flatMap((item) => [item.task_id, item.linked_job_id])]);
  const labels = (parts: (string | null | undefined)[]): string => parts.filter(Boolean).join(' · ');
  const found = kind === 'task'
    ? (tasks.data?.data ?? []).map((one) => ({ value: one.id, label: labels([one.title, one.account_name, one.status.replaceAll('_', ' ')]) }))
    : (jobs.data?.data ?? []).map((one) => ({ value: one.id, label: labels([one.name, one.account?.name, one.pipeline?.name]) }));
  const words = kind === 'task' ? ['Task to link', 'No other task has this in its title', 'Type a part of its title'] : ['Job to link', 'No other job has this in its name', 'Type a part of its name'];
  return <Select className="grow" aria-label={words[0]} placeholder={words[2]} searchable clearable data={found.filter((one) => !there.has(one.value))} value={value} onChange={set} searchValue={typed} onSearchChange={setTyped} filter={({ options }) => options} nothingFoundMessage={q.length > 1 ? words[1] : words[2]} />;
}
