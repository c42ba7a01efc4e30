import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { OneJob } from '../../api/generated/types.gen';
import { jobsOfAccount } from '../../api/queries';
import { DueChip, StatusChip } from '../../ui/facts';
import { More } from '../../ui/More';

/** What else was, and is, done for the same account, newest first. */
export function OtherJobs({ job }: { job: OneJob }) {
  const query = useInfiniteQuery(jobsOfAccount(job.account_id));
  const others = query.data?.filter((one) => one.id !== job.id) ?? [];
  if (!others.length && !query.hasNextPage) return null;
  return (
    <section className="panel stack" aria-label="Other jobs of the account">
      <h2>Other jobs of {job.account?.name}</h2>
      <table className="ledger">
        <tbody>
          {others.map((one) => (
            <tr key={one.id}>
              <td><Link to="/j/$id" params={{ id: one.id }}>{one.name}</Link></td>
              <td className="small dim">{one.pipeline?.name}</td>
              <td className="small">{one.stage?.name}</td>
              <td>{one.status === 'active' ? <DueChip due={one.due_date} /> : <StatusChip status={one.status === 'custom' ? (one.status_name ?? 'custom') : one.status} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <More query={query} />
    </section>
  );
}
