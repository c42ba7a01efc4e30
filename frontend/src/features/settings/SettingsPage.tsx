import { Button, MultiSelect, NumberInput, Select, Tabs, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import * as api from '../../api/generated/sdk.gen';
import { wordsOf } from '../../api/problem';
import { me as meQuery, members as membersQuery, roles as rolesQuery, tags as tagsQuery } from '../../api/queries';
import { Avatar, TagPill } from '../../ui/facts';
import { Head } from '../../ui/states';
import { COLORS } from '../../ui/theme';
import { say } from '../../ui/toasts';

const PERMISSIONS = ['manage_accounts', 'view_all_accounts', 'manage_contacts', 'manage_tags', 'manage_pipelines', 'assign_members', 'manage_tasks_of_others'];

function useAct() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (run: () => Promise<unknown>) => run(),
    onSuccess: () => client.invalidateQueries(),
    onError: (error) => say(wordsOf(error), { tone: 'bad' }),
  }).mutate;
}

export function SettingsPage() {
  return (
    <div className="page">
      <Head title="Settings" />
      <Tabs defaultValue="firm" keepMounted={false}>
        <Tabs.List mb="md">
          <Tabs.Tab value="firm">Firm</Tabs.Tab>
          <Tabs.Tab value="team">Team</Tabs.Tab>
          <Tabs.Tab value="roles">Account roles</Tabs.Tab>
          <Tabs.Tab value="tags">Tags</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="firm"><FirmForm /></Tabs.Panel>
        <Tabs.Panel value="team"><Team /></Tabs.Panel>
        <Tabs.Panel value="roles"><Roles /></Tabs.Panel>
        <Tabs.Panel value="tags"><Tags /></Tabs.Panel>
      </Tabs>
    </div>
  );
}

function FirmForm() {
  const { data } = useQuery(meQuery);
  const act = useAct();
  if (!data) return null;
  const { firm } = data;
  return (
    <section className="panel stack" style={{ maxWidth: 520 }}>
      <TextInput key={firm.name} label="Name" defaultValue={firm.name} onBlur={(event) => event.target.value.trim() && event.target.value !== firm.name && act(() => api.updateFirm({ body: { name: event.target.value } }))} />
      <Select label="Time zone" description="Due dates and days are counted in it" searchable allowDeselect={false} data={Intl.supportedValuesOf('timeZone')} value={firm.time_zone} onChange={(zone) => zone && act(() => api.updateFirm({ body: { time_zone: zone } }))} />
      <NumberInput key={firm.grace_seconds} label="Hold after a move" description="For so long nothing leaves the firm, and the move can be undone" min={0} max={60} suffix=" seconds" defaultValue={firm.grace_seconds} onBlur={(event) => {
        const seconds = Number.parseInt(event.target.value, 10);
        if (!Number.isNaN(seconds) && seconds !== firm.grace_seconds) act(() => api.updateFirm({ body: { grace_seconds: seconds } }));
      }} />
    </section>
  );
}

function Team() {
  const members = useQuery(membersQuery);
  const act = useAct();
  return (
    <div className="sheet">
      <table className="ledger">
        <thead><tr><th>Member</th><th>Role</th><th>Permissions</th><th /></tr></thead>
        <tbody>
          {members.data?.filter((member) => member.status === 'active').map((member) => (
            <tr key={member.id}>
              <td><span className="row"><Avatar name={member.name} color={member.color} /><span>{member.name}<br /><span className="small dim">{member.email}</span></span></span></td>
              <td>{member.role === 'owner' ? 'owner' : <Select aria-label="Role" w={130} allowDeselect={false} data={['admin', 'employee']} value={member.role} onChange={(role) => role && act(() => api.updateMember({ path: { member_id: member.id }, body: { role: role as 'admin' } }))} />}</td>
              <td style={{ minWidth: 260 }}>{member.role === 'employee' ? <MultiSelect aria-label="Permissions" data={PERMISSIONS.map((value) => ({ value, label: value.replaceAll('_', ' ') }))} value={member.permissions} onChange={(permissions) => act(() => api.updateMember({ path: { member_id: member.id }, body: { permissions } }))} /> : <span className="dim">everything</span>}</td>
              <td>{member.role !== 'owner' && <Button size="compact-xs" variant="subtle" color="red" onClick={() => window.confirm(`Remove ${member.name}? Their sessions end at once.`) && act(() => api.removeMember({ path: { member_id: member.id } }))}>Remove</Button>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Roles() {
  const roles = useQuery(rolesQuery);
  const act = useAct();
  const [name, setName] = useState('');
  return (
    <section className="panel stack" style={{ maxWidth: 520 }}>
      <p className="dim small" style={{ margin: 0 }}>A role says who does what for an account. Automations assign to roles; each account says who has them.</p>
      {roles.data?.map((role) => (
        <div key={role.id} className="row">
          <TextInput key={role.name} aria-label="Role" className="grow" defaultValue={role.name} onBlur={(event) => event.target.value.trim() && event.target.value !== role.name && act(() => api.updateAccountRole({ path: { role_id: role.id }, body: { name: event.target.value } }))} />
          <Button size="compact-xs" variant="subtle" color="red" onClick={() => act(() => api.deleteAccountRole({ path: { role_id: role.id } }))}>Remove</Button>
        </div>
      ))}
      <form className="row" onSubmit={(event) => { event.preventDefault(); act(() => api.createAccountRole({ body: { name } })); setName(''); }}>
        <TextInput className="grow" aria-label="New role" placeholder="New role" value={name} onChange={(event) => setName(event.target.value)} />
        <Button type="submit" variant="default" disabled={!name.trim()}>Add</Button>
      </form>
    </section>
  );
}

function Tags() {
  const tags = useQuery(tagsQuery);
  const act = useAct();
  const [name, setName] = useState('');
  return (
    <section className="panel stack" style={{ maxWidth: 620 }}>
      {tags.data?.map((tag) => (
        <div key={tag.id} className="row wrap">
          <span className="grow"><TagPill name={tag.name} color={tag.color} /> <span className="dim small">{tag.accounts_count} accounts</span></span>
          <Select aria-label="Colour" w={110} allowDeselect={false} data={Object.keys(COLORS)} value={tag.color} onChange={(color) => color && act(() => api.updateTag({ path: { tag_id: tag.id }, body: { color: color as 'blue' } }))} />
          <Button size="compact-xs" variant="subtle" color="red" onClick={() => act(() => api.deleteTag({ path: { tag_id: tag.id } }))}>Remove</Button>
        </div>
      ))}
      <form className="row" onSubmit={(event) => { event.preventDefault(); act(() => api.createTag({ body: { name } })); setName(''); }}>
        <TextInput className="grow" aria-label="New tag" placeholder="New tag" value={name} onChange={(event) => setName(event.target.value)} />
        <Button type="submit" variant="default" disabled={!name.trim()}>Add</Button>
      </form>
    </section>
  );
}
