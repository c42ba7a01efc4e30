import type { BulkStatus, BulkTags, BulkUpdate, JobChange } from '../../api/generated/types.gen';
import { type Card, PRIORITIES, type Snapshot } from './cards';

/** What is done to a whole selection, beside moving it. */
export type Change =
  | { kind: 'people'; how: 'add' | 'remove' | 'set'; members: readonly string[] }
  | { kind: 'priority'; priority: (typeof PRIORITIES)[number] }
  | { kind: 'dates'; values: Pick<JobChange, 'start_date' | 'due_date' | 'internal_deadline'> }
  | { kind: 'status'; status: 'active' | 'completed' | 'archived' }
  | { kind: 'custom'; statusId: string }
  | { kind: 'tags'; add: readonly string[]; remove: readonly string[] };

type Operation = BulkStatus | BulkTags | BulkUpdate;

const ids = (named: readonly { id: string }[], places: readonly number[]): string[] =>
  places.flatMap((place) => named[place]?.id ?? []);

/** The change of one job, as the server is asked for it; null when it is so already. */
export function operationFor(change: Change, card: Card, names: Snapshot): Operation | null {
  const of = { job_id: card.id };
  switch (change.kind) {
    case 'people': {
      const now = ids(names.members, card.assignees);
      const next = peopleAfter(now, change);
      return next.join() === now.join() ? null : { op: 'update', ...of, values: { assignee_ids: next } };
    }
    case 'priority':
      return PRIORITIES[card.priority] === change.priority ? null : { op: 'update', ...of, values: { priority: change.priority } };
    case 'dates':
      return { op: 'update', ...of, values: change.values };
    case 'status':
      return { op: 'status', ...of, status: change.status };
    case 'custom':
      return card.custom === change.statusId ? null : { op: 'status', ...of, status_id: change.statusId };
    case 'tags':
      return { op: 'tags', ...of, add: [...change.add], remove: [...change.remove] };
  }
}

const peopleAfter = (now: readonly string[], { how, members }: Extract<Change, { kind: 'people' }>): string[] =>
  how === 'set' ? [...members] : how === 'remove' ? now.filter((id) => !members.includes(id)) : [...now, ...members.filter((id) => !now.includes(id))];

/**
 * What takes the change back. Null where nothing does: a custom status sets off automations, and cards don't know
 * former internal deadlines.
 */
export function undoOf(change: Change, card: Card, names: Snapshot): Operation | null {
  const of = { job_id: card.id };
  switch (change.kind) {
    case 'people':
      return { op: 'update', ...of, values: { assignee_ids: ids(names.members, card.assignees) } };
    case 'priority':
      return { op: 'update', ...of, values: { priority: PRIORITIES[card.priority] ?? 'medium' } };
    case 'dates': {
      const { values } = change;
      if ('internal_deadline' in values) return null;
      return { op: 'update', ...of, values: { ...('start_date' in values ? { start_date: card.start } : {}), ...('due_date' in values ? { due_date: card.due } : {}) } };
    }
    case 'status':
      return card.custom ? null : { op: 'status', ...of, status: card.completed ? 'completed' : 'active' };
    case 'custom':
      return null;
    case 'tags': {
      const had = ids(names.tags, card.tags);
      const add = change.remove.filter((id) => had.includes(id));
      const remove = change.add.filter((id) => !had.includes(id));
      return add.length || remove.length ? { op: 'tags', ...of, add, remove } : null;
    }
  }
}

const nth = (count: number): string => `${count} job${count === 1 ? '' : 's'}`;

/** What was done, in words. */
export function doneWords(change: Change, count: number, names: Snapshot): string {
  const named = (list: readonly { id: string; name: string }[], wanted: readonly string[]): string =>
    wanted.map((id) => list.find((one) => one.id === id)?.name ?? id).join(', ');
  switch (change.kind) {
    case 'people': {
      const people = named(names.members, change.members);
      if (!people) return `${nth(count)}: nobody is assigned now.`;
      return change.how === 'add' ? `${people} added to ${nth(count)}.` : change.how === 'remove' ? `${people} taken off ${nth(count)}.` : `${nth(count)}: ${people} only.`;
    }
    case 'priority':
      return `${nth(count)}: priority ${change.priority}.`;
    case 'dates':
      return `${nth(count)}: dates set.`;
    case 'status':
      return `${nth(count)} ${change.status === 'active' ? 'active again' : change.status}.`;
    case 'custom':
      return `${nth(count)}: ${named(names.statuses, [change.statusId])}.`;
    case 'tags':
      return `Tags changed on the accounts of ${nth(count)}.`;
  }
}
