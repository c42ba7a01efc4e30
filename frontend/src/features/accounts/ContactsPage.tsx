import { Button, Modal, TagsInput, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import * as api from '../../api/generated/sdk.gen';
import type { ContactAnswer } from '../../api/generated/types.gen';
import { Problem, wordsOf } from '../../api/problem';
import { contacts as contactsQuery } from '../../api/queries';
import { Icon } from '../../ui/icons';
import { Pages } from '../../ui/Pages';
import { Empty, Failed, Head, Loading } from '../../ui/states';

export function ContactsPage() {
  const [search, setSearch] = useState('');
  const [q] = useDebouncedValue(search, 150);
  const [cursors, setCursors] = useState<string[]>([]);
  const [open, setOpen] = useState<ContactAnswer | 'new' | null>(null);
  const cursor = cursors.at(-1);
  const query = useQuery(contactsQuery({ sort: 'name', limit: 50, include: 'total', ...(q ? { q } : {}), ...(cursor ? { cursor } : {}) }));
  const page = query.data;
  return (
    <div className="page">
      <Head title={<>Contacts {page?.total != null && <span className="dim" style={{ fontWeight: 400 }}>{page.total}</span>}</>}>
        <Button variant="default" component={Link} to="/accounts">Accounts</Button>
        <Button leftSection={<Icon name="plus" size={14} />} onClick={() => setOpen('new')}>New contact</Button>
      </Head>
      <TextInput aria-label="Search" placeholder="Name or e-mail" value={search} w={300} mb={12} onChange={(event) => { setSearch(event.target.value); setCursors([]); }} />
      {query.isPending && <Loading />}
      {query.isError && <Failed error={query.error} again={() => void query.refetch()} />}
      {page?.data.length === 0 && <Empty title={q ? 'Nobody has this name' : 'No contacts yet'}>{q ? 'Try a part of the name or of an e-mail address.' : 'Contacts are the people of your accounts. Add them on an account’s page, or import them.'}</Empty>}
      {page && page.data.length > 0 && (
        <div className="sheet">
          <table className="ledger">
            <thead><tr><th>Name</th><th>E-mail</th><th>Phone</th><th>Accounts</th></tr></thead>
            <tbody>{page.data.map((one) => <Row key={one.id} contact={one} open={() => setOpen(one)} />)}</tbody>
          </table>
        </div>
      )}
      <Pages page={page} cursors={cursors} turn={setCursors} />
      {open && <Form contact={open === 'new' ? null : open} close={() => setOpen(null)} />}
    </div>
  );
}

function Row({ contact, open }: { contact: ContactAnswer; open: () => void }) {
  const accounts = contact.accounts as { id: string; name: string }[];
  return (
    <tr>
      <td><button type="button" className="text-button" onClick={open}>{contact.last_name ? `${contact.last_name}, ` : ''}{contact.first_name}</button></td>
      <td>{contact.emails.join(', ')}</td>
      <td>{contact.phone}</td>
      <td>{accounts.map((one, place) => <span key={one.id}>{place > 0 && ', '}<Link to="/accounts/$id" params={{ id: one.id }}>{one.name}</Link></span>)}</td>
    </tr>
  );
}

function Form({ contact, close }: { contact: ContactAnswer | null; close: () => void }) {
  const client = useQueryClient();
  const [emails, setEmails] = useState<string[]>(contact?.emails ?? []);
  const save = useMutation({
    mutationFn: (form: FormData): Promise<unknown> => {
      const body = { first_name: String(form.get('first')), last_name: String(form.get('last')), phone: String(form.get('phone')), emails };
      return contact ? api.updateContact({ path: { contact_id: contact.id }, body }) : api.createContact({ body });
    },
    onSuccess: async () => {
      await client.invalidateQueries();
      close();
    },
  });
  const fault = save.error instanceof Problem ? save.error.faults.find((one) => one.pointer.startsWith('/emails'))?.detail : undefined;
  return (
    <Modal opened onClose={close} title={contact ? 'Contact' : 'New contact'}>
      <form className="stack" onSubmit={(event) => { event.preventDefault(); save.mutate(new FormData(event.currentTarget)); }}>
        <TextInput data-autofocus name="first" label="First name" required maxLength={200} defaultValue={contact?.first_name} />
        <TextInput name="last" label="Last name" maxLength={200} defaultValue={contact?.last_name} />
        <TagsInput label="E-mail addresses" description="The first one is written to" value={emails} onChange={setEmails} acceptValueOnBlur error={fault} />
        <TextInput name="phone" label="Phone" maxLength={200} defaultValue={contact?.phone} />
        {save.isError && !fault && <p role="alert" style={{ color: 'var(--tm-overdue-fg)', margin: 0 }}>{wordsOf(save.error)}</p>}
        <Button type="submit" loading={save.isPending}>Save</Button>
      </form>
    </Modal>
  );
}
