import { Button, TagsInput, TextInput, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import * as api from '../../api/generated/sdk.gen';
import type { OneAccount } from '../../api/generated/types.gen';
import { account as accountQuery, tags as tagsQuery } from '../../api/queries';
import { dateWords } from '../../ui/dates';
import { JobStatusChip, StatusChip } from '../../ui/facts';
import { Failed, Head, Loading } from '../../ui/states';
import { useAct } from '../../ui/use-act';
import { AccountContacts } from './AccountContacts';
import { AccountFields } from './AccountFields';
import { AccountRoles } from './AccountRoles';

export function AccountPage({ accountId }: { accountId: string }) {
  const query = useQuery(accountQuery(accountId));
  if (query.isPending) return <div className="page"><Loading /></div>;
  if (query.isError) return <Failed error={query.error} again={() => void query.refetch()} />;
  return <Account account={query.data} />;
}

function Account({ account }: { account: OneAccount }) {
  const tags = useQuery(tagsQuery);
  const path = { account_id: account.id };
  const { act } = useAct();
  const jobs = useQuery({ queryKey: ['accounts', account.id, 'jobs'], queryFn: async () => (await api.listAccountJobs({ path, query: { limit: 100 } })).data.data });
  const archived = account.status === 'archived';
  return (
    <div className="page stack">
      <Head title={account.name}>
        <span className="dim">{account.number}</span>
        <span className="chip">{account.type}</span>
        {archived && <StatusChip status="archived" />}
        <Button variant="default" onClick={() => act(() => (archived ? api.restoreAccount({ path }) : api.archiveAccount({ path })))}>{archived ? 'Restore' : 'Archive'}</Button>
      </Head>
      <section className="panel stack">
        <h2>Facts</h2>
        <div className="row wrap" style={{ alignItems: 'flex-start' }}>
          <TextInput key={account.name} label="Name" className="grow" defaultValue={account.name} onBlur={(event) => event.target.value.trim() && event.target.value !== account.name && act(() => api.updateAccount({ path, body: { name: event.target.value } }))} />
          <TextInput key={account.number} label="Account ID" defaultValue={account.number ?? ''} onBlur={(event) => event.target.value !== (account.number ?? '') && act(() => api.updateAccount({ path, body: { number: event.target.value || null } }))} />
        </div>
        <TagsInput label="Tags" data={tags.data?.map((tag) => tag.name) ?? []} value={account.tags.map((tag) => tag.name)} onChange={(names) => act(() => api.setAccountTags({ path, body: { tags: names } }))} />
        <Textarea key={account.notes} label="Notes" autosize minRows={2} defaultValue={account.notes} onBlur={(event) => event.target.value !== account.notes && act(() => api.updateAccount({ path, body: { notes: event.target.value } }))} />
      </section>
      <AccountFields account={account} act={act} />
      <AccountRoles account={account} act={act} />
      <AccountContacts account={account} act={act} />
      <section className="panel stack">
        <h2>Jobs</h2>
        {jobs.data?.length === 0 && <p className="dim small">No jobs yet. Add one on a pipeline’s board.</p>}
        {jobs.data && jobs.data.length > 0 && (
          <table className="ledger">
            <thead><tr><th>Job</th><th>Pipeline</th><th>Stage</th><th>Status</th><th>Due</th></tr></thead>
            <tbody>
              {jobs.data.map((job) => (
                <tr key={job.id}>
                  <td><Link to="/p/$key" params={{ key: job.pipeline_id }} search={{ job: job.id }}>{job.name}</Link></td>
                  <td>{job.pipeline?.name}</td>
                  <td>{job.stage?.name}</td>
                  <td><JobStatusChip job={job} /></td>
                  <td>{job.due_date && dateWords(job.due_date)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </section>
    </div>
  );
}
