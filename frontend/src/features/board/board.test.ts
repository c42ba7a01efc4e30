import { expect, test } from 'vitest';
import type { Board } from '../../api/generated/types.gen';
import type { LiveEvent } from '../../api/live';
import { applyEvent, decode, withJob } from './cards';
import { BoardStore, laidOver } from './store';
import { arrange, inOrder, isOverdue, isOverLimit } from './view';

const board: Board = {
  pipeline_id: 'p',
  board_version: '1',
  stages: ['s1', 's2'],
  statuses: { id: ['hold'], name: ['On hold'], color: ['slate'] },
  client_statuses: { id: ['c1'], name: ['In review'], color: ['violet'] },
  members: { id: ['m1'], name: ['Ana'], color: ['blue'] },
  tags: { id: ['t1'], name: ['VIP'], color: ['teal'] },
  accounts: { id: ['a1', 'a2'], name: ['Rossi', 'Bianchi'], number: ['R1', null], type: ['individual', 'company'], tags: [[0], []] },
  cards: {
    id: ['j1', 'j2'],
    version: [3, 1],
    name: ['1040', '1120'],
    stage: [0, 1],
    account: [0, 1],
    status: [0, 1],
    client: [0, 2],
    priority: [3, 1],
    assignees: [[0], []],
    start: [null, null],
    due: ['2026-03-01', '2026-03-01'],
    entered_at: [100, 200],
    limit_at: [150, null],
    created_at: [100, 200],
    items_open: [1, 0],
    items_total: [2, 0],
    running: [0, 0],
    failed: [0, 0],
    stopped: [0, 0],
    parked: [0, 0],
  },
};
const snapshot = decode(board);
const job = (version: number, stage: string, more: object = {}) => ({
  id: 'j1', version, name: '1040', stage_id: stage, status: 'active', priority: 'low', assignee_ids: ['m1', 'gone'],
  start_date: null, due_date: null, entered_stage_at: '2026-03-01T00:00:00Z', ...more,
});
const event = (type: string, object: object): LiveEvent => ({
  id: 'e', type, actor: { type: 'member', id: null, name: '' }, cause: {}, data: { object: object as Record<string, unknown> },
});
const card = (id: string) => {
  const found = snapshot.cards.get(id);
  if (!found) throw new Error(id);
  return found;
};

test('columns become cards', () => {
  expect(card('j1')).toMatchObject({ account: 'Rossi', stage: 's1', priority: 3, completed: false, open: 1, total: 2, enteredAt: 100_000 });
  expect(card('j2')).toMatchObject({ account: 'Bianchi', stage: 's2', completed: true, tags: [] });
});

test('what the client sees comes with the card, and follows the job', () => {
  expect(card('j1')).toMatchObject({ shown: false, client: null });
  expect(card('j2')).toMatchObject({ shown: true, client: 'c1' });
  expect(withJob(snapshot, card('j1'), job(4, 's1', { client_shown: true, client_status_id: 'c1' }))).toMatchObject({ shown: true, client: 'c1' });
  expect(withJob(snapshot, card('j1'), job(4, 's1', { client_shown: false, client_status_id: 'c1' }))).toMatchObject({ shown: false, client: null });
  expect(applyEvent(snapshot, event('client_status.updated', { id: 'c1' }))).toBeNull();
});

test('a job that went to another stage loses what counted in the old one', () => {
  expect(withJob(snapshot, card('j1'), job(4, 's2'))).toMatchObject({ stage: 's2', open: 0, total: 0, assignees: [0], priority: 0 });
  expect(withJob(snapshot, card('j1'), job(4, 's1'))).toMatchObject({ open: 1, total: 2 });
});

test('the stream moves a card, forgets what is old, and asks for the whole when it cannot tell', () => {
  expect(applyEvent(snapshot, event('job.stage_changed', job(4, 's2')))?.cards.get('j1')?.stage).toBe('s2');
  expect(applyEvent(snapshot, event('job.stage_changed', job(2, 's2')))).toBe(snapshot);
  expect(applyEvent(snapshot, event('job.archived', job(4, 's1', { status: 'archived' })))?.cards.has('j1')).toBe(false);
  expect(applyEvent(snapshot, event('job.created', { ...job(1, 's1'), id: 'new' }))).toBeNull();
  expect(applyEvent(snapshot, event('task.completed', { job_id: 'j1' }))).toBeNull();
  expect(applyEvent(snapshot, event('task.completed', { job_id: 'elsewhere' }))).toBe(snapshot);
  expect(applyEvent(snapshot, event('run.failed', { job_id: 'j1' }))?.cards.get('j1')?.failed).toBe(1);
  expect(applyEvent(snapshot, event('run.stopped', { job_id: 'j1' }))?.cards.get('j1')?.stopped).toBe(1);
  expect(applyEvent(snapshot, event('run.skipped', { job_id: 'j1' }))).toBe(snapshot);
  expect(applyEvent(snapshot, event('job.item_linked', job(4, 's1')))).toBeNull();
});

