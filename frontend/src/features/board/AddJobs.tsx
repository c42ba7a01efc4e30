import { Button, Checkbox, Modal, MultiSelect, Select, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { operationId } from '../../api/client';
import * as api from '../../api/generated/sdk.gen';
import type { PipelineAnswer, StageAnswer } from '../../api/generated/types.gen';
import { wordsOf } from '../../api/problem';
import { accounts as accountsQuery, members as membersQuery, roles as rolesQuery } from '../../api/queries';
import { CodedText } from '../../ui/CodedText';
import { say } from '../../ui/toasts';

interface Props {
  pipeline: PipelineAnswer;
  stage: StageAnswer;
  close: () => void;
  done: () => void;
}

/** One job for each chosen account. What was typed stays when the server refuses. */
export function AddJobs({ pipeline, stage, close, done }: Props) {
  const [search, setSearch] = useState('');
  const [q] = useDebouncedValue(search, 150);
  const [chosen, setChosen] = useState<ReadonlyMap<string, string>>(new Map());
  const [name, setName] = useState('');
  const [due, setDue] = useState('');
  const [priority, setPriority] = useState<string | null>('medium');
  const [to, setTo] = useState<string | null>(stage.id);
  const [people, setPeople] = useState<string[]>([]);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const [key] = useState(operationId);
  const found = useQuery(accountsQuery({ ...(q ? { q } : {}), sort: 'name', limit: 50, status: 'active' }));
  const members = useQuery(membersQuery);
  const roles = useQuery(rolesQuery);
  const toggle = (id: string, label: string): void => {
    const changed = new Map(chosen);
    if (!changed.delete(id)) changed.set(id, label);
    setChosen(changed);
  };
  const create = async (): Promise<void> => {
    setBusy(true);
    setError(null);
    try {
      await api.createJobs({
        headers: { 'Idempotency-Key': key },
        body: {
          pipeline_id: pipeline.id,
          account_ids: [...chosen.keys()],
          ...(to ? { stage_id: to } : {}),
          ...(name.trim() ? { name: name.trim() } : {}),
          ...(due ? { due_date: due } : {}),
          priority: (priority ?? 'medium') as 'medium',
          assignee_ids: people.filter((id) => members.data?.some((member) => member.id === id)),
          role_ids: people.filter((id) => roles.data?.some((role) => role.id === id)),
        },
      });
      say(`${chosen.size} job${chosen.size === 1 ? '' : 's'} added to ${pipeline.name}.`);
      done();
      close();
    } catch (failure) {
      setError(wordsOf(failure));
      setBusy(false);
    }
  };
  return (
    <Modal opened onClose={close} size="lg" title={`Add jobs to ${pipeline.name}`}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void create();
        }}
      >
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
        <p className="small dim">{chosen.size === 0 ? 'Choose one or more: each gets a job of its own.' : `Chosen: ${[...chosen.values()].join(', ')}`}</p>
        <CodedText label="Name" placeholder={pipeline.name} value={name} set={setName} codes="name" maxLength={200} />
        <div className="row wrap" style={{ alignItems: 'flex-end' }}>
          <TextInput label="Due" type="date" value={due} onChange={(event) => setDue(event.target.value)} />
          <Select label="Priority" data={['low', 'medium', 'high', 'urgent']} value={priority} onChange={setPriority} allowDeselect={false} w={120} />
          <Select label="First stage" data={pipeline.stages.map((one) => ({ value: one.id, label: one.name }))} value={to} onChange={setTo} allowDeselect={false} className="grow" />
        </div>
        <MultiSelect
          label="Assign to"
          data={[
            { group: 'Account roles', items: (roles.data ?? []).map((role) => ({ value: role.id, label: role.name })) },
            { group: 'Members', items: (members.data ?? []).filter((m) => m.status === 'active').map((m) => ({ value: m.id, label: m.name })) },
          ]}
          value={people}
          onChange={setPeople}
          searchable
        />
        {error && <p role="alert" style={{ color: 'var(--tm-overdue-fg)', margin: 0 }}>{error}</p>}
        <div className="row" style={{ justifyContent: 'flex-end' }}>
          <Button variant="default" onClick={close}>Cancel</Button>
          <Button type="submit" loading={busy} disabled={chosen.size === 0}>
            {chosen.size > 1 ? `Add ${chosen.size} jobs` : 'Add job'}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
