import { Button, MultiSelect, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import * as api from '../../api/generated/sdk.gen';
import type { MemberAnswer } from '../../api/generated/types.gen';
import { members as membersQuery } from '../../api/queries';
import { Avatar } from '../../ui/facts';
import { Icon } from '../../ui/icons';
import { Failed, Loading } from '../../ui/states';
import { type Act, useAct } from '../../ui/use-act';
import { Invitations } from './Invitations';
import { Invite } from './Invite';
import { PERMISSIONS } from './permissions';

export function Team() {
  const members = useQuery(membersQuery);
  const { act } = useAct();
  const [inviting, setInviting] = useState(false);
  if (members.isPending) return <Loading />;
  if (members.isError) return <Failed error={members.error} again={() => void members.refetch()} />;
  return (
    <div className="stack">
      <div className="row between">
        <p className="dim small" style={{ margin: 0 }}>The owner and admins see and may do everything. Employees see the accounts they have access to.</p>
        <Button leftSection={<Icon name="plus" size={14} />} onClick={() => setInviting(true)}>Invite</Button>
      </div>
      <div className="sheet">
        <table className="ledger">
          <thead><tr><th>Member</th><th>Role</th><th>Permissions</th><th><span className="hidden">Remove</span></th></tr></thead>
          <tbody>{members.data.filter((one) => one.status === 'active').map((member) => <Row key={member.id} member={member} act={act} />)}</tbody>
        </table>
      </div>
      <Invitations />
      {inviting && <Invite close={() => setInviting(false)} />}
    </div>
  );
}

function Row({ member, act }: { member: MemberAnswer; act: Act }) {
  const path = { member_id: member.id };
  return (
    <tr>
      <td><span className="row"><Avatar name={member.name} color={member.color} /><span>{member.name}<br /><span className="small dim">{member.email}</span></span></span></td>
      <td>{member.role === 'owner' ? 'owner' : <Select aria-label={`Role of ${member.name}`} w={130} allowDeselect={false} data={['admin', 'employee']} value={member.role} onChange={(role) => role && act(() => api.updateMember({ path, body: { role: role as 'admin' } }))} />}</td>
      <td style={{ minWidth: 260 }}>{member.role === 'employee' ? <MultiSelect aria-label={`Permissions of ${member.name}`} data={PERMISSIONS} value={member.permissions} onChange={(permissions) => act(() => api.updateMember({ path, body: { permissions } }))} /> : <span className="dim">everything</span>}</td>
      <td>{member.role !== 'owner' && <Button size="compact-xs" variant="subtle" color="red" onClick={() => window.confirm(`Remove ${member.name}? Their sessions end at once.`) && act(() => api.removeMember({ path }))}>Remove</Button>}</td>
    </tr>
  );
}
