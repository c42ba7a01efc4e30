import { expect, test } from 'vitest';
import type { RecurrenceAnswer } from '../../api/generated/types.gen';
import { ruleWords } from './rules';
import { draftOf, periodChoices, scheduleOf } from './schedule';

test.each([
  ['FREQ=MONTHLY;INTERVAL=3', 'every quarter'],
  ['FREQ=MONTHLY;BYMONTHDAY=3', 'every month, on day 3'],
  ['FREQ=MONTHLY;BYMONTHDAY=31', 'every month, on the last day'],
  ['FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=1', 'every year, on December 1'],
  ['FREQ=MONTHLY;BYDAY=1MO', 'FREQ=MONTHLY;BYDAY=1MO'],
])('%s is said as %s', (rule, words) => {
  expect(ruleWords(rule)).toBe(words);
});

const RECURRENCE = {
  rule: 'FREQ=MONTHLY;BYMONTHDAY=5', starts_on: '2027-01-01', ends_on: null, at: '07:00', roll: 'before', period_unit: 'month', period_offset: -2,
  template: { name: 'Books', stage_id: 's', priority: 'high', assignee_ids: ['m'], role_ids: ['r'], due_in_days: 2, due_unit: 'weeks', description: 'as ever' },
} as unknown as RecurrenceAnswer;

test('a schedule that is opened and saved unchanged stays as it is, also what its form does not show', () => {
  const { rule, starts_on, ends_on, at, roll, period_unit, period_offset, template } = RECURRENCE;
  expect(scheduleOf(draftOf(RECURRENCE), template)).toEqual({ rule, starts_on, ends_on, at, roll, period_unit, period_offset, template });
  const own = { ...RECURRENCE, rule: 'FREQ=MONTHLY;BYDAY=1MO' };
  expect([draftOf(own).usual, scheduleOf(draftOf(own)).rule]).toEqual(['custom', own.rule]);
});

test('an unusual period is among the choices, in words', () => {
  expect(periodChoices('month:-2').at(-1)).toEqual({ value: 'month:-2', label: '2 months before' });
  expect(periodChoices('month:0')).toHaveLength(7);
});
