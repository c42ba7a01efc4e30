import { expect, test } from 'vitest';
import { isFiltered, queryOf } from './view';
import { madeOf, notRetryable } from './words';

test('what a run made is said in words, each with where to look at it', () => {
  const made = madeOf({
    job_id: 'j',
    made: [
      { type: 'task', id: 't', title: 'Call them' },
      { type: 'created_job', id: 'other', name: '2027 1040' },
      { type: 'email', id: 'e', to: ['ada@rossi.example'] },
      { type: 'account_tags', id: 'a' },
      { type: 'something_new', id: 'n' },
    ],
  });
  expect(made).toEqual([
    { words: 'The task “Call them”', to: { to: '/j/$id', id: 'j' } },
    { words: 'The job “2027 1040”', to: { to: '/j/$id', id: 'other' } },
    { words: 'An e-mail to ada@rossi.example', to: { to: '/mail' } },
    { words: 'It changed the account’s tags', to: { to: '/accounts/$id', id: 'a' } },
    { words: 'something new', to: { to: '/j/$id', id: 'j' } },
  ]);
});

test('a run that cannot be tried again says why', () => {
  expect(notRetryable(null)).toBeNull();
  expect(notRetryable('job_has_moved_on')).toContain('has left the stage');
});

test('days become instants: the last one is in it', () => {
  const query = queryOf({ state: 'failed', from: '2027-03-01', to: '2027-03-01' });
  const hours = (Date.parse(query['created_at[lt]'] ?? '') - Date.parse(query['created_at[gte]'] ?? '')) / 3_600_000;
  expect(hours).toBe(24);
  expect(query.state).toBe('failed');
  expect(isFiltered({ run: 'r' })).toBe(false);
  expect(isFiltered({ to: '2027-03-01' })).toBe(true);
});
