import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import * as api from '../../api/generated/sdk.gen';
import { invitations as invitationsQuery } from '../../api/queries';
import { instantWords } from '../../ui/dates';
import { useAct } from '../../ui/use-act';

/** Who was invited and has not come yet. */
export function Invitations() {
  const { data } = useQuery(invitationsQuery);
  const { act } = useAct();
  if (!data?.length) return null;
  return (
    <section>
      <h2 style={{ marginBottom: 8 }}>Invited</h2>
      <div className="sheet">
        <table className="ledger">
          <thead><tr><th>Name</th><th>E-mail</th><th>Role</th><th>Until</th><th><span className="hidden">Withdraw</span></th></tr></thead>
          <tbody>
            {data.map((one) => (
              <tr key={one.id}>
                <td>{one.name}</td>
                <td>{one.email}</td>
                <td>{one.role}</td>
                <td className="dim">{instantWords(one.expires_at)}</td>
                <td><Button size="compact-xs" variant="subtle" color="red" onClick={() => act(() => api.withdrawInvitation({ path: { invitation_id: one.id } }))}>Withdraw</Button></td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
