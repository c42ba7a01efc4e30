import { NumberInput, Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import * as api from '../../api/generated/sdk.gen';
import type { CustomFieldAnswer, OneAccount } from '../../api/generated/types.gen';
import { customFields as fieldsQuery } from '../../api/queries';
import type { Act } from '../../ui/use-act';

type Value = string | number | boolean | null;

/** What the account has in the firm's own fields, changed in place. */
export function AccountFields({ account, act }: { account: OneAccount; act: Act }) {
  const fields = useQuery(fieldsQuery);
  const values = account.custom_fields ?? {};
  const active = fields.data?.filter((field) => !field.archived) ?? [];
  if (active.length === 0) return null;
  const put = (field: CustomFieldAnswer, value: Value): void => {
    if (value !== (values[field.id] ?? null)) act(() => api.updateAccount({ path: { account_id: account.id }, body: { custom_fields: { [field.id]: value } } }));
  };
  return (
    <section className="panel stack">
      <h2>Fields</h2>
      <div className="field-grid">
        {active.map((field) => <Field key={`${field.id}${String(values[field.id])}`} field={field} value={(values[field.id] as Value | undefined) ?? null} put={(value) => put(field, value)} />)}
      </div>
    </section>
  );
}

function Field({ field, value, put }: { field: CustomFieldAnswer; value: Value; put: (value: Value) => void }) {
  if (field.type === 'yes_no') {
    const data = [{ value: 'true', label: 'yes' }, { value: 'false', label: 'no' }];
    return <Select label={field.name} clearable placeholder="–" data={data} value={value === null ? null : String(value)} onChange={(chosen) => put(chosen === null ? null : chosen === 'true')} />;
  }
  if (field.type === 'choice') {
    const data = value === null || field.options.includes(String(value)) ? field.options : [...field.options, String(value)];
    return <Select label={field.name} clearable searchable placeholder="–" data={data} value={value === null ? null : String(value)} onChange={put} />;
  }
  const text = value === null ? '' : String(value);
  if (field.type === 'number') {
    return <NumberInput label={field.name} hideControls defaultValue={text} onBlur={(event) => put(event.target.value.trim() === '' ? null : Number(event.target.value))} />;
  }
  return <TextInput label={field.name} type={field.type === 'date' ? 'date' : 'text'} maxLength={1000} defaultValue={text} onBlur={(event) => put(event.target.value.trim() || null)} />;
}
