import { queryOptions } from '@tanstack/react-query';
import * as api from '../../api/generated/sdk.gen';
import type { OpenItem, Preview } from '../../api/generated/types.gen';
import type { Card, Snapshot } from './cards';

const FRESH_MS = 10_000;

export type Decision = OpenItem['decision'];

/** What the server's planner says a move would do: asked once for a job and a stage, shown while it hovers, and what a drop goes by. */
export const planOf = (card: Pick<Card, 'id' | 'version'> | undefined, stage: string, across = false, others: Decision = 'leave') =>
  queryOptions({
    queryKey: ['preview', card?.id, stage, card?.version, across, others],
    queryFn: async () =>
      (await (across ? api.previewTransfer : api.previewMove)({ path: { job_id: card?.id ?? '' }, body: { stage_id: stage, other_items: others } })).data,
    enabled: card !== undefined,
    staleTime: FRESH_MS,
    retry: false,
    // Without a connection it fails at once, and the move is kept like any other.
    networkMode: 'always',
  });

/** Whether somebody should look at it first: the stage lacks something, work would stay behind, or something leaves the firm. */
export const asksFirst = ({ changed, plan, open_items, requirements }: Pick<Preview, 'changed' | 'plan' | 'open_items' | 'requirements'>): boolean =>
  changed && (requirements.length > 0 || open_items.length > 0 || plan.some((entry) => entry.outward && ['will_run', 'planned'].includes(entry.outcome)));

/** The job that the plan is told for when several go there: the first that is not there already. */
export const firstToGo = ({ cards }: Snapshot, ids: readonly string[], stage: string): Card | undefined =>
  ids.map((id) => cards.get(id)).find((card) => card && card.stage !== stage);
