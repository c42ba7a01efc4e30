import { Button } from '@mantine/core';
import type { ItemAnswer } from '../../api/generated/types.gen';
import { instantWords } from '../../ui/dates';

const CAME: Record<string, string> = { answered: 'answered', called_back: 'called back', completed: 'marked done', canceled: 'canceled' };

/** What the job waits for from another program: an answer that nobody can tick off, but anybody can stop waiting for. */
export function Waiting({ item, unlink }: { item: ItemAnswer; unlink: (item: ItemAnswer) => void }) {
  const who = (item.title ?? '').replace(/^Answer of /, '');
  const came = CAME[item.resolution ?? ''];
  return (
    <div className="row wrap" style={{ minHeight: 34 }}>
      <span aria-hidden style={{ width: 20, textAlign: 'center' }}>{came ? '✓' : '◷'}</span>
      <span className="grow">
        {came ? item.title : `Waits for an answer of ${who}`}
        {item.text && <span className="small dim" style={{ display: 'block', whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{item.text}</span>}
      </span>
      <span className="chip" data-tone={came ? 'done' : 'hold'}>{came ? `${came} ${instantWords(item.resolved_at ?? '')}` : `since ${instantWords(item.linked_at)}`}</span>
      <Button size="compact-xs" variant="subtle" onClick={() => unlink(item)} aria-label={`${came ? 'Unlink' : 'Stop waiting for'} ${item.title}`}>{came ? 'unlink' : 'stop waiting'}</Button>
    </div>
  );
}
