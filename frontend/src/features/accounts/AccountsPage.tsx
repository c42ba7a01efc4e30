import { Button, SegmentedControl, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { AccountAnswer } from '../../api/generated/types.gen';
import { accounts as accountsQuery } from '../../api/queries';
import { TagPill } from '../../ui/facts';
import { Icon } from '../../ui/icons';
import { Pages } from '../../ui/Pages';
import { Empty, Failed, Head, Loading } from '../../ui/states';
import { NewAccount } from './NewAccount';

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
        <Button variant="default" component={Link} to="/contacts">Contacts</Button>
        <Button variant="default" component={Link} to="/settings/import">Import</Button>
        <Button leftSection={<Icon name="plus" size={14} />} onClick={() => setCreating(true)}>New account</Button>
      </Head>
      <div className="row wrap" style={{ marginBottom: 12 }}>
        <TextInput aria-label="Search" placeholder="Name, account ID, contact or e-mail" value={search} w={300} onChange={(event) => { setSearch(event.target.value); setCursors([]); }} />
        <SegmentedControl size="xs" data={[{ value: 'active', label: 'Active' }, { value: 'archived', label: 'Archived' }]} value={status} onChange={(value) => { setStatus(value); setCursors([]); }} />
      </div>
      {query.isPending && <Loading />}
      {query.isError && <Failed error={query.error} again={() => void query.refetch()} />}
      {page?.data.length === 0 && <Empty title={q ? 'No account has this name' : 'No accounts yet'}>{q ? 'Try a part of the name, the account ID or an e-mail address.' : <>Accounts are the clients you work for. Add one, or <Link to="/settings/$tab" params={{ tab: 'import' }}>import your list</Link>.</>}</Empty>}
      {page && page.data.length > 0 && (
        <div className="sheet">
          <table className="ledger">
            <thead><tr><th>Account</th><th>ID</th><th>Type</th><th>Tags</th><th className="num">Open jobs</th></tr></thead>
            <tbody>{page.data.map((one) => <Row key={one.id} account={one} />)}</tbody>
          </table>
        </div>
      )}
      <Pages page={page} cursors={cursors} turn={setCursors} />
      {creating && <NewAccount close={() => setCreating(false)} />}
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
