import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import AxeBuilder from '@axe-core/playwright';
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

const accessible = async () => {
  const { violations } = await new AxeBuilder({ page }).analyze();
  assert.deepEqual(violations.filter((one) => ['serious', 'critical'].includes(one.impact)).map((one) => [one.id, one.nodes[0].html]), []);
};

test('a colleague is invited, joins by the link, and it works once', async () => {
  await page.goto(`${tickmark.url}/settings/team`);
  await page.getByRole('button', { name: 'Invite' }).click();
  await page.getByLabel('Name').fill('Nora New');
  await page.getByLabel('E-mail').fill('nora@demo.example');
  await accessible();
  await page.getByRole('dialog').getByRole('button', { name: 'Invite' }).click();
  const link = await page.getByRole('textbox', { name: 'Link' }).inputValue();
  await page.keyboard.press('Escape');
  await page.getByRole('cell', { name: 'nora@demo.example' }).waitFor();

  const visitor = await newPage(browser, errors);
  await visitor.goto(`${tickmark.url}${new URL(link).pathname}`);
  await visitor.getByText('You will sign in as nora@demo.example').waitFor();
  await visitor.fill('input[name=password]', 'short');
  await visitor.getByRole('button', { name: 'Join' }).click();
  await visitor.getByText('A password needs at least 10 characters.').waitFor();
  await visitor.fill('input[name=password]', 'long enough now');
  await visitor.getByRole('button', { name: 'Join' }).click();
  await visitor.waitForURL('**/pipelines');
  await visitor.getByText('Nora New').waitFor();
  await visitor.goto(`${tickmark.url}${new URL(link).pathname}`);
  await visitor.getByText('This invitation is not valid').waitFor();
  await visitor.context().close();
});

