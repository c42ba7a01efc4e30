import { MultiSelect, NumberInput, TagsInput, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { CustomFieldAnswer } from '../../api/generated/types.gen';
import { customFields as fieldsQuery } from '../../api/queries';
import { type Condition, FIELD_MATCHES } from './condition';

interface Props {
  value: Condition;
  set: (condition: Condition) => void;
}

/** Which custom field, how it is asked, and what it is compared with. */
export function FieldCondition({ value, set }: Props) {
  const { data = [] } = useQuery(fieldsQuery);
  const field = data.find((one) => one.id === value['field']);
  const offered = data.filter((one) => !one.archived || one === field);
  const match = String(value['match']);
  const ask = (id: string, how: string): void => set({ kind: 'custom_field', field: id, match: how });
  return (
    <>
      <select className="plain-select" aria-label="Custom field" value={String(value['field'])} onChange={(event) => ask(event.target.value, 'is_set')}>
        {!field && <option value={String(value['field'])}>a field that is gone</option>}
        {offered.map((one) => <option key={one.id} value={one.id}>{one.name}{one.archived && ' (archived)'}</option>)}
      </select>
      <select className="plain-select" aria-label="Match" value={match} onChange={(event) => ask(String(value['field']), event.target.value)}>
        {Object.entries({ ...FIELD_MATCHES[field?.type ?? ''], is_set: 'is set', is_not_set: 'is not set' }).map(([how, words]) => <option key={how} value={how}>{words}</option>)}
      </select>
      <span className="grow">{field && <Compared field={field} value={value} match={match} set={set} />}</span>
    </>
  );
}

function Compared({ field, value, match, set }: Props & { field: CustomFieldAnswer; match: string }) {
  const listed = (value['in'] as (string | number | boolean)[] | undefined) ?? [];
  const single = match === 'one_of' ? listed[0] : (value['than'] as string | number | undefined);
  const put = (one: string | number | boolean | undefined): void => {
    const asked = { kind: 'custom_field', field: field.id, match };
    if (one === undefined) set(asked);
    else set(match === 'one_of' ? { ...asked, in: [one] } : { ...asked, than: one });
  };
  const label = { 'aria-label': `${field.name}, compared with` };
  if (match === 'is_set' || match === 'is_not_set') return null;
  if (field.type === 'choice') return <MultiSelect {...label} searchable data={[...new Set([...field.options, ...listed.map(String)])]} value={listed.map(String)} onChange={(chosen) => set({ ...value, in: chosen })} />;
  if (field.type === 'text') return <TagsInput {...label} value={listed.map(String)} placeholder={listed.length ? '' : 'Type it and press Enter'} onChange={(chosen) => set({ ...value, in: chosen })} />;
  if (field.type === 'number') return <NumberInput {...label} required w={140} value={Number.isFinite(single) ? Number(single) : ''} onChange={(number) => put(number === '' ? undefined : Number(number))} />;
  if (field.type === 'date') return <TextInput {...label} required w={160} type="date" value={String(single ?? '')} onChange={(event) => put(event.target.value || undefined)} />;
  return (
    <select className="plain-select" {...label} value={single === undefined ? '' : String(single)} onChange={(event) => put(event.target.value === 'true')}>
      {single === undefined && <option value="">…</option>}
      <option value="true">yes</option>
      <option value="false">no</option>
    </select>
  );
}
