import { expect, test } from 'vitest';
import type { HistoryAnswer } from '../../api/generated/types.gen';
import { historyWords } from './history-words';

const entry = (type: string, data: object = {}, changes: object = {}): HistoryAnswer => ({
  id: 'h', type, object_type: 'job', object_id: 'j', actor: { type: 'member', id: null, name: 'Ana' }, occurred_at: '2026-03-01T00:00:00Z',
  changes: changes as HistoryAnswer['changes'], data: data as Record<string, unknown>, cause: {},
});
const stages = { from_stage: { name: 'Collect' }, to_stage: { name: 'Review' } };

test('moves tell from where to where', () => {
  expect(historyWords(entry('job.stage_changed', stages))).toBe('moved from Collect to Review');
  expect(historyWords(entry('job.move_undone', stages))).toBe('took a move back: from Collect it is in Review again');
});

test('what is linked by hand is told', () => {
  expect(historyWords(entry('job.item_linked', { task_id: 't' }))).toBe('linked a task');
  expect(historyWords(entry('job.item_linked', { item_type: 'job' }))).toBe('linked another job');
  expect(historyWords(entry('job.item_linked', { item_type: 'note', title: 'Mind' }))).toBe('attached the note “Mind”');
  expect(historyWords(entry('job.overdue', { due_date: '2026-03-01' }))).toBe('saw the due date pass');
});

test('what a mover takes along is told', () => {
  expect(historyWords(entry('job.item_carried', { title: 'Review it' }))).toBe('took “Review it” along, still open: it holds the next stage');
});

test('a transfer names both pipelines, and so does its undo', () => {
  const both = { from_pipeline: { name: 'Sales' }, to_pipeline: { name: '1040' }, ...stages };
  expect(historyWords(entry('job.transferred', both))).toBe('transferred from Sales, Collect to 1040, Review');
  expect(historyWords(entry('job.transferred', { ...both, ended_status: { name: 'On hold' } }))).toContain('; the status On hold ended');
  expect(historyWords(entry('job.move_undone', both))).toBe('took a move back: from Sales, Collect it is in 1040, Review again');
});

test('changes tell the old and the new', () => {
  expect(historyWords(entry('job.updated', {}, { priority: ['low', 'high'], due_date: [null, '2026-04-15'] }))).toBe('priority: low → high; due date: none → Apr 15, 2026');
  expect(historyWords(entry('job.updated', {}, { assignee_ids: [[], ['m']] }), new Map([['m', 'Ana']]))).toBe('assigned Ana');
});

test('a period is told by its name', () => {
  const changes = { period: [null, { unit: 'quarter', start: '2027-01-01' }] };
  expect(historyWords(entry('job.updated', {}, changes))).toBe('what the work is about: none → Q1 2027');
});

test('what the client sees is told by name', () => {
  const changes = { client_shown: [false, true], client_status_id: ['gone', 's'], client_name: [null, 'Your return'] };
  expect(historyWords(entry('job.updated', {}, changes), new Map(), new Map([['s', 'In review']]))).toBe(
    'showed the job to the client; client-facing status: one that was removed → In review; name for the client: none → Your return',
  );
  expect(historyWords(entry('job.updated', {}, { client_shown: [true, false], client_status_id: ['s', null] }))).toBe('hid the job from the client; client-facing status: one that was removed → none');
});

test('reminders, and what a person says of a reply, are told with its title', () => {
  const reply = { title: 'Reply: Your documents', item_type: 'reply' };
  expect(historyWords(entry('job.item_reminded', { ...reply, number: 2 }))).toBe('sent reminder 2 of “Reply: Your documents”');
  expect(historyWords(entry('job.item_reminders_switched', { ...reply, on: false }))).toBe('switched the reminders of “Reply: Your documents” off');
  expect(historyWords(entry('job.item_reminders_switched', { ...reply, on: true }))).toBe('switched the reminders of “Reply: Your documents” on again');
  expect(historyWords(entry('job.item_resolved', { ...reply, resolution: 'answered' }))).toBe('marked “Reply: Your documents” as answered');
  expect(historyWords(entry('job.item_resolved', { ...reply, resolution: 'canceled' }))).toBe('canceled “Reply: Your documents”');
});

test('a tick in the checklist of a task is told as that', () => {
  expect(historyWords(entry('task.updated', {}, { subtasks: [[], [{ title: 'Ask' }]] }))).toBe('changed the subtasks of a task');
  expect(historyWords(entry('task.updated', {}, { title: ['Ask', 'Ask her'] }))).toBe('changed a task');
});
