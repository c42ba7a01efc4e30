import { Button, Modal, Select, Switch } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import * as api from '../../api/generated/sdk.gen';
import type { ActionAnswer, AutomationBody, PipelineAnswer, StageAnswer, StatusAnswer } from '../../api/generated/types.gen';
import { Problem, wordsOf } from '../../api/problem';
import { actions as actionsQuery, clientStatuses as clientStatusesQuery, customFields as fieldsQuery, members as membersQuery, pipelineHealth, pipelines as pipelinesQuery, roles as rolesQuery, tags as tagsQuery } from '../../api/queries';
import { Empty } from '../../ui/states';
import { say } from '../../ui/toasts';
import { Conditions } from './Conditions';
import { HealthChip } from './HealthChip';
import { type Names, sentence } from './sentence';
import { SettingsForm, type SettingsSchema } from './SettingsForm';
import { type Trigger, TriggerForm } from './TriggerForm';

interface Draft {
  id?: string;
  action: string;
  settings: Record<string, unknown>;
  conditions: Record<string, unknown>[];
  on_failure: string;
  repeat: string;
  trigger: Trigger;
  enabled: boolean;
}

function useNames(pipeline: PipelineAnswer): Names {
  const named = (list: readonly { id: string; name: string }[] | undefined) => new Map((list ?? []).map((one) => [one.id, one.name]));
  const { data: pipelines = [] } = useQuery(pipelinesQuery);
  return {
    tags: named(useQuery(tagsQuery).data),
    members: named(useQuery(membersQuery).data),
    roles: named(useQuery(rolesQuery).data),
    fields: named(useQuery(fieldsQuery).data),
    // Automations may lead to stages of other pipelines.
    stages: named([...pipelines.flatMap((one) => one.stages), ...pipeline.stages]),
    statuses: named(pipeline.statuses),
    pipelines: named(pipelines),
    clientStatuses: named(useQuery(clientStatusesQuery).data),
  };
}

/** What automations belong to: a stage, or a custom status. */
export type Owner = ({ kind: 'stage' } & StageAnswer) | ({ kind: 'status' } & StatusAnswer);

export function Automations({ pipeline, owner, saved }: { pipeline: PipelineAnswer; owner: Owner; saved: (words?: string) => Promise<void> }) {
  const names = useNames(pipeline);
  const [editing, setEditing] = useState<{ place: number; draft: Draft } | null>(null);
  const save = useMutation({
    mutationFn: (list: readonly Draft[]) => {
      const body = { automations: list as unknown as AutomationBody[] };
      return owner.kind === 'stage' ? api.setStageAutomations({ path: { stage_id: owner.id }, body }) : api.setCustomStatusAutomations({ path: { status_id: owner.id }, body });
    },
    onSuccess: async () => {
      setEditing(null);
      await saved(owner.jobs_count ? `Saved. ${owner.jobs_count} job${owner.jobs_count === 1 ? ' is' : 's are'} in this ${owner.kind}; they do not fire again.` : undefined);
    },
  });
  const bad = { onError: (error: unknown) => say(wordsOf(error), { tone: 'bad' }) };
  const health = useQuery(pipelineHealth(pipeline.id)).data ?? [];
  const list: readonly Draft[] = owner.automations;
  const swap = (place: number, by: number): void => {
    const changed = [...list];
    const [moved] = changed.splice(place, 1);
    if (moved) changed.splice(place + by, 0, moved);
    save.mutate(changed, bad);
  };
  return (
    <section className="panel stack">
      <div className="row">
        <h2 className="grow">Automations</h2>
        <Button size="xs" onClick={() => setEditing({ place: list.length, draft: { action: 'create_task', settings: {}, conditions: [], on_failure: 'go_on', repeat: 'every_visit', trigger: { kind: 'entered' }, enabled: true } })}>Add automation</Button>
      </div>
      {list.length === 0 && <Empty title="Nothing happens by itself here">Add an automation to create a task, send an e-mail, set tags or move the job when it {owner.kind === 'stage' ? 'enters' : 'is given the status'} {owner.name}.</Empty>}
      <ol style={{ listStyle: 'none', padding: 0, margin: 0 }}>
        {list.map((automation, place) => (
          <li key={automation.id} className="row wrap" style={{ padding: '8px 0', borderBottom: '1px solid var(--tm-line)', opacity: automation.enabled ? 1 : 0.6 }}>
            <Switch aria-label="On" checked={automation.enabled} onChange={() => save.mutate(list.map((one, at) => (at === place ? { ...one, enabled: !one.enabled } : one)), bad)} />
            <span className="grow" style={{ minWidth: 240 }}>{sentence(automation, owner, names)}</span>
            {health.filter((one) => one.automation_id === automation.id).map((one) => <HealthChip key={one.automation_id} health={one} />)}
            <Button size="compact-xs" variant="subtle" aria-label="Earlier" disabled={place === 0} onClick={() => swap(place, -1)}>↑</Button>
            <Button size="compact-xs" variant="subtle" aria-label="Later" disabled={place === list.length - 1} onClick={() => swap(place, 1)}>↓</Button>
            <Button size="compact-xs" variant="default" onClick={() => setEditing({ place, draft: automation })}>Edit</Button>
            <Button size="compact-xs" variant="subtle" color="red" onClick={() => save.mutate(list.filter((_, at) => at !== place), bad)}>Remove</Button>
          </li>
        ))}
      </ol>
      {editing && (
        <Edit
          pipeline={pipeline}
          owner={owner}
          names={names}
          place={editing.place}
          draft={editing.draft}
          error={save.error}
          busy={save.isPending}
          close={() => {
            save.reset();
            setEditing(null);
          }}
          save={(draft) => save.mutate([...list.slice(0, editing.place), draft, ...list.slice(editing.place + 1)])}
        />
      )}
    </section>
  );
}

