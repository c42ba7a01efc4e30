import { Button, Modal, Select, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import * as api from '../../api/generated/sdk.gen';
import type { ClientStatusAnswer, ClientStatusChange } from '../../api/generated/types.gen';
import { wordsOf } from '../../api/problem';
import { clientStatuses as statusesQuery } from '../../api/queries';
import { TagPill } from '../../ui/facts';
import { Empty, Failed, Loading } from '../../ui/states';
import { COLORS } from '../../ui/theme';
import { useAct } from '../../ui/use-act';

/** How far a job is, in words for its client: the firm's list. */
export function ClientStatuses() {
  const statuses = useQuery(statusesQuery);
  const { act, busy } = useAct();
  const [removing, setRemoving] = useState<ClientStatusAnswer | null>(null);
  const list = statuses.data ?? [];
  if (statuses.isPending) return <Loading rows={5} />;
  if (statuses.isError) return <Failed error={statuses.error} again={() => void statuses.refetch()} />;
  return (
    <section className="panel stack" style={{ maxWidth: 760 }}>
      <p className="dim small" style={{ margin: 0 }}>The only progress of a job that its client sees, once you show it to them. Clients never see pipelines and stages.</p>
      {list.length === 0 && (
        <Empty title="No client-facing statuses yet" action={<Button loading={busy} onClick={() => act(() => api.createStartingClientStatuses())}>Begin with five usual ones</Button>}>
          Waiting for your documents, In preparation, In review, Ready for your signature, Filed. You can change them as you like.
        </Empty>
      )}
      <ol style={{ listStyle: 'none', margin: 0, padding: 0 }} aria-label="Client-facing statuses">
        {list.map((status, place) => (
          <One key={status.id} status={status} first={place === 0} last={place === list.length - 1} remove={() => setRemoving(status)} />
        ))}
      </ol>
      <NewOne />
      {removing && <Remove status={removing} others={list.filter((one) => one.id !== removing.id)} close={() => setRemoving(null)} />}
    </section>
  );
}

function One({ status, first, last, remove }: { status: ClientStatusAnswer; first: boolean; last: boolean; remove: () => void }) {
  const { act } = useAct();
  const save = (body: ClientStatusChange): void => act(() => api.updateClientStatus({ path: { client_status_id: status.id }, body }));
  const jobs = status.jobs_count ?? 0;
  return (
    <li className="stack" style={{ gap: 6, padding: '10px 0', borderBottom: '1px solid var(--tm-line)' }}>
      <div className="row wrap">
        <TextInput key={status.name} aria-label={`Name of ${status.name}`} className="grow" maxLength={200} defaultValue={status.name} onBlur={(event) => event.target.value.trim() && event.target.value !== status.name && save({ name: event.target.value })} />
        <Select aria-label={`Colour of ${status.name}`} w={110} allowDeselect={false} data={Object.keys(COLORS)} value={status.color} onChange={(color) => color && save({ color: color as 'blue' })} />
        <Button size="compact-xs" variant="subtle" aria-label={`${status.name} earlier`} disabled={first} onClick={() => save({ position: status.position - 1 })}>↑</Button>
        <Button size="compact-xs" variant="subtle" aria-label={`${status.name} later`} disabled={last} onClick={() => save({ position: status.position + 1 })}>↓</Button>
        <Button size="compact-xs" variant="subtle" color="red" aria-label={`Remove ${status.name}`} onClick={remove}>Remove</Button>
      </div>
      <Textarea key={status.text} aria-label={`Text of ${status.name}`} placeholder="What the client reads below it" autosize minRows={1} maxLength={2000} defaultValue={status.text} onBlur={(event) => event.target.value !== status.text && save({ text: event.target.value })} />
      <span className="small dim"><TagPill name={status.name} color={status.color} /> · {jobs === 0 ? 'no job has it' : `${jobs} job${jobs === 1 ? '' : 's'}`}</span>
    </li>
  );
}

function NewOne() {
  const { act } = useAct();
  const [name, setName] = useState('');
  return (
    <form className="row" onSubmit={(event) => { event.preventDefault(); act(() => api.createClientStatus({ body: { name } })); setName(''); }}>
      <TextInput className="grow" aria-label="New client-facing status" placeholder="New status" maxLength={200} value={name} onChange={(event) => setName(event.target.value)} />
      <Button type="submit" variant="default" disabled={!name.trim()}>Add</Button>
    </form>
  );
}

function Remove({ status, others, close }: { status: ClientStatusAnswer; others: readonly ClientStatusAnswer[]; close: () => void }) {
  const client = useQueryClient();
  const jobs = status.jobs_count ?? 0;
  const [to, setTo] = useState('none');
  const remove = useMutation({
    mutationFn: () => api.deleteClientStatus({ path: { client_status_id: status.id }, query: jobs ? { jobs_to: to } : {} }),
    onSuccess: async () => {
      await client.invalidateQueries();
      close();
    },
  });
  return (
    <Modal opened onClose={close} title={`Remove “${status.name}”`}>
      <div className="stack">
        <p style={{ margin: 0 }}>{jobs ? `${jobs} job${jobs === 1 ? ' has' : 's have'} it. Their clients will see what you choose here instead.` : 'No job has it.'}</p>
        {jobs > 0 && <Select label="These jobs get" allowDeselect={false} data={[{ value: 'none', label: 'no status' }, ...others.map((one) => ({ value: one.id, label: one.name }))]} value={to} onChange={(value) => value && setTo(value)} />}
        {remove.isError && <p role="alert" style={{ color: 'var(--tm-overdue-fg)', margin: 0 }}>{wordsOf(remove.error)}</p>}
        <div className="row" style={{ justifyContent: 'flex-end' }}>
          <Button variant="default" onClick={close}>Cancel</Button>
          <Button color="red.9" loading={remove.isPending} onClick={() => remove.mutate()}>Remove</Button>
        </div>
      </div>
    </Modal>
  );
}
