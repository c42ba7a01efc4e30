import { useQuery } from '@tanstack/react-query';
import * as api from '../../api/generated/sdk.gen';
import { wordsOf } from '../../api/problem';

/** While a card hovers over a column: what the server's planner says a drop would do, or why it is not possible. */
export function WillRun({ ids, stage, version }: { ids: readonly string[]; stage: string; version: string }) {
  const [first = ''] = ids;
  const preview = useQuery({
    queryKey: ['preview', first, stage, version],
    queryFn: async () => (await api.previewMove({ path: { job_id: first }, body: { stage_id: stage } })).data,
    staleTime: 10_000,
    retry: false,
  });
  if (preview.isPending) return <div className="will-run">…</div>;
  if (preview.isError) return <div className="will-run" data-refused>{wordsOf(preview.error)}</div>;
  const { plan, open_items } = preview.data;
  const runs = plan.filter((entry) => entry.outcome === 'will_run');
  const skipped = plan.length - runs.length;
  return (
    <div className="will-run">
      {ids.length > 1 && <div>{ids.length} jobs; for the first:</div>}
      {runs.map((entry) => <div key={entry.automation_id}>⚡ {entry.title}</div>)}
      {runs.length === 0 && <div>Nothing runs by itself here.</div>}
      {skipped > 0 && <div>↷ {skipped} skipped: {plan.find((entry) => entry.outcome !== 'will_run')?.reason}</div>}
      {open_items.length > 0 && <div>☐ {open_items.length} still open stay{open_items.length === 1 ? 's' : ''} behind</div>}
    </div>
  );
}
