// A job goes to another pipeline: on both boards at once, and back by undo; and an automation that does it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import { newPage, signIn, startBrowser, startTickmark } from './server.mjs';

let tickmark, browser, page;
const errors = [];

before(async () => {
  tickmark = await startTickmark();
  browser = await startBrowser();
  page = await newPage(browser, errors);
  await signIn(page, tickmark.url);
});
after(async () => {
  await browser?.close();
  await tickmark?.stop();
});

/** Ask the API as the member who is signed in. */
const call = (method, path, body) =>
  page.evaluate(
    async ([method, path, body]) => {
      const answer = await fetch(path, { method, headers: { 'Content-Type': 'application/json' }, ...(body ? { body: JSON.stringify(body) } : {}) });
      return answer.json();
    },
    [method, path, body],
  );
const gone = (where, id) => where.locator(`[data-card="${id}"]`).waitFor({ state: 'detached' });
const there = (where, id) => where.locator(`[data-card="${id}"]`).waitFor();

let sales, work, job;

test('the dialog brings a job to another pipeline by keyboard; both boards follow, and Undo takes it back', async () => {
  await call('PATCH', '/v1/firm', { grace_seconds: 60 });
  const task = { action: 'create_task', settings: { title: 'Prepare it' } };
  sales = await call('POST', '/v1/pipelines', { name: 'Leads of ours', stages: [{ name: 'Asked' }, { name: 'Won' }] });
  work = await call('POST', '/v1/pipelines', { name: 'Works of ours', stages: [{ name: 'In', automations: [task] }, { name: 'Out' }] });
  const [account] = (await call('GET', '/v1/accounts?limit=1')).data;
  [job] = (await call('POST', '/v1/jobs', { pipeline_id: sales.id, account_id: account.id, name: 'The lead' })).data;
  const second = await page.context().newPage();
  second.setDefaultTimeout(15_000);
  await second.goto(`${tickmark.url}/p/${work.id}`);
  await second.getByText('No jobs in this pipeline yet').waitFor();
  await page.goto(`${tickmark.url}/p/${sales.id}`);
  await page.locator(`[data-card="${job.id}"]`).focus();
  await page.keyboard.press('m');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('In the pipeline').fill('Works of ours');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await dialog.getByText('create task “Prepare it”').waitFor();
  const { violations } = await new AxeBuilder({ page }).exclude('.board').analyze();
  assert.deepEqual(violations.filter((one) => ['serious', 'critical'].includes(one.impact)).map((one) => one.id), []);
  await dialog.getByRole('button', { name: 'Transfer' }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('transferred to Works of ours, In').waitFor();
  await Promise.all([gone(page, job.id), there(second, job.id)]);
  await page.getByRole('button', { name: /^Undo/ }).click();
  await Promise.all([there(page, job.id), gone(second, job.id)]);
  await second.close();
});

test('the editor leads an automation into another pipeline; the job goes, its board is one click away, the history tells it', async () => {
  await page.goto(`${tickmark.url}/pipelines/${sales.id}/edit`);
  await page.getByRole('button', { name: /^Won, / }).click();
  await page.getByRole('button', { name: 'Add automation' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Do', { exact: true }).click();
  await page.getByRole('option', { name: 'Move job' }).click();
  await dialog.getByLabel('In the pipeline').fill('Works of ours');
  await page.getByRole('option', { name: 'Works of ours' }).click();
  await dialog.getByLabel('To stage').click();
  await page.getByRole('option', { name: 'In', exact: true }).click();
  await dialog.getByText('When a job enters Won, move the job to In in Works of ours.').waitFor();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.goto(`${tickmark.url}/p/${sales.id}?job=${job.id}`);
  await page.locator('aside').getByText('Leads of ours').waitFor();
  await call('POST', `/v1/jobs/${job.id}/move`, { stage_id: sales.stages[1].id });
  await gone(page, job.id);
  await page.locator('aside').getByRole('link', { name: 'Works of ours' }).click();
  await there(page, job.id);
  await page.getByRole('tab', { name: 'Activity' }).click();
  await page.getByText('transferred from Leads of ours, Won to Works of ours, In').waitFor();
});

test('a job is made in a chosen stage of another pipeline, and dates count from those of the job', async () => {
  await page.goto(`${tickmark.url}/pipelines/${sales.id}/edit`);
  await page.getByRole('button', { name: /^Asked, / }).click();
  await page.getByRole('button', { name: 'Add automation' }).click();
  const dialog = page.getByRole('dialog');
  const choose = async (label, option, place = 0) => {
    await dialog.getByLabel(label, { exact: true }).nth(place).click();
    await page.getByRole('option', { name: option, exact: true }).click();
  };
  await choose('Do', 'Create job');
  await dialog.getByLabel('In the pipeline').fill('Works of ours');
  await page.getByRole('option', { name: 'Works of ours' }).click();
  await choose('Begins in the stage', 'Out');
  await dialog.getByLabel('Due in').fill('1');
  await choose('Counted in', 'months');
  await dialog.getByText('create the job of the same name in Works of ours at Out, due in 1 month.').waitFor();
  await choose('Do', 'Update job');
  await dialog.getByLabel('Due in', { exact: true }).fill('-5');
  await choose('Counted in', 'business days', 1);
  await choose('From', "the job's internal deadline", 1);
  await dialog.getByText('set the job’s due 5 business days before its internal deadline.').waitFor();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.waitFor({ state: 'detached' });
});

test('no page had an error', () => assert.deepEqual(errors, []));
