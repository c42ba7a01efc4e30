import { expect, test } from 'vitest';
import type { HealthAnswer } from '../../api/generated/types.gen';
import { healthWords, wanting } from './health';

const one = (more: Partial<HealthAnswer>): HealthAnswer => ({ automation_id: 'a', pipeline_id: 'p', stage_id: 's', status_id: null, does: 'create task “T”', state: 'well', last_run: null, succeeded: 0, failed: 0, gone: [], ...more });
const ran = { id: 'r', state: 'succeeded', at: '2027-01-01T00:00:00Z' };

test('an automation says what is gravest of it', () => {
  const now = Date.parse('2027-01-03T12:00:00Z');
  expect(healthWords(one({ last_run: ran }), now)).toEqual({ words: 'ran 3 d ago', tone: 'plain' });
  expect(healthWords(one({ state: 'failing', failed: 2, last_run: ran }), now)).toEqual({ words: '2 failed', tone: 'overdue' });
  expect(healthWords(one({ state: 'never_ran' }), now)).toEqual({ words: 'never ran', tone: 'hold' });
  expect(healthWords(one({ state: 'points_at_gone', gone: ['member “Ben”', 'tag'] }), now).words).toBe('gone: member “Ben”, tag');
});

test('those that want a look come in the order of their gravity, the others not at all', () => {
  const all = (['never_ran', 'well', 'failing', 'off', 'points_at_gone'] as const).map((state) => one({ state }));
  expect(wanting(all).map(({ state }) => state)).toEqual(['points_at_gone', 'failing', 'never_ran']);
});
