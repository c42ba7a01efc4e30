import { Button, Modal, MultiSelect, Select, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { operationId } from '../../api/client';
import * as api from '../../api/generated/sdk.gen';
import type { PipelineAnswer, StageAnswer, SuggestedSchedule, UnmetAnswer } from '../../api/generated/types.gen';
import { Problem, wordsOf } from '../../api/problem';
import { members as membersQuery, roles as rolesQuery } from '../../api/queries';
import { CodedText } from '../../ui/CodedText';
import { today } from '../../ui/dates';
import { PeriodField } from '../../ui/PeriodField';
import { type Period, periodOf } from '../../ui/period';
import { say } from '../../ui/toasts';
import { PickAccounts } from '../accounts/PickAccounts';
import { refuses } from './Unmet';

interface Props {
  pipeline: PipelineAnswer;
  stage: StageAnswer;
  close: () => void;
  done: () => void;
}

/** What the pipeline's work is usually about, seen from today. */
function usualPeriod(pipeline: PipelineAnswer): Period | null {
  const usually = pipeline.settings['schedule'] as SuggestedSchedule | null | undefined;
  return usually?.period_unit ? periodOf(usually.period_unit, today(), usually.period_offset) : null;
}

/** One job for each chosen account. What was typed stays when the server refuses. */
export function AddJobs({ pipeline, stage, close, done }: Props) {
  const [chosen, setChosen] = useState<ReadonlyMap<string, string>>(new Map());
  const [name, setName] = useState('');
  const [due, setDue] = useState('');
  const [description, setDescription] = useState('');
  const [priority, setPriority] = useState<string | null>('medium');
  const [to, setTo] = useState<string | null>(stage.id);
  const [period, setPeriod] = useState(() => usualPeriod(pipeline));
  const [people, setPeople] = useState<string[]>([]);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [reason, setReason] = useState('');
  const [key, setKey] = useState(operationId);
  const unmet = error instanceof Problem && error.code === 'requirements_unmet' ? (error.details['unmet'] as UnmetAnswer[]) : [];
  const needsReason = refuses(unmet);
  const members = useQuery(membersQuery);
  const roles = useQuery(rolesQuery);
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
          ...(period ? { period } : {}),
          description,
          priority: (priority ?? 'medium') as 'medium',
          assignee_ids: people.filter((id) => members.data?.some((member) => member.id === id)),
          accept_warnings: unmet.length > 0,
          ...(needsReason && reason.trim() ? { override_reason: reason.trim() } : {}),
          role_ids: people.filter((id) => roles.data?.some((role) => role.id === id)),
        },
      });
      say(`${chosen.size} job${chosen.size === 1 ? '' : 's'} added to ${pipeline.name}.`);
      done();
      close();
    } catch (failure) {
      setError(failure);
      // What is sent next is another request, unless this one may not have arrived.
      if (!(failure instanceof Problem) || failure.code !== 'offline') setKey(operationId());
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
        <PickAccounts chosen={chosen} choose={setChosen} />
        <CodedText label="Name" placeholder={pipeline.name} value={name} set={setName} codes="name" maxLength={200} />
        <div className="row wrap" style={{ alignItems: 'flex-end' }}>
          <PeriodField period={period} set={setPeriod} />
        </div>
        <div className="row wrap" style={{ alignItems: 'flex-end' }}>
          <TextInput label="Due" type="date" value={due} onChange={(event) => setDue(event.target.value)} />
          <Select label="Priority" data={['low', 'medium', 'high', 'urgent']} value={priority} onChange={setPriority} allowDeselect={false} w={120} />
          <Select label="First stage" data={pipeline.stages.map((one) => ({ value: one.id, label: one.name }))} value={to} onChange={setTo} allowDeselect={false} className="grow" />
        </div>
        <Textarea label="Description" autosize minRows={1} maxRows={8} maxLength={20_000} value={description} onChange={(event) => setDescription(event.target.value)} />
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
        {Boolean(error) && <p role="alert" style={{ color: 'var(--tm-overdue-fg)', margin: 0 }}>{wordsOf(error)}</p>}
        {needsReason && <TextInput label="Add them anyway, because" description="For owner and admins. The history keeps the reason." value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} />}
        <div className="row" style={{ justifyContent: 'flex-end' }}>
          <Button variant="default" onClick={close}>Cancel</Button>
          <Button type="submit" loading={busy} disabled={chosen.size === 0}>
            {unmet.length > 0 && (!needsReason || reason.trim()) ? 'Add anyway' : chosen.size > 1 ? `Add ${chosen.size} jobs` : 'Add job'}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
