import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import AxeBuilder from '@axe-core/playwright';
import { newPage, signIn, startBrowser, startTickmark } from './server.mjs';

process.env.TICKMARK_WEBHOOK_ALLOW = '127.0.0.1';
let tickmark, browser, page, receiver;
const errors = [];
const calls = [];

before(async () => {
  receiver = createServer(async (request, response) => {
    let body = '';
    for await (const part of request) body += part;
    calls.push({ headers: request.headers, body: JSON.parse(body) });
    response.end('We take care of it.');
  }).listen(0, '127.0.0.1');
  [tickmark, browser] = await Promise.all([startTickmark(), startBrowser()]);
  page = await newPage(browser, errors);
  await signIn(page, tickmark.url);
});
after(async () => {
  await browser?.close();
  await tickmark?.stop();
  receiver.close();
});

const accessible = async () => {
  const { violations } = await new AxeBuilder({ page }).analyze();
  assert.deepEqual(violations.filter((one) => ['serious', 'critical'].includes(one.impact)).map((one) => [one.id, one.nodes[0].html]), []);
};
const ask = async (path, data) => (await page.request.fetch(`${tickmark.url}/v1/${path}`, data ? { method: 'POST', data } : {})).json();

test('a job waits for a program, which is called, answers, and calls back', async () => {
  const pipeline = await ask('pipelines', { name: 'Filing', stages: [{ name: 'To do' }, { name: 'File', automove: true }, { name: 'Filed' }] });
  await page.goto(`${tickmark.url}/pipelines/${pipeline.id}/edit`);
  await page.getByText('File', { exact: true }).first().click();
  await page.getByRole('button', { name: 'Add automation' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: 'Do' }).or(dialog.getByLabel('Do', { exact: true })).first().click();
  await page.getByRole('option', { name: 'Call webhook' }).click();
  await dialog.getByLabel('URL').fill('https://10.0.0.1/');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.getByText('10.0.0.1 is in a private network').first().waitFor();
  await dialog.getByLabel('URL').fill(`http://127.0.0.1:${receiver.address().port}/hook`);
  await dialog.getByLabel('The job waits').click();
  await page.getByRole('option', { name: 'until it calls back' }).click();
  await accessible();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByText('call the webhook 127.0.0.1 and wait until it calls back.').waitFor();

  const account = await ask('accounts', { name: 'Webb, Hook' });
  const { data: [job] } = await ask('jobs', { pipeline_id: pipeline.id, account_id: account.id, name: 'Return' });
  await ask(`jobs/${job.id}/move`, { stage_id: pipeline.stages[1].id, hold_seconds: 0 });
  await page.goto(`${tickmark.url}/j/${job.id}`);
  await page.getByText('Waits for an answer of 127.0.0.1').waitFor();
  await accessible();
  await page.getByRole('tab', { name: 'Automations' }).click();
  await page.getByText('answered 200').waitFor();
  await page.getByText('What was answered').click();
  await page.getByText('We take care of it.').waitFor();
  await accessible();

  assert.equal(calls.length, 1);
  const back = await fetch(calls[0].body.data.callback_url, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{"note":"Filed as 4711."}' });
  assert.equal(back.status, 204);
  await page.goto(`${tickmark.url}/j/${job.id}`);
  await page.getByText('Filed as 4711.').waitFor();
  await page.getByText('called back').waitFor();
  await page.waitForFunction(async (id) => (await (await fetch(`/v1/jobs/${id}`)).json()).stage.name === 'Filed', job.id);
});

test('a key is made for a program, opens what it is for, and nothing once it is revoked', async () => {
  await page.goto(`${tickmark.url}/settings/developers`);
  await page.getByRole('button', { name: 'New key' }).click();
  await page.getByLabel('What it is for').fill('Nightly export');
  await page.getByRole('combobox', { name: 'Jobs', exact: true }).or(page.getByLabel('Jobs', { exact: true })).first().click();
  await page.getByRole('option', { name: 'read', exact: true }).click();
  await accessible();
  await page.getByRole('button', { name: 'Make the key' }).click();
  const secret = await page.getByRole('textbox', { name: 'API key' }).inputValue();
  await accessible();
  await page.keyboard.press('Escape');
  await page.getByRole('cell', { name: 'jobs:read' }).waitFor();
  const answered = async (path) => (await fetch(`${tickmark.url}/v1/${path}`, { headers: { Authorization: `Bearer ${secret}` } })).status;
  assert.deepEqual([await answered('jobs'), await answered('accounts')], [200, 403]);
  await accessible();
  page.once('dialog', (dialog) => dialog.accept());
  await page.getByRole('button', { name: 'Revoke Nightly export' }).click();
  await page.getByText('No keys yet').waitFor();
  assert.equal(await answered('jobs'), 401);
});

test('the secret is copied and renewed', async () => {
  await page.goto(`${tickmark.url}/settings/developers`);
  const secret = page.getByRole('textbox', { name: 'Webhook secret' }).or(page.getByLabel('Webhook secret', { exact: true })).first();
  const first = await secret.inputValue();
  assert.match(first, /^whsec_/);
  await accessible();
  page.once('dialog', (dialog) => dialog.accept());
  await page.getByRole('button', { name: 'Make a new secret' }).click();
  await page.getByText('The former one signs too until').waitFor();
  assert.notEqual(await secret.inputValue(), first);
  assert.deepEqual(errors, []);
});
