import { Button, Modal, Select } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import * as api from '../../api/generated/sdk.gen';
import type { NewRecurrences, SuggestedSchedule } from '../../api/generated/types.gen';
import { wordsOf } from '../../api/problem';
import { pipelines as pipelinesQuery } from '../../api/queries';
import { say } from '../../ui/toasts';
import { PickAccounts } from '../accounts/PickAccounts';
import { Coming } from './Coming';
import { newDraft, scheduleOf, suggested } from './schedule';
import { ScheduleFields } from './ScheduleFields';
import { useComing } from './use-coming';

/** A schedule for one or more accounts, with what it is going to make beside it. */
export function NewRecurrence({ close, done }: { close: () => void; done: () => Promise<void> }) {
  const pipelines = useQuery(pipelinesQuery);
  const [accounts, setAccounts] = useState<ReadonlyMap<string, string>>(new Map());
  const [pipeline, setPipeline] = useState<string | null>(null);
  const [draft, setDraft] = useState(newDraft);
  const choose = (id: string | null): void => {
    setPipeline(id);
    const usually = pipelines.data?.find((one) => one.id === id)?.settings['schedule'] as SuggestedSchedule | null | undefined;
    if (usually) setDraft(suggested(draft, usually));
  };
  const body: NewRecurrences | null =
    accounts.size && pipeline && draft.starts ? { pipeline_id: pipeline, account_ids: [...accounts.keys()], ...scheduleOf(draft) } : null;
  const preview = useComing(body);
  const create = useMutation({
    mutationFn: (wanted: NewRecurrences) => api.createRecurrences({ body: wanted }),
    onSuccess: async () => {
      say(accounts.size === 1 ? 'The schedule is set.' : `${accounts.size} schedules are set.`);
      await done();
      close();
    },
  });
  const error = create.error ?? preview.error;
  return (
    <Modal opened onClose={close} size="xl" title="New recurring job">
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (body) create.mutate(body);
        }}
      >
        <PickAccounts chosen={accounts} choose={setAccounts} />
        <Select label="In the pipeline" searchable data={(pipelines.data ?? []).map((one) => ({ value: one.id, label: one.name }))} value={pipeline} onChange={choose} />
        <ScheduleFields draft={draft} set={setDraft} />
        {error && <p role="alert" style={{ color: 'var(--tm-overdue-fg)', margin: 0 }}>{wordsOf(error)}</p>}
        {preview.coming && <Coming list={preview.coming} />}
        <div className="row" style={{ justifyContent: 'flex-end' }}>
          <Button variant="default" onClick={close}>Cancel</Button>
          <Button type="submit" loading={create.isPending} disabled={!body}>{accounts.size > 1 ? `Set ${accounts.size} schedules` : 'Set the schedule'}</Button>
        </div>
      </form>
    </Modal>
  );
}
