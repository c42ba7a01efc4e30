import { Button, CopyButton, Modal, Select, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import * as api from '../../api/generated/sdk.gen';
import { wordsOf } from '../../api/problem';

const RESOURCES: readonly (readonly [string, string, boolean])[] = [
  ['accounts', 'Accounts, contacts, tags', true],
  ['jobs', 'Jobs', true],
  ['tasks', 'Tasks', true],
  ['pipelines', 'Pipelines', true],
  ['recurrences', 'Recurring jobs', true],
  ['runs', 'Runs of automations', true],
  ['events', 'Events', false],
  ['firm', 'Firm and members', false],
];
const ACCESS = [{ value: '', label: 'nothing' }, { value: 'read', label: 'read' }, { value: 'write', label: 'read and change' }];
const DAYS = [{ value: '30', label: '30 days' }, { value: '90', label: '90 days' }, { value: '365', label: 'one year' }, { value: '730', label: 'two years' }];

/** Make a key; its secret is shown once. */
export function NewApiKey({ close }: { close: () => void }) {
  const client = useQueryClient();
  const [name, setName] = useState('');
  const [days, setDays] = useState('365');
  const [access, setAccess] = useState<Record<string, string>>({});
  const scopes = Object.entries(access).flatMap(([resource, kind]) => (kind ? [`${resource}:${kind}`] : []));
  const make = useMutation({
    mutationFn: async () => (await api.makeApiKey({ body: { name, scopes, days: Number(days) } })).data,
    onSuccess: () => client.invalidateQueries({ queryKey: ['api-keys'] }),
  });
  if (make.data?.secret) return <Secret secret={make.data.secret} close={close} />;
  return (
    <Modal opened onClose={close} title="New API key">
      <form className="stack" onSubmit={(event) => { event.preventDefault(); make.mutate(); }}>
        <TextInput data-autofocus label="What it is for" placeholder="Nightly export" required maxLength={200} value={name} onChange={(event) => setName(event.target.value)} />
        <fieldset className="stack" style={{ border: 0, margin: 0, padding: 0, gap: 6 }}>
          <legend style={{ fontWeight: 500, padding: 0, marginBottom: 4 }}>It may</legend>
          {RESOURCES.map(([resource, label, writes]) => (
            <div key={resource} className="row">
              <span className="grow">{label}</span>
              <Select aria-label={label} w={170} size="xs" allowDeselect={false} data={writes ? ACCESS : ACCESS.slice(0, 2)} value={access[resource] ?? ''} onChange={(kind) => setAccess({ ...access, [resource]: kind ?? '' })} />
            </div>
          ))}
        </fieldset>
        <Select label="It ends after" allowDeselect={false} data={DAYS} value={days} onChange={(value) => value && setDays(value)} />
        {make.isError && <p role="alert" style={{ color: 'var(--tm-overdue-fg)', margin: 0 }}>{wordsOf(make.error)}</p>}
        <Button type="submit" loading={make.isPending} disabled={scopes.length === 0}>Make the key</Button>
      </form>
    </Modal>
  );
}

function Secret({ secret, close }: { secret: string; close: () => void }) {
  return (
    <Modal opened onClose={close} title="The key">
      <div className="stack">
        <p style={{ margin: 0 }}>Copy it now: it is not shown again. Send it with each request as <code>Authorization: Bearer tm_…</code></p>
        <TextInput aria-label="API key" readOnly value={secret} onFocus={(event) => event.target.select()} />
        <CopyButton value={secret}>{({ copied, copy }) => <Button onClick={copy}>{copied ? 'Copied ✓' : 'Copy the key'}</Button>}</CopyButton>
      </div>
    </Modal>
  );
}
