import { Button, Select, TagsInput, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import * as api from '../../api/generated/sdk.gen';
import type { CustomFieldAnswer } from '../../api/generated/types.gen';
import { customFields as fieldsQuery } from '../../api/queries';
import { Empty } from '../../ui/states';
import { type Act, useAct } from '../../ui/use-act';

type Type = 'text' | 'number' | 'date' | 'yes_no' | 'choice';
const TYPES: Record<Type, string> = { text: 'text', number: 'number', date: 'date', yes_no: 'yes or no', choice: 'choice' };

/** The firm's own fields of accounts. */
export function Fields() {
  const fields = useQuery(fieldsQuery);
  const { act } = useAct();
  const active = fields.data?.filter((field) => !field.archived) ?? [];
  const archived = fields.data?.filter((field) => field.archived) ?? [];
  const swap = (place: number, by: number): void => {
    const order = active.map((field) => field.id);
    const [moved] = order.splice(place, 1);
    if (moved) order.splice(place + by, 0, moved);
    act(() => api.orderCustomFields({ body: { field_ids: order } }));
  };
  return (
    <div className="stack" style={{ maxWidth: 820 }}>
      <section className="panel stack">
        <p className="dim small" style={{ margin: 0 }}>What you want to know of every account. Conditions can ask for it, and names, tasks and mails can hold it.</p>
        {fields.isSuccess && active.length === 0 && <Empty title="No fields of your own yet">Add the first below: a tax class, the end of the fiscal year, how many people are on the payroll.</Empty>}
        {active.map((field, place) => <Field key={field.id} field={field} act={act} swap={(by) => swap(place, by)} first={place === 0} last={place === active.length - 1} />)}
        <NewField act={act} />
      </section>
      {archived.length > 0 && (
        <section className="panel stack">
          <h2>Archived</h2>
          {archived.map((field) => (
            <div key={field.id} className="row">
              <span className="grow">{field.name} <span className="dim small">{TYPES[field.type as Type]}; the values are kept</span></span>
              <Button size="compact-xs" variant="default" onClick={() => act(() => api.restoreCustomField({ path: { field_id: field.id } }))}>Restore</Button>
            </div>
          ))}
        </section>
      )}
    </div>
  );
}

function Field({ field, act, swap, first, last }: { field: CustomFieldAnswer; act: Act; swap: (by: number) => void; first: boolean; last: boolean }) {
  const path = { field_id: field.id };
  const rename = (name: string): void => {
    if (name.trim() && name !== field.name) act(() => api.updateCustomField({ path, body: { name } }));
  };
  return (
    <div className="stack" style={{ gap: 4, paddingBottom: 10, borderBottom: '1px solid var(--tm-line)' }}>
      <div className="row wrap">
        <TextInput key={field.name} aria-label={`Field ${field.name}`} className="grow" maxLength={200} defaultValue={field.name} onBlur={(event) => rename(event.target.value)} />
        <span className="chip">{TYPES[field.type as Type]}</span>
        <Button size="compact-xs" variant="subtle" aria-label={`${field.name} earlier`} disabled={first} onClick={() => swap(-1)}>↑</Button>
        <Button size="compact-xs" variant="subtle" aria-label={`${field.name} later`} disabled={last} onClick={() => swap(1)}>↓</Button>
        <Button size="compact-xs" variant="subtle" color="red" onClick={() => act(() => api.archiveCustomField({ path }))}>Archive</Button>
      </div>
      {field.type === 'choice' && <TagsInput aria-label={`Options of ${field.name}`} value={field.options} onChange={(options) => act(() => api.updateCustomField({ path, body: { options } }))} />}
      <code className="small dim" style={{ overflowWrap: 'anywhere' }}>[{field.code}]</code>
    </div>
  );
}

function NewField({ act }: { act: Act }) {
  const [name, setName] = useState('');
  const [type, setType] = useState<Type>('text');
  const [options, setOptions] = useState<string[]>([]);
  const choice = type === 'choice';
  const create = async (): Promise<void> => {
    await api.createCustomField({ body: { name, type, ...(choice ? { options } : {}) } });
    setName('');
    setOptions([]);
  };
  return (
    <form className="stack" style={{ gap: 8 }} onSubmit={(event) => { event.preventDefault(); act(create); }}>
      <div className="row wrap">
        <TextInput className="grow" aria-label="New field" placeholder="New field" maxLength={200} value={name} onChange={(event) => setName(event.target.value)} />
        <Select aria-label="What it takes" w={130} allowDeselect={false} data={Object.entries(TYPES).map(([value, label]) => ({ value, label }))} value={type} onChange={(value) => value && setType(value as Type)} />
        <Button type="submit" variant="default" disabled={!name.trim() || (choice && !options.length)}>Add</Button>
      </div>
      {choice && <TagsInput aria-label="Options" placeholder={options.length ? '' : 'Options: type each and press Enter'} value={options} onChange={setOptions} />}
    </form>
  );
}
