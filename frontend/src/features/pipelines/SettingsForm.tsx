import { Checkbox, MultiSelect, NumberInput, Select, SimpleGrid, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { PipelineAnswer } from '../../api/generated/types.gen';
import { clientStatuses as clientStatusesQuery, members as membersQuery, pipelines as pipelinesQuery, roles as rolesQuery, tags as tagsQuery } from '../../api/queries';
import { type Codes, CodedText } from '../../ui/CodedText';

/** The part of JSON Schema that settings of actions use. */
export interface FieldSchema {
  type: string | string[];
  title?: string;
  enum?: string[];
  default?: unknown;
  minimum?: number;
  maximum?: number;
  maxLength?: number;
  'x-widget'?: string;
  /** The setting without which this one means nothing. */
  'x-if'?: string;
  /** Stands in one row with the setting before it. */
  'x-beside'?: boolean;
  'x-enum-titles'?: string[];
  'x-shortcodes'?: Codes;
}
export interface SettingsSchema {
  properties: Record<string, FieldSchema>;
  required: string[];
}
type Values = Record<string, unknown>;

interface Props {
  schema: SettingsSchema;
  values: Values;
  pipeline: PipelineAnswer;
  faults: Readonly<Record<string, string>>;
  change: (values: Values) => void;
}

/** A form drawn from an action's schema: one field per property, by its widget or its type. */
export function SettingsForm({ schema, values, pipeline, faults, change }: Props) {
  const shown = Object.entries(schema.properties).filter(([, { 'x-if': other }]) => !other || Boolean(values[other]));
  const drawn = ([name, field]: [string, FieldSchema]) => (
    <Field
      key={name}
      field={field}
      value={values[name] ?? field.default}
      pipeline={pipeline}
      into={String(values['pipeline_id'] ?? '')}
      required={schema.required.includes(name)}
      fault={faults[name]}
      // A stage belongs to its pipeline: with another one it must be chosen anew.
      set={(value) => change({ ...values, [name]: value, ...(name === 'pipeline_id' && 'stage_id' in schema.properties ? { stage_id: '' } : {}) })}
    />
  );
  return (
    <div className="stack">
      {rowsOf(shown).map((row) => row.length === 1
        ? row.map(drawn)
        : <SimpleGrid key={row[0]?.[0]} cols={{ base: 2, xs: row.length }} spacing="xs" style={{ alignItems: 'end' }}>{row.map(drawn)}</SimpleGrid>)}
    </div>
  );
}

/** The settings in their order, those that belong together in one row. */
function rowsOf(shown: readonly [string, FieldSchema][]): [string, FieldSchema][][] {
  const rows: [string, FieldSchema][][] = [];
  for (const entry of shown) {
    const last = rows.at(-1);
    if (entry[1]['x-beside'] && last) last.push(entry);
    else rows.push([entry]);
  }
  return rows;
}

interface FieldProps {
  field: FieldSchema;
  value: unknown;
  pipeline: PipelineAnswer;
  /** Another pipeline, by its id, where the settings name one. */
  into: string;
  required: boolean;
  fault: string | undefined;
  set: (value: unknown) => void;
}

function Field({ field, value, pipeline, into, required, fault, set }: FieldProps) {
  const common = { label: field.title ?? '', required, error: fault };
  const widget = field['x-widget'];
  if (widget === 'tag-list' || widget === 'member-list' || widget === 'role-list') {
    return <Chosen kind={widget} value={(value as string[] | undefined) ?? []} set={set} {...common} />;
  }
  if (widget === 'stage') return <ChosenStage {...common} here={pipeline} into={into} value={(value as string) || null} set={set} />;
  if (widget === 'any-pipeline') return <OtherPipeline {...common} here={pipeline.id} value={(value as string) || null} set={(chosen) => set(chosen ?? '')} clearable placeholder="this one" />;
  if (widget === 'pipeline') return <OtherPipeline {...common} here={pipeline.id} value={(value as string) || null} set={set} />;
  if (widget === 'custom-status') {
    const data = pipeline.statuses.map((status) => ({ value: status.id, label: status.name }));
    return <Select {...common} data={data} value={(value as string) || null} onChange={(chosen) => set(chosen ?? '')} clearable placeholder="leave as it is" />;
  }
  if (widget === 'client-status') return <ClientStatus {...common} value={(value as string) || null} set={set} />;
  if (field.enum) {
    const data = field.enum.map((one, place) => ({ value: one, label: field['x-enum-titles']?.[place] ?? (one.replaceAll('_', ' ') || 'leave as it is') }));
    return <Select {...common} data={data} value={(value as string | undefined) ?? null} onChange={(chosen) => set(chosen ?? field.default)} allowDeselect={false} />;
  }
  if (field.type === 'boolean') return <Checkbox label={common.label} checked={Boolean(value)} onChange={(event) => set(event.target.checked)} />;
  if (Array.isArray(field.type) || field.type === 'integer') {
    return <NumberInput {...common} min={field.minimum} max={field.maximum} value={(value as number | null) ?? ''} onChange={(number) => set(number === '' ? null : Number(number))} allowDecimal={false} suffix={widget === 'days' ? ' days' : ''} />;
  }
  const codes = field['x-shortcodes'];
  if (widget === 'lines') return <Lines {...common} codes={codes ?? 'job'} value={(value as string[] | undefined) ?? []} set={set} />;
  if (codes) {
    return <CodedText {...common} codes={codes} multiline={widget === 'multiline'} maxLength={field.maxLength} value={String(value ?? '')} set={set} />;
  }
  if (widget === 'multiline') {
    return <Textarea {...common} autosize minRows={3} maxLength={field.maxLength} value={String(value ?? '')} onChange={(event) => set(event.target.value)} />;
  }
  if (widget === 'url') {
    return <TextInput {...common} type="url" inputMode="url" placeholder="https://" maxLength={field.maxLength} value={String(value ?? '')} onChange={(event) => set(event.target.value)} />;
  }
  return <TextInput {...common} maxLength={field.maxLength} value={String(value ?? '')} onChange={(event) => set(event.target.value)} />;
}

function Lines({ value, set, ...common }: { value: readonly string[]; set: (value: unknown) => void; codes: Codes; label: string; required: boolean; error: string | undefined }) {
  const [typed, setTyped] = useState(value.join('\n'));
  const put = (text: string): void => {
    setTyped(text);
    set(text.split('\n').map((line) => line.trim()).filter(Boolean));
  };
  return <CodedText {...common} multiline placeholder="one a line" value={typed} set={put} />;
}

function ChosenStage({ here, into, value, set, ...common }: { here: PipelineAnswer; into: string; value: string | null; set: (value: unknown) => void; label: string; required: boolean; error: string | undefined }) {
  const { data } = useQuery({ ...pipelinesQuery, enabled: Boolean(into) });
  // Where none need be chosen, it is one of the other pipeline, and of the first stage unless said.
  const stages = into ? (data?.find((one) => one.id === into)?.stages ?? []) : common.required ? here.stages : [];
  const free = common.required ? {} : { clearable: true, placeholder: 'the first one' };
  return <Select key={into} {...common} {...free} data={stages.map((stage) => ({ value: stage.id, label: stage.name }))} value={value} onChange={(chosen) => set(chosen ?? '')} searchable />;
}

function OtherPipeline({ here, value, set, ...common }: { here: string; value: string | null; set: (value: unknown) => void; label: string; required: boolean; error: string | undefined; clearable?: boolean; placeholder?: string }) {
  const { data } = useQuery(pipelinesQuery);
  const others = (data ?? []).filter((one) => one.id !== here && one.status === 'active');
  return <Select {...common} data={others.map((one) => ({ value: one.id, label: one.name }))} value={value} onChange={set} searchable />;
}

function ClientStatus({ value, set, ...common }: { value: string | null; set: (value: unknown) => void; label: string; required: boolean; error: string | undefined }) {
  const { data } = useQuery(clientStatusesQuery);
  return <Select {...common} data={(data ?? []).map((one) => ({ value: one.id, label: one.name }))} value={value} onChange={(chosen) => set(chosen ?? '')} clearable placeholder="leave as it is" />;
}

function Chosen({ kind, value, set, ...common }: { kind: string; value: string[]; set: (value: unknown) => void; label: string; required: boolean; error: string | undefined }) {
  const tags = useQuery({ ...tagsQuery, enabled: kind === 'tag-list' });
  const members = useQuery({ ...membersQuery, enabled: kind === 'member-list' });
  const roles = useQuery({ ...rolesQuery, enabled: kind === 'role-list' });
  const found = (kind === 'tag-list' ? tags.data : kind === 'member-list' ? members.data : roles.data) ?? [];
  return <MultiSelect {...common} searchable data={found.map((one) => ({ value: one.id, label: one.name }))} value={value} onChange={set} />;
}

