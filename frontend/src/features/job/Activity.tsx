import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { OneJob } from '../../api/generated/types.gen';
import { clientStatuses as clientStatusesQuery, jobHistory, jobVisits, members as membersQuery } from '../../api/queries';
import { instantWords, lastedWords } from '../../ui/dates';
import { More } from '../../ui/More';
import { Failed, Loading } from '../../ui/states';
import { Comments } from './Comments';
import { historyWords } from './history-words';

/** What was written about the job, where it has been, for how long, and every change of it. */
export function Activity({ job }: { job: OneJob }) {
  const history = useInfiniteQuery(jobHistory(job.id));
  const visits = useQuery(jobVisits(job.id));
  const members = useQuery(membersQuery);
  const clientStatuses = useQuery(clientStatusesQuery);
  const shown = new Map((clientStatuses.data ?? []).map((status) => [status.id, status.name]));
  const names = new Map((members.data ?? []).map((member) => [member.id, member.name]));
  const stays = [...(visits.data ?? [])].filter((visit) => !visit.undone_at).reverse();
  const spans = stays.map((visit) => (visit.left_at ? Date.parse(visit.left_at) : Date.now()) - Date.parse(visit.entered_at));
  const all = spans.reduce((sum, span) => sum + span, 0) || 1;
  return (
    <div className="stack">
      <Comments job={job} />
      <section aria-label="Time per stage">
        <div style={{ display: 'flex', gap: 2, height: 12 }}>
          {stays.map((visit, place) => (
            <div key={visit.id} title={`${visit.stage_name}: ${lastedWords(0, spans[place])}`} style={{ flexGrow: Math.max((spans[place] ?? 0) / all, 0.02), background: place % 2 ? 'var(--tm-control)' : 'var(--tm-primary)', borderRadius: 2 }} />
          ))}
        </div>
        <p className="small dim">{stays.map((visit, place) => `${visit.stage_name} ${lastedWords(0, spans[place])}`).join(' → ')}</p>
      </section>
      {history.isPending && <Loading />}
      {history.isError && <Failed error={history.error} again={() => void history.refetch()} />}
      <ol aria-label="History" style={{ listStyle: 'none', margin: 0, padding: 0 }}>
        {history.data?.map((entry) => (
          <li key={entry.id} className="told">
            <span className="small dim when">{instantWords(entry.occurred_at)}</span>
            <span className="what">{historyWords(entry, names, shown)}</span>
            <span className="small dim who">{entry.actor.name || entry.actor.type}</span>
          </li>
        ))}
      </ol>
      <More query={history} />
    </div>
  );
}
