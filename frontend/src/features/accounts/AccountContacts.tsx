import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import * as api from '../../api/generated/sdk.gen';
import type { OneAccount } from '../../api/generated/types.gen';
import type { Act } from '../../ui/use-act';

export function AccountContacts({ account, act }: { account: OneAccount; act: Act }) {
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
