import { Button, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import * as api from '../../api/generated/sdk.gen';
import { roles as rolesQuery } from '../../api/queries';
import { useAct } from '../../ui/use-act';

export function Roles() {
  const roles = useQuery(rolesQuery);
  const { act } = useAct();
  const [name, setName] = useState('');
  return (
    <section className="panel stack" style={{ maxWidth: 520 }}>
      <p className="dim small" style={{ margin: 0 }}>A role says who does what for an account. Automations assign to roles; each account says who has them.</p>
      {roles.data?.map((role) => (
        <div key={role.id} className="row">
          <TextInput key={role.name} aria-label={`Role ${role.name}`} className="grow" defaultValue={role.name} onBlur={(event) => event.target.value.trim() && event.target.value !== role.name && act(() => api.updateAccountRole({ path: { role_id: role.id }, body: { name: event.target.value } }))} />
          <Button size="compact-xs" variant="subtle" color="red" onClick={() => window.confirm(`Remove the role “${role.name}” from every account?`) && act(() => api.deleteAccountRole({ path: { role_id: role.id } }))}>Remove</Button>
        </div>
      ))}
      <form className="row" onSubmit={(event) => { event.preventDefault(); act(() => api.createAccountRole({ body: { name } })); setName(''); }}>
        <TextInput className="grow" aria-label="New role" placeholder="New role" value={name} onChange={(event) => setName(event.target.value)} />
        <Button type="submit" variant="default" disabled={!name.trim()}>Add</Button>
      </form>
    </section>
  );
}
