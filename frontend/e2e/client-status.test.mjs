// What clients see: the firm's list, a job's part of it, and the automation that says it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import { newPage, signIn, startBrowser, startTickmark } from './server.mjs';

let tickmark, browser, page;
const errors = [];

before(async () => {
  [tickmark, browser] = await Promise.all([startTickmark(), startBrowser()]);
  page = await newPage(browser, errors);
  await signIn(page, tickmark.url);
});
after(async () => {
  await browser?.close();
  await tickmark?.stop();
});

const call = (method, path, body) =>
  page.evaluate(
    async ([method, path, body]) => {
      const answer = await fetch(path, { method, headers: { 'Content-Type': 'application/json' }, ...(body ? { body: JSON.stringify(body) } : {}) });
      return answer.status === 204 ? null : answer.json();
    },
    [method, path, body],
  );
const accessible = async () => {
  const { violations } = await new AxeBuilder({ page }).exclude('.board').analyze();
  assert.deepEqual(violations.filter((one) => ['serious', 'critical'].includes(one.impact)).map((one) => [one.id, one.nodes[0].html]), []);
};

test('a status is added, moved by keyboard and removed; one in use asks what its jobs get', async () => {
  await page.goto(`${tickmark.url}/settings/client-statuses`);
  await page.getByLabel('New client-facing status').fill('With the IRS');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'With the IRS earlier' }).focus();
  await page.keyboard.press('Enter');
  await page.locator('li').nth(4).getByLabel('Name of With the IRS').waitFor();
  await page.getByLabel('Text of With the IRS').fill('We wait for their answer.');
  await page.keyboard.press('Tab');
  await page.getByRole('button', { name: 'Remove In review' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('These jobs get').click();
  await page.getByRole('option', { name: 'In preparation' }).click();
  await accessible();
  await dialog.getByRole('button', { name: 'Remove' }).click();
  await dialog.getByText(/Automations of 1040 individual return give jobs the status “In review”/).waitFor();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'Remove With the IRS' }).click();
  await dialog.getByText('No job has it.').waitFor();
  await dialog.getByRole('button', { name: 'Remove' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByLabel('Name of With the IRS').waitFor({ state: 'detached' });
});

test('an automation shows the job to the client; the card, the drawer and the history tell it', async () => {
  const pipeline = await call('POST', '/v1/pipelines', { name: 'Seen by clients', stages: [{ name: 'Begin' }, { name: 'Read' }, { name: 'End' }] });
  const [account] = (await call('GET', '/v1/accounts?limit=1')).data;
  const [job] = (await call('POST', '/v1/jobs', { pipeline_id: pipeline.id, account_id: account.id, name: 'The try' })).data;
  await page.goto(`${tickmark.url}/pipelines/${pipeline.id}/edit`);
  await page.getByRole('button', { name: 'Board and access' }).click();
  await page.getByLabel('What the client sees').click();
  await page.getByRole('button', { name: /^Read, / }).click();
  await page.getByRole('button', { name: 'Add automation' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Do', { exact: true }).click();
  await page.getByRole('option', { name: 'Update client-facing status' }).click();
  await dialog.getByLabel('The client sees the job').click();
  await page.getByRole('option', { name: 'yes: show it' }).click();
  await dialog.getByLabel('Client-facing status').click();
  await page.getByRole('option', { name: 'In review' }).click();
  await page.getByText('show the job to the client and set the client-facing status In review.').waitFor();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.goto(`${tickmark.url}/p/${pipeline.id}?job=${job.id}`);
  await page.getByText('does not see this job').waitFor();
  await call('POST', `/v1/jobs/${job.id}/move`, { stage_id: pipeline.stages[1].id });
  await page.locator('.card').getByText('In review').waitFor();
  const part = page.getByRole('region', { name: 'What the client sees' });
  await part.locator('figure').getByText('A second pair of eyes').waitFor();
  await part.getByLabel('Text for the client').fill('Two days more.');
  await page.keyboard.press('Tab');
  await part.locator('figure').getByText('Two days more.').waitFor();
  await accessible();
  await page.getByRole('tab', { name: 'Activity' }).click();
  await page.getByText('client-facing status: none → In review').waitFor();
  await page.getByText('text for the client: none → Two days more.').waitFor();
});

test('no page had an error', () => assert.deepEqual(errors, []));
