import { useCallback, useState } from 'react';
import { operationId } from '../../api/client';
import * as api from '../../api/generated/sdk.gen';
import type { Bulk, BulkOutcome } from '../../api/generated/types.gen';
import { wordsOf } from '../../api/problem';
import { say } from '../../ui/toasts';
import { type Change, doneWords, operationFor, undoOf } from './bulk';
import { onceOnline } from './once-online';
import type { BoardStore } from './store';

/** A job that was left as it was, and why. */
export interface Refusal {
  id: string;
  detail: string;
  /** Somebody is asked about it already. */
  settled?: boolean;
}

/** How far an act on many jobs is. */
export interface Progress {
  done: number;
  all: number;
}

type Operations = Bulk['operations'];

const AT_ONCE = 50;
const UNDO_MS = 12_000;

/** Changes of a whole selection: each job's outcome counts, what was refused is told with its reason. */
export function useBulk(store: BoardStore | null, refresh: () => void) {
  const [progress, setProgress] = useState<Progress | null>(null);
  const [refusals, setRefusals] = useState<readonly Refusal[]>([]);
  const send = useCallback(
    async (operations: Operations): Promise<Refusal[]> => {
      const refused: Refusal[] = [];
      for (let done = 0; done < operations.length; done += AT_ONCE) {
        setProgress({ done, all: operations.length });
        const part = operations.slice(done, done + AT_ONCE);
        const outcomes = await outcomesOf(part);
        refused.push(...outcomes.filter((one) => !one.ok).map((one) => ({ id: one.job_id, detail: one.detail ?? 'It was refused.' })));
        store?.told(outcomes.flatMap((one) => one.job ?? []));
      }
      setProgress(null);
      // Tags are the accounts', which the cards only know from the board.
      if (operations.some((one) => one.op === 'tags')) refresh();
      return refused;
    },
    [store, refresh],
  );
  const run = useCallback(
    async (ids: readonly string[], change: Change): Promise<readonly Refusal[]> => {
      const base = store?.get().base;
      if (!base) return [];
      const cards = ids.flatMap((id) => base.cards.get(id) ?? []);
      const refused = await send(cards.flatMap((card) => operationFor(change, card, base) ?? []));
      setRefusals(refused);
      const done = cards.filter((card) => refused.every((one) => one.id !== card.id));
      const back = done.flatMap((card) => (operationFor(change, card, base) && undoOf(change, card, base)) ?? []);
      const undo = async (): Promise<void> => {
        setRefusals(await send(back));
        refresh();
      };
      if (done.length) say(doneWords(change, done.length, base), back.length ? { action: { label: 'Undo', until: Date.now() + UNDO_MS, run: () => void undo() } } : {});
      return refused;
    },
    [store, send, refresh],
  );
  return { progress, setProgress, refusals, setRefusals, run };
}

/** What became of each. When the whole request fails, each of them was refused for that. */
async function outcomesOf(operations: Operations): Promise<BulkOutcome[]> {
  const headers = { 'Idempotency-Key': operationId() };
  try {
    return (await onceOnline(() => api.changeJobs({ body: { operations }, headers }))).data.data;
  } catch (error) {
    return operations.map((one) => ({ job_id: one.job_id, ok: false, job: null, code: null, detail: wordsOf(error), unmet: [] }));
  }
}