interface EditProps {
  pipeline: PipelineAnswer;
  owner: Owner;
  names: Names;
  place: number;
  draft: Draft;
  error: unknown;
  busy: boolean;
  close: () => void;
  save: (draft: Draft) => void;
}

function Edit({ pipeline, owner, names, place, draft: given, error, busy, close, save }: EditProps) {
  const [draft, setDraft] = useState(given);
  const { data: menu = [] } = useQuery(actionsQuery);
  const action: ActionAnswer | undefined = menu.find((one) => one.key === draft.action);
  const faults: Record<string, string> = {};
  if (error instanceof Problem) {
    for (const fault of error.faults) faults[fault.pointer.replace(`/automations/${place}/settings/`, '')] = fault.detail;
  }
  return (
    <Modal opened onClose={close} size="lg" title={given.id ? 'Edit automation' : 'Add automation'}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          save(draft);
        }}
      >
        <TriggerForm value={draft.trigger} status={owner.kind === 'status'} change={(trigger) => setDraft({ ...draft, trigger })} />
        <Select label="Do" data-autofocus data={menu.map((one) => ({ value: one.key, label: one.title }))} value={draft.action} allowDeselect={false} onChange={(key) => key && setDraft({ ...draft, action: key, settings: {} })} description={action?.description} />
        {action && <SettingsForm schema={action.settings_schema as unknown as SettingsSchema} values={draft.settings} pipeline={pipeline} faults={faults} change={(settings) => setDraft({ ...draft, settings })} />}
        <div>
          <div style={{ fontWeight: 500, marginBottom: 4 }}>Only if</div>
          <Conditions value={draft.conditions} change={(conditions) => setDraft({ ...draft, conditions })} />
        </div>
        <div className="row wrap">
          <Select label="Repeat" data={[{ value: 'every_visit', label: 'on every visit' }, { value: 'first_visit', label: 'on the first visit only' }]} value={draft.repeat} allowDeselect={false} onChange={(repeat) => repeat && setDraft({ ...draft, repeat })} />
          <Select label="If it fails" data={[{ value: 'go_on', label: 'go on with the next' }, { value: 'stop_the_rest', label: 'stop the rest' }]} value={draft.on_failure} allowDeselect={false} onChange={(on_failure) => on_failure && setDraft({ ...draft, on_failure })} />
        </div>
        <p className="chip" style={{ height: 'auto', padding: '6px 10px', whiteSpace: 'normal' }}>{sentence(draft, owner, names)}</p>
        {Boolean(error) && !Object.keys(faults).some((name) => name in draft.settings) && <p role="alert" style={{ color: 'var(--tm-overdue-fg)', margin: 0 }}>{wordsOf(error)}</p>}
        <div className="row" style={{ justifyContent: 'flex-end' }}>
          <Button variant="default" onClick={close}>Cancel</Button>
          <Button type="submit" loading={busy}>Save</Button>
        </div>
      </form>
    </Modal>
  );
}
