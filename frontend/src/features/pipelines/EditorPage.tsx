import { Button, Modal, NumberInput, Select, Switch, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import * as api from '../../api/generated/sdk.gen';
import type { PipelineAnswer, StageAnswer, StageChange } from '../../api/generated/types.gen';
import { wordsOf } from '../../api/problem';
import { pipeline as pipelineQuery } from '../../api/queries';
import { instantWords } from '../../ui/dates';
import { Failed, Head, Loading } from '../../ui/states';
import { COLORS } from '../../ui/theme';
import { say } from '../../ui/toasts';
import { Automations } from './Automations';
import { Conditions } from './Conditions';
import { Rail } from './Rail';
import { Requirements } from './Requirements';

export function EditorPage({ pipelineId }: { pipelineId: string }) {
  const query = useQuery(pipelineQuery(pipelineId));
  const [stageId, setStageId] = useState<string | null>(null);
  const client = useQueryClient();
  const again = (): Promise<void> => client.invalidateQueries({ queryKey: ['pipelines'] });
  const act = useMutation({
    mutationFn: (run: () => Promise<unknown>) => run(),
    onSuccess: again,
    onError: (error) => say(wordsOf(error), { tone: 'bad' }),
  });
  if (query.isPending) return <div className="page"><Loading /></div>;
  if (query.isError) return <Failed error={query.error} again={() => void query.refetch()} />;
  const pipeline = query.data;
  const stage = pipeline.stages.find((candidate) => candidate.id === stageId) ?? pipeline.stages[0];
  const path = { pipeline_id: pipeline.id };
  const shift = (by: number): void => {
    const order = pipeline.stages.map((one) => one.id);
    const place = order.indexOf(stage?.id ?? '');
    const [moved] = order.splice(place, 1);
    if (moved) order.splice(place + by, 0, moved);
    act.mutate(() => api.reorderStages({ path, body: { stage_ids: order } }));
  };
  return (
    <div className="page">
      <Head title={<EditName pipeline={pipeline} save={(name) => act.mutate(() => api.updatePipeline({ path, body: { name } }))} />}>
        <Revisions pipeline={pipeline} />
        <Button variant="default" component={Link} to={`/p/${pipeline.id}`}>Board</Button>
      </Head>
      <Rail pipeline={pipeline} chosen={stage?.id ?? null} choose={setStageId} />
      <div className="row" style={{ margin: '10px 0 16px' }}>
        <Button size="xs" variant="default" onClick={() => act.mutate(async () => setStageId((await api.addStage({ path, body: { name: 'New stage', position: Math.max(0, pipeline.stages.length - 1) } })).data.id))}>
          Add stage
        </Button>
        <Button size="xs" variant="default" disabled={stage?.position === 0} onClick={() => shift(-1)}>← Move left</Button>
        <Button size="xs" variant="default" disabled={stage?.position === pipeline.stages.length - 1} onClick={() => shift(1)}>Move right →</Button>
      </div>
      {stage && (
        <div key={stage.id} className="stack">
          <StageSettings pipeline={pipeline} stage={stage} saved={again} />
          <Automations pipeline={pipeline} stage={stage} saved={again} />
        </div>
      )}
    </div>
  );
}

function EditName({ pipeline, save }: { pipeline: PipelineAnswer; save: (name: string) => void }) {
  return (
    <TextInput
      key={pipeline.name}
      aria-label="Name of the pipeline"
      variant="unstyled"
      defaultValue={pipeline.name}
      maxLength={200}
      styles={{ input: { fontSize: 20, fontWeight: 600, height: 36 } }}
      onBlur={(event) => event.target.value.trim() && event.target.value !== pipeline.name && save(event.target.value)}
    />
  );
}

function StageSettings({ pipeline, stage, saved }: { pipeline: PipelineAnswer; stage: StageAnswer; saved: () => Promise<void> }) {
  const [removing, setRemoving] = useState(false);
  const save = useMutation({
    mutationFn: (body: StageChange) => api.updateStage({ path: { stage_id: stage.id }, body }),
    onSuccess: saved,
    onError: (error) => say(wordsOf(error), { tone: 'bad' }),
  });
  const last = stage.position === pipeline.stages.length - 1;
  const inner = stage.position > 0 && !last;
  const days = stage.limit ? Number(stage.limit['amount']) : '';
  return (
    <section className="panel stack">
      <div className="row wrap" style={{ alignItems: 'flex-end' }}>
        <TextInput key={stage.name} label="Stage" defaultValue={stage.name} maxLength={200} className="grow" onBlur={(event) => event.target.value.trim() && event.target.value !== stage.name && save.mutate({ name: event.target.value })} />
        <Select label="Colour" w={120} data={Object.keys(COLORS)} value={stage.color} allowDeselect={false} onChange={(color) => color && save.mutate({ color: color as 'blue' })} />
        <NumberInput key={`l${days}`} label="Time limit" w={120} min={1} max={3650} suffix=" days" defaultValue={days} onBlur={(event) => {
          const amount = Number.parseInt(event.target.value, 10);
          if (amount !== days) save.mutate({ limit: Number.isNaN(amount) ? null : { amount, unit: 'days' } });
        }} />
        <Button variant="subtle" color="red" onClick={() => setRemoving(true)} disabled={pipeline.stages.length < 2}>Remove</Button>
      </div>
      {!last && (
        <Switch
          checked={stage.automove}
          onChange={(event) => save.mutate({ automove: event.target.checked })}
          label="Move a job on by itself when all its action items in this stage are done"
        />
      )}
      {inner ? (
        <div>
          <div style={{ fontWeight: 500, marginBottom: 4 }}>Automove enters this stage only if</div>
          <Conditions value={stage.conditions} change={(conditions) => save.mutate({ conditions: conditions as StageChange['conditions'] & object })} />
          <div className="small dim">A move by hand ignores this.</div>
        </div>
      ) : (
        <div className="small dim">The {stage.position === 0 ? 'first' : 'last'} stage is open to every job.</div>
      )}
      <Requirements stage={stage} save={save.mutate} />
      {removing && <RemoveStage pipeline={pipeline} stage={stage} close={() => setRemoving(false)} saved={saved} />}
    </section>
  );
}

function RemoveStage({ pipeline, stage, close, saved }: { pipeline: PipelineAnswer; stage: StageAnswer; close: () => void; saved: () => Promise<void> }) {
  const others = pipeline.stages.filter((other) => other.id !== stage.id);
  const [to, setTo] = useState<string | null>(others[Math.max(0, stage.position - 1)]?.id ?? null);
  const remove = useMutation({
    mutationFn: () => api.removeStage({ path: { stage_id: stage.id }, query: to ? { jobs_to: to } : {} }),
    onSuccess: async () => {
      await saved();
      close();
    },
  });
  return (
    <Modal opened onClose={close} title={`Remove ${stage.name}`}>
      <div className="stack">
        <p style={{ margin: 0 }}>{stage.jobs_count ? `${stage.jobs_count} job(s) stand here. They keep everything and go to another stage, where nothing fires.` : 'No job stands here.'}</p>
        <Select label="Jobs go to" data={others.map((other) => ({ value: other.id, label: other.name }))} value={to} onChange={setTo} allowDeselect={false} />
        {remove.isError && <p role="alert" style={{ color: 'var(--tm-overdue-fg)', margin: 0 }}>{wordsOf(remove.error)}</p>}
        <Button color="red" loading={remove.isPending} onClick={() => remove.mutate()}>Remove the stage</Button>
      </div>
    </Modal>
  );
}

function Revisions({ pipeline }: { pipeline: PipelineAnswer }) {
  const [open, setOpen] = useState(false);
  const revisions = useQuery({
    queryKey: ['pipelines', pipeline.id, 'revisions'],
    enabled: open,
    queryFn: async () => (await api.listPipelineRevisions({ path: { pipeline_id: pipeline.id }, query: { limit: 100 } })).data.data,
  });
  return (
    <>
      <Button variant="subtle" onClick={() => setOpen(true)}>Revision {pipeline.revision}</Button>
      <Modal opened={open} onClose={() => setOpen(false)} title="Revisions" size="lg">
        {revisions.isPending && <Loading rows={4} />}
        {revisions.data?.map((revision) => (
          <div key={revision.id} className="row" style={{ padding: '6px 0', borderBottom: '1px solid var(--tm-line)' }}>
            <span style={{ width: 28 }}>{revision.revision}</span>
            <span className="grow">{revision.changes.join('; ')}</span>
            <span className="small dim">{revision.changed_by.name} · {instantWords(revision.changed_at)}</span>
          </div>
        ))}
      </Modal>
    </>
  );
}
