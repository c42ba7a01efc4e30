import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import AxeBuilder from '@axe-core/playwright';
import { newPage, openBoard, signIn, startBrowser, startTickmark } from './server.mjs';

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

const accessible = async () => {
  const { violations } = await new AxeBuilder({ page }).analyze();
  assert.deepEqual(violations.filter((one) => ['serious', 'critical'].includes(one.impact)).map((one) => [one.id, one.nodes[0].html]), []);
};

test('a field is defined, and filled in at an account', async () => {
  await page.goto(`${tickmark.url}/settings/fields`);
  await page.getByText('[ACCOUNT_FIELD_LETTERS_BY_POST]').waitFor();
  await page.getByRole('textbox', { name: 'New field' }).fill('Tax class');
  await page.getByRole('combobox', { name: 'What it takes' }).click();
  await page.getByRole('option', { name: 'choice' }).click();
  for (const option of ['S corporation', 'Partnership']) {
    await page.getByRole('combobox', { name: 'Options', exact: true }).fill(option);
    await page.keyboard.press('Enter');
  }
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByText('[ACCOUNT_FIELD_TAX_CLASS]').waitFor();
  await accessible();
  await page.goto(`${tickmark.url}/accounts`);
  await page.locator('table.ledger a').first().click();
  await page.getByRole('combobox', { name: 'Tax class' }).click();
  await page.getByRole('option', { name: 'Partnership' }).click();
  await accessible();
  await page.reload();
  await page.getByRole('combobox', { name: 'Tax class' }).waitFor();
  assert.equal(await page.getByRole('combobox', { name: 'Tax class' }).inputValue(), 'Partnership');
});

test('conditions stand in a group, made by keyboard alone, and the sentence says so', async () => {
  await openBoard(page, tickmark.url);
  const key = new URL(page.url()).pathname.split('/')[2];
  await page.goto(`${tickmark.url}/pipelines/${key}/edit`);
  await page.getByRole('button', { name: 'Add automation' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add automation' });
  const choose = async (button, item) => {
    await dialog.getByRole('button', { name: button, exact: true }).press('Enter');
    // The menu chosen from before may still be on its way out.
    const menu = page.getByRole('menu', { name: button, exact: true });
    await menu.getByRole('menuitem', { name: item }).press('Enter');
    await menu.waitFor({ state: 'detached' });
  };
  await dialog.getByRole('textbox', { name: 'Task', exact: true }).fill('File');
  await choose('+ Condition', 'A group: none of these');
  await choose('+ Condition in this group', 'Custom field');
  const group = dialog.getByRole('group', { name: 'none of these' });
  await group.getByRole('combobox', { name: 'Custom field' }).selectOption('Tax class');
  await group.getByRole('combobox', { name: 'Match' }).selectOption('is one of');
  await dialog.getByText('This counts as soon as it is filled in.').waitFor();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.getByText('Fill the condition in, or remove it.').waitFor();
  await group.getByRole('combobox', { name: 'Tax class, compared with' }).click();
  await page.getByRole('option', { name: 'S corporation' }).click();
  await dialog.getByText('if not (the priority is urgent or Tax class is S corporation)').waitFor();
  await accessible();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await page.getByText('if not (the priority is urgent or Tax class is S corporation)').waitFor();
});

test('nothing went wrong on the way', () => {
  assert.deepEqual(errors, []);
});
