import type { JobTemplateBody, NewRecurrences, RecurrenceAnswer, SuggestedSchedule } from '../../api/generated/types.gen';
import { today } from '../../ui/dates';
import { ruleWords } from './rules';

export const CUSTOM = 'custom';

type Schedule = Omit<NewRecurrences, 'pipeline_id' | 'account_id' | 'account_ids'>;

/** A schedule as its form has it. `people` are roles and members, each with its kind before its id. */
export interface Draft {
  usual: string;
  own: string;
  starts: string;
  ends: string;
  at: string;
  roll: NonNullable<Schedule['roll']>;
  period: string;
  name: string;
  due: number | '';
  dueUnit: NonNullable<JobTemplateBody['due_unit']>;
  description: string;
  people: readonly string[];
}

export const roleKey = (id: string): string => `role:${id}`;
export const memberKey = (id: string): string => `member:${id}`;
const periodKey = (unit: string | null | undefined, offset: number | undefined): string => (unit ? `${unit}:${offset ?? 0}` : 'none:0');

export const newDraft = (): Draft => ({ usual: 'FREQ=MONTHLY', own: 'FREQ=MONTHLY;BYDAY=1MO', starts: today(), ends: '', at: '00:00', roll: 'after', period: 'month:-1', name: '', due: '', dueUnit: 'days', description: '', people: [] });

/** What a pipeline suggests for its jobs, over what is in the form. */
export const suggested = (draft: Draft, usually: SuggestedSchedule): Draft => ({
  ...draft,
  usual: usually.rule,
  period: periodKey(usually.period_unit, usually.period_offset),
  name: usually.name ?? '',
  due: usually.due_in_days ?? '',
  dueUnit: 'days',
  people: (usually.role_ids ?? []).map(roleKey),
});

/** A schedule that there is, to be changed. */
export function draftOf(recurrence: RecurrenceAnswer): Draft {
  const template = recurrence.template as JobTemplateBody;
  return {
    usual: ruleWords(recurrence.rule) === recurrence.rule ? CUSTOM : recurrence.rule,
    own: recurrence.rule,
    starts: recurrence.starts_on,
    ends: recurrence.ends_on ?? '',
    at: recurrence.at,
    roll: recurrence.roll as Draft['roll'],
    period: periodKey(recurrence.period_unit, recurrence.period_offset),
    name: template.name ?? '',
    due: template.due_in_days ?? '',
    dueUnit: template.due_unit ?? 'days',
    description: template.description ?? '',
    people: [...(template.role_ids ?? []).map(roleKey), ...(template.assignee_ids ?? []).map(memberKey)],
  };
}

const ids = (people: readonly string[], kind: string): string[] => people.filter((one) => one.startsWith(`${kind}:`)).map((one) => one.slice(kind.length + 1));

/** What the form asks for; `kept` is what it does not show of the jobs' template. */
export function scheduleOf(draft: Draft, kept: Partial<JobTemplateBody> = {}): Required<Schedule> {
  const [unit, offset] = draft.period.split(':');
  return {
    rule: draft.usual === CUSTOM ? draft.own : draft.usual,
    starts_on: draft.starts,
    ends_on: draft.ends || null,
    at: draft.at || '00:00',
    roll: draft.roll,
    period_unit: unit === 'none' ? null : (unit as 'month'),
    period_offset: Number(offset ?? 0),
    template: {
      ...kept,
      name: draft.name,
      due_in_days: draft.due === '' ? null : draft.due,
      due_unit: draft.dueUnit,
      description: draft.description,
      role_ids: ids(draft.people, 'role'),
      assignee_ids: ids(draft.people, 'member'),
    },
  };
}

const PERIODS = ['month:-1', 'month:0', 'quarter:-1', 'quarter:0', 'year:-1', 'year:0', 'none:0'];

/** Which period the work is about, seen from the day of the job: “the month before”. */
export function periodWords(key: string): string {
  const [unit, offset] = key.split(':');
  const steps = Number(offset);
  if (unit === 'none') return 'no period';
  if (steps === 0) return `that ${unit}`;
  if (Math.abs(steps) === 1) return steps < 0 ? `the ${unit} before` : `the ${unit} after`;
  return `${Math.abs(steps)} ${unit}s ${steps < 0 ? 'before' : 'after'}`;
}

/** The usual periods, and the one that is chosen. */
export const periodChoices = (chosen: string): { value: string; label: string }[] =>
  [...PERIODS, ...(PERIODS.includes(chosen) ? [] : [chosen])].map((value) => ({ value, label: periodWords(value) }));
