import { Button, Modal, MultiSelect, NumberInput, Select, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import * as api from '../../api/generated/sdk.gen';
import type { NewRecurrences, SuggestedSchedule } from '../../api/generated/types.gen';
import { wordsOf } from '../../api/problem';
import { pipelines as pipelinesQuery, roles as rolesQuery } from '../../api/queries';
import { CodedText } from '../../ui/CodedText';
import { today } from '../../ui/dates';
import { say } from '../../ui/toasts';
import { PickAccounts } from '../accounts/PickAccounts';
import { Coming } from './Coming';
import { RULES, ruleWords } from './rules';

const CUSTOM = 'custom';

/** A schedule for one or more accounts, with what it is going to make beside it. */
export function NewRecurrence({ close, done }: { close: () => void; done: () => Promise<void> }) {
  const pipelines = useQuery(pipelinesQuery);
  const roles = useQuery(rolesQuery);
  const [accounts, setAccounts] = useState<ReadonlyMap<string, string>>(new Map());
  const [pipeline, setPipeline] = useState<string | null>(null);
  const [usual, setUsual] = useState('FREQ=MONTHLY');
  const [own, setOwn] = useState('FREQ=MONTHLY;BYDAY=1MO');
  const [starts, setStarts] = useState(today());
  const [ends, setEnds] = useState('');
  const [at, setAt] = useState('00:00');
  const [roll, setRoll] = useState<'none' | 'before' | 'after'>('after');
  const [period, setPeriod] = useState<string>('month:-1');
  const [name, setName] = useState('');
  const [due, setDue] = useState<number | ''>('');
  const [people, setPeople] = useState<string[]>([]);
  const [unit, offset] = period.split(':');
  const choose = (id: string | null): void => {
    setPipeline(id);
    const usually = pipelines.data?.find((one) => one.id === id)?.settings['schedule'] as SuggestedSchedule | null | undefined;
    if (!usually) return;
    setUsual(usually.rule);
    setPeriod(usually.period_unit ? `${usually.period_unit}:${usually.period_offset ?? 0}` : 'none:0');
    setName(usually.name ?? '');
    setDue(usually.due_in_days ?? '');
    setPeople((usually.role_ids ?? []).filter((id) => roles.data?.some((role) => role.id === id)));
  };
  const body: NewRecurrences | null =
    accounts.size && pipeline && starts
      ? {
          pipeline_id: pipeline,
          account_ids: [...accounts.keys()],
          rule: usual === CUSTOM ? own : usual,
          starts_on: starts,
          ends_on: ends || null,
          at: at || '00:00',
          roll,
          period_unit: unit === 'none' ? null : (unit as 'month'),
          period_offset: Number(offset ?? 0),
          template: { name, due_in_days: due === '' ? null : due, role_ids: people },
        }
      : null;
  const [asked] = useDebouncedValue(body, 250);
  const preview = useQuery({
    queryKey: ['recurrences', 'new', asked],
    enabled: Boolean(asked),
    retry: false,
    gcTime: 0,
    queryFn: async () => (asked ? (await api.previewNewRecurrence({ body: asked })).data.data : []),
  });
  const create = useMutation({
    mutationFn: (wanted: NewRecurrences) => api.createRecurrences({ body: wanted }),
    onSuccess: async () => {
      say(accounts.size === 1 ? 'The schedule is set.' : `${accounts.size} schedules are set.`);
      await done();
      close();
    },
  });
  const error = create.error ?? preview.error;
  return (
    <Modal opened onClose={close} size="xl" title="New recurring job">
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (body) create.mutate(body);
        }}
      >
        <PickAccounts chosen={accounts} choose={setAccounts} />
        <div className="row wrap" style={{ alignItems: 'flex-end' }}>
          <Select className="grow" label="In the pipeline" searchable data={(pipelines.data ?? []).map((one) => ({ value: one.id, label: one.name }))} value={pipeline} onChange={choose} />
          <Select label="How often" w={220} allowDeselect={false} data={[...RULES, ...(RULES.some((one) => one.value === usual) || usual === CUSTOM ? [] : [{ value: usual, label: ruleWords(usual) }]), { value: CUSTOM, label: 'by a rule…' }]} value={usual} onChange={(rule) => rule && setUsual(rule)} />
          {usual === CUSTOM && <TextInput label="Rule (RFC 5545)" value={own} onChange={(event) => setOwn(event.target.value)} />}
        </div>
        <div className="row wrap" style={{ alignItems: 'flex-end' }}>
          <TextInput label="From" type="date" value={starts} onChange={(event) => setStarts(event.target.value)} />
          <TextInput label="Last day" type="date" value={ends} onChange={(event) => setEnds(event.target.value)} />
          <TextInput label="At" type="time" value={at} onChange={(event) => setAt(event.target.value)} />
          <Select label="On a weekend or holiday" w={210} allowDeselect={false} data={[{ value: 'after', label: 'the next business day' }, { value: 'before', label: 'the business day before' }, { value: 'none', label: 'that very day' }]} value={roll} onChange={(value) => value && setRoll(value as 'none')} />
        </div>
        <CodedText label="Name of each job" placeholder="as the pipeline" value={name} set={setName} codes="name" maxLength={200} />
        <div className="row wrap" style={{ alignItems: 'flex-end' }}>
          <Select label="The work is about" w={200} allowDeselect={false} value={period} onChange={(value) => value && setPeriod(value)} data={[{ value: 'month:-1', label: 'the month before' }, { value: 'month:0', label: 'that month' }, { value: 'quarter:-1', label: 'the quarter before' }, { value: 'quarter:0', label: 'that quarter' }, { value: 'year:-1', label: 'the year before' }, { value: 'year:0', label: 'that year' }, { value: 'none:0', label: 'no period' }]} />
          <NumberInput label="Due in" w={120} min={0} max={3650} suffix=" days" value={due} onChange={(value) => setDue(value === '' ? '' : Number(value))} />
          <MultiSelect className="grow" label="Assign the role" data={(roles.data ?? []).map((role) => ({ value: role.id, label: role.name }))} value={people} onChange={setPeople} />
        </div>
        {error && <p role="alert" style={{ color: 'var(--tm-overdue-fg)', margin: 0 }}>{wordsOf(error)}</p>}
        {preview.data && <Coming list={preview.data} />}
        <div className="row" style={{ justifyContent: 'flex-end' }}>
          <Button variant="default" onClick={close}>Cancel</Button>
          <Button type="submit" loading={create.isPending} disabled={!body}>{accounts.size > 1 ? `Set ${accounts.size} schedules` : 'Set the schedule'}</Button>
        </div>
      </form>
    </Modal>
  );
}
