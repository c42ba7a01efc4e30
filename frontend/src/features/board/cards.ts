import type { Board } from '../../api/generated/types.gen';
import type { LiveEvent } from '../../api/live';

/** One card of the board, decoded from the columnar snapshot. */
export interface Card {
  id: string;
  version: number;
  name: string;
  stage: string;
  accountId: string;
  account: string;
  number: string | null;
  tags: readonly number[];
  completed: boolean;
  /** The custom status by its id, if the job has one. */
  custom: string | null;
  /** Whether the client sees the job, and with which client-facing status, by its id. */
  shown: boolean;
  client: string | null;
  priority: number;
  assignees: readonly number[];
  start: string | null;
  due: string | null;
  enteredAt: number;
  /** From when on it is over its stage's time limit. */
  limitAt: number | null;
  createdAt: number;
  open: number;
  total: number;
  running: number;
  failed: number;
  /** Runs that the guard against circles stopped here. */
  stopped: number;
  /** Events of the job that could not be worked off. */
  parked: number;
  haystack: string;
}

export interface Named {
  id: string;
  name: string;
  color: string;
}

export interface Snapshot {
  version: string;
  /** Whose board it is. */
  pipeline: string;
  stages: readonly string[];
  members: readonly Named[];
  tags: readonly Named[];
  statuses: readonly Named[];
  clientStatuses: readonly Named[];
  cards: ReadonlyMap<string, Card>;
}

export const PRIORITIES = ['low', 'medium', 'high', 'urgent'] as const;
const instant = (seconds: number | null): number | null => (seconds === null ? null : seconds * 1000);
const at = <T>(list: readonly T[], place: number): T => list[place] as T;

function decodeNamed(table: Board['members']): Named[] {
  return table.id.map((id, place) => ({ id, name: at(table.name, place), color: at(table.color, place) }));
}

/** Cards as objects, once per snapshot; filters and sorts then cost next to nothing. */
export function decode(board: Board): Snapshot {
  const { cards: c, accounts: a } = board;
  const cards = new Map<string, Card>();
  for (let place = 0; place < c.id.length; place++) {
    const account = at(c.account, place);
    const id = at(c.id, place);
    cards.set(id, {
      id,
      version: at(c.version, place),
      name: at(c.name, place),
      stage: at(board.stages, at(c.stage, place)),
      accountId: at(a.id, account),
      account: at(a.name, account),
      number: at(a.number, account),
      tags: at(a.tags, account),
      completed: at(c.status, place) === 1,
      custom: board.statuses.id[at(c.status, place) - 2] ?? null,
      shown: at(c.client, place) > 0,
      client: board.client_statuses.id[at(c.client, place) - 2] ?? null,
      priority: at(c.priority, place),
      assignees: at(c.assignees, place),
      start: at(c.start, place),
      due: at(c.due, place),
      enteredAt: at(c.entered_at, place) * 1000,
      limitAt: instant(at(c.limit_at, place)),
      createdAt: at(c.created_at, place) * 1000,
      open: at(c.items_open, place),
      total: at(c.items_total, place),
      running: at(c.running, place),
      failed: at(c.failed, place),
      stopped: at(c.stopped, place),
      parked: at(c.parked, place),
      haystack: `${at(a.name, account)} ${at(c.name, place)} ${at(a.number, account) ?? ''}`.toLowerCase(),
    });
  }
  return {
    version: board.board_version,
    pipeline: board.pipeline_id,
    stages: board.stages,
    members: decodeNamed(board.members),
    tags: decodeNamed(board.tags),
    statuses: decodeNamed(board.statuses),
    clientStatuses: decodeNamed(board.client_statuses),
    cards,
  };
}

/** A job as the API tells it, as far as its card goes by it. */
export interface JobObject {
  id: string;
  version: number;
  name: string;
  pipeline_id?: string;
  stage_id: string;
  status: string;
  status_id?: string | null;
  client_shown?: boolean;
  client_status_id?: string | null;
  priority: string;
  assignee_ids: string[];
  start_date: string | null;
  due_date: string | null;
  entered_stage_at: string;
  limit_at?: string | null;
}

