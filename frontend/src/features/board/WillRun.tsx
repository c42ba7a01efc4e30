import { useQuery } from '@tanstack/react-query';
import { wordsOf } from '../../api/problem';
import type { StageAnswer } from '../../api/generated/types.gen';
import type { Snapshot } from './cards';
import { roomFor } from './many';
import { firstToGo, planOf } from './plan';
import { refuses } from './Unmet';

/** While a card hovers over a column: what the server's planner says a drop would do, or why it is not possible. */
export function WillRun({ ids, stage, names }: { ids: readonly string[]; stage: StageAnswer; names: Snapshot }) {
  const preview = useQuery(planOf(firstToGo(names, ids, stage.id), stage.id));
  if (preview.isPending) return <div className="will-run">…</div>;
  if (preview.isError) return <div className="will-run" data-refused>{wordsOf(preview.error)}</div>;
  const { plan, open_items, requirements } = preview.data;
  const room = roomFor(names, ids, stage);
  const runs = plan.filter((entry) => entry.outcome === 'will_run');
  const skipped = plan.filter((entry) => entry.outcome === 'skipped');
  return (
    <div className="will-run" role="status" data-refused={refuses(requirements) || room !== null || undefined}>
      {room && <div>✕ {room}</div>}
      {ids.length > 1 && <div>{ids.length} jobs; for the first:</div>}
      {requirements.map((one) => <div key={one.detail}>{one.mode === 'block' ? '✕' : '!'} {one.detail}</div>)}
      {runs.map((entry) => <div key={entry.automation_id}>⚡ {entry.title}{entry.outward ? ' — leaves the firm' : ''}</div>)}
      {runs.length === 0 && !refuses(requirements) && <div>Nothing runs by itself here.</div>}
      {skipped.length > 0 && <div>↷ {skipped.length} skipped: {skipped[0]?.reason}</div>}
      {open_items.length > 0 && <div>☐ {open_items.length} still open stay{open_items.length === 1 ? 's' : ''} behind</div>}
    </div>
  );
}