test('a job that went to another pipeline leaves the board, and one that came is asked for', () => {
  const gone = applyEvent(snapshot, event('job.transferred', job(4, 'x', { pipeline_id: 'other' })));
  expect([...(gone?.cards.keys() ?? [])]).toEqual(['j2']);
  expect(applyEvent(snapshot, event('job.transferred', job(2, 'x', { pipeline_id: 'other' })))).toBe(snapshot);
  expect(applyEvent(snapshot, event('job.updated', { ...job(9, 'x', { pipeline_id: 'other' }), id: 'stranger' }))).toBe(snapshot);
  expect(applyEvent(snapshot, event('job.transferred', { ...job(4, 's1', { pipeline_id: 'p' }), id: 'new' }))).toBeNull();
  expect(applyEvent(snapshot, event('board.left', { id: 'p' }))).toBeNull();
  expect(applyEvent(snapshot, event('board.left', { id: 'other' }))).toBe(snapshot);
});

test('a move that led to another pipeline takes the card away when it is answered', () => {
  const store = new BoardStore({ base: snapshot, pending: new Map() });
  store.begin(new Map([['j1', { operation: 'op', to: 'elsewhere' }]]));
  store.settle('j1', 'op', null);
  expect([...store.get().base.cards.keys()]).toEqual(['j2']);
});

test('the stream never overwrites a move that is on its way', () => {
  const store = new BoardStore({ base: snapshot, pending: new Map() });
  store.begin(new Map([['j1', { operation: 'op', to: 's2' }]]));
  const told = applyEvent(store.get().base, event('job.updated', job(4, 's1')));
  if (told) store.setBase(told);
  expect(laidOver(store.get(), store.get().base.cards.get('j1') ?? card('j1')).stage).toBe('s2');
});

test('a refusal takes back only its own move', () => {
  const store = new BoardStore({ base: snapshot, pending: new Map() });
  store.begin(new Map([['j1', { operation: 'first', to: 's2' }]]));
  store.begin(new Map([['j1', { operation: 'second', to: 's2' }], ['j2', { operation: 'other', to: 's1' }]]));
  store.settle('j1', 'first');
  expect(store.get().pending.size).toBe(2);
  store.settle('j1', 'second');
  expect([...store.get().pending.keys()]).toEqual(['j2']);
});

test('an answer older than what the stream told is not taken', () => {
  const store = new BoardStore({ base: snapshot, pending: new Map() });
  store.begin(new Map([['j1', { operation: 'op', to: 's2' }]]));
  store.settle('j1', 'op', { ...card('j1'), version: 2, name: 'old' });
  expect(store.get().base.cards.get('j1')?.name).toBe('1040');
});

test.each([
  [{ q: 'ross' }, ['j1']],
  [{ who: 'm1' }, ['j1']],
  [{ who: 'nobody' }, ['j2']],
  [{ priority: '3' }, ['j1']],
  [{ status: 'done' as const }, ['j2']],
  [{ due: 'overdue' as const }, ['j1']],
  [{ due: 'none' as const }, []],
  [{ stuck: 'limit' }, ['j1']],
  [{ stuck: '7' }, ['j1']],
  [{ client: 'hidden' }, ['j1']],
  [{ client: 'shown' }, ['j2']],
  [{ client: 'c1' }, ['j2']],
])('the filter %j', (view, expected) => {
  const columns = arrange(snapshot.cards.values(), snapshot.stages, view, 0, 0);
  expect([...columns.values()].flatMap((column) => column.shown.map((one) => one.id))).toEqual(expected);
  expect([...columns.values()].map((column) => column.all)).toEqual([1, 1]);
});

test('comments and what members are told change no card, and load no board', () => {
  for (const type of ['comment.created', 'notification.created']) {
    expect(applyEvent(snapshot, { id: 'e', type, actor: { type: 'member', id: 'm', name: 'Ana' }, cause: {}, data: { object: { id: 'c', job_id: 'j1' } } })).toBe(snapshot);
  }
});

test('a job on hold, or done, is not overdue; one past its stage’s limit is over it until it is done', () => {
  const late = card('j1');
  expect(isOverdue(late, '2026-03-02')).toBe(true);
  expect(isOverdue({ ...late, custom: 'hold' }, '2026-03-02')).toBe(false);
  expect(isOverdue(card('j2'), '2026-03-02')).toBe(false);
  expect(isOverLimit(late, 149_999)).toBe(false);
  expect(isOverLimit(late, 150_000)).toBe(true);
  expect(isOverLimit({ ...late, custom: 'hold' }, 150_000)).toBe(true);
  expect(isOverLimit({ ...late, completed: true }, 150_000)).toBe(false);
  expect(isOverLimit({ ...late, limitAt: null }, 150_000)).toBe(false);
});

test('by stage limit the soonest is first, and what has none is last', () => {
  const [soon, never] = [card('j1'), card('j2')];
  const later = { ...soon, id: 'j3', limitAt: 999 };
  const sooner = { ...soon, id: 'j4', limitAt: 1 };
  expect(inOrder([never, later, sooner], 'limit').map((one) => one.id)).toEqual(['j4', 'j3', 'j2']);
});

test('the board is loaded anew when all jobs have their new time limits', () => {
  expect(applyEvent(snapshot, event('replan.continued', { pipeline_id: 'p' }))).toBe(snapshot);
  expect(applyEvent(snapshot, event('replan.finished', { pipeline_id: 'p' }))).toBeNull();
  expect(withJob(snapshot, card('j1'), job(4, 's2', { limit_at: '2026-03-01T00:00:00Z' })).limitAt).toBe(Date.parse('2026-03-01T00:00:00Z'));
});
