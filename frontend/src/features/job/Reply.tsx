import { Button, Switch } from '@mantine/core';
import * as api from '../../api/generated/sdk.gen';
import type { ItemAnswer, ReplyChange } from '../../api/generated/types.gen';
import { instantWords } from '../../ui/dates';
import { useAct } from '../../ui/use-act';

const CAME: Record<string, string> = { answered: 'answered', completed: 'marked done', canceled: 'canceled' };

/** The reply to an e-mail that the job waits for: since when, its reminders, and what a person says of it. */
export function Reply({ item, archived, unlink }: { item: ItemAnswer; archived: boolean; unlink: (item: ItemAnswer) => void }) {
  const { act, busy } = useAct();
  const change = (body: ReplyChange): void => act(() => api.updateJobItem({ path: { job_id: item.job_id, item_id: item.id }, body }));
  const came = CAME[item.resolution ?? ''];
  const subject = (item.title ?? '').replace(/^Reply: /, '');
  return (
    <div style={{ padding: '4px 0' }}>
      <div className="row">
        <span aria-hidden style={{ width: 20, textAlign: 'center' }}>{came ? '✓' : '◷'}</span>
        <span className="grow" style={{ overflowWrap: 'anywhere' }}>
          {came ? 'Reply to' : 'Waits for the reply to'} “{subject}”
          {!came && <span className="small dim" style={{ display: 'block' }}>{remindersWords(item, archived)}</span>}
        </span>
      </div>
      <div className="row wrap" style={{ paddingLeft: 28 }}>
        {item.left_behind && <span className="chip" data-tone="today">{item.reopened_at ? 'open again, left behind' : 'left open'}</span>}
        <span className="chip" data-tone={came ? 'done' : 'hold'}>{came ? `${came} ${instantWords(item.resolved_at ?? '')}` : `since ${instantWords(item.linked_at)}`}</span>
        {!came && Boolean(item.reminders_left) && <Switch size="xs" label="Reminders" aria-label={`Reminders of ${subject}`} checked={Boolean(item.remind_at)} disabled={busy} onChange={(event) => change({ reminders_on: event.target.checked })} />}
        <span className="grow" />
        <Button size="compact-xs" variant={came ? 'subtle' : 'default'} loading={busy} onClick={() => change({ answered: !came })} aria-label={`${came ? 'Not answered after all' : 'Answered'}: ${subject}`}>{came ? 'not answered' : 'Answered'}</Button>
        <Button size="compact-xs" variant="subtle" onClick={() => unlink(item)} aria-label={`${came ? 'Unlink' : 'Stop waiting for'} ${item.title}`}>{came ? 'unlink' : 'stop waiting'}</Button>
      </div>
    </div>
  );
}

function remindersWords(item: ItemAnswer, archived: boolean): string {
  const sent = `${item.reminders_sent ?? 0} sent`;
  if (!item.remind_after_days) return 'No reminders';
  if (!item.reminders_left) return `${sent}, no reminder is left`;
  if (!item.remind_at) return `Reminders are off · ${sent}, ${item.reminders_left} left`;
  return `${archived ? 'No reminders while the job is archived' : `Next reminder ${instantWords(item.remind_at)}`} · ${sent}, ${item.reminders_left} left`;
}
