import { expect, test } from 'vitest';
import type { Preview } from '../../api/generated/types.gen';
import { roomWords, summary } from './many';

const preview = (more: Partial<Preview>): Preview => ({ changed: true, plan: [], open_items: [], carried_item_ids: [], requirements: [], may_override: true, next_stage_id: null, ...more });
const lacks = (mode: string) => ({ code: 'field_missing', mode, detail: 'The job needs a due date.', field: 'due_date' });
const mail = { automation_id: 'a', action: 'send_email', title: 'send e-mail', outcome: 'will_run', due_at: null, reason: null, verdicts: [], outward: true, makes_action_item: false, lines: [], would_fail: null };

test('several moves are summed up: who goes, who is refused and why, what runs', () => {
  const told = summary([
    { name: 'Rossi', preview: preview({ plan: [mail] }) },
    { name: 'Bianchi', preview: preview({ plan: [mail], requirements: [lacks('block')] }) },
    { name: 'Verdi', preview: preview({ plan: [{ ...mail, outcome: 'skipped' }], requirements: [lacks('warn')] }) },
    { name: 'Neri', failed: 'The job is archived.' },
  ]);
  expect(told).toMatchObject({ going: 2, runs: [{ title: 'send e-mail', outward: true, jobs: 2 }], openItems: 0, mayOverride: true });
  expect(told.refused).toEqual([{ detail: 'The job needs a due date.', names: ['Bianchi'] }, { detail: 'The job is archived.', names: ['Neri'] }]);
  expect(told.asking).toEqual([{ detail: 'The job needs a due date.', names: ['Verdi'] }]);
});

test.each([
  [{ amount: 5, mode: 'block' }, 3, 2, null],
  [{ amount: 5, mode: 'block' }, 3, 4, 'There is room for 2 more, and 4 would come: the last 2 stay where they are.'],
  [{ amount: 5, mode: 'block' }, 6, 1, 'The stage is full.'],
  [{ amount: 1, mode: 'warn' }, 6, 1, null],
  [null, 6, 1, null],
])('room of %j where %i stand and %i come', (limit, standing, coming, words) => {
  expect(roomWords(limit, standing, coming)).toBe(words);
});
