import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import * as api from '../../api/generated/sdk.gen';
import type { JobTemplateBody, RecurrenceAnswer } from '../../api/generated/types.gen';
import { Problem, wordsOf } from '../../api/problem';
import { say } from '../../ui/toasts';
import { Coming } from './Coming';
import { draftOf, scheduleOf } from './schedule';
import { ScheduleFields } from './ScheduleFields';
import { useComing } from './use-coming';

interface Props {
  /** As it was when the change began: what somebody else saved since is not overwritten. */
  recurrence: RecurrenceAnswer;
  /** Begin anew from what it is now. */
  anew: () => void;
  close: () => void;
}

/** Change a schedule for everything to come; the jobs that were made stay as they are. */
export function ChangeRecurrence({ recurrence, anew, close }: Props) {
  const client = useQueryClient();
  const [draft, setDraft] = useState(() => draftOf(recurrence));
  const schedule = scheduleOf(draft, recurrence.template as JobTemplateBody);
  const preview = useComing(draft.starts ? { pipeline_id: recurrence.pipeline_id, account_id: recurrence.account_id, ...schedule } : null);
  const save = useMutation({
    mutationFn: () => api.updateRecurrence({ path: { recurrence_id: recurrence.id }, body: schedule, headers: { 'If-Match': `"${recurrence.version}"` } }),
    onSuccess: async () => {
      say('The schedule is changed for everything to come.');
      await client.invalidateQueries({ queryKey: ['recurrences'] });
      close();
    },
  });
  const error = save.error ?? preview.error;
  const stale = save.error instanceof Problem && save.error.code === 'stale_version';
  return (
    <form
      className="panel stack"
      aria-label="Change the schedule"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <ScheduleFields draft={draft} set={setDraft} />
      {error && (
        <p role="alert" style={{ color: 'var(--tm-overdue-fg)', margin: 0 }}>
          {wordsOf(error)} {stale && <>Nothing of yours is saved. <Button size="compact-xs" variant="default" onClick={anew}>Begin from what it is now</Button></>}
        </p>
      )}
      <h3 style={{ margin: 0 }}>To come, after the change</h3>
      {preview.coming && <Coming list={preview.coming.map((one) => ({ ...one, skipped: recurrence.skips.includes(one.date) }))} />}
      <div className="row" style={{ justifyContent: 'flex-end' }}>
        <Button variant="default" onClick={close}>Cancel</Button>
        <Button type="submit" loading={save.isPending} disabled={!draft.starts}>Change this and all to come</Button>
      </div>
    </form>
  );
}
