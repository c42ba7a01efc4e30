import { Button, Modal, NumberInput, Select, Switch, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import * as api from '../../api/generated/sdk.gen';
import type { PipelineAnswer, StageAnswer, StageChange } from '../../api/generated/types.gen';
import { wordsOf } from '../../api/problem';
import { COLORS } from '../../ui/theme';
import { say } from '../../ui/toasts';
import { Conditions } from './Conditions';
import { Requirements } from './Requirements';

type Unit = 'days' | 'business_days';
const UNITS = [{ value: 'days', label: 'days' }, { value: 'business_days', label: 'business days' }];

/** What a stage is, whom it lets in, and how it is left. */
export function StageSettings({ pipeline, stage, saved }: { pipeline: PipelineAnswer; stage: StageAnswer; saved: () => Promise<void> }) {
  const [removing, setRemoving] = useState(false);
  const save = useMutation({
    mutationFn: (body: StageChange) => api.updateStage({ path: { stage_id: stage.id }, body }),
    onSuccess: saved,
    onError: (error) => say(wordsOf(error), { tone: 'bad' }),
  });
  const last = stage.position === pipeline.stages.length - 1;
  const inner = stage.position > 0 && !last;
  const days = stage.limit ? Number(stage.limit['amount']) : '';
  const [wanted, setUnit] = useState<Unit>('days');
  const unit = (stage.limit?.['unit'] as Unit | undefined) ?? wanted;
  return (
    <section className="panel stack">
      <div className="row wrap" style={{ alignItems: 'flex-end' }}>
        <TextInput key={stage.name} label="Stage" defaultValue={stage.name} maxLength={200} className="grow" onBlur={(event) => event.target.value.trim() && event.target.value !== stage.name && save.mutate({ name: event.target.value })} />
        <Select label="Colour" w={120} data={Object.keys(COLORS)} value={stage.color} allowDeselect={false} onChange={(color) => color && save.mutate({ color: color as 'blue' })} />
        <NumberInput key={`l${days}`} label="Time limit" w={110} min={1} max={3650} placeholder="none" defaultValue={days} onBlur={(event) => {
          const amount = Number.parseInt(event.target.value, 10);
          if (amount !== days) save.mutate({ limit: Number.isNaN(amount) ? null : { amount, unit } });
        }} />
        <Select label="Counted in" w={150} data={UNITS} value={unit} allowDeselect={false} onChange={(chosen) => {
          setUnit(chosen as Unit);
          if (days !== '') save.mutate({ limit: { amount: days, unit: chosen as Unit } });
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
