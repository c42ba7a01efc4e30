// The preview that explains itself, and the simulator: by keyboard alone, and what was said is what then happens.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import { newPage, signIn, startBrowser, startTickmark } from './server.mjs';

let tickmark, browser, page, pipeline, account, job;
const errors = [];
const STAGES = [
  { name: 'Begin' },
  {
    name: 'Collect',
    automove: true,
    automations: [
      { action: 'create_task', settings: { title: 'Ask [ACCOUNT_NAME]', due_in_days: 2 } },
      { action: 'create_task', settings: { title: 'By [JOB_DUE_DATE]' } },
      { action: 'link_note', settings: { title: 'Firms only', text: 'x' }, conditions: [{ kind: 'account_type', in: ['company'] }] },
    ],
  },
  { name: 'Extension', conditions: [{ kind: 'account_type', in: ['company'] }] },
  { name: 'Done' },
];

before(async () => {
  tickmark = await startTickmark();
  browser = await startBrowser();
  page = await newPage(browser, errors);
  await signIn(page, tickmark.url);
  pipeline = await call('POST', '/v1/pipelines', { name: 'Told beforehand', stages: STAGES });
  account = await call('POST', '/v1/accounts', { name: 'Zeller, Ida', type: 'individual' });
  [job] = (await call('POST', '/v1/jobs', { pipeline_id: pipeline.id, account_id: account.id, name: 'The try' })).data;
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
const seriously = async () => {
  const { violations } = await new AxeBuilder({ page }).exclude('.board').analyze();
  assert.deepEqual(violations.filter((one) => ['serious', 'critical'].includes(one.impact)).map((one) => [one.id, one.nodes[0].html]), []);
};

test('an account is chosen by keyboard, and the whole way of its job is shown; nothing is made', async () => {
  await page.goto(`${tickmark.url}/pipelines/${pipeline.id}/edit`);
  await page.getByRole('link', { name: 'Test with an account' }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('Choose an account').waitFor();
  await page.getByRole('combobox', { name: 'Account' }).or(page.getByLabel('Account')).first().focus();
  await page.keyboard.type('Zeller');
  await page.getByRole('option', { name: 'Zeller, Ida' }).waitFor();
  await page.keyboard.press('Enter');
  const way = page.getByRole('list', { name: 'The way of the job' });
  await way.getByText('Ask Zeller, Ida').first().waitFor();
  await way.getByText('Would fail: [JOB_DUE_DATE] has no value here.').waitFor();
  await way.getByText('account is company (it is individual)').first().waitFor();
  await way.getByText('Extension is passed over.').waitFor();
  await way.getByText('All action items are done: it moves on by itself.').waitFor();
  await page.getByText('3 stages, 1 automations run, 1 would fail').waitFor();
  await seriously();
  assert.equal((await call('GET', `/v1/jobs?pipeline_id=${pipeline.id}`)).data.length, 1);
});

test('the move dialog tells verdicts, lines and failures, and what it told is what then ran; keyboard only', async () => {
  await page.goto(`${tickmark.url}/p/${pipeline.id}`);
  await page.waitForSelector('.card');
  await page.locator('.card').first().focus();
  await page.keyboard.press('m');
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Would fail: [JOB_DUE_DATE] has no value here.').waitFor();
  await dialog.getByText('✗').first().waitFor();
  await page.keyboard.press('Escape'); // the list of stages, which opens with the focus
  await dialog.locator('summary').first().focus();
  await page.keyboard.press('Enter');
  const told = await dialog.locator('details').first().locator('dd').allTextContents();
  assert.equal(told[0], 'Ask Zeller, Ida');
  await seriously();
  await dialog.getByRole('button', { name: 'Move', exact: true }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('moved to Collect').waitFor();
  let runs = [];
  for (let tries = 0; tries < 100 && runs.length < 3; tries++) {
    await page.waitForTimeout(100);
    runs = (await call('GET', `/v1/jobs/${job.id}/runs`)).data;
  }
  assert.deepEqual(runs.map((run) => run.state).sort(), ['failed', 'skipped', 'succeeded']);
  assert.equal(runs.find((run) => run.state === 'failed').error.detail, '[JOB_DUE_DATE] has no value here.');
  const [task] = (await call('GET', `/v1/tasks?job_id=${job.id}`)).data;
  assert.equal(task.title, told[0]);
  assert.deepEqual(errors, []);
});
