import type { TaskAnswer, TaskChange } from '../../api/generated/types.gen';
import { dateWords } from '../../ui/dates';

const WORDS = { title: 'title', description: 'description', status: 'status', assignee_ids: 'assignees', tag_ids: 'tags', priority: 'priority', start_date: 'start', due_date: 'due date' } as const;
export type Field = keyof typeof WORDS;
/** What somebody has entered and not saved yet. */
export type Draft = Partial<Pick<TaskAnswer, Field>>;

const FIELDS = Object.keys(WORDS) as Field[];
const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** The draft with one more field; a field that says again what the task says is none. */
export function edited(draft: Draft, task: TaskAnswer, field: Field, value: unknown): Draft {
  const entered = Object.entries({ ...draft, [field]: value });
  return Object.fromEntries(entered.filter(([name, one]) => name !== field || !same(task[field], one)));
}

export const isEmpty = (draft: Draft): boolean => Object.keys(draft).length === 0;
export const bodyOf = (draft: Draft): TaskChange => draft as TaskChange;

/** What somebody else did to the task between `was` and `now`, in words; where the draft says otherwise, what theirs is. */
export function othersDid(draft: Draft, was: TaskAnswer, now: TaskAnswer, names: ReadonlyMap<string, string>): string[] {
  return FIELDS.filter((field) => !same(was[field], now[field])).map((field) =>
    field in draft && !same(draft[field], now[field]) ? `${WORDS[field]} (theirs: ${shown(field, now[field], names)})` : WORDS[field],
  );
}

/** Whether both changed the same field, and not to the same. */
export const clashes = (draft: Draft, was: TaskAnswer, now: TaskAnswer): boolean =>
  FIELDS.some((field) => field in draft && !same(was[field], now[field]) && !same(draft[field], now[field]));

function shown(field: Field, value: TaskAnswer[Field], names: ReadonlyMap<string, string>): string {
  if (Array.isArray(value)) return value.map((id) => names.get(id) ?? 'one that was removed').join(', ') || 'none';
  if (!value) return 'none';
  if (field === 'start_date' || field === 'due_date') return dateWords(value);
  const words = field === 'status' ? value.replaceAll('_', ' ') : value;
  return `“${words.length > 60 ? `${words.slice(0, 60)}…` : words}”`;
}
