import { Button, Select, Switch, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { OneJob } from '../../api/generated/types.gen';
import { clientStatuses as statusesQuery } from '../../api/queries';
import { TagPill } from '../../ui/facts';
import { useSaveJob } from './use-save-job';

/** What the client sees of the job: nothing, until it is shown to them. */
export function ClientForm({ job }: { job: OneJob }) {
  const statuses = useQuery(statusesQuery);
  const save = useSaveJob(job.id);
  const put = (name: 'client_name' | 'client_description', former: string | null) => (event: { target: { value: string } }) => {
    const value = event.target.value.trim() || null;
    if (value !== former) save({ [name]: value });
  };
  const list = (statuses.data ?? []).map((status) => ({ value: status.id, label: status.name }));
  // One that was removed while the job was in the archive is still its own.
  if (job.client_status_id && !list.some((one) => one.value === job.client_status_id)) list.push({ value: job.client_status_id, label: job.client_status_name ?? 'removed' });
  return (
    <section className="panel stack" aria-label="What the client sees">
      <h2>What the client sees</h2>
      <Switch checked={job.client_shown} onChange={(event) => save({ client_shown: event.target.checked })} label="Show this job to the client" />
      <div className="row wrap" style={{ alignItems: 'flex-start' }}>
        <TextInput key={`n${job.client_name}`} className="grow" label="Name for the client" placeholder={job.name} maxLength={200} defaultValue={job.client_name ?? ''} onBlur={put('client_name', job.client_name)} />
        <Select className="grow" label="Client-facing status" placeholder="none" clearable data={list} value={job.client_status_id} onChange={(id) => save({ client_status_id: id })} />
      </div>
      {statuses.data?.length === 0 && <span className="small dim">Your firm has no client-facing statuses yet. <Link to="/settings/$tab" params={{ tab: 'client-statuses' }}>Add some</Link></span>}
      <Textarea key={`t${job.client_description}`} label="Text for the client" placeholder={job.client_status?.text || 'Nothing below the status'} autosize minRows={2} maxLength={2000} defaultValue={job.client_description ?? ''} onBlur={put('client_description', job.client_description)} />
      <Seen job={job} show={() => save({ client_shown: true })} />
    </section>
  );
}

function Seen({ job, show }: { job: OneJob; show: () => void }) {
  if (!job.client_shown) {
    return (
      <p className="small dim" style={{ margin: 0 }}>
        {job.account?.name} does not see this job. <Button size="compact-xs" variant="subtle" onClick={show}>Show it</Button>
      </p>
    );
  }
  const text = job.client_description ?? job.client_status?.text;
  return (
    <figure style={{ margin: 0, padding: '10px 14px', border: '1px dashed var(--tm-control)', borderRadius: 6 }}>
      <figcaption className="small dim">{job.account?.name} sees</figcaption>
      <strong>{job.client_name ?? job.name}</strong>
      {job.client_status && <div><TagPill name={job.client_status.name} color={job.client_status.color} /></div>}
      {text && <div className="small" style={{ whiteSpace: 'pre-wrap' }}>{text}</div>}
    </figure>
  );
}
