import { expect, test } from 'vitest';
import { ruleWords } from './rules';

test.each([
  ['FREQ=MONTHLY;INTERVAL=3', 'every quarter'],
  ['FREQ=MONTHLY;BYMONTHDAY=3', 'every month, on day 3'],
  ['FREQ=MONTHLY;BYMONTHDAY=31', 'every month, on the last day'],
  ['FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=1', 'every year, on December 1'],
  ['FREQ=MONTHLY;BYDAY=1MO', 'FREQ=MONTHLY;BYDAY=1MO'],
])('%s is said as %s', (rule, words) => {
  expect(ruleWords(rule)).toBe(words);
});
