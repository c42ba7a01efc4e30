import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import type { StageAnswer } from '../../api/generated/types.gen';
import { type MoveOptions, moveJobs } from './move-jobs';
import { roomFor } from './many';
import { asksFirst, firstToGo, planOf } from './plan';
import type { BoardStore } from './store';
import type { Progress, Refusal } from './use-bulk';

/** What the move dialog is open for: the jobs, and where to if that is known. */
export interface Asked {
  ids: readonly string[];
  to?: string | undefined;
}

/** The moves of a board: at once, by the dialog, or by the dialog only where there is something to look at first. */
export function useMoves(store: BoardStore | null, refresh: () => void, settled: (ids: readonly string[], refusals: readonly Refusal[]) => void, progress: (at: Progress | null) => void) {
  const client = useQueryClient();
  const [asked, ask] = useState<Asked | null>(null);
  const move = useCallback(
    async (ids: readonly string[], stage: StageAnswer, more: Partial<MoveOptions> = {}) => {
      if (!store) return;
      const settle = ids.length === 1 ? { unmet: (id: string) => ask({ ids: [id], to: stage.id }) } : {};
      const back = await moveJobs(store, ids, stage.id, { stageName: stage.name, refresh, progress, ...settle, ...more });
      if (back === null) return ask({ ids, to: stage.id });
      settled(ids, back);
      // Whoever moved took room, and made some.
      client.removeQueries({ queryKey: ['preview'], type: 'inactive' });
      void client.invalidateQueries({ queryKey: ['jobs'] });
    },
    [store, refresh, client, settled, progress],
  );
  const drop = useCallback(
    (ids: readonly string[], stage: StageAnswer) => {
      const first = store ? firstToGo(store.get().base, ids, stage.id) : undefined;
      const tight = store !== null && roomFor(store.get().base, ids, stage) !== null;
      const looks = async (): Promise<boolean> => tight || client.fetchQuery(planOf(first, stage.id)).then(asksFirst, () => false);
      void move(ids, stage, first ? { looks } : {});
    },
    [store, client, move],
  );
  return { asked, ask, close: useCallback(() => ask(null), []), move, drop };
}
