import { Button, Modal, MultiSelect, SegmentedControl, TagsInput, TextInput, Textarea } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import * as api from '../../api/generated/sdk.gen';
import type { AccountAnswer, OneAccount } from '../../api/generated/types.gen';
import { wordsOf } from '../../api/problem';
import { account as accountQuery, accounts as accountsQuery, members as membersQuery, roles as rolesQuery, tags as tagsQuery } from '../../api/queries';
import { dateWords } from '../../ui/dates';
import { StatusChip, TagPill } from '../../ui/facts';
import { Icon } from '../../ui/icons';
import { Empty, Failed, Head, Loading } from '../../ui/states';
import { say } from '../../ui/toasts';

type Type = 'individual' | 'company' | 'other';

export function AccountsPage() {
  const [search, setSearch] = useState('');
  const [q] = useDebouncedValue(search, 150);
  const [status, setStatus] = useState('active');
  const [cursors, setCursors] = useState<string[]>([]);
  const [creating, setCreating] = useState(false);
  const cursor = cursors.at(-1);
  const query = useQuery(accountsQuery({ sort: 'name', limit: 50, status: status as 'active', include: 'total', ...(q ? { q } : {}), ...(cursor ? { cursor } : {}) }));
  const page = query.data;
  return (
    <div className="page">
      <Head title={<>Accounts {page?.total != null && <span className="dim" style={{ fontWeight: 400 }}>{page.total}</span>}</>}>
        <Button leftSection={<Icon name="plus" size={14} />} onClick={() => setCreating(true)}>New account</Button>
      </Head>
      <div className="row wrap" style={{ marginBottom: 12 }}>
        <TextInput aria-label="Search" placeholder="Name, account ID, contact or e-mail" value={search} w={300} onChange={(event) => { setSearch(event.target.value); setCursors([]); }} />
        <SegmentedControl size="xs" data={[{ value: 'active', label: 'Active' }, { value: 'archived', label: 'Archived' }]} value={status} onChange={(value) => { setStatus(value); setCursors([]); }} />
      </div>
      {query.isPending && <Loading />}
      {query.isError && <Failed error={query.error} again={() => void query.refetch()} />}
      {page?.data.length === 0 && <Empty title={q ? 'No account has this name' : 'No accounts yet'}>{q ? 'Try a part of the name, the account ID or an e-mail address.' : 'Accounts are the clients you work for. Add one, or import your list with: ./dev run import accounts FILE.csv'}</Empty>}
      {page && page.data.length > 0 && (
        <div className="sheet">
          <table className="ledger">
            <thead><tr><th>Account</th><th>ID</th><th>Type</th><th>Tags</th><th className="num">Open jobs</th></tr></thead>
            <tbody>{page.data.map((one) => <Row key={one.id} account={one} />)}</tbody>
          </table>
        </div>
      )}
      {page && (cursors.length > 0 || page.has_more) && (
        <div className="row" style={{ marginTop: 12 }}>
          <Button variant="default" size="xs" disabled={!cursors.length} onClick={() => setCursors(cursors.slice(0, -1))}>Back</Button>
          <Button variant="default" size="xs" disabled={!page.has_more} onClick={() => page.next_cursor && setCursors([...cursors, page.next_cursor])}>Next</Button>
        </div>
      )}
      {creating && <Create close={() => setCreating(false)} />}
    </div>
  );
}

function Row({ account }: { account: AccountAnswer }) {
  return (
    <tr>
      <td><Link to="/accounts/$id" params={{ id: account.id }} style={{ fontWeight: 500 }}>{account.name}</Link></td>
      <td className="dim">{account.number}</td>
      <td>{account.type}</td>
      <td><span className="row wrap">{account.tags.map((tag) => <TagPill key={tag.id} {...tag} />)}</span></td>
      <td className="num">{account.open_jobs}</td>
    </tr>
  );
}

function Create({ close }: { close: () => void }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const tags = useQuery(tagsQuery);
  const [name, setName] = useState('');
  const [number, setNumber] = useState('');
  const [type, setType] = useState<Type>('individual');
  const [chosen, setChosen] = useState<string[]>([]);
  const create = useMutation({
    mutationFn: async () => (await api.createAccount({ body: { name, type, tags: chosen, ...(number ? { number } : {}) } })).data,
    onSuccess: async (made) => {
      await client.invalidateQueries();
      await navigate({ to: '/accounts/$id', params: { id: made.id } });
    },
  });
  return (
    <Modal opened onClose={close} title="New account">
      <form className="stack" onSubmit={(event) => { event.preventDefault(); create.mutate(); }}>
        <TextInput data-autofocus label="Name" required maxLength={200} value={name} onChange={(event) => setName(event.target.value)} />
        <SegmentedControl data={['individual', 'company', 'other']} value={type} onChange={(value) => setType(value as Type)} />
        <TextInput label="Account ID" description="Your own number for this client, if you have one" maxLength={60} value={number} onChange={(event) => setNumber(event.target.value)} />
        <TagsInput label="Tags" data={tags.data?.map((tag) => tag.name) ?? []} value={chosen} onChange={setChosen} />
        {create.isError && <p role="alert" style={{ color: 'var(--tm-overdue-fg)', margin: 0 }}>{wordsOf(create.error)}</p>}
        <Button type="submit" loading={create.isPending} disabled={!name.trim()}>Create</Button>
      </form>
    </Modal>
  );
}

export function AccountPage({ accountId }: { accountId: string }) {
  const query = useQuery(accountQuery(accountId));
  if (query.isPending) return <div className="page"><Loading /></div>;
  if (query.isError) return <Failed error={query.error} again={() => void query.refetch()} />;
  return <Account account={query.data} />;
}