test('a file of accounts is looked at, then goes in; its bad rows are told by number', async () => {
  await page.goto(`${tickmark.url}/settings/import`);
  const csv = 'Account Name,Account Type,Account ID,Contact First Name,Contact Email\n'
    + 'Østergaard & Söhne,Company,X1,Ole,ole@client.example\n,Company,X2,,\nMei Lin 林,Individual,X3,Mei,no address\nGood One,Individual,X4,,\n';
  await page.setInputFiles('input[type=file]', { name: 'clients.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
  await page.getByText('2 rows stay out').waitFor();
  await page.getByText('Row 3: The account has no name.').waitFor();
  await page.getByRole('cell', { name: 'Østergaard & Söhne' }).waitFor();
  await accessible();
  await page.getByRole('button', { name: 'Import 2 accounts' }).click();
  await page.getByText('Done: 2 new, 0 known before.').waitFor();
  await page.getByRole('link', { name: 'See the accounts' }).click();
  await page.getByLabel('Search').fill('Østergaard');
  await page.getByRole('link', { name: 'Østergaard & Söhne' }).click();
  await page.getByText('ole@client.example').waitFor();
});

test('a contact is found and changed', async () => {
  await page.goto(`${tickmark.url}/contacts`);
  await page.getByLabel('Search').fill('ole@client');
  await page.getByRole('button', { name: 'Ole', exact: true }).click();
  await page.getByLabel('Phone').fill('555 0100');
  await accessible();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('cell', { name: '555 0100' }).waitFor();
});

test('a password is changed, and the other sign-ins end', async () => {
  const elsewhere = await newPage(browser, errors);
  await signIn(elsewhere, tickmark.url, 'dana@demo.example');
  const mine = await newPage(browser, errors);
  await signIn(mine, tickmark.url, 'dana@demo.example');
  await mine.goto(`${tickmark.url}/settings/you`);
  await mine.getByText('this one').waitFor();
  assert.ok((await mine.getByText('Chrome on Linux').count()) >= 2);
  await mine.fill('input[name=current]', 'wrong');
  await mine.fill('input[name=new]', 'another long one');
  await mine.getByRole('button', { name: 'Change the password' }).click();
  await mine.getByText('This is not your present password.').waitFor();
  await mine.fill('input[name=current]', 'tickmark-demo');
  await mine.getByRole('button', { name: 'Change the password' }).click();
  await mine.getByText('Your other sign-ins have ended.').waitFor();
  await elsewhere.goto(`${tickmark.url}/tasks`);
  await elsewhere.waitForURL('**/sign-in');
  await mine.context().close();
  await elsewhere.context().close();
});

test('a task is changed in its panel, with the keyboard; a change of others is told before it is written over', async () => {
  const call = async (method, path, data) => (await page.request.fetch(`${tickmark.url}/v1/${path}`, { method, data })).json();
  const { member } = await call('GET', 'me');
  const made = await call('POST', 'tasks', { title: 'Call the county', assignee_ids: [member.id] });
  const task = () => call('GET', `tasks/${made.id}`);
  await page.goto(`${tickmark.url}/tasks`);
  await page.getByRole('button', { name: 'Call the county', exact: true }).focus();
  await page.keyboard.press('Enter');
  const panel = page.getByRole('dialog', { name: 'Task' });
  const title = panel.getByLabel('Title');
  await title.waitFor();
  await accessible();
  await title.fill('Call the county clerk');
  await panel.getByLabel('Description').fill('About the deed.');
  await page.keyboard.press('Control+Enter');
  await page.getByText('Saved.').waitFor();
  assert.deepEqual([(await task()).title, (await task()).description], ['Call the county clerk', 'About the deed.']);

  await title.fill('Write to the clerk');
  await call('PATCH', `tasks/${made.id}`, { title: 'Visit the clerk', priority: 'high' });
  await panel.getByRole('button', { name: 'Save' }).click();
  await panel.getByText('title (theirs: “Visit the clerk”)').waitFor();
  assert.equal(await title.inputValue(), 'Write to the clerk');
  await panel.getByRole('button', { name: 'Save' }).click();
  await panel.getByRole('alert').waitFor({ state: 'detached' });
  assert.deepEqual([(await task()).title, (await task()).priority], ['Write to the clerk', 'high']);

  for (const line of ['Find the deed', 'Ask for the price']) {
    await panel.getByLabel('New subtask').fill(line);
    await page.keyboard.press('Enter');
    await panel.getByRole('checkbox', { name: line }).waitFor();
  }
  await panel.getByRole('button', { name: 'Move Ask for the price up' }).click();
  await panel.getByRole('checkbox', { name: 'Find the deed' }).focus();
  await page.keyboard.press('Space');
  await panel.getByText('1/2').waitFor();
  assert.deepEqual((await task()).subtasks.map((one) => [one.title, one.done]), [['Ask for the price', false], ['Find the deed', true]]);
  await accessible();

  const tom = await newPage(browser, errors);
  await signIn(tom, tickmark.url, 'tom@demo.example');
  await tom.goto(`${tickmark.url}/tasks?task=${made.id}`);
  await tom.getByText('This is a task of others.').waitFor();
  assert.ok(await tom.getByLabel('Title').isDisabled());
  assert.equal(await tom.getByRole('button', { name: 'Save' }).count(), 0);
  await tom.context().close();

  await title.fill('Not this');
  page.once('dialog', (dialog) => void dialog.dismiss());
  await page.keyboard.press('Escape');
  assert.equal(await title.inputValue(), 'Not this');
  page.once('dialog', (dialog) => void dialog.accept());
  await page.keyboard.press('Escape');
  await panel.waitFor({ state: 'detached' });
  assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'Write to the clerk');
  const tag = await call('POST', 'tags', { name: 'County matters' });
  await call('PATCH', `tasks/${made.id}`, { tag_ids: [tag.id] });
  await page.getByRole('combobox', { name: 'Tag' }).fill('County');
  await page.getByRole('option', { name: 'County matters' }).click();
  await page.waitForURL(`**/tasks?tag=${tag.id}`);
  await page.getByRole('checkbox', { name: 'Complete Renew the PTINs' }).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Write to the clerk', exact: true }).click();
  page.once('dialog', (dialog) => void dialog.accept());
  await panel.getByRole('button', { name: 'Delete' }).click();
  await page.getByText('“Write to the clerk” is deleted.').waitFor();
  assert.equal((await task()).status, 404);
  await page.getByRole('button', { name: 'Write to the clerk', exact: true }).waitFor({ state: 'detached' });
});

test('nothing went wrong on the way', () => {
  assert.deepEqual(errors, []);
});
