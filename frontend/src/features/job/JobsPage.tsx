import { Button, Select, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { JobAnswer } from '../../api/generated/types.gen';
import { clientStatuses as clientStatusesQuery, jobs as jobsQuery, members as membersQuery, pipelines as pipelinesQuery } from '../../api/queries';
import { Avatar, DueChip, JobStatusChip, PriorityGlyph } from '../../ui/facts';
import { Empty, Failed, Head, Loading } from '../../ui/states';

const PLAIN: readonly string[] = ['active', 'completed', 'archived', 'custom'];

const isOver = (job: JobAnswer): boolean =>
  job.limit_at !== null && (job.status === 'active' || job.status === 'custom') && Date.parse(job.limit_at) <= Date.now();

export function JobsPage() {
  const pipelines = useQuery(pipelinesQuery);
  const members = useQuery(membersQuery);
  const [search, setSearch] = useState('');
  const [q] = useDebouncedValue(search, 200);
  const [pipeline, setPipeline] = useState<string | null>(null);
  const [status, setStatus] = useState<string | null>('active');
  const [over, setOver] = useState<string | null>(null);
  const clientStatuses = useQuery(clientStatusesQuery);
  const [seen, setSeen] = useState<string | null>(null);
  const [sort, setSort] = useState('due_date');
  const [cursors, setCursors] = useState<string[]>([]);
  const cursor = cursors.at(-1);
  const named = pipelines.data?.find((one) => one.id === pipeline)?.statuses ?? [];
  const first = <T,>(set: (value: T) => void) => (value: T): void => {
    set(value);
    setCursors([]);
  };
  const query = useQuery(
    jobsQuery({
      sort: sort as 'due_date',
      limit: 50,
      expand: 'account,stage,pipeline',
      ...(q ? { q } : {}),
      ...(pipeline ? { pipeline_id: pipeline } : {}),
      ...(PLAIN.includes(status ?? '') ? { status: status as 'active' } : status ? { status_id: status } : {}),
      ...(over ? { over_limit: over === 'over' } : {}),
      ...(seen === 'hidden' ? { client_shown: false } : seen ? { client_status_id: seen, client_shown: true } : {}),
      ...(cursor ? { cursor } : {}),
    }),
  );
  return (
    <div className="page">
      <Head title="Jobs" />
      <div className="row wrap" style={{ marginBottom: 12 }}>
        <TextInput aria-label="Search" placeholder="Job or account" value={search} onChange={(event) => first(setSearch)(event.target.value)} />
        <Select aria-label="Pipeline" placeholder="All pipelines" clearable data={pipelines.data?.map((one) => ({ value: one.id, label: one.name })) ?? []} value={pipeline} onChange={(id) => { first(setPipeline)(id); if (!PLAIN.includes(status ?? '')) setStatus(null); }} />
        <Select aria-label="Status" placeholder="Any status" clearable w={180} data={[...PLAIN.map((one) => ({ value: one, label: one === 'custom' ? 'any custom status' : one })), ...named.map((one) => ({ value: one.id, label: one.name }))]} value={status} onChange={first(setStatus)} />
        <Select aria-label="The client sees" placeholder="Client sees…" clearable w={200} data={[...(clientStatuses.data ?? []).map((one) => ({ value: one.id, label: `Client sees: ${one.name}` })), { value: 'hidden', label: 'Hidden from the client' }]} value={seen} onChange={first(setSeen)} />
        <Select aria-label="Time in stage" placeholder="Any time in stage" clearable w={200} data={[{ value: 'over', label: 'Over the stage’s limit' }, { value: 'within', label: 'Within the stage’s limit' }]} value={over} onChange={first(setOver)} />
        <Select aria-label="Sort" w={160} allowDeselect={false} data={[{ value: 'due_date', label: 'By due date' }, { value: 'limit_at', label: 'By stage limit' }, { value: '-created_at', label: 'Newest first' }, { value: '-updated_at', label: 'Last changed' }, { value: 'name', label: 'By name' }]} value={sort} onChange={(value) => value && first(setSort)(value)} />
      </div>
      {query.isPending && <Loading />}
      {query.isError && <Failed error={query.error} again={() => void query.refetch()} />}
      {query.data?.data.length === 0 && <Empty title="No job passes this filter">Choose another status or pipeline, or add jobs on a board.</Empty>}
      {query.data && query.data.data.length > 0 && (
        <div className="sheet">
          <table className="ledger">
            <thead><tr><th>Job</th><th>Account</th><th>Pipeline</th><th>Stage</th><th>Status</th><th>Due</th><th>Assigned</th></tr></thead>
            <tbody>
              {query.data.data.map((job) => (
                <tr key={job.id}>
                  <td><span className="row"><PriorityGlyph priority={job.priority} /><Link to="/p/$key" params={{ key: job.pipeline_id }} search={{ job: job.id }} style={{ fontWeight: 500 }}>{job.name}</Link></span></td>
                  <td>{job.account?.name}</td>
                  <td>{job.pipeline?.name}</td>
                  <td>{job.stage?.name}{isOver(job) && <> <span className="chip" data-tone="today" title="Longer in this stage than its time limit">over limit</span></>}</td>
                  <td><JobStatusChip job={job} /></td>
                  <td><DueChip due={job.due_date} done={job.status !== 'active'} /></td>
                  <td>
                    <span className="avatars">
                      {job.assignee_ids.slice(0, 3).map((id) => {
                        const member = members.data?.find((one) => one.id === id);
                        return member && <Avatar key={id} name={member.name} color={member.color} />;
                      })}
                    </span>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {query.data && (cursors.length > 0 || query.data.has_more) && (
        <div className="row" style={{ marginTop: 12 }}>
          <Button variant="default" size="xs" disabled={!cursors.length} onClick={() => setCursors(cursors.slice(0, -1))}>Back</Button>
          <Button variant="default" size="xs" disabled={!query.data.has_more} onClick={() => query.data.next_cursor && setCursors([...cursors, query.data.next_cursor])}>Next</Button>
        </div>
      )}
    </div>
  );
}
