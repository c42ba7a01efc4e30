import { Button, Modal, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ActionAnswer, PipelineAnswer } from '../../api/generated/types.gen';
import { Problem, wordsOf } from '../../api/problem';
import { actions as actionsQuery } from '../../api/queries';
import { Conditions } from './Conditions';
import { type Draft, NEW_DRAFT, type Owner } from './draft';
import { Recipes } from './Recipes';
import { type Names, sentence } from './sentence';
import { SettingsForm, type SettingsSchema } from './SettingsForm';
import { TriggerForm } from './TriggerForm';

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

export function EditAutomation({ pipeline, owner, names, place, draft: given, error, busy, close, save }: EditProps) {
  const [draft, setDraft] = useState(given);
  const [half, setHalf] = useState(false);
  const [warned, setWarned] = useState(false);
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
          setWarned(half);
          if (!half) save(draft);
        }}
      >
        {!given.id && <Recipes owner={owner} start={(recipe) => setDraft({ ...NEW_DRAFT, ...recipe })} />}
        <TriggerForm value={draft.trigger} status={owner.kind === 'status'} change={(trigger) => setDraft({ ...draft, trigger })} />
        <Select label="Do" data-autofocus data={menu.map((one) => ({ value: one.key, label: one.title }))} value={draft.action} allowDeselect={false} onChange={(key) => key && setDraft({ ...draft, action: key, settings: {} })} description={action?.description} />
        {action && <SettingsForm schema={action.settings_schema as unknown as SettingsSchema} values={draft.settings} pipeline={pipeline} faults={faults} change={(settings) => setDraft({ ...draft, settings })} />}
        <div>
          <div style={{ fontWeight: 500, marginBottom: 4 }}>Only if</div>
          <Conditions value={draft.conditions} change={(conditions) => setDraft({ ...draft, conditions })} half={setHalf} />
          {half && warned && <p role="alert" style={{ color: 'var(--tm-overdue-fg)', margin: '4px 0 0' }}>Fill the condition in, or remove it.</p>}
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
