import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import AxeBuilder from '@axe-core/playwright';
import { newPage, openBoard, signIn, startBrowser, startTickmark } from './server.mjs';

let tickmark, browser, page, api;
const errors = [];

before(async () => {
  [tickmark, browser] = await Promise.all([startTickmark(), startBrowser()]);
  page = await newPage(browser, errors);
  await signIn(page, tickmark.url);
  api = async (path, init) => page.evaluate(async ([p, i]) => (await fetch(p, i)).json(), [path, init]);
});
after(async () => {
  await browser?.close();
  await tickmark?.stop();
});

const post = (body) => ({ method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
const send = (method, body) => ({ ...post(body), method });
const stageOf = (id) => page.locator(`.column:has([data-card="${id}"])`).getAttribute('data-stage');
const eventually = async (what, check) => {
  for (let tries = 0; tries < 100; tries++) {
    if (await check()) return;
    await page.waitForTimeout(100);
  }
  assert.fail(`it never happened: ${what}`);
};

/** A pipeline of its own with one job that waits in its first stage. */
async function aBoard(stages) {
  const pipeline = await api('/v1/pipelines', post({ name: `Test ${Date.now()}`, stages }));
  const account = (await api('/v1/accounts?limit=1&sort=name&status=active')).data[0];
  const made = await api('/v1/jobs', post({ pipeline_id: pipeline.id, account_id: account.id, name: 'Travelling' }));
  await page.goto(`${tickmark.url}/p/${pipeline.id}`);
  await page.waitForSelector('.card');
  return { pipeline, job: made.data[0] };
}

test('a wrong password says so and keeps the address', async () => {
  const visitor = await newPage(browser, errors);
  await visitor.goto(`${tickmark.url}/sign-in`);
  await visitor.fill('input[name=email]', 'owner@demo.example');
  await visitor.fill('input[name=password]', 'wrong');
  await visitor.keyboard.press('Enter');
  await visitor.getByRole('alert').waitFor();
  assert.match(await visitor.getByRole('alert').innerText(), /password is not right/);
  assert.equal(await visitor.inputValue('input[name=email]'), 'owner@demo.example');
  await visitor.context().close();
});

test('what would leave the firm is looked at before a drop moves, and undo within the hold takes it back', async () => {
  const { pipeline, job } = await aBoard([{ name: 'A' }, { name: 'B', automations: [{ action: 'send_email', settings: { subject: 'Hi', body: 'x' } }] }, { name: 'C' }]);
  await page.locator(`[data-card="${job.id}"]`).dragTo(page.locator(`.column[data-stage="${pipeline.stages[1].id}"]`));
  await page.getByRole('dialog').getByText('leaves the firm, held first').waitFor();
  assert.equal((await api(`/v1/jobs/${job.id}`)).stage_id, pipeline.stages[0].id);
  await page.getByRole('dialog').getByRole('button', { name: 'Move' }).click();
  await eventually('the card is in B', async () => (await stageOf(job.id)) === pipeline.stages[1].id);
  await eventually('the server has it in B', async () => (await api(`/v1/jobs/${job.id}`)).stage_id === pipeline.stages[1].id);
  await page.getByRole('button', { name: /^Undo/ }).click();
  await eventually('the card is back in A', async () => (await stageOf(job.id)) === pipeline.stages[0].id);
  const mails = (await api(`/v1/mail-log?job_id=${job.id}`)).data;
  assert.ok(mails.every((mail) => mail.state === 'cancelled'));
});

test('a drop without anything to decide moves at once; a full column is hatched with its reason, and asks', async () => {
  const { pipeline, job } = await aBoard([{ name: 'A' }, { name: 'B', automations: [{ action: 'create_task', settings: { title: 'Review it' } }] }, { name: 'C', wip_limit: { amount: 1 } }]);
  const { account_id } = job;
  await api('/v1/jobs', post({ pipeline_id: pipeline.id, account_id, name: 'First there', stage_id: pipeline.stages[2].id }));
  const column = (place) => page.locator(`.column[data-stage="${pipeline.stages[place].id}"]`);
  await column(2).locator('.card').waitFor();
  await page.locator(`[data-card="${job.id}"]`).dragTo(column(1));
  await eventually('the server has it in B', async () => (await api(`/v1/jobs/${job.id}`)).stage_id === pipeline.stages[1].id);
  await eventually('the board knows that it ran', async () => (await api(`/v1/tasks?job_id=${job.id}`)).data.length === 1);
  assert.equal(await page.getByRole('dialog').count(), 0);
  const from = await page.locator(`[data-card="${job.id}"]`).boundingBox();
  const to = await column(2).boundingBox();
  await page.mouse.move(from.x + 40, from.y + 20);
  await page.mouse.down();
  await page.mouse.move(to.x + 60, to.y + 300, { steps: 8 });
  await page.locator('.will-run[data-refused]').getByText(/There is room for 1/).waitFor();
  await page.mouse.up();
  await page.getByLabel('Move it anyway, because').waitFor();
  assert.equal(await stageOf(job.id), pipeline.stages[1].id);
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  assert.equal((await api(`/v1/jobs/${job.id}`)).stage_id, pipeline.stages[1].id);
  await page.locator(`[data-card="${job.id}"]`).dragTo(column(2));
  await page.getByLabel('Move it anyway, because').fill('It is urgent');
  await page.getByLabel('Review it').selectOption('carry');
  await page.getByText('“C” then waits for what goes along.').waitFor();
  await page.getByRole('button', { name: 'Move anyway' }).click();
  await column(2).locator(`[data-card="${job.id}"]`).getByTitle('Action items done').getByText('0/1').waitFor();
});

test('the keyboard alone moves a card by the dialog, and by Shift and an arrow', async () => {
  const { pipeline, job } = await aBoard([{ name: 'Start' }, { name: 'Middle', automations: [{ action: 'create_task', settings: { title: 'Review it' } }] }, { name: 'End' }]);
  await page.focus(`[data-card="${job.id}"]`);
  await page.keyboard.press('m');
  await page.getByRole('dialog').waitFor();
  await page.getByRole('dialog').getByText('Review it').first().waitFor();
  await page.keyboard.type('End'); // instead of the next stage's name, not after it
  await page.getByRole('option', { name: '3. End' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Cancel' }).press('Enter');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.focus(`[data-card="${job.id}"]`);
  await page.keyboard.press('Shift+ArrowRight');
  await eventually('it is in Middle', async () => (await stageOf(job.id)) === pipeline.stages[1].id);
  await eventually('it runs', async () => (await api(`/v1/tasks?job_id=${job.id}`)).data.length === 1);
  await page.keyboard.press('z');
  await eventually('it is back', async () => (await stageOf(job.id)) === pipeline.stages[0].id);
  await eventually('the task is gone', async () => (await api(`/v1/tasks?job_id=${job.id}`)).data.length === 0);
  await page.focus(`[data-card="${job.id}"]`);
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowRight');
  await page.locator('.will-run').getByText('Review it').waitFor();
  await page.keyboard.press('ArrowRight');
  await page.locator('.held').getByText('End').waitFor();
  await page.keyboard.press('Space');
  await eventually('it is in End', async () => (await stageOf(job.id)) === pipeline.stages[2].id);
  await eventually('it kept the focus', async () => page.evaluate((id) => document.activeElement?.dataset.card === id, job.id));
});

test('single keys act on the card with the focus, ? tells them all, and they can be switched off', async () => {
  const { job } = await aBoard([{ name: 'A' }, { name: 'B' }]);
  await page.focus(`[data-card="${job.id}"]`);
  await page.keyboard.press('p');
  await page.getByRole('radio', { name: 'urgent' }).check();
  await page.keyboard.press('Enter');
  await eventually('it is urgent', async () => (await api(`/v1/jobs/${job.id}`)).priority === 'urgent');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.keyboard.press('?');
  await page.getByRole('dialog').getByText('pick the card up').waitFor();
  await page.getByRole('switch', { name: 'Single keys' }).uncheck();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.focus(`[data-card="${job.id}"]`);
  await page.keyboard.press('p');
  await page.keyboard.press('?');
  await page.keyboard.press('Enter');
  await page.getByRole('complementary', { name: 'Job' }).waitFor();
  assert.equal(await page.getByRole('dialog').count(), 0);
  await page.evaluate(() => localStorage.removeItem('tm-keys'));
  await page.goto(`${tickmark.url}/jobs`);
  await page.waitForLoadState('networkidle').catch(() => undefined);
  await page.keyboard.press('g');
  await page.keyboard.press('t');
  await page.waitForURL('**/tasks');
});

test('the last tick in the drawer moves the job on by itself', async () => {
  const { pipeline, job } = await aBoard([{ name: 'A', automove: true, automations: [{ action: 'create_task', settings: { title: 'Only this' } }] }, { name: 'B' }]);
  await page.click(`[data-card="${job.id}"]`);
  const tick = page.getByRole('checkbox', { name: 'Only this' });
  await tick.waitFor();
  await tick.click();
  await eventually('it moved on', async () => (await stageOf(job.id)) === pipeline.stages[1].id);
  await page.keyboard.press('Escape');
});

test('a move in one browser appears in another', async () => {
  const { pipeline, job } = await aBoard([{ name: 'A' }, { name: 'B' }]);
  const other = await newPage(browser, errors);
  await signIn(other, tickmark.url);
  await other.goto(`${tickmark.url}/p/${pipeline.id}`);
  await other.waitForSelector('.card');
  await other.getByText('Live', { exact: true }).waitFor();
  await api(`/v1/jobs/${job.id}/move`, post({ stage_id: pipeline.stages[1].id }));
  await other.locator(`.column[data-stage="${pipeline.stages[1].id}"] [data-card="${job.id}"]`).waitFor();
  await other.context().close();
});

test('a refused move takes the card back and says why', async () => {
  // Without the stream this page does not learn in time that the stage is gone.
  await page.route('**/v1/stream', (route) => route.abort());
  const { pipeline, job } = await aBoard([{ name: 'A' }, { name: 'B' }]);
  await api(`/v1/stages/${pipeline.stages[1].id}?jobs_to=${pipeline.stages[0].id}`, send('DELETE', {}));
  await page.focus(`[data-card="${job.id}"]`);
  await page.keyboard.press('Shift+ArrowRight');
  await page.getByText(/stays where it was/).waitFor();
  await page.unroute('**/v1/stream');
  assert.equal(await stageOf(job.id), pipeline.stages[0].id);
});

test('jobs for two accounts at once', async () => {
  const { pipeline } = await aBoard([{ name: 'A' }, { name: 'B' }]);
  await page.getByRole('button', { name: 'Add jobs', exact: true }).click();
  const boxes = page.getByRole('group', { name: 'Accounts' }).getByRole('checkbox');
  await boxes.nth(1).check();
  await boxes.nth(2).check();
  await page.getByRole('button', { name: 'Add 2 jobs' }).click();
  await eventually('three cards', async () => (await page.locator('.card').count()) === 3);
  assert.equal((await api(`/v1/pipelines/${pipeline.id}`)).jobs_count, 3);
});

test('a range and a whole column are selected, changed at once, told what was refused and why, and taken back', async () => {
  const { pipeline } = await aBoard([{ name: 'A' }, { name: 'B', wip_limit: { amount: 1 } }]);
  const accounts = (await api('/v1/accounts?limit=4&sort=name&status=active')).data.slice(1).map((one) => one.id);
  await api('/v1/jobs', post({ pipeline_id: pipeline.id, account_ids: accounts, name: 'One of many' }));
  await eventually('four cards', async () => (await page.locator('.card').count()) === 4);
  const bar = page.getByRole('toolbar', { name: 'Selection' });
  await page.locator('.card').nth(0).click({ modifiers: ['Control'] });
  await page.locator('.card').nth(2).click({ modifiers: ['Shift'] });
  await bar.getByText('3 selected').waitFor();
  await page.getByRole('button', { name: 'Select all of A' }).click();
  await bar.getByText('4 selected').waitFor();
  await bar.getByRole('button', { name: /Priority/ }).click();
  await page.getByRole('radio', { name: 'urgent' }).check();
  await page.getByRole('button', { name: 'Apply' }).click();
  await page.getByText('4 jobs: priority urgent.').waitFor();
  const jobs = async () => (await api(`/v1/jobs?pipeline_id=${pipeline.id}`)).data;
  assert.ok((await jobs()).every((job) => job.priority === 'urgent'));
  await page.getByRole('button', { name: /^Undo/ }).click();
  await eventually('they are as they were', async () => (await jobs()).every((job) => job.priority === 'medium'));
  await page.locator('.card').first().dragTo(page.locator(`.column[data-stage="${pipeline.stages[1].id}"]`));
  await page.getByText('4 jobs can go in.').waitFor();
  await page.getByText('There is room for 1 more, and 4 would come').waitFor();
  const { violations } = await new AxeBuilder({ page }).exclude('.board').analyze();
  assert.deepEqual(violations.filter((one) => ['serious', 'critical'].includes(one.impact)).map((one) => [one.id, one.nodes[0].html]), []);
  await page.getByRole('dialog').getByRole('button', { name: 'Move' }).click();
  await bar.getByText('3 jobs were left as they were').waitFor();
  assert.equal(await bar.getByText(/There is room for 1/).count(), 3);
  await bar.getByText('3 selected').waitFor();
  await bar.getByRole('button', { name: /Status/ }).click();
  await page.getByRole('radio', { name: /Archived/ }).check();
  await page.getByRole('button', { name: 'Apply' }).click();
  await eventually('they left the board', async () => (await page.locator('.card').count()) === 1);
  await page.getByRole('button', { name: /^Undo/ }).click();
  await eventually('they are back', async () => (await page.locator('.card').count()) === 4);
});

test('an automation is added in the editor and read as a sentence', async () => {
  const { pipeline } = await aBoard([{ name: 'A' }, { name: 'B' }]);
  await page.goto(`${tickmark.url}/pipelines/${pipeline.id}/edit`);
  await page.getByRole('button', { name: 'Add automation' }).click();
  await page.getByRole('textbox', { name: 'Task', exact: true }).fill('Call the client');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.getByText('When a job enters A, create task “Call the client”, and wait for it.').waitFor();
});

test('each of the beginnings makes an automation that can be saved as it is', async () => {
  const { pipeline } = await aBoard([{ name: 'A' }, { name: 'B' }]);
  await page.goto(`${tickmark.url}/pipelines/${pipeline.id}/edit`);
  const beginnings = page.getByRole('group', { name: 'Begin with' }).getByRole('button');
  await page.getByRole('button', { name: 'Add automation' }).click();
  await beginnings.first().waitFor();
  const count = await beginnings.count();
  for (let place = 0; place < count; place++) {
    if (place > 0) await page.getByRole('button', { name: 'Add automation' }).click();
    await beginnings.nth(place).click();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  }
  assert.equal((await api(`/v1/pipelines/${pipeline.id}`)).stages[0].automations.length, count);
});

test('a shortcode is picked into a text; an unknown one is refused with words, and what was typed stays', async () => {
  const { pipeline, job } = await aBoard([{ name: 'A' }, { name: 'B' }]);
  await page.goto(`${tickmark.url}/pipelines/${pipeline.id}/edit`);
  await page.getByRole('button', { name: 'Add automation' }).click();
  await page.getByRole('textbox', { name: 'Task', exact: true }).fill('Call [NOBODY]');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('There is no shortcode [NOBODY].').waitFor();
  await page.getByRole('textbox', { name: 'Task', exact: true }).fill('Call ');
  await page.getByRole('button', { name: 'Insert a shortcode' }).first().click();
  await page.getByRole('menuitem', { name: /^Account name/ }).click();
  assert.equal(await page.getByRole('textbox', { name: 'Task', exact: true }).inputValue(), 'Call [ACCOUNT_NAME]');
  await page.getByRole('textbox', { name: 'Subtasks' }).fill('Find the number\n\nNote what was said\n');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.getByText('create task “Call [ACCOUNT_NAME]”').waitFor();
  const made = await api('/v1/jobs', post({ pipeline_id: pipeline.id, account_id: job.account_id }));
  const tasks = async () => (await api(`/v1/tasks?job_id=${made.data[0].id}`)).data;
  await eventually('the task is made', async () => (await tasks()).length === 1);
  const { name } = await api(`/v1/accounts/${job.account_id}`);
  const [task] = await tasks();
  assert.deepEqual([task.title, ...task.subtasks.map((one) => one.title)], [`Call ${name}`, 'Find the number', 'Note what was said']);
});

test('while a card hovers over a column, the planner says what a drop would do', async () => {
  const { pipeline, job } = await aBoard([{ name: 'A' }, { name: 'B', automations: [{ action: 'send_email', settings: { subject: 'Hello there', body: 'x' } }] }, { name: 'C' }]);
  const from = await page.locator(`[data-card="${job.id}"]`).boundingBox();
  const to = await page.locator(`.column[data-stage="${pipeline.stages[1].id}"]`).boundingBox();
  await page.mouse.move(from.x + 40, from.y + 20);
  await page.mouse.down();
  await page.mouse.move(to.x + 60, to.y + 200, { steps: 8 });
  await page.locator('.will-run').getByText('⚡ send e-mail “Hello there”').waitFor();
  await page.mouse.move(from.x + 40, from.y + 200, { steps: 8 });
  await page.mouse.up();
  assert.equal((await api(`/v1/jobs/${job.id}`)).stage_id, pipeline.stages[0].id);
});

test('the drawer walks the jobs of the board', async () => {
  await openBoard(page, tickmark.url);
  await page.locator('.card').first().click();
  const first = new URL(page.url()).searchParams.get('job');
  await page.getByRole('button', { name: 'Next job of the board' }).click();
  await eventually('the next job is open', async () => new URL(page.url()).searchParams.get('job') !== first);
  await page.getByRole('button', { name: 'Former job of the board' }).click();
  await eventually('the first is open again', async () => new URL(page.url()).searchParams.get('job') === first);
  await page.keyboard.press('Escape');
});

test('a move made without a connection is kept, and sent once when it is back', async () => {
  const { pipeline, job } = await aBoard([{ name: 'A' }, { name: 'B' }, { name: 'C' }]);
  await page.context().setOffline(true);
  await page.locator(`[data-card="${job.id}"]`).focus();
  await page.keyboard.press('Shift+ArrowRight');
  await page.getByText('Your move is kept').waitFor();
  await page.getByText('Offline', { exact: true }).waitFor();
  assert.equal(await stageOf(job.id), pipeline.stages[1].id);
  await page.context().setOffline(false);
  await eventually('the server has it in B', async () => (await api(`/v1/jobs/${job.id}`)).stage_id === pipeline.stages[1].id);
  const changes = (await api(`/v1/jobs/${job.id}/history`)).data.filter((one) => one.type === 'job.stage_changed');
  assert.equal(changes.length, 1);
  await page.getByText('Live', { exact: true }).waitFor();
});

for (const [name, path] of [['pipelines', '/pipelines'], ['my day', '/'], ['jobs', '/jobs'], ['tasks', '/tasks'], ['accounts', '/accounts'], ['runs', '/runs'], ['mail log', '/mail'], ['settings', '/settings'], ['board', null]]) {
  test(`axe finds nothing serious: ${name}`, async () => {
    if (path === null) await openBoard(page, tickmark.url);
    else await page.goto(tickmark.url + path);
    await page.waitForLoadState('networkidle').catch(() => undefined);
    const axe = new AxeBuilder({ page });
    // The columns scroll with the roving focus: arrows walk the cards, and the board stays one tab stop.
    if (path === null) axe.disableRules(['scrollable-region-focusable']);
    const found = (await axe.analyze()).violations.filter((one) => ['serious', 'critical'].includes(one.impact));
    assert.deepEqual(found.map((one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 120)).slice(0, 3).join(' | ')}`), []);
  });
}

test('no page had an error', () => assert.deepEqual(errors, []));
