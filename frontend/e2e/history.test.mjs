// The history of a pipeline: compare, restore, undo a save; out as a file and in again.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import { newPage, startBrowser, startTickmark } from './server.mjs';

const serious = async (page) =>
  (await new AxeBuilder({ page }).analyze()).violations.filter((one) => ['serious', 'critical'].includes(one.impact)).map((one) => one.id);

test('a pipeline is changed, compared, restored, exported and imported', async () => {
  const [tickmark, browser] = await Promise.all([startTickmark({ demo: false }), startBrowser()]);
  try {
    const errors = [];
    const page = await newPage(browser, errors);
    const post = async (path, data) => (await page.request.post(`${tickmark.url}/v1/${path}`, { data, headers: { Origin: tickmark.url } })).json();
    await post('setup', { firm_name: 'Hart', time_zone: 'UTC', currency: 'USD', name: 'Olivia Hart', email: 'olivia@hart.example', password: 'long enough now' });
    const stages = [{ name: 'Asked' }, { name: 'Second look', automations: [{ action: 'create_task', settings: { title: 'Look again' } }] }, { name: 'Answered' }];
    const pipeline = await post('pipelines', { name: 'Advice', stages });

    // A save in the editor is taken back by its toast.
    await page.goto(`${tickmark.url}/pipelines/${pipeline.id}/edit`);
    const limit = page.getByLabel('Time limit');
    await limit.fill('5');
    await limit.blur();
    await page.getByRole('link', { name: 'Revision 2' }).waitFor();
    await page.getByRole('button', { name: /^Undo/ }).click();
    await page.getByRole('link', { name: 'Revision 3' }).waitFor();
    assert.equal(await page.getByLabel('Time limit').inputValue(), '');

    // Business days, who sees it, how its cards stand and what they tell: the board goes by it.
    await limit.fill('2');
    await limit.blur();
    await page.getByRole('link', { name: 'Revision 4' }).waitFor();
    await page.getByRole('combobox', { name: 'Counted in' }).click();
    await page.getByRole('option', { name: 'business days' }).click();
    await page.getByRole('link', { name: 'Revision 5' }).waitFor();
    await page.getByRole('button', { name: 'Board and access' }).click();
    await page.getByRole('combobox', { name: 'Cards are sorted by' }).click();
    await page.getByRole('option', { name: 'stage limit' }).click();
    await page.getByRole('link', { name: 'Revision 6' }).waitFor();
    await page.getByLabel('Account ID').click();
    await page.getByRole('link', { name: 'Revision 7' }).waitFor();
    await page.getByRole('combobox', { name: 'Who sees it' }).click();
    await page.getByRole('option', { name: 'only these members' }).click();
    await page.getByText('Only owner and admins see it').waitFor();
    await page.getByRole('combobox', { name: 'Its work usually comes again' }).click();
    await page.getByRole('option', { name: 'every month' }).click();
    await page.getByRole('combobox', { name: 'The work is about' }).waitFor();
    assert.deepEqual(await serious(page), []);
    const account = await post('accounts', { name: 'Rossi', number: 'R-77' });
    await post('jobs', { pipeline_id: pipeline.id, account_id: account.id, name: 'Advice for Rossi' });
    await page.goto(`${tickmark.url}/p/${pipeline.id}`);
    await page.locator('.card').getByText('R-77').waitFor();
    await page.getByTitle('Time limit: 2 business days').waitFor();
    assert.equal(await page.getByLabel('Sort').inputValue(), 'limit');
    await page.getByLabel('Time in stage').selectOption('limit');
    await page.getByText('0 of 1').first().waitFor();
    await page.goto(`${tickmark.url}/pipelines/${pipeline.id}/edit`);

    // Remove a stage, then look at what that was and bring it back.
    await page.getByRole('button', { name: 'Second look, 0 jobs' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Remove', exact: true }).first().click();
    await page.getByRole('button', { name: 'Remove the stage' }).click();
    await page.getByRole('link', { name: 'Revision 10' }).click();
    await page.getByRole('heading', { name: 'From 9 to 10, the present one' }).waitFor();
    await page.locator('del', { hasText: 'Stage “Second look”' }).waitFor();
    assert.deepEqual(await serious(page), []);
    await page.getByRole('button', { name: 'Restore revision 1', exact: true }).click();
    await page.locator('ins', { hasText: 'Look again' }).waitFor();
    await page.getByRole('button', { name: 'Restore', exact: true }).click();
    await page.getByText('Restored revision 1. Jobs fire nothing by this.').waitFor();
    const restored = await (await page.request.get(`${tickmark.url}/v1/pipelines/${pipeline.id}`)).json();
    assert.deepEqual(restored.stages.map((stage) => stage.id), pipeline.stages.map((stage) => stage.id));

    // Out as a file, and in again under another name.
    await page.goto(`${tickmark.url}/pipelines`);
    await page.getByRole('button', { name: 'More about Advice' }).click();
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: 'Export' }).click()]);
    assert.equal(download.suggestedFilename(), 'Advice.pipeline.json');
    const file = await download.path();
    assert.equal(JSON.parse(await readFile(file, 'utf8')).format, 'tickmark.pipeline');
    await page.getByRole('button', { name: 'Import' }).click();
    await page.setInputFiles('input[type=file]', { name: 'x.json', mimeType: 'application/json', buffer: Buffer.from('{"format": "other"}') });
    await page.getByText('This is not an exported pipeline.').waitFor();
    await page.setInputFiles('input[type=file]', file);
    await page.getByText('Asked → Second look → Answered').waitFor();
    await page.getByRole('dialog').getByLabel('Name').fill('Advice, again');
    await page.getByRole('dialog').getByRole('button', { name: 'Import' }).click();
    await page.waitForURL('**/edit');
    assert.equal(await page.getByLabel('Name of the pipeline').inputValue(), 'Advice, again');
    assert.deepEqual(errors, []);
  } finally {
    await browser.close();
    await tickmark.stop();
  }
});
