import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import * as api from '../../api/generated/sdk.gen';
import type { OneJob } from '../../api/generated/types.gen';
import { me as meQuery, parkedOfJob } from '../../api/queries';
import { useAct } from '../../ui/use-act';

/** What went wrong with the job's automations where it is now, with what can be done about it. */
export function Trouble({ job }: { job: OneJob }) {
  const { act, busy } = useAct();
  const { failed, stopped, parked } = job.trouble;
  if (!failed && !stopped && !parked) return null;
  return (
    <section className="chip-block stack" data-tone="overdue" style={{ margin: '0 20px 10px' }} aria-label="Trouble">
      {failed > 0 && (
        <div className="row wrap">
          <span className="grow">{failed === 1 ? 'An automation failed here' : `${failed} automations failed here`}. The reason is under <em>Automations</em>.</span>
          <Button size="compact-xs" variant="default" loading={busy} onClick={() => act(() => api.retryRuns({ body: { filter: { job_id: job.id } } }))}>Retry</Button>
        </div>
      )}
      {stopped > 0 && <span>{stopped === 1 ? 'An automation was stopped' : `${stopped} automations were stopped`}: they would have gone on without end. The reason is under <em>Automations</em>.</span>}
      {parked > 0 && <Stuck job={job} />}
    </section>
  );
}

/** Events that could not be worked off: those who manage the firm see the reason, and try again. */
function Stuck({ job }: { job: OneJob }) {
  const manages = useQuery(meQuery).data?.member.role !== 'employee';
  const { data } = useQuery({ ...parkedOfJob(job.id), enabled: manages });
  const { act, busy } = useAct();
  return (
    <>
      <span>What follows from a change of this job could not be worked off. {manages ? 'When the cause is mended, try again.' : 'Owner and admins of your firm have been told.'}</span>
      {data?.map((event) => (
        <div key={event.id} className="row wrap">
          <span className="grow small" style={{ overflowWrap: 'anywhere' }}>{event.type}: {event.reason}</span>
          <Button size="compact-xs" variant="default" loading={busy} onClick={() => act(() => api.retryParkedEvent({ path: { event_id: event.id } }))}>Retry</Button>
        </div>
      ))}
      {manages && <Link to="/runs" className="small" style={{ color: 'inherit' }}>All that could not be worked off</Link>}
    </>
  );
}
