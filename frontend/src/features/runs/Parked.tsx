import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import * as api from '../../api/generated/sdk.gen';
import { me as meQuery, parkedEvents } from '../../api/queries';
import { instantWords } from '../../ui/dates';
import { useAct } from '../../ui/use-act';

/** What could not be worked off: shown to those who manage the firm, tried again by a button. */
export function Parked() {
  const manages = useQuery(meQuery).data?.member.role !== 'employee';
  const { data } = useQuery({ ...parkedEvents, enabled: manages });
  const { act } = useAct();
  if (!data?.length) return null;
  return (
    <section className="chip-block stack" data-tone="overdue" style={{ marginBottom: 16 }}>
      <strong>{data.length === 1 ? 'One event' : `${data.length} events`} could not be worked off</strong>
      <span>Everything else goes on. When the cause is mended, try again.</span>
      {data.map((event) => (
        <div key={event.id} className="row wrap">
          <span className="grow">
            {instantWords(event.occurred_at)} · {event.type} {event.account_name && `· ${event.account_name}`} {event.job_name && `· ${event.job_name}`}
            <br />
            <span className="small">{event.reason}</span>
          </span>
          <Button size="compact-xs" variant="default" onClick={() => act(() => api.retryParkedEvent({ path: { event_id: event.id } }))}>Retry</Button>
        </div>
      ))}
    </section>
  );
}
