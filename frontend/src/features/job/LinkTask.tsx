import { Button, Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import * as api from '../../api/generated/sdk.gen';
import type { ItemAnswer, OneJob } from '../../api/generated/types.gen';
import { wordsOf } from '../../api/problem';
import { tasks as tasksQuery } from '../../api/queries';
import { say } from '../../ui/toasts';

/** Link a task that exists: found by its title, held by the stage, or by the status if the job has one of its own. */
export function LinkTask({ job, linked, done }: { job: OneJob; linked: readonly ItemAnswer[]; done: () => void }) {
  const [typed, setTyped] = useState('');
  const [q] = useDebouncedValue(typed.trim(), 200);
  const [task, setTask] = useState<string | null>(null);
  const [scope, setScope] = useState<string | null>(job.status_id ? 'status' : 'stage');
  const found = useQuery({ ...tasksQuery({ q, limit: 20 }), enabled: q.length > 1 });
  const there = new Set(linked.map((item) => item.task_id));
  const data = (found.data?.data ?? [])
    .filter((one) => !there.has(one.id))
    .map((one) => ({ value: one.id, label: [one.title, one.account_name, one.status.replaceAll('_', ' ')].filter(Boolean).join(' · ') }));
  const link = useMutation({
    mutationFn: () => api.linkJobItem({ path: { job_id: job.id }, body: { task_id: task ?? '', scope: scope === 'status' ? 'status' : 'stage' } }),
    onSuccess: () => {
      setTask(null);
      setTyped('');
      done();
    },
    onError: (error) => say(wordsOf(error), { tone: 'bad' }),
  });
  return (
    <form
      className="row wrap"
      style={{ marginTop: 8 }}
      onSubmit={(event) => {
        event.preventDefault();
        if (task) link.mutate();
      }}
    >
      <Select className="grow" aria-label="Task to link" placeholder="Link a task that exists" searchable clearable data={data} value={task} onChange={setTask} searchValue={typed} onSearchChange={setTyped} filter={({ options }) => options} nothingFoundMessage={q.length > 1 ? 'No other task has this in its title' : 'Type a part of its title'} />
      {job.status_id && <Select aria-label="It holds" w={190} allowDeselect={false} data={[{ value: 'status', label: `the status ${job.status_name ?? ''}` }, { value: 'stage', label: `the stage ${job.stage?.name ?? ''}` }]} value={scope} onChange={setScope} />}
      <Button type="submit" variant="default" disabled={!task} loading={link.isPending}>Link</Button>
    </form>
  );
}
