import type { Preview, StageAnswer } from '../../api/generated/types.gen';
import type { Snapshot } from './cards';

/** One reason, and whom it is about. */
export interface Reason {
  detail: string;
  names: readonly string[];
}

export interface Summary {
  going: number;
  refused: readonly Reason[];
  asking: readonly Reason[];
  runs: readonly { id: string; title: string; outward: boolean; jobs: number }[];
  openItems: number;
  withOpen: number;
  mayOverride: boolean;
}

/** What a move of several jobs comes to, from the preview of each, or from why there is none. */
export function summary(looked: readonly { name: string; preview?: Preview | undefined; failed?: string | undefined }[]): Summary {
  const refused = new Map<string, string[]>();
  const asking = new Map<string, string[]>();
  const runs = new Map<string, { id: string; title: string; outward: boolean; jobs: number }>();
  const add = (to: Map<string, string[]>, detail: string, name: string): unknown => to.set(detail, [...(to.get(detail) ?? []), name]);
  let going = 0;
  for (const { name, preview, failed } of looked) {
    if (failed) add(refused, failed, name);
    if (!preview) continue;
    for (const one of preview.requirements) add(one.mode === 'block' ? refused : asking, one.detail, name);
    if (preview.changed && !preview.requirements.some((one) => one.mode === 'block')) going++;
    for (const { automation_id, title, outward, outcome } of preview.plan) {
      if (outcome === 'will_run') runs.set(automation_id, { id: automation_id, title, outward, jobs: (runs.get(automation_id)?.jobs ?? 0) + 1 });
    }
  }
  const previews = looked.flatMap((one) => one.preview ?? []);
  const reasons = (of: Map<string, string[]>): Reason[] => [...of].map(([detail, names]) => ({ detail, names }));
  return {
    going,
    refused: reasons(refused),
    asking: reasons(asking),
    runs: [...runs.values()],
    openItems: previews.reduce((total, one) => total + one.open_items.length, 0),
    withOpen: previews.filter((one) => one.open_items.length > 0).length,
    mayOverride: previews.some((one) => one.may_override),
  };
}

/** Why not all of them fit, when the stage has a hard limit: each alone would. */
export function roomWords(limit: { readonly [key: string]: unknown } | null, standing: number, coming: number): string | null {
  if (limit?.['mode'] !== 'block') return null;
  const room = Math.max(0, Number(limit['amount']) - standing);
  if (coming <= room) return null;
  return room === 0 ? 'The stage is full.' : `There is room for ${room} more, and ${coming} would come: the last ${coming - room} stay where they are.`;
}

/** The same for these jobs of the board. */
export function roomFor({ cards }: Snapshot, ids: readonly string[], stage: StageAnswer): string | null {
  if (!stage.wip_limit || ids.length < 2) return null;
  let standing = 0;
  for (const card of cards.values()) if (card.stage === stage.id) standing++;
  return roomWords(stage.wip_limit, standing, ids.filter((id) => cards.has(id) && cards.get(id)?.stage !== stage.id).length);
}
