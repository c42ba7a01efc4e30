import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import * as api from '../../api/generated/sdk.gen';
import type { ApiKeyAnswer } from '../../api/generated/types.gen';
import { apiKeys as keysQuery, me as meQuery, members as membersQuery } from '../../api/queries';
import { instantWords } from '../../ui/dates';
import { Empty, Failed, Loading } from '../../ui/states';
import { useAct } from '../../ui/use-act';
import { NewApiKey } from './NewApiKey';

/** The keys by which programs act for members. */
export function ApiKeys() {
  const keys = useQuery(keysQuery);
  const [making, setMaking] = useState(false);
  return (
    <section className="panel stack" style={{ maxWidth: 860 }} aria-label="API keys">
      <div className="row">
        <h2 className="grow" style={{ margin: 0 }}>API keys</h2>
        <Button size="xs" onClick={() => setMaking(true)}>New key</Button>
      </div>
      <p className="dim small" style={{ margin: 0 }}>A key lets a program do over the API what its member may do, as far as you allow. Whatever it does stands in the history under its name.</p>
      {keys.isPending && <Loading rows={2} />}
      {keys.isError && <Failed error={keys.error} again={() => void keys.refetch()} />}
      {keys.data?.length === 0 && <Empty title="No keys yet">Make one for each program, so that each can be ended by itself.</Empty>}
      {keys.data && keys.data.length > 0 && (
        <div className="sheet">
          <table className="ledger">
            <thead><tr><th>Name</th><th>May</th><th>Of</th><th>Last used</th><th>Until</th><th><span className="hidden">Revoke</span></th></tr></thead>
            <tbody>{keys.data.map((one) => <Row key={one.id} one={one} />)}</tbody>
          </table>
        </div>
      )}
      {making && <NewApiKey close={() => setMaking(false)} />}
    </section>
  );
}

function Row({ one }: { one: ApiKeyAnswer }) {
  const { act } = useAct();
  const me = useQuery(meQuery).data?.member;
  const owner = useQuery(membersQuery).data?.find((member) => member.id === one.member_id);
  const over = Date.parse(one.expires_at) < Date.now();
  return (
    <tr>
      <td>{one.name} <span className="dim small">…{one.ends_in}</span></td>
      <td className="small">{one.scopes.join(', ')}</td>
      <td>{one.member_id === me?.id ? 'you' : (owner?.name ?? '')}</td>
      <td className="dim">{one.last_used_at ? instantWords(one.last_used_at) : 'never'}</td>
      <td className="dim">{over ? <span className="chip" data-tone="overdue">expired</span> : instantWords(one.expires_at)}</td>
      <td><Button size="compact-xs" variant="subtle" color="red" aria-label={`Revoke ${one.name}`} onClick={() => window.confirm(`Revoke “${one.name}”? Whatever uses it stops working at once.`) && act(() => api.revokeApiKey({ path: { key_id: one.id } }))}>Revoke</Button></td>
    </tr>
  );
}
