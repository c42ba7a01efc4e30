import { operationId } from '../../api/client';
import * as api from '../../api/generated/sdk.gen';
import type { Moved, OpenItem } from '../../api/generated/types.gen';
import { Problem, wordsOf } from '../../api/problem';
import { say } from '../../ui/toasts';
import { type Card, isElsewhere, withJob } from './cards';
import type { Decision } from './plan';
import { onceOnline } from './once-online';
import { type BoardStore, laidOver } from './store';
import type { Progress, Refusal } from './use-bulk';

export interface MoveOptions {
  skip?: readonly string[];
  openItems?: readonly OpenItem[];
  /** What becomes of the open items that are not named. */
  others?: Decision;
  stageName: string;
  /** The stage is one of another pipeline, of this name. */
  into?: string | undefined;
  /** Why requirements that refuse are overridden; whether those that ask were answered. */
  reason?: string;
  sure?: boolean;
  /** The job's version, when it is newer than the board has heard. */
  version?: number | undefined;
  /** Asked when the cards lie in their new column already: whether somebody should look at the plan before it happens. */
  looks?: () => Promise<boolean>;
  /** The stage asks for what a job lacks: where that is settled. */
  unmet?: (id: string) => void;
  /** How far it is, when there are many. */
  progress?: (at: Progress | null) => void;
  /** Load the board anew: the server knows more than we do. */
  refresh: () => void;
}

const AT_ONCE = 6;

/** The one way to move jobs: drag, menu, key, drawer and selection all come here. Answers what was refused; null when it waits for somebody to look. */
export async function moveJobs(store: BoardStore, ids: readonly string[], to: string, options: MoveOptions): Promise<Refusal[] | null> {
  const { base, pending } = store.get();
  const wanted = ids.filter((id) => {
    const card = base.cards.get(id);
    return card && laidOver({ base, pending }, card).stage !== to;
  });
  const operations = new Map(wanted.map((id) => [id, operationId()]));
  store.begin(new Map(wanted.map((id) => [id, { operation: operations.get(id) ?? '', to }])));
  if (wanted.length && (await options.looks?.())) {
    for (const [id, operation] of operations) store.settle(id, operation);
    return null;
  }
  const refused: Refusal[] = [];
  let done = 0;
  let undoUntil = 0;
  let runs = 0;
  const queue = [...wanted];
  const work = async (): Promise<void> => {
    for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
      const answer = await moveOne(store, id, to, operations.get(id) ?? '', options);
      if (wanted.length > AT_ONCE) options.progress?.({ done: ++done, all: wanted.length });
      if (!('job' in answer)) refused.push(answer);
      else {
        undoUntil = Math.max(undoUntil, answer.undo_until ? Date.parse(answer.undo_until) : 0);
        runs += answer.plan.filter((entry) => entry.outcome === 'will_run').length;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, wanted.length) }, work));
  options.progress?.(null);
  const [only] = refused;
  if (only && wanted.length === 1 && !only.settled) say(`${base.cards.get(only.id)?.name ?? 'The job'} stays where it was. ${only.detail}`, { tone: 'bad' });
  // What went along counts on the card again; only the board knows how much it is.
  if (options.others === 'carry' || options.openItems?.some((one) => one.decision === 'carry')) options.refresh();
  const moved = wanted.filter((id) => refused.every((one) => one.id !== id));
  if (moved.length) announce(base.cards.get(moved[0] ?? ''), moved, options, undoUntil, runs);
  return refused;
}

async function moveOne(store: BoardStore, id: string, to: string, operation: string, options: MoveOptions): Promise<Moved | Refusal> {
  const card = store.get().base.cards.get(id);
  const body = {
    stage_id: to,
    operation_id: operation,
    ...(card ? { expected_version: Math.max(card.version, options.version ?? 0) } : {}),
    skip_automations: [...(options.skip ?? [])],
    open_items: [...(options.openItems ?? [])],
    other_items: options.others ?? 'leave',
    accept_warnings: options.sure ?? false,
    ...(options.reason ? { override_reason: options.reason } : {}),
  };
  try {
    const ask = options.into === undefined ? api.moveJob : api.transferJob;
    const { data } = await onceOnline(() => ask({ path: { job_id: id }, body }));
    const now = store.get().base;
    const known = now.cards.get(id);
    store.settle(id, operation, known && (isElsewhere(now, data.job) ? null : withJob(now, known, data.job)));
    return data;
  } catch (error) {
    store.settle(id, operation);
    if (error instanceof Problem && error.code === 'stale_version') options.refresh();
    const settled = error instanceof Problem && error.code === 'requirements_unmet' && options.unmet !== undefined;
    if (settled) options.unmet?.(id);
    return { id, detail: wordsOf(error), settled };
  }
}

function announce(first: Card | undefined, moved: readonly string[], options: MoveOptions, undoUntil: number, runs: number): void {
  const what = moved.length === 1 ? `${first?.account} · ${first?.name}` : `${moved.length} jobs`;
  const follows = runs ? ` ${runs} automation${runs === 1 ? '' : 's'} run${runs === 1 ? 's' : ''}.` : '';
  const action = undoUntil
    ? { label: 'Undo', until: undoUntil, run: () => void undoAll(moved, options.refresh) }
    : undefined;
  const where = options.into === undefined ? `moved to ${options.stageName}` : `transferred to ${options.into}, ${options.stageName}`;
  say(`${what} ${where}.${follows}`, action ? { action } : {});
}

async function undoAll(ids: readonly string[], refresh: () => void): Promise<void> {
  for (const id of ids) {
    try {
      await api.undoMove({ path: { job_id: id }, body: {} });
    } catch (error) {
      say(wordsOf(error), { tone: 'bad' });
    }
  }
  refresh();
}
