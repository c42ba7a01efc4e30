import { Button, CopyButton, Modal, MultiSelect, SegmentedControl, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import * as api from '../../api/generated/sdk.gen';
import { Problem, wordsOf } from '../../api/problem';
import { PERMISSIONS } from './permissions';

/** Invite somebody; the link is mailed, and shown here once. */
export function Invite({ close }: { close: () => void }) {
  const client = useQueryClient();
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [role, setRole] = useState('employee');
  const [permissions, setPermissions] = useState<string[]>([]);
  const invite = useMutation({
    mutationFn: async () => (await api.inviteMember({ body: { name, email, role: role as 'admin', permissions: role === 'employee' ? permissions : [] } })).data,
    onSuccess: () => client.invalidateQueries({ queryKey: ['invitations'] }),
  });
  const fault = invite.error instanceof Problem ? invite.error.faults.find((one) => one.pointer === '/email')?.detail : undefined;
  if (invite.data?.link) return <Link link={invite.data.link} email={email} close={close} />;
  return (
    <Modal opened onClose={close} title="Invite a colleague">
      <form className="stack" onSubmit={(event) => { event.preventDefault(); invite.mutate(); }}>
        <TextInput data-autofocus label="Name" required maxLength={200} value={name} onChange={(event) => setName(event.target.value)} />
        <TextInput label="E-mail" type="email" required value={email} error={fault} onChange={(event) => setEmail(event.target.value)} />
        <SegmentedControl data={['employee', 'admin']} value={role} onChange={setRole} aria-label="Role" />
        {role === 'employee' ? <MultiSelect label="Permissions" placeholder={permissions.length ? '' : 'none beyond their own work'} data={PERMISSIONS} value={permissions} onChange={setPermissions} /> : <p className="dim small" style={{ margin: 0 }}>Admins see and may do everything.</p>}
        {invite.isError && !fault && <p role="alert" style={{ color: 'var(--tm-overdue-fg)', margin: 0 }}>{wordsOf(invite.error)}</p>}
        <Button type="submit" loading={invite.isPending}>Invite</Button>
      </form>
    </Modal>
  );
}

function Link({ link, email, close }: { link: string; email: string; close: () => void }) {
  return (
    <Modal opened onClose={close} title="Invited">
      <div className="stack">
        <p style={{ margin: 0 }}>The link was mailed to <strong>{email}</strong>. It works once, for seven days. You can also hand it over yourself; it is not shown again.</p>
        <TextInput aria-label="Link" readOnly value={link} onFocus={(event) => event.target.select()} />
        <CopyButton value={link}>{({ copied, copy }) => <Button onClick={copy}>{copied ? 'Copied ✓' : 'Copy the link'}</Button>}</CopyButton>
      </div>
    </Modal>
  );
}
