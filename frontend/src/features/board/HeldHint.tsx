import type { StageAnswer } from '../../api/generated/types.gen';
import type { Snapshot } from './cards';
import type { Held } from './use-held';

/** Says what is picked up, and over which stage it is; read out too. */
export function HeldHint({ held, names, stages }: { held: Held | null; names: Snapshot; stages: readonly StageAnswer[] }) {
  const first = held && names.cards.get(held.ids[0] ?? '');
  const what = held && held.ids.length > 1 ? `${held.ids.length} jobs` : `${first?.account} · ${first?.name}`;
  return (
    <div role="status" aria-live="assertive" className={held ? 'held' : 'hidden'}>
      {held && <><strong>{what}</strong> over <strong>{stages.find((stage) => stage.id === held.over)?.name}</strong>. Arrows go to another stage, Space drops, Esc puts back.</>}
    </div>
  );
}
