import { expect, test } from 'vitest';
import { daysBetween, dueWords, lastedWords, liveIn, today } from './dates';

test.each([
  ['2026-03-01', { words: 'Overdue 3 d', tone: 'overdue' }],
  ['2026-03-04', { words: 'Today', tone: 'today' }],
  ['2026-03-05', { words: 'Tomorrow', tone: 'week' }],
  ['2026-03-07', { words: 'Sat', tone: 'week' }],
  ['2026-03-14', { words: 'Sat Mar 14', tone: 'plain' }],
])('a due date of %s in words', (due, expected) => {
  expect(dueWords(due, false, '2026-03-04')).toEqual(expected);
});

test('what is done is never overdue', () => {
  expect(dueWords('2026-03-01', true, '2026-03-04').tone).toBe('plain');
});

test('today is the day of the firm, not of the browser', () => {
  const late = new Date('2026-03-05T03:30:00Z');
  liveIn('America/New_York');
  expect(today(late)).toBe('2026-03-04');
  expect(dueWords('2026-03-04', false, today(late)).tone).toBe('today');
  liveIn('Asia/Tokyo');
  expect(today(late)).toBe('2026-03-05');
});

test('days are counted across a clock change', () => {
  expect(daysBetween('2026-03-28', '2026-03-30')).toBe(2);
});

test('how long something lasted', () => {
  expect(lastedWords(0, 5 * 60_000)).toBe('5 min');
  expect(lastedWords(0, 5 * 3_600_000)).toBe('5 h');
  expect(lastedWords(0, 5 * 86_400_000)).toBe('5 d');
});
