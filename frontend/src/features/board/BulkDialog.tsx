import { Button, Checkbox, Modal, MultiSelect, Radio, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { PipelineAnswer } from '../../api/generated/types.gen';
import { members as membersQuery, tags as tagsQuery } from '../../api/queries';
import type { Change } from './bulk';
import { PRIORITIES } from './cards';

export type Kind = 'people' | 'dates' | 'priority' | 'tags' | 'status';
interface Form {
  apply: (change: Change) => void;
}

const TITLES: Record<Kind, string> = { people: 'Assign', dates: 'Dates of', priority: 'Priority of', tags: 'Tags on the accounts of', status: 'Status of' };

/** One change for all jobs that are selected. */
export function BulkDialog({ kind, count, pipeline, close, apply }: Form & { kind: Kind; count: number; pipeline: PipelineAnswer; close: () => void }) {
  const done = (change: Change): void => {
    close();
    apply(change);
  };
  return (
    <Modal opened onClose={close} title={`${TITLES[kind]} ${count === 1 ? 'one job' : `${count} jobs`}`}>
      {kind === 'people' && <People apply={done} />}
      {kind === 'dates' && <Dates apply={done} />}
      {kind === 'priority' && <Choice label="Priority" options={[...PRIORITIES].reverse().map((one) => [one, one])} choose={(priority) => done({ kind: 'priority', priority: priority as 'low' })} />}
      {kind === 'tags' && <Tags apply={done} />}
      {kind === 'status' && (
        <Choice
          label="Status"
          options={[['active', 'Active: open again'], ['completed', 'Completed'], ['archived', 'Archived: off the board'], ...pipeline.statuses.map((one) => [one.id, one.name] as const)]}
          choose={(chosen) => done(pipeline.statuses.some((one) => one.id === chosen) ? { kind: 'custom', statusId: chosen } : { kind: 'status', status: chosen as 'active' })}
        />
      )}
    </Modal>
  );
}

function Foot({ ready, words = 'Apply' }: { ready: boolean; words?: string }) {
  return (
    <div className="row" style={{ justifyContent: 'flex-end' }}>
      <Button type="submit" disabled={!ready}>{words}</Button>
    </div>
  );
}

function Choice({ label, options, choose }: { label: string; options: readonly (readonly [string, string])[]; choose: (value: string) => void }) {
  const [value, setValue] = useState<string | null>(null);
  return (
    <form className="stack" onSubmit={(event) => { event.preventDefault(); if (value) choose(value); }}>
      <Radio.Group aria-label={label} value={value} onChange={setValue}>
        <div className="stack">
          {options.map(([key, words], place) => <Radio key={key} value={key} label={words} data-autofocus={place === 0 ? true : undefined} />)}
        </div>
      </Radio.Group>
      <Foot ready={value !== null} />
    </form>
  );
}

function People({ apply }: Form) {
  const { data = [] } = useQuery(membersQuery);
  const [how, setHow] = useState<'add' | 'remove' | 'set'>('add');
  const [chosen, setChosen] = useState<string[]>([]);
  const ready = chosen.length > 0 || how === 'set';
  return (
    <form className="stack" onSubmit={(event) => { event.preventDefault(); if (ready) apply({ kind: 'people', how, members: chosen }); }}>
      <Radio.Group aria-label="How" value={how} onChange={(value) => setHow(value as typeof how)}>
        <div className="row wrap">
          <Radio value="add" label="Add" data-autofocus />
          <Radio value="remove" label="Take off" />
          <Radio value="set" label="Only these" />
        </div>
      </Radio.Group>
      <Checkbox.Group aria-label="Members" value={chosen} onChange={setChosen}>
        <div className="stack" style={{ maxHeight: 320, overflow: 'auto' }}>
          {data.filter((one) => one.status === 'active' || how === 'remove').map((one) => <Checkbox key={one.id} value={one.id} label={one.name} />)}
        </div>
      </Checkbox.Group>
      {how === 'set' && chosen.length === 0 && <p className="small dim" style={{ margin: 0 }}>Nobody is ticked: nobody will be assigned.</p>}
      <Foot ready={ready} />
    </form>
  );
}

const DATES = [['due_date', 'Due'], ['start_date', 'Start'], ['internal_deadline', 'Internal deadline']] as const;

function Dates({ apply }: Form) {
  const [values, setValues] = useState<Partial<Record<(typeof DATES)[number][0], string | null>>>({});
  const set = (name: keyof typeof values, value: string | null | undefined): void => {
    const others = Object.entries(values).filter(([key]) => key !== name);
    setValues(Object.fromEntries(value === undefined ? others : [...others, [name, value]]));
  };
  const ready = Object.keys(values).length > 0;
  return (
    <form className="stack" onSubmit={(event) => { event.preventDefault(); if (ready) apply({ kind: 'dates', values }); }}>
      {DATES.map(([name, label], place) => (
        <div key={name} className="row" style={{ alignItems: 'flex-end' }}>
          <TextInput className="grow" type="date" min="1990-01-01" label={label} data-autofocus={place === 0 ? true : undefined} disabled={values[name] === null} value={values[name] ?? ''} onChange={(event) => set(name, event.target.value || undefined)} />
          <Checkbox mb={8} label="no date" aria-label={`${label}: no date`} checked={values[name] === null} onChange={(event) => set(name, event.target.checked ? null : undefined)} />
        </div>
      ))}
      <p className="small dim" style={{ margin: 0 }}>What is left empty stays as each job has it.</p>
      <Foot ready={ready} />
    </form>
  );
}

function Tags({ apply }: Form) {
  const { data = [] } = useQuery(tagsQuery);
  const [add, setAdd] = useState<string[]>([]);
  const [remove, setRemove] = useState<string[]>([]);
  const options = (others: readonly string[]) => data.filter((one) => !others.includes(one.id)).map((one) => ({ value: one.id, label: one.name }));
  const ready = add.length + remove.length > 0;
  return (
    <form className="stack" onSubmit={(event) => { event.preventDefault(); if (ready) apply({ kind: 'tags', add, remove }); }}>
      <MultiSelect data-autofocus label="Put on" searchable hidePickedOptions data={options(remove)} value={add} onChange={setAdd} />
      <MultiSelect label="Take off" searchable hidePickedOptions data={options(add)} value={remove} onChange={setRemove} />
      <p className="small dim" style={{ margin: 0 }}>Tags belong to the account: its other jobs show them too.</p>
      <Foot ready={ready} />
    </form>
  );
}
