import { Button, SegmentedControl } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { me as meQuery, recurrences as recurrencesQuery } from '../../api/queries';
import { firmTimeWords } from '../../ui/dates';
import { StatusChip } from '../../ui/facts';
import { Icon } from '../../ui/icons';
import { Pages } from '../../ui/Pages';
import { Empty, Failed, Head, Loading } from '../../ui/states';
import { NewRecurrence } from './NewRecurrence';
import { OneRecurrence } from './OneRecurrence';
import { ruleWords } from './rules';

const STATES = [
  { value: '', label: 'All' },
  { value: 'active', label: 'Active' },
  { value: 'paused', label: 'Paused' },
  { value: 'ended', label: 'Ended' },
];

/** Jobs that come again: which client, which pipeline, how often, when next. */
export function RecurrencesPage() {
  const client = useQueryClient();
  const zone = useQuery(meQuery).data?.firm.time_zone;
  const [state, setState] = useState('');
  const [cursors, setCursors] = useState<string[]>([]);
  const [creating, setCreating] = useState(false);
  const [opened, setOpened] = useState<string | null>(null);
  const cursor = cursors.at(-1);
  const query = useQuery(recurrencesQuery({ sort: 'next_at', limit: 50, ...(state ? { state: state as 'active' } : {}), ...(cursor ? { cursor } : {}) }));
  const shown = query.data?.data.find((one) => one.id === opened);
  return (
    <div className="page">
      <Head title="Recurring jobs">
        <Button leftSection={<Icon name="plus" size={14} />} onClick={() => setCreating(true)}>New schedule</Button>
      </Head>
      <SegmentedControl size="xs" mb={12} data={STATES} value={state} onChange={(value) => { setState(value); setCursors([]); }} />
      {query.isPending && <Loading />}
      {query.isError && <Failed error={query.error} again={() => void query.refetch()} />}
      {query.data?.data.length === 0 && <Empty title={state ? 'None is in this state' : 'No job comes again by itself'} action={<Button onClick={() => setCreating(true)}>New schedule</Button>}>Monthly books, quarterly sales tax, the yearly return: set a schedule once, and each job is made in time, with its own period in its name.</Empty>}
      {query.data && query.data.data.length > 0 && (
        <div className="sheet">
          <table className="ledger">
            <thead><tr><th>Account</th><th>Pipeline</th><th>How often</th><th>Next</th><th>State</th><th /></tr></thead>
            <tbody>
              {query.data.data.map((one) => (
                <tr key={one.id}>
                  <td><button type="button" className="plain-button" style={{ fontWeight: 500, textAlign: 'start' }} onClick={() => setOpened(one.id)}>{one.account_name}</button></td>
                  <td>{one.pipeline_name}</td>
                  <td>{ruleWords(one.rule)}</td>
                  <td>{one.next_at ? firmTimeWords(one.next_at, zone) : ''}</td>
                  <td><StatusChip status={one.state} /></td>
                  <td>{one.failed ? <span style={{ color: 'var(--tm-overdue-fg)' }}>{one.failed} failed</span> : ''}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <Pages page={query.data} cursors={cursors} turn={setCursors} />
      {creating && <NewRecurrence close={() => setCreating(false)} done={() => client.invalidateQueries({ queryKey: ['recurrences'] })} />}
      {shown && <OneRecurrence recurrence={shown} close={() => setOpened(null)} />}
    </div>
  );
}
