import { Button, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import * as api from '../../api/generated/sdk.gen';
import type { JobChange, UnmetAnswer } from '../../api/generated/types.gen';
import { wordsOf } from '../../api/problem';
import { members as membersQuery } from '../../api/queries';

interface Props {
  jobId: string;
  unmet: readonly UnmetAnswer[];
  mayOverride: boolean;
  reason: string;
  setReason: (reason: string) => void;
  /** A field was set: the job has this version now. */
  settled: (version: number) => void;
}

export const refuses = (unmet: readonly UnmetAnswer[]): boolean => unmet.some((one) => one.mode === 'block');

/** What the stage asks for and the job lacks: fields are set in place; an owner or admin may say why it goes in anyway. */
export function Unmet({ jobId, unmet, mayOverride, reason, setReason, settled }: Props) {
  const members = useQuery(membersQuery);
  const fill = useMutation({
    mutationFn: (body: JobChange) => api.updateJob({ path: { job_id: jobId }, body }),
    onSuccess: ({ data }) => settled(data.version),
  });
  return (
    <fieldset className="stack unmet" data-refuses={refuses(unmet)}>
      <legend>{refuses(unmet) ? 'It can’t go in yet' : 'Are you sure?'}</legend>
      {unmet.map((one) => (
        <div key={one.detail} className="row wrap">
          <span className="grow">{one.mode === 'block' ? '✕' : '!'} {one.detail}</span>
          {one.field === 'assignee_ids' ? (
            <select className="plain-select" aria-label="Assign to" value="" onChange={(event) => fill.mutate({ assignee_ids: [event.target.value] })}>
              <option value="" disabled>Assign to…</option>
              {members.data?.filter((member) => member.status === 'active').map((member) => <option key={member.id} value={member.id}>{member.name}</option>)}
            </select>
          ) : one.field?.endsWith('date') || one.field === 'internal_deadline' ? (
            <input type="date" className="plain-select" aria-label={one.detail} onChange={(event) => event.target.value >= '1990' && fill.mutate({ [one.field ?? '']: event.target.value })} />
          ) : one.field === 'description' ? (
            <Describe label={one.detail} busy={fill.isPending} save={(description) => fill.mutate({ description })} />
          ) : null}
        </div>
      ))}
      {fill.isError && <p role="alert" style={{ color: 'var(--tm-overdue-fg)', margin: 0 }}>{wordsOf(fill.error)}</p>}
      {refuses(unmet) && mayOverride && (
        <TextInput label="Move it anyway, because" description="The history keeps the reason." value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} />
      )}
    </fieldset>
  );
}

function Describe({ label, busy, save }: { label: string; busy: boolean; save: (text: string) => void }) {
  const [text, setText] = useState('');
  return (
    <div className="row" style={{ flex: '1 0 100%', alignItems: 'flex-end' }}>
      <Textarea className="grow" aria-label={label} placeholder="Description" autosize minRows={2} maxRows={10} maxLength={20_000} value={text} onChange={(event) => setText(event.target.value)} />
      <Button variant="default" loading={busy} disabled={!text.trim()} onClick={() => save(text)}>Set it</Button>
    </div>
  );
}
