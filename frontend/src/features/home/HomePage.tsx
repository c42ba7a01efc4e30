import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { jobs as jobsQuery, me as meQuery, runs as runsQuery, tasks as tasksQuery } from '../../api/queries';
import { today } from '../../ui/dates';
import { DueChip } from '../../ui/facts';
import { Empty, Head, Loading } from '../../ui/states';
import { groups, TaskList } from '../tasks/TasksPage';

/** My day: what is overdue and due, what waits, what failed. */
export function HomePage() {
  const { data: me } = useQuery(meQuery);
  const mine = { assignee_id: me?.member.id ?? '' };
  const tasks = useQuery({ ...tasksQuery({ ...mine, status: ['planned', 'in_progress', 'in_review', 'waiting'], sort: 'due_date', limit: 100 }), enabled: Boolean(me) });
  const jobs = useQuery({ ...jobsQuery({ ...mine, status: 'active', sort: 'due_date', limit: 20, expand: 'account,stage', 'due_date[lte]': today() }), enabled: Boolean(me) });
  const failed = useQuery(runsQuery({ state: 'failed', limit: 10 }));
  const hour = new Date().getHours();
  const greeting = hour < 12 ? 'Good morning' : hour < 18 ? 'Good afternoon' : 'Good evening';
  const due = groups(tasks.data?.data ?? []).filter(([name]) => name !== 'Later' && name !== 'Without a date');
  return (
    <div className="page">
      <Head title={me ? `${greeting}, ${me.member.name.split(' ')[0]}` : 'My day'} />
      {tasks.isPending && <Loading />}
      {tasks.data && due.length === 0 && <Empty title="Nothing is due this week">Your tasks for later are under Tasks.</Empty>}
      {due.map(([name, list]) => (
        <section key={name} style={{ marginBottom: 20 }}>
          <h2>{name} <span className="dim" style={{ fontWeight: 400 }}>{list.length}</span></h2>
          <TaskList tasks={list} />
        </section>
      ))}
      {jobs.data && jobs.data.data.length > 0 && (
        <section style={{ marginBottom: 20 }}>
          <h2>My jobs that are due</h2>
          <div className="sheet">
            <table className="ledger">
              <tbody>
                {jobs.data.data.map((job) => (
                  <tr key={job.id}>
                    <td><Link to="/p/$key" params={{ key: job.pipeline_id }} search={{ job: job.id }}>{job.name}</Link> <span className="small dim">{job.account?.name}</span></td>
                    <td>{job.stage?.name}</td>
                    <td style={{ width: 120 }}><DueChip due={job.due_date} /></td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </section>
      )}
      {failed.data && failed.data.data.length > 0 && (
        <section>
          <h2>Automations that failed</h2>
          <div className="sheet">
            <table className="ledger">
              <tbody>
                {failed.data.data.map((run) => (
                  <tr key={run.id}>
                    <td><Link to="/p/$key" params={{ key: run.pipeline_id }} search={{ job: run.job_id }}>{run.job_name}</Link> <span className="small dim">{run.account_name}</span></td>
                    <td>{run.title}</td>
                    <td className="dim">{run.reason}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </section>
      )}
    </div>
  );
}
