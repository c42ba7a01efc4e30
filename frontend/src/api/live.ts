import { useSyncExternalStore } from 'react';

/** One fact, as the stream tells it. */
export interface LiveEvent {
  id: string;
  type: string;
  actor: { type: string; id: string | null; name: string };
  cause: { operation_id?: string | null };
  data: { object: Record<string, unknown> } & Record<string, unknown>;
}

type Listener = (event: LiveEvent) => void;
export type LiveState = 'live' | 'reconnecting' | 'offline';

const LEADER = 'tickmark-stream';
const channel = new BroadcastChannel(LEADER);
const listeners = new Set<Listener>();
const resets = new Set<() => void>();
const watchers = new Set<() => void>();
let state: LiveState = 'reconnecting';
let started = false;

const setState = (next: LiveState): void => {
  state = next;
  for (const watcher of watchers) watcher();
};
const tell = (event: LiveEvent): void => {
  for (const listener of listeners) listener(event);
};
const reset = (): void => {
  for (const again of resets) again();
};

channel.onmessage = ({ data }: MessageEvent<{ event?: LiveEvent; state?: LiveState; reset?: boolean }>) => {
  if (data.event) tell(data.event);
  if (data.state) setState(data.state);
  if (data.reset) reset();
};

const TYPES = [
  ...['created', 'updated', 'stage_changed', 'transferred', 'move_undone', 'status_changed', 'completed', 'reopened', 'archived', 'overdue', 'stage_overdue'].map((t) => `job.${t}`),
  // A job left the board for a place that this member does not see.
  'board.left',
  ...['item_linked', 'item_unlinked', 'item_relinked', 'item_carried', 'item_resolved', 'item_settled', 'item_reopened', 'item_reminded', 'item_reminders_switched', 'run_retried', 'event_parked', 'event_retried'].map((t) => `job.${t}`),
  ...['created', 'updated', 'completed', 'canceled', 'reopened', 'deleted', 'overdue'].map((t) => `task.${t}`),
  ...['succeeded', 'skipped', 'failed', 'stopped'].map((t) => `run.${t}`),
  ...['created', 'updated', 'archived', 'restored', 'deleted'].map((t) => `pipeline.${t}`),
  ...['created', 'updated', 'archived', 'restored', 'tags_changed'].map((t) => `account.${t}`),
  ...['created', 'updated', 'deleted'].map((t) => `tag.${t}`),
  ...['saved', 'archived', 'restored'].map((t) => `custom_field.${t}`),
  ...['created', 'updated', 'deleted'].map((t) => `client_status.${t}`),
  ...['created', 'updated', 'deleted'].map((t) => `comment.${t}`),
  'notification.created',
  ...['created', 'updated', 'paused', 'resumed', 'job_created', 'skipped', 'failed'].map((t) => `recurrence.${t}`),
  ...['joined', 'updated', 'removed'].map((t) => `member.${t}`),
];

/** Read the stream in this tab and pass it on to the others; the browser resumes by Last-Event-ID. */
function read(): void {
  const source = new EventSource('/v1/stream');
  const ended = new AbortController();
  const over = { signal: ended.signal };
  const pass = (message: { event?: LiveEvent; state?: LiveState; reset?: boolean }): void => {
    if (message.event) tell(message.event);
    if (message.state) setState(message.state);
    if (message.reset) reset();
    channel.postMessage(message);
  };
  addEventListener('offline', () => pass({ state: 'offline' }), over);
  // A stream that outlived the gap goes on; one that did not is reconnected by the browser.
  addEventListener('online', () => pass({ state: source.readyState === EventSource.OPEN ? 'live' : 'reconnecting' }), over);
  source.addEventListener('hello', () => pass({ state: 'live' }));
  source.addEventListener('reset', () => pass({ reset: true }));
  source.onerror = () => {
    pass({ state: navigator.onLine ? 'reconnecting' : 'offline' });
    if (source.readyState !== EventSource.CLOSED) return;
    ended.abort();
    setTimeout(read, 3000);
  };
  for (const type of TYPES) {
    source.addEventListener(type, (message) => pass({ event: JSON.parse(message.data as string) as LiveEvent }));
  }
}

/** Begin to listen: one tab of the browser reads, the others hear it from that one. */
export function startLive(): void {
  if (started) return;
  started = true;
  if (!('locks' in navigator)) {
    read();
    return;
  }
  // A tab that only listens is live as soon as another reads.
  void navigator.locks.query().then((held) => {
    if (held.held?.some((lock) => lock.name === LEADER)) setState('live');
  });
  void navigator.locks.request(LEADER, () => {
    read();
    return new Promise<never>(() => undefined);
  });
}

export const onLive = (listener: Listener, again?: () => void): (() => void) => {
  listeners.add(listener);
  if (again) resets.add(again);
  return () => {
    listeners.delete(listener);
    if (again) resets.delete(again);
  };
};

export const useLiveState = (): LiveState =>
  useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    () => state,
  );
