import { Checkbox, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { accounts as accountsQuery } from '../../api/queries';

/** Choose one or more accounts by search; `chosen` maps ids to names. */
export function PickAccounts({ chosen, choose }: { chosen: ReadonlyMap<string, string>; choose: (chosen: ReadonlyMap<string, string>) => void }) {
  const [search, setSearch] = useState('');
  const [q] = useDebouncedValue(search, 150);
  const found = useQuery(accountsQuery({ ...(q ? { q } : {}), sort: 'name', limit: 50, status: 'active' }));
  const toggle = (id: string, label: string): void => {
    const changed = new Map(chosen);
    if (!changed.delete(id)) changed.set(id, label);
    choose(changed);
  };
  return (
    <>
      <TextInput data-autofocus label="For which accounts" placeholder="Search by name, account ID or contact" value={search} onChange={(event) => setSearch(event.target.value)} />
      <div className="sheet" style={{ maxHeight: 220, padding: 8 }} role="group" aria-label="Accounts">
        {found.data?.data.map((account) => (
          <Checkbox
            key={account.id}
            py={4}
            checked={chosen.has(account.id)}
            onChange={() => toggle(account.id, account.name)}
            label={`${account.name}${account.number ? ` · ${account.number}` : ''}`}
          />
        ))}
        {found.data?.data.length === 0 && <p className="dim small">No account has this name. Create it under Accounts first.</p>}
      </div>
      <p className="small dim">{chosen.size === 0 ? 'Choose one or more: each gets its own.' : `Chosen: ${[...chosen.values()].join(', ')}`}</p>
    </>
  );
}
