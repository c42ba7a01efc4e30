import { expect, test } from 'vitest';
import { asPeriod, periodName, periodOf, periodsAround } from './period';

test.each([
  ['month', '2027-01-15', -1, '2026-12-01', 'December 2026'],
  ['quarter', '2027-02-28', 0, '2027-01-01', 'Q1 2027'],
  ['quarter', '2027-11-30', 1, '2028-01-01', 'Q1 2028'],
  ['year', '2027-06-01', -1, '2026-01-01', '2026'],
] as const)('the %s of %s, %i later, begins on %s: %s', (unit, day, offset, start, name) => {
  const period = periodOf(unit, day, offset);
  expect([period.start, periodName(period)]).toEqual([start, name]);
});

test('the periods to choose from are around today, with the chosen one however far it is', () => {
  const near = periodsAround('month', null, '2027-03-10').map((one) => one.start);
  expect([near.length, near[0], near.at(-1)]).toEqual([37, '2028-03-01', '2025-03-01']);
  expect(periodsAround('year', { unit: 'year', start: '2001-01-01' }, '2027-03-10').at(-1)?.start).toBe('2001-01-01');
});

test('what is no period is none', () => {
  expect([asPeriod(null), asPeriod({ unit: 'decade', start: '2020-01-01' }), asPeriod({ unit: 'year', start: '2020-01-01' })]).toEqual([null, null, { unit: 'year', start: '2020-01-01' }]);
});
