// The run log as people repair with it: filters, selection, retries, what a run came from; keyboard only.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import { newPage, signIn, startBrowser, startTickmark } from './server.mjs';

let tickmark, browser, page, pipeline, jobs;
const errors = [];

const call = (method, path, body) =>
  page.evaluate(
    async ([method, path, body]) => {
      const answer = await fetch(path, { method, headers: { 'Content-Type': 'application/json' }, ...(body ? { body: JSON.stringify(body) } : {}) });
      return answer.status === 204 ? null : answer.json();
    },
    [method, path, body],
  );
const until = async (what, holds) => {
  for (let tries = 0; tries < 150; tries++) {
    if (await holds()) return;
    await new Promise((done) => setTimeout(done, 100));
  }
  assert.fail(what);
};
const seriously = async () => {
  const { violations } = await new AxeBuilder({ page }).exclude('.board').analyze();
  assert.deepEqual(violations.filter((one) => ['serious', 'critical'].includes(one.impact)).map((one) => [one.id, one.nodes[0].html]), []);
};

before(async () => {
  tickmark = await startTickmark();
  browser = await startBrowser();
  page = await newPage(browser, errors);
  await signIn(page, tickmark.url);
  const mail = { action: 'send_email', settings: { subject: 'Hello', body: 'We begin.' } };
  const task = { action: 'create_task', settings: { title: 'Call them' } };
  pipeline = await call('POST', '/v1/pipelines', { name: 'Letters', stages: [{ name: 'Write', automove: true, automations: [mail, task] }, { name: 'Sent' }] });
  const accounts = [];
  for (let number = 0; number < 3; number++) accounts.push((await call('POST', '/v1/accounts', { name: `Silent ${number}` })).id);
  jobs = (await call('POST', '/v1/jobs', { pipeline_id: pipeline.id, account_ids: accounts, name: 'Letter' })).data;
  await until('the mails fail', async () => (await call('GET', `/v1/runs?state=failed&pipeline_id=${pipeline.id}`)).data.length === 3);
  await call('POST', `/v1/jobs/${jobs[0].id}/move`, { stage_id: pipeline.stages[1].id });
  for (const account of accounts.slice(1)) {
    const contact = await call('POST', '/v1/contacts', { first_name: 'Ada', emails: [`ada-${account}@client.example`] });
    await call('POST', `/v1/accounts/${account}/contacts`, { contact_id: contact.id });
  }
});
after(async () => {
  await browser?.close();
  await tickmark?.stop();
});

test('failed runs are selected and tried again with the keyboard; what cannot be stays selected with its reason', async () => {
  await page.goto(`${tickmark.url}/runs?state=failed&pipeline=${pipeline.id}`);
  await page.waitForSelector('[data-run]');
  await seriously();
  await page.locator('[data-run]').first().focus();
  await page.keyboard.press('x');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Shift+X');
  await page.getByText('3 selected').waitFor();
  await page.keyboard.press('r');
  await page.getByText('2 are tried again, 1 could not be.').waitFor();
  await page.getByText('The job has left the stage or status of this run.', { exact: true }).waitFor();
  await page.getByText('1 selected').waitFor();
  await until('two mails leave', async () => (await call('GET', `/v1/runs?state=succeeded&action=send_email&pipeline_id=${pipeline.id}`)).data.length === 2);
});

test('a run tells why it did not succeed and what it came from; Escape leads back to its row', async () => {
  await page.locator('[data-run]').first().focus();
  await page.keyboard.press('Enter');
  const run = page.getByRole('complementary', { name: 'Run' });
  await run.getByText('Why it failed').waitFor();
  await run.getByText('Olivia Hart created the job in Write').waitFor();
  assert.match(page.url(), /run=/);
  await seriously();
  await page.keyboard.press('Escape');
  await run.waitFor({ state: 'detached' });
  assert.equal(await page.evaluate(() => document.activeElement?.hasAttribute('data-run')), true);
});

test('a task is linked by hand, unlinked, and linked again by undo; the card counts along', async () => {
  await call('POST', '/v1/tasks', { title: 'Deed of the house' });
  await page.goto(`${tickmark.url}/p/${pipeline.id}?job=${jobs[1].id}`);
  const card = page.locator(`[data-card="${jobs[1].id}"]`);
  await card.getByText('☑ 0/1').waitFor();
  await page.getByRole('combobox', { name: 'Task to link' }).fill('Deed');
  await page.getByRole('option', { name: /Deed of the house/ }).click();
  await page.getByRole('button', { name: 'Link', exact: true }).click();
  await card.getByText('☑ 0/2').waitFor();
  await page.getByRole('button', { name: 'Unlink Deed of the house' }).click();
  await card.getByText('☑ 0/1').waitFor();
  await page.getByRole('status').getByRole('button', { name: 'Undo' }).click();
  await card.getByText('☑ 0/2').waitFor();
});

test('another job and a note are linked by hand, and unlinked with an undo', async () => {
  await page.goto(`${tickmark.url}/j/${jobs[1].id}`);
  const { name } = await call('GET', `/v1/jobs/${jobs[0].id}`);
  const panel = page.locator('section', { has: page.getByRole('heading', { name: 'Notes and other jobs' }) });
  const choose = async (kind) => {
    await page.getByRole('combobox', { name: 'What to link' }).click();
    await page.getByRole('option', { name: kind }).click();
  };
  await choose('Link a job');
  await page.getByRole('combobox', { name: 'Job to link' }).fill(name.slice(0, 12));
  await page.getByRole('option', { name }).first().click();
  await page.getByRole('button', { name: 'Link', exact: true }).click();
  await panel.getByRole('link').waitFor();
  await choose('Attach a note');
  await page.getByLabel('Title of the note').fill('Mind the deadline');
  await page.getByLabel('Text of the note').fill('The bank asks for it in May.');
  await page.getByRole('button', { name: 'Attach', exact: true }).click();
  await panel.getByText('Mind the deadline').click();
  await panel.getByText('The bank asks for it in May.').waitFor();
  await panel.getByRole('button', { name: 'Unlink Mind the deadline' }).click();
  await panel.getByText('Mind the deadline').waitFor({ state: 'detached' });
  await page.getByRole('status').getByRole('button', { name: 'Undo' }).click();
  await panel.getByText('Mind the deadline').waitFor();
});

test('a task reopened when the job has moved on is left behind, and said to be', async () => {
  const { data: tasks } = await call('GET', `/v1/tasks?job_id=${jobs[2].id}`);
  await call('PATCH', `/v1/tasks/${tasks[0].id}`, { status: 'completed' });
  await until('the job moves on', async () => (await call('GET', `/v1/jobs/${jobs[2].id}`)).stage_id === pipeline.stages[1].id);
  await page.goto(`${tickmark.url}/j/${jobs[2].id}`);
  await page.getByText('From earlier stages').waitFor();
  await call('PATCH', `/v1/tasks/${tasks[0].id}`, { status: 'in_progress' });
  await page.getByText('open again, left behind').waitFor();
  await page.goto(`${tickmark.url}/inbox`);
  await page.getByText('“Call them” is open again').first().waitFor();
  assert.deepEqual(errors, []);
});

test('the page of health names what fails, and leads to its failed runs', async () => {
  await page.goto(`${tickmark.url}/pipelines/health`);
  const chip = page.getByRole('link', { name: /^\d+ failed$/ }).first();
  const failed = Number.parseInt(await chip.innerText(), 10);
  await chip.click();
  await page.waitForURL('**/runs?**state=failed**');
  await page.waitForFunction((count) => document.querySelectorAll('tbody tr').length === count, failed);
});