function Account({ account }: { account: OneAccount }) {
  const client = useQueryClient();
  const tags = useQuery(tagsQuery);
  const path = { account_id: account.id };
  const act = useMutation({
    mutationFn: (run: () => Promise<unknown>) => run(),
    onSuccess: () => client.invalidateQueries(),
    onError: (error) => say(wordsOf(error), { tone: 'bad' }),
  });
  const jobs = useQuery({ queryKey: ['accounts', account.id, 'jobs'], queryFn: async () => (await api.listAccountJobs({ path, query: { limit: 100 } })).data.data });
  const archived = account.status === 'archived';
  return (
    <div className="page stack">
      <Head title={account.name}>
        <span className="dim">{account.number}</span>
        <span className="chip">{account.type}</span>
        {archived && <StatusChip status="archived" />}
        <Button variant="default" onClick={() => act.mutate(() => (archived ? api.restoreAccount({ path }) : api.archiveAccount({ path })))}>{archived ? 'Restore' : 'Archive'}</Button>
      </Head>
      <section className="panel stack">
        <h2>Facts</h2>
        <div className="row wrap" style={{ alignItems: 'flex-start' }}>
          <TextInput key={account.name} label="Name" className="grow" defaultValue={account.name} onBlur={(event) => event.target.value.trim() && event.target.value !== account.name && act.mutate(() => api.updateAccount({ path, body: { name: event.target.value } }))} />
          <TextInput key={account.number} label="Account ID" defaultValue={account.number ?? ''} onBlur={(event) => event.target.value !== (account.number ?? '') && act.mutate(() => api.updateAccount({ path, body: { number: event.target.value || null } }))} />
        </div>
        <TagsInput label="Tags" data={tags.data?.map((tag) => tag.name) ?? []} value={account.tags.map((tag) => tag.name)} onChange={(names) => act.mutate(() => api.setAccountTags({ path, body: { tags: names } }))} />
        <Textarea key={account.notes} label="Notes" autosize minRows={2} defaultValue={account.notes} onBlur={(event) => event.target.value !== account.notes && act.mutate(() => api.updateAccount({ path, body: { notes: event.target.value } }))} />
      </section>
      <Roles account={account} act={act.mutate} />
      <Contacts account={account} act={act.mutate} />
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
                  <td><StatusChip status={job.status} /></td>
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

type Act = (run: () => Promise<unknown>) => void;

function Roles({ account, act }: { account: OneAccount; act: Act }) {
  const roles = useQuery(rolesQuery);
  const members = useQuery(membersQuery);
  const path = { account_id: account.id };
  const people = (members.data ?? []).filter((member) => member.status === 'active').map((member) => ({ value: member.id, label: member.name }));
  const now = new Map(account.roles.map((role) => [role.role_id, role.member_ids]));
  const set = (role: string, ids: string[]): void => {
    const changed = new Map(now).set(role, ids);
    act(() => api.setAccountRoles({ path, body: { roles: [...changed].map(([role_id, member_ids]) => ({ role_id, member_ids })) } }));
  };
  return (
    <section className="panel stack">
      <h2>Who works for them</h2>
      <div className="row wrap" style={{ alignItems: 'flex-start' }}>
        {roles.data?.map((role) => <MultiSelect key={role.id} label={role.name} w={240} data={people} value={now.get(role.id) ?? []} onChange={(ids) => set(role.id, ids)} searchable />)}
        <MultiSelect label="Access" description="Employees who see this account" w={280} data={people} value={account.member_ids} onChange={(ids) => act(() => api.setAccountAccess({ path, body: { member_ids: ids } }))} searchable />
      </div>
    </section>
  );
}

function Contacts({ account, act }: { account: OneAccount; act: Act }) {
  const [adding, setAdding] = useState(false);
  const path = { account_id: account.id };
  const add = (form: FormData): void => {
    const word = (name: string): string => String(form.get(name) ?? '').trim();
    act(async () => {
      const { data } = await api.createContact({ body: { first_name: word('first_name'), last_name: word('last_name'), phone: word('phone'), emails: word('email') ? [word('email')] : [] } });
      await api.linkContact({ path, body: { contact_id: data.id, notified: true } });
      setAdding(false);
    });
  };
  return (
    <section className="panel stack">
      <div className="row">
        <h2 className="grow">Contacts</h2>
        <Button size="xs" variant="default" onClick={() => setAdding(!adding)}>Add contact</Button>
      </div>
      {account.contacts.length === 0 && !adding && <p className="dim small">Nobody yet. E-mails of automations go to contacts that are notified.</p>}
      {account.contacts.map((contact) => (
        <div key={contact.contact_id} className="row wrap">
          <strong>{contact.first_name} {contact.last_name}</strong>
          <span className="grow">{contact.emails.join(', ')} {contact.phone && `· ${contact.phone}`}</span>
          <Button size="compact-xs" variant="default" onClick={() => act(() => api.linkContact({ path, body: { contact_id: contact.contact_id, portal: contact.portal, signatory: contact.signatory, notified: !contact.notified } }))}>{contact.notified ? 'notified ✓' : 'not notified'}</Button>
          <Button size="compact-xs" variant="subtle" onClick={() => act(() => api.unlinkContact({ path: { ...path, contact_id: contact.contact_id } }))}>unlink</Button>
        </div>
      ))}
      {adding && (
        <form className="row wrap" style={{ alignItems: 'flex-end' }} onSubmit={(event) => { event.preventDefault(); add(new FormData(event.currentTarget)); }}>
          <TextInput name="first_name" label="First name" required />
          <TextInput name="last_name" label="Last name" />
          <TextInput name="email" type="email" label="E-mail" />
          <TextInput name="phone" label="Phone" />
          <Button type="submit">Add</Button>
        </form>
      )}
    </section>
  );
}
