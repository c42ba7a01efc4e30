import { NumberInput, Select } from '@mantine/core';

export type Trigger = Record<string, unknown>;
const NEW: Record<string, Trigger> = {
  entered: { kind: 'entered' },
  after: { kind: 'after', amount: 3, unit: 'days' },
  limit_passed: { kind: 'limit_passed' },
  before_due: { kind: 'due_date', amount: -3, unit: 'days' },
  after_due: { kind: 'due_date', amount: 1, unit: 'days' },
};
const UNITS = [
  { value: 'hours', label: 'hours' },
  { value: 'days', label: 'days' },
  { value: 'business_days', label: 'business days' },
];

const nameOf = (trigger: Trigger): string =>
  trigger['kind'] === 'due_date' ? (Number(trigger['amount']) > 0 ? 'after_due' : 'before_due') : String(trigger['kind']);

/** When the automation has its turn: at once, or at a time. */
export function TriggerForm({ value, status, change }: { value: Trigger; status: boolean; change: (trigger: Trigger) => void }) {
  const name = nameOf(value);
  const sign = name === 'before_due' ? -1 : 1;
  const amount = value['amount'];
  return (
    <div className="row wrap" style={{ alignItems: 'flex-end' }}>
      <Select
        label="When"
        w={260}
        allowDeselect={false}
        value={name}
        onChange={(chosen) => chosen && change(NEW[chosen] ?? {})}
        data={[
          { value: 'entered', label: status ? 'the job is given the status' : 'the job enters the stage' },
          { value: 'after', label: 'some time after that' },
          ...(status ? [] : [{ value: 'limit_passed', label: 'the stage’s time limit is passed' }]),
          { value: 'before_due', label: 'before the due date, or on it' },
          { value: 'after_due', label: 'after the due date' },
        ]}
      />
      {typeof amount === 'number' && (
        <>
          <NumberInput label="How long" w={90} min={name === 'before_due' ? 0 : 1} max={3650} allowDecimal={false} value={Math.abs(amount)} onChange={(number) => number !== '' && change({ ...value, amount: sign * Number(number) })} />
          <Select label="Counted in" w={150} allowDeselect={false} data={UNITS.filter((unit) => value['kind'] === 'after' || unit.value !== 'hours')} value={String(value['unit'])} onChange={(unit) => unit && change({ ...value, unit })} />
        </>
      )}
    </div>
  );
}

/** The trigger as the beginning of a sentence. */
export function triggerWords(trigger: Trigger, owner: { kind: 'stage' | 'status'; name: string }, once: string): string {
  const entry = `a job ${owner.kind === 'stage' ? 'enters' : 'is given the status'} ${owner.name}${once}`;
  const amount = Math.abs(Number(trigger['amount'] ?? 0));
  const unit = String(trigger['unit']).replace('_', ' ');
  const span = `${amount} ${amount === 1 ? unit.replace(/s$/, '') : unit}`;
  if (trigger['kind'] === 'after') return `${capital(span)} after ${entry}`;
  if (trigger['kind'] === 'limit_passed') return `When a job is in ${owner.name} for longer than its time limit${once}`;
  if (trigger['kind'] === 'due_date') {
    const there = `${owner.kind === 'stage' ? 'while the job is in' : 'while the job has the status'} ${owner.name}${once}`;
    return amount === 0 ? `On the due date, ${there}` : `${capital(span)} ${Number(trigger['amount']) < 0 ? 'before' : 'after'} the due date, ${there}`;
  }
  return `When ${entry}`;
}

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
