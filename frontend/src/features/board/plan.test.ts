import { expect, test } from 'vitest';
import type { PlanEntry, Preview } from '../../api/generated/types.gen';
import { asksFirst } from './plan';

const entry = (more: Partial<PlanEntry>): PlanEntry => ({
  automation_id: 'a', action: 'create_task', title: 'create task', outcome: 'will_run', due_at: null, reason: null, verdicts: [],
  outward: false, makes_action_item: false, lines: [], would_fail: null, ...more,
});
const NOTHING: Pick<Preview, 'changed' | 'plan' | 'open_items' | 'requirements'> = { changed: true, plan: [], open_items: [], requirements: [] };
const FULL = { code: 'wip_limit_reached', mode: 'block', detail: 'There is room for 1 jobs, and 1 are there.', field: null };

test.each([
  ['nothing to decide', {}, false],
  ['what runs stays in the firm', { plan: [entry({})] }, false],
  ['a mail goes out', { plan: [entry({}), entry({ outward: true })] }, true],
  ['a mail goes out later', { plan: [entry({ outward: true, outcome: 'planned' })] }, true],
  ['a mail does not go out', { plan: [entry({ outward: true, outcome: 'skipped' })] }, false],
  ['the stage is full', { requirements: [FULL] }, true],
  ['it is there already', { changed: false, requirements: [FULL] }, false],
])('whether somebody looks first: %s', (_, more, expected) => {
  expect(asksFirst({ ...NOTHING, ...more })).toBe(expected);
});
