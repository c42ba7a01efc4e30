import { expect, test } from 'vitest';
import { type Change, doneWords, operationFor, undoOf } from './bulk';
import type { Card, Snapshot } from './cards';
import { BoardStore } from './store';
import { between } from './use-selected';

const named = (id: string) => ({ id, name: id.toUpperCase(), color: 'blue' });
const card: Card = {
  id: 'j1', version: 1, name: '1040', stage: 's1', accountId: 'a1', account: 'Rossi', number: null, tags: [0], completed: false, custom: null, shown: false,
  client: null, priority: 1, assignees: [0], start: null, due: '2026-03-01', enteredAt: 0, limitAt: null, createdAt: 0, open: 0, total: 0, running: 0, failed: 0, stopped: 0,
  parked: 0, haystack: '',
};
const names: Snapshot = {
  version: '1', pipeline: 'p', stages: ['s1'], members: [named('ana'), named('ben')], tags: [named('vip'), named('ext')], statuses: [named('hold')], clientStatuses: [],
  cards: new Map([[card.id, card]]),
};
const update = (values: object) => ({ op: 'update', job_id: 'j1', values });

test.each<[Change, unknown, unknown]>([
  [{ kind: 'people', how: 'add', members: ['ben', 'ana'] }, update({ assignee_ids: ['ana', 'ben'] }), update({ assignee_ids: ['ana'] })],
  [{ kind: 'people', how: 'remove', members: ['ana'] }, update({ assignee_ids: [] }), update({ assignee_ids: ['ana'] })],
  [{ kind: 'people', how: 'set', members: ['ana'] }, null, update({ assignee_ids: ['ana'] })],
  [{ kind: 'priority', priority: 'urgent' }, update({ priority: 'urgent' }), update({ priority: 'medium' })],
  [{ kind: 'priority', priority: 'medium' }, null, update({ priority: 'medium' })],
  [{ kind: 'dates', values: { due_date: null } }, update({ due_date: null }), update({ due_date: '2026-03-01' })],
  [{ kind: 'dates', values: { internal_deadline: '2026-02-01' } }, update({ internal_deadline: '2026-02-01' }), null],
  [{ kind: 'status', status: 'archived' }, { op: 'status', job_id: 'j1', status: 'archived' }, { op: 'status', job_id: 'j1', status: 'active' }],
  [{ kind: 'custom', statusId: 'hold' }, { op: 'status', job_id: 'j1', status_id: 'hold' }, null],
  [{ kind: 'tags', add: ['vip', 'ext'], remove: [] }, { op: 'tags', job_id: 'j1', add: ['vip', 'ext'], remove: [] }, { op: 'tags', job_id: 'j1', add: [], remove: ['ext'] }],
])('%j is asked for, and taken back', (change, operation, undo) => {
  expect(operationFor(change, card, names)).toEqual(operation);
  expect(undoOf(change, card, names)).toEqual(undo);
});

test('what was done is told in words', () => {
  expect(doneWords({ kind: 'people', how: 'add', members: ['ben'] }, 3, names)).toBe('BEN added to 3 jobs.');
  expect(doneWords({ kind: 'status', status: 'archived' }, 1, names)).toBe('1 job archived.');
});

test('a range lies within one column', () => {
  const shown = ['a', 'b', 'c'].map((id) => ({ ...card, id }));
  const columns = new Map([['s1', { shown, all: 3, overdue: 0 }], ['s2', { shown: [{ ...card, id: 'd' }], all: 1, overdue: 0 }]]);
  expect(between(columns, 'c', 'b')).toEqual(['b', 'c']);
  expect(between(columns, 'a', 'd')).toEqual([]);
});

test('the board follows what the server told of many, and forgets what was archived', () => {
  const store = new BoardStore({ base: { ...names, cards: new Map([...names.cards, ['j2', { ...card, id: 'j2', version: 5 }]]) }, pending: new Map() });
  const job = { id: 'j1', version: 2, name: '1040', stage_id: 's1', status: 'archived', priority: 'low', assignee_ids: [], start_date: null, due_date: null, entered_stage_at: '2026-03-01T00:00:00Z' };
  store.told([job, { ...job, id: 'j2', version: 4 }, { ...job, id: 'stranger' }]);
  expect([...store.get().base.cards.keys()]).toEqual(['j2']);
});
