import { expect, test } from 'vitest';
import { isWhole } from './condition';
import { sentence } from './sentence';

const names = {
  tags: new Map([['t', 'Extension']]),
  members: new Map([['m', 'Ana']]),
  roles: new Map([['r', 'Preparer']]),
  fields: new Map([['f', 'Tax class']]),
  stages: new Map([['s', 'Review']]),
  statuses: new Map([['h', 'On hold']]),
  pipelines: new Map([['p', 'Sales tax']]),
  clientStatuses: new Map([['c', 'In review']]),
};
const said = (action: string, settings: object, conditions: object[] = [], repeat = 'every_visit') =>
  sentence({ action, settings: settings as Record<string, unknown>, conditions: conditions as Record<string, unknown>[], repeat }, { kind: 'stage', name: 'Collect' }, names);

test('an automation reads as when, if, what', () => {
  const condition = { kind: 'account_tags', match: 'all_of', tags: ['t'] };
  expect(said('create_task', { title: 'File 4868', role_ids: ['r'], due_in_days: 3 }, [condition])).toBe(
    'When a job enters Collect, if the account has all of Extension, create task “File 4868” for Preparer, due in 3 days, and wait for it.',
  );
});

test.each([
  ['send_email', { subject: 'Hello' }, 'send e-mail “Hello”.'],
  ['send_email', { subject: 'Hello', wait: true }, 'send e-mail “Hello” and wait for the reply.'],
  ['update_account_tags', { add: ['t'], clear: true }, 'clear the tags and add the tag Extension.'],
  ['notify_members', { text: 'Call', role_ids: ['r'] }, 'tell the assignees, Preparer “Call”.'],
  ['update_account_access', { reset: true, add: ['m'] }, 'leave the account to those with a role in it and give Ana access to the account.'],
  ['call_webhook', { url: 'https://books.example/hook', wait: 'answer' }, 'call the webhook books.example and wait for its answer.'],
  ['call_webhook', { url: 'books', wait: 'callback' }, 'call the webhook books and wait until it calls back.'],
  ['call_webhook', { url: 'https://books.example/hook' }, 'call the webhook books.example.'],
  ['update_client_status', { shown: 'show', status_id: 'c', name: '[JOB_NAME]' }, 'show the job to the client and set the client-facing status In review and call it “[JOB_NAME]” for the client.'],
  ['update_client_status', { shown: 'hide', status_id: 'gone', text: 'Soon' }, 'hide the job from the client and set the client-facing status that is gone and tell the client “Soon”.'],
  ['update_client_status', { shown: 'leave', clear_text: true }, 'remove the text that the client had.'],
  ['update_client_status', {}, 'change what the client sees.'],
  ['link_note', { title: 'How' }, 'link the note “How”.'],
  ['create_job', { pipeline_id: 'p' }, 'create the job of the same name in Sales tax.'],
  ['create_job', { pipeline_id: 'p', stage_id: 's', name: 'Tax', assignee_ids: ['m'], due_in_days: 1, due_unit: 'months' }, 'create the job “Tax” in Sales tax at Review for Ana, due in 1 month.'],
  ['create_job', { pipeline_id: 'p', stage_id: 'gone', role_ids: ['r'] }, 'create the job of the same name in Sales tax at a stage that is gone for Preparer.'],
  ['update_job', { due_in_days: -5, due_unit: 'business_days', due_from: 'internal_deadline', internal_deadline_in_days: 0, internal_deadline_from: 'entered' }, 'set the job’s due 5 business days before its internal deadline, internal deadline on the day it entered the stage.'],
  ['update_job', { start_in_days: 1, start_unit: 'weeks', start_from: 'due_date', due_in_days: -1 }, 'set the job’s start 1 week after its due date, due 1 day before that day.'],
  ['move_job', { stage_id: 's' }, 'move the job to Review.'],
  ['move_job', { pipeline_id: 'p', stage_id: 's' }, 'move the job to Review in Sales tax.'],
  ['move_job', { pipeline_id: 'p', stage_id: '' }, 'move the job to a stage in Sales tax.'],
  ['move_job', { pipeline_id: 'gone', stage_id: 'gone' }, 'move the job to a stage that is gone in a pipeline that is gone.'],
  ['move_job', { stage_id: 'gone' }, 'move the job to a stage that is gone.'],
  ['update_job', { priority: 'urgent', assignee_ids: ['m'], due_in_days: 2 }, 'set the job’s priority urgent, assignees Ana, due in 2 days.'],
])('%s in words', (action, settings, expected) => {
  expect(said(action, settings)).toBe(`When a job enters Collect, ${expected}`);
});

const field = (match: string, more: object = {}) => ({ kind: 'custom_field', field: 'f', match, ...more });
const tagged = { kind: 'account_tags', match: 'any_of', tags: ['t'] };
const low = { kind: 'priority', in: ['low'] };

test.each([
  [[field('one_of', { in: ['S corporation', 'Partnership'] })], 'Tax class is S corporation or Partnership'],
  [[field('one_of', { in: [true] })], 'Tax class is yes'],
  [[field('is_set'), field('is_not_set')], 'Tax class is set and Tax class is not set'],
  [[field('less_than', { than: 5 })], 'Tax class is less than 5'],
  [[field('greater_than', { than: '2027-03-31' })], 'Tax class is after 2027-03-31'],
  [[{ ...field('is_set'), field: 'gone' }], 'a field that is gone is set'],
  [[{ kind: 'any', conditions: [tagged, low] }, low], '(the account has any of Extension or the priority is low) and the priority is low'],
  [[{ kind: 'none', conditions: [tagged, { kind: 'all', conditions: [low, field('is_set')] }] }], 'not (the account has any of Extension or (the priority is low and Tax class is set))'],
  [[{ kind: 'any', conditions: [low] }], 'the priority is low'],
])('conditions and groups in words', (conditions, words) => {
  expect(said('send_email', { subject: 'x' }, conditions)).toBe(`When a job enters Collect, if ${words}, send e-mail “x”.`);
});

test('a condition on a field is whole when it says what it compares with', () => {
  const cases = [field('is_set'), field('one_of'), field('one_of', { in: [] }), field('one_of', { in: [false] }), field('less_than'), field('less_than', { than: 0 }), { kind: 'any', conditions: [low, field('one_of')] }, tagged];
  expect(cases.map(isWhole)).toEqual([true, false, false, true, false, true, false, true]);
});

test('a custom status is told as such', () => {
  const automation = { action: 'update_job', settings: { custom_status_id: 'h' }, conditions: [], repeat: 'every_visit' };
  expect(sentence(automation, { kind: 'status', name: 'Extended' }, names)).toBe('When a job is given the status Extended, set the job’s status On hold.');
});

test.each([
  [{ kind: 'after', amount: 1, unit: 'days' }, '1 day after a job enters Collect, send'],
  [{ kind: 'limit_passed' }, 'When a job is in Collect for longer than its time limit, send'],
  [{ kind: 'due_date', amount: -3, unit: 'business_days' }, '3 business days before the due date, while the job is in Collect, send'],
  [{ kind: 'due_date', amount: 0, unit: 'days' }, 'On the due date, while the job is in Collect, send'],
])('%s in words', (trigger, words) => {
  const automation = { action: 'send_email', settings: { subject: 'x' }, conditions: [], repeat: 'every_visit', trigger };
  expect(sentence(automation, { kind: 'stage', name: 'Collect' }, names)).toContain(words);
});

test('the first visit only is said', () => {
  expect(said('send_email', { subject: 'x' }, [], 'first_visit')).toContain('for the first time');
});
