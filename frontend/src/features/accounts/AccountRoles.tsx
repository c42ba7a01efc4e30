import { MultiSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import * as api from '../../api/generated/sdk.gen';
import type { OneAccount } from '../../api/generated/types.gen';
import { members as membersQuery, roles as rolesQuery } from '../../api/queries';
import type { Act } from '../../ui/use-act';

export function AccountRoles({ account, act }: { account: OneAccount; act: Act }) {
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
