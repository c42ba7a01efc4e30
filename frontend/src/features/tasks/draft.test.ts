import { expect, test } from 'vitest';
import type { TaskAnswer } from '../../api/generated/types.gen';
import { clashes, edited, isEmpty, othersDid } from './draft';

const TASK = { id: 't', version: 3, title: 'Call Rossi', description: '', status: 'planned', priority: 'medium', assignee_ids: ['ana'], start_date: null, due_date: '2026-03-02' } as unknown as TaskAnswer;
const NAMES = new Map([['ana', 'Ana'], ['tom', 'Tom']]);

test('what is put back is not entered any more', () => {
  const draft = edited({}, TASK, 'assignee_ids', ['ana', 'tom']);
  expect(draft).toEqual({ assignee_ids: ['ana', 'tom'] });
  expect(isEmpty(edited(draft, TASK, 'assignee_ids', ['ana']))).toBe(true);
});

test('a change of others elsewhere is told, and is no clash', () => {
  const now = { ...TASK, status: 'waiting', due_date: null };
  expect(othersDid({ title: 'Call her' }, TASK, now, NAMES)).toEqual(['status', 'due date']);
  expect(clashes({ title: 'Call her' }, TASK, now)).toBe(false);
});

test('where both changed the same field, theirs is shown', () => {
  const now = { ...TASK, assignee_ids: ['tom'], due_date: null, status: 'in_review', title: 'Call him' };
  const mine = { assignee_ids: [], due_date: '2026-03-09', status: 'completed', title: 'Call her' };
  expect(clashes(mine, TASK, now)).toBe(true);
  expect(othersDid(mine, TASK, now, NAMES)).toEqual(['title (theirs: “Call him”)', 'status (theirs: “in review”)', 'assignees (theirs: Tom)', 'due date (theirs: none)']);
  expect(clashes({ title: 'Call him' }, TASK, { ...TASK, title: 'Call him' })).toBe(false);
});
