import { Button, Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import * as api from '../../api/generated/sdk.gen';
import type { RecurrenceAnswer } from '../../api/generated/types.gen';
import { dateWords } from '../../ui/dates';
import { StatusChip } from '../../ui/facts';
import { Loading } from '../../ui/states';
import { useAct } from '../../ui/use-act';
import { ChangeRecurrence } from './ChangeRecurrence';
import { Coming } from './Coming';
import { ruleWords } from './rules';

/** One schedule: what comes, what came, and its switches. */
export function OneRecurrence({ recurrence, close }: { recurrence: RecurrenceAnswer; close: () => void }) {
  const { act } = useAct();
  const [changing, setChanging] = useState<RecurrenceAnswer | null>(null);
  const path = { recurrence_id: recurrence.id };
  const coming = useQuery({ queryKey: ['recurrences', recurrence.id, 'coming', recurrence.version], queryFn: async () => (await api.previewRecurrence({ path })).data.data });
  const past = useQuery({ queryKey: ['recurrences', recurrence.id, 'past', recurrence.version], queryFn: async () => (await api.listOccurrences({ path, query: { limit: 24 } })).data.data });
  const skip = (date: string, skipped: boolean): void => act(() => (skipped ? api.skipOccurrence({ path, body: { date } }) : api.unskipOccurrence({ path, body: { date } })));
  return (
    <Modal opened onClose={close} size="xl" title={`${recurrence.account_name} · ${recurrence.pipeline_name}`}>
      <div className="stack">
        <div className="row wrap">
          <StatusChip status={recurrence.state} />
          <span className="grow">{ruleWords(recurrence.rule)} from {dateWords(recurrence.starts_on)}{recurrence.ends_on ? ` to ${dateWords(recurrence.ends_on)}` : ''}, at {recurrence.at}</span>
          {!changing && <Button size="xs" variant="default" onClick={() => setChanging(recurrence)}>Change…</Button>}
          {recurrence.state === 'active' && <Button size="xs" variant="default" onClick={() => act(() => api.pauseRecurrence({ path }))}>Pause</Button>}
          {recurrence.state === 'paused' && <Button size="xs" onClick={() => act(() => api.resumeRecurrence({ path }))}>Resume</Button>}
          <Button
            size="xs"
            variant="subtle"
            color="red"
            onClick={() => {
              act(() => api.deleteRecurrence({ path }));
              close();
            }}
          >
            End for good
          </Button>
        </div>
        {changing && <ChangeRecurrence key={changing.version} recurrence={changing} anew={() => setChanging(recurrence)} close={() => setChanging(null)} />}
        {!changing && <h3 style={{ margin: 0 }}>To come</h3>}
        {!changing && coming.isPending && <Loading rows={3} height={28} />}
        {!changing && coming.data && (coming.data.length ? <Coming list={coming.data} skip={skip} /> : <p className="dim">Nothing more: its last day is over.</p>)}
        {past.data && past.data.length > 0 && (
          <>
            <h3 style={{ margin: 0 }}>So far</h3>
            <table className="ledger">
              <tbody>
                {past.data.map((one) => (
                  <tr key={one.id}>
                    <td>{dateWords(one.date)}</td>
                    <td><StatusChip status={one.state} /></td>
                    <td>{one.job_id ? <Link to="/j/$id" params={{ id: one.job_id }}>{one.job_name}</Link> : one.reason}</td>
                    <td>{one.state === 'failed' && <Button size="compact-xs" onClick={() => act(() => api.retryOccurrence({ path: { ...path, day: one.date } }))}>Try again</Button>}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </>
        )}
      </div>
    </Modal>
  );
}
