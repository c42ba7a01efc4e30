import { Button, Select, Switch, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import * as api from '../../api/generated/sdk.gen';
import type { PipelineAnswer, StatusAnswer, StatusChangeBody } from '../../api/generated/types.gen';
import { wordsOf } from '../../api/problem';
import { COLORS, colorOf } from '../../ui/theme';
import { say } from '../../ui/toasts';

interface Props {
  pipeline: PipelineAnswer;
  chosen: string | null;
  choose: (id: string) => void;
  saved: () => Promise<void>;
}

/** The pipeline's own job statuses, beside active, completed and archived. */
export function Statuses({ pipeline, chosen, choose, saved }: Props) {
  const add = useMutation({
    mutationFn: () => api.addCustomStatus({ path: { pipeline_id: pipeline.id }, body: { name: free(pipeline) } }),
    onSuccess: async ({ data }) => {
      await saved();
      choose(data.id);
    },
    onError: (error) => say(wordsOf(error), { tone: 'bad' }),
  });
  return (
    <div className="row wrap" style={{ marginBottom: 16 }}>
      <span className="dim">Job statuses:</span>
      {pipeline.statuses.map((status) => (
        <Button key={status.id} size="compact-sm" variant={status.id === chosen ? 'filled' : 'default'} aria-pressed={status.id === chosen} onClick={() => choose(status.id)} leftSection={<i style={{ width: 8, height: 8, borderRadius: 4, background: colorOf(status.color) }} />}>
          {status.name}{status.jobs_count ? ` · ${status.jobs_count}` : ''}{status.automations.length ? ` · ⚡ ${status.automations.length}` : ''}
        </Button>
      ))}
      <Button size="compact-sm" variant="subtle" loading={add.isPending} onClick={() => add.mutate()}>+ Add status</Button>
      {pipeline.statuses.length === 0 && <span className="small dim">On hold, Missing information… A job keeps its stage and waits there.</span>}
    </div>
  );
}

const free = (pipeline: PipelineAnswer): string => {
  const taken = new Set(pipeline.statuses.map((status) => status.name));
  const names = ['On hold', 'Missing information', 'Extended'];
  return names.find((name) => !taken.has(name)) ?? `Status ${pipeline.statuses.length + 1}`;
};

/** One custom status: its name, its colour, and whether it ends by itself. */
export function StatusSettings({ status, saved, removed }: { status: StatusAnswer; saved: () => Promise<void>; removed: () => void }) {
  const path = { status_id: status.id };
  const onError = (error: unknown): void => say(wordsOf(error), { tone: 'bad' });
  const save = useMutation({ mutationFn: (body: StatusChangeBody) => api.updateCustomStatus({ path, body }), onSuccess: saved, onError });
  const remove = useMutation({
    mutationFn: () => api.removeCustomStatus({ path }),
    onSuccess: async () => {
      removed();
      await saved();
    },
    onError,
  });
  const jobs = status.jobs_count ?? 0;
  return (
    <section className="panel stack">
      <div className="row wrap" style={{ alignItems: 'flex-end' }}>
        <TextInput key={status.name} label="Job status" defaultValue={status.name} maxLength={200} className="grow" onBlur={(event) => event.target.value.trim() && event.target.value !== status.name && save.mutate({ name: event.target.value })} />
        <Select label="Colour" w={120} data={Object.keys(COLORS)} value={status.color} allowDeselect={false} onChange={(color) => color && save.mutate({ color: color as 'blue' })} />
        <Button variant="subtle" color="red" loading={remove.isPending} onClick={() => remove.mutate()}>{jobs ? `Remove; ${jobs} become active` : 'Remove'}</Button>
      </div>
      <Switch checked={status.automove} onChange={(event) => save.mutate({ automove: event.target.checked })} label="Make the job active again when all action items of this status are done" />
      <div className="small dim">While a job has this status it stays in its stage: automove of the stage waits.</div>
    </section>
  );
}