/** The card as a job of the API tells it; what the job doesn't tell stays. */
export function withJob(snapshot: Snapshot, card: Card, job: JobObject): Card {
  const moved = job.stage_id !== card.stage;
  return {
    ...card,
    version: job.version,
    name: job.name,
    stage: job.stage_id,
    completed: job.status === 'completed',
    custom: job.status_id ?? null,
    shown: Boolean(job.client_shown),
    client: job.client_shown ? (job.client_status_id ?? null) : null,
    priority: PRIORITIES.indexOf(job.priority as (typeof PRIORITIES)[number]),
    assignees: job.assignee_ids.map((id) => snapshot.members.findIndex((m) => m.id === id)).filter((i) => i >= 0),
    start: job.start_date,
    due: job.due_date,
    enteredAt: Date.parse(job.entered_stage_at),
    limitAt: job.limit_at ? Date.parse(job.limit_at) : null,
    ...(moved ? { open: 0, total: 0, running: 0, failed: 0, stopped: 0 } : {}),
    haystack: `${card.account} ${job.name} ${card.number ?? ''}`.toLowerCase(),
  };
}

export const isElsewhere = (snapshot: Snapshot, job: { pipeline_id?: string }): boolean =>
  job.pipeline_id !== undefined && job.pipeline_id !== snapshot.pipeline;

export function without(snapshot: Snapshot, id: string): Snapshot {
  const cards = new Map(snapshot.cards);
  cards.delete(id);
  return { ...snapshot, cards };
}

const RECOUNTED = new Set(
  ['move_undone', 'status_changed', 'item_linked', 'item_unlinked', 'item_relinked', 'item_carried', 'item_resolved', 'item_settled', 'item_reopened', 'run_retried', 'event_parked', 'event_retried'].map((type) => `job.${type}`),
);

/** The snapshot after a fact of the stream; null when only the server can tell, and the board must be loaded anew. */
export function applyEvent(snapshot: Snapshot, event: LiveEvent): Snapshot | null {
  const object = event.data.object;
  const replace = (card: Card): Snapshot => {
    const cards = new Map(snapshot.cards);
    cards.set(card.id, card);
    return { ...snapshot, cards };
  };
  // Jobs get other time limits some at a time; the end of it is told.
  if (event.type === 'replan.continued') return snapshot;
  if (event.type === 'board.left') return object['id'] === snapshot.pipeline ? null : snapshot;
  // No card shows these.
  if (event.type.startsWith('comment.') || event.type.startsWith('notification.') || event.type === 'task.overdue') return snapshot;
  if (event.type.startsWith('job.')) {
    const job = object as unknown as JobObject;
    const card = snapshot.cards.get(job.id);
    if (isElsewhere(snapshot, job)) return card && job.version > card.version ? without(snapshot, job.id) : snapshot;
    if (!card) return job.status === 'archived' ? snapshot : null;
    if (job.version <= card.version && event.type !== 'job.move_undone') return snapshot;
    if (job.status === 'archived') return without(snapshot, job.id);
    // What counts as open, or as failed, is another list then.
    if (RECOUNTED.has(event.type)) return null;
    return replace(withJob(snapshot, card, job));
  }
  if (event.type.startsWith('task.') && typeof object['job_id'] === 'string') {
    return snapshot.cards.has(object['job_id']) ? null : snapshot;
  }
  if (event.type.startsWith('run.') && typeof object['job_id'] === 'string') {
    const card = snapshot.cards.get(object['job_id']);
    const bad = event.type === 'run.failed' || event.type === 'run.stopped';
    if (!card || (!bad && !card.running)) return snapshot;
    return replace({
      ...card,
      running: Math.max(0, card.running - 1),
      failed: card.failed + (event.type === 'run.failed' ? 1 : 0),
      stopped: card.stopped + (event.type === 'run.stopped' ? 1 : 0),
    });
  }
  return null;
}
