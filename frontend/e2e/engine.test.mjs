// The engine as people meet it: what a stage asks for, statuses, times, schedules.
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
      return answer.status === 204 ? null : answer.json();
    },
    [method, path, body],
  );
const made = async (stages, more = {}) => {
  const pipeline = await call('POST', '/v1/pipelines', { name: `Try ${stages.length} ${Math.random()}`, stages, ...more });
  const [account] = (await call('GET', '/v1/accounts?limit=1')).data;
  const [job] = (await call('POST', '/v1/jobs', { pipeline_id: pipeline.id, account_id: account.id, name: 'The try' })).data;
  return { pipeline, account, job };
};
const seriously = async () => {
  const { violations } = await new AxeBuilder({ page }).exclude('.board').analyze();
  assert.deepEqual(violations.filter((one) => ['serious', 'critical'].includes(one.impact)).map((one) => [one.id, one.nodes[0].html]), []);
};

/** A field shows this, now or soon. */
async function shows(field, value) {
  for (let tries = 0; tries < 100 && (await field.inputValue()) !== value; tries++) await new Promise((resolve) => setTimeout(resolve, 100));
  assert.equal(await field.inputValue(), value);
}

test('a stage that asks for a date: the dialog says so, takes it in place, and the job moves; keyboard only', async () => {
  const { pipeline } = await made([{ name: 'Begin' }, { name: 'Narrow', requirements: [{ kind: 'field', field: 'due_date' }] }, { name: 'End' }]);
  await page.goto(`${tickmark.url}/p/${pipeline.id}`);
  await page.waitForSelector('.card');
  await page.locator('.card').first().focus();
  await page.keyboard.press('Shift+ArrowRight');
  const dialog = page.getByRole('dialog');
  await dialog.getByText('The job needs a due date.').waitFor();
  assert.equal(await dialog.getByRole('button', { name: 'Move anyway' }).isDisabled(), true);
  await seriously();
  await dialog.getByLabel('The job needs a due date.').fill('2027-04-15');
  await page.keyboard.press('Tab');
  await dialog.getByRole('button', { name: 'Move', exact: true }).click();
  await page.getByText('moved to Narrow').waitFor();
});

test('a job is added about a quarter, gets its description where a stage asks for it, and the drawer shows and changes both', async () => {
  const { pipeline, account } = await made([{ name: 'Begin' }, { name: 'Told', requirements: [{ kind: 'field', field: 'description' }] }, { name: 'End' }]);
  await page.goto(`${tickmark.url}/p/${pipeline.id}`);
  await page.getByRole('button', { name: 'Add jobs', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('group', { name: 'Accounts' }).getByRole('checkbox').first().check();
  await dialog.getByRole('button', { name: 'Insert a shortcode' }).click();
  await page.getByRole('menuitem', { name: 'Quarter that the work is about' }).click();
  await dialog.getByLabel('The work is about').click();
  await page.getByRole('option', { name: 'a quarter' }).click();
  await dialog.getByLabel('Which one').click();
  await page.getByRole('option', { name: 'Q1 2027' }).click();
  await seriously();
  await dialog.getByRole('button', { name: 'Add job', exact: true }).click();
  await page.getByText('1 job added').waitFor();
  const job = (await call('GET', `/v1/jobs?pipeline_id=${pipeline.id}`)).data.find((one) => one.name !== 'The try');
  assert.deepEqual([job.name, job.period, Boolean(account)], ['1', { unit: 'quarter', start: '2027-01-01' }, true]);

  await page.goto(`${tickmark.url}/p/${pipeline.id}?job=${job.id}`);
  await page.getByRole('button', { name: /^Move…/ }).click();
  await page.getByRole('dialog').getByRole('textbox', { name: 'The job needs a description.' }).fill('Two shops, one till.');
  await page.getByRole('button', { name: 'Set it' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Move', exact: true }).click();
  await page.getByText('moved to Told').waitFor();
  const drawer = page.getByRole('complementary', { name: 'Job' });
  await shows(drawer.getByLabel('Description'), 'Two shops, one till.');
  await shows(drawer.getByLabel('Which one'), 'Q1 2027');
  await drawer.getByLabel('The work is about').click();
  await page.getByRole('option', { name: 'a year' }).click();
  await drawer.getByLabel('Description').fill('Three shops now.');
  await drawer.getByLabel('Name', { exact: true }).focus();
  await drawer.getByRole('tab', { name: 'Activity' }).click();
  await drawer.getByText('what the work is about: Q1 2027 → 2027').waitFor();
  await drawer.getByText('changed the description').first().waitFor();

  // Into the stage that asks for it at once.
  await page.goto(`${tickmark.url}/p/${pipeline.id}`);
  await page.getByRole('button', { name: 'Add jobs to Told' }).click();
  await dialog.getByRole('group', { name: 'Accounts' }).getByRole('checkbox').first().check();
  await dialog.getByLabel('Description').fill('A third shop.');
  await dialog.getByRole('button', { name: 'Add job', exact: true }).click();
  await page.getByText('1 job added').waitFor();
});

test('an owner moves a job into a full stage with a reason, which the history tells', async () => {
  const { pipeline, job } = await made([{ name: 'Begin' }, { name: 'Full', wip_limit: { amount: 1 } }, { name: 'End' }]);
  const [, full] = pipeline.stages;
  const [account] = (await call('GET', '/v1/accounts?limit=1')).data;
  await call('POST', '/v1/jobs', { pipeline_id: pipeline.id, account_id: account.id, stage_id: full.id });
  await page.goto(`${tickmark.url}/p/${pipeline.id}`);
  await page.getByText('1/1 full').waitFor();
  await page.locator(`[data-card="${job.id}"]`).focus();
  await page.keyboard.press('Shift+ArrowRight');
  await page.getByLabel('Move it anyway, because').fill('The client waits on the phone');
  await page.keyboard.press('Enter');
  await page.getByText('2/1 full').waitFor();
  await page.goto(`${tickmark.url}/j/${job.id}`);
  await page.getByRole('tab', { name: 'Activity' }).click();
  await page.getByText('“The client waits on the phone”').waitFor();
});

test('a status of its own is added in the editor, given in the drawer, and shown on the card', async () => {
  const { pipeline, job } = await made([{ name: 'Begin' }, { name: 'End' }]);
  await page.goto(`${tickmark.url}/pipelines/${pipeline.id}/edit`);
  await page.getByRole('button', { name: '+ Add status' }).click();
  await page.getByRole('textbox', { name: 'Job status' }).waitFor();
  await page.getByText('Make the job active again').waitFor();
  await seriously();
  await page.goto(`${tickmark.url}/p/${pipeline.id}?job=${job.id}`);
  await page.locator('aside').getByLabel('Status', { exact: true }).selectOption({ label: 'On hold' });
  await page.locator('.card').getByText('On hold').waitFor();
  await page.locator('aside').getByLabel('Status', { exact: true }).selectOption({ label: 'Active' });
  await page.locator('.card').getByText('On hold').waitFor({ state: 'detached' });
});

test('a timed automation is written in the editor, waits on the job, and runs when the clock is there', async () => {
  const { pipeline, job } = await made([{ name: 'Begin' }, { name: 'Wait' }, { name: 'End' }]);
  await page.goto(`${tickmark.url}/pipelines/${pipeline.id}/edit`);
  await page.getByRole('button', { name: /^Wait, / }).click();
  await page.getByRole('button', { name: 'Add automation' }).click();
  await page.getByRole('dialog').getByLabel('When').click();
  await page.getByRole('option', { name: 'some time after that' }).click();
  await page.getByRole('textbox', { name: 'Task', exact: true }).fill('Call the client');
  await page.getByText('3 days after a job enters Wait, create task “Call the client”, and wait for it.').waitFor();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await call('POST', `/v1/jobs/${job.id}/move`, { stage_id: pipeline.stages[1].id });
  await page.goto(`${tickmark.url}/j/${job.id}`);
  await page.getByRole('tab', { name: 'Automations' }).click();
  await page.getByText('Waits for its time: 3 days after it began.').waitFor();
  await call('POST', '/v1/test-clock/advance', { days: 4 });
  await page.getByRole('tab', { name: 'Work' }).click();
  await page.getByText('Call the client').first().waitFor();
});

test('a schedule is set with its preview, one date skipped, and the clock makes its job', async () => {
  const { pipeline } = await made([{ name: 'Begin' }, { name: 'End' }]);
  await page.goto(`${tickmark.url}/recurrences`);
  await page.getByRole('button', { name: 'New schedule' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('group', { name: 'Accounts' }).getByRole('checkbox').first().check();
  await dialog.getByLabel('In the pipeline').fill(pipeline.name);
  await page.getByRole('option', { name: pipeline.name }).click();
  await dialog.getByLabel('Name of each job').fill('Books [PERIOD_MONTH_NAME]');
  await dialog.locator('tbody tr').nth(11).waitFor();
  await seriously();
  await dialog.getByRole('button', { name: 'Set the schedule' }).click();
  await page.getByText('The schedule is set.').waitFor();
  const [schedule] = (await call('GET', `/v1/recurrences?pipeline_id=${pipeline.id}`)).data;
  await page.locator('tr', { hasText: pipeline.name }).getByRole('button').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Skip' }).nth(1).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Make it' }).waitFor();

  // This and all to come are changed; what somebody else saved meanwhile is not overwritten.
  await page.getByRole('button', { name: 'Change…' }).click();
  const change = page.getByRole('form', { name: 'Change the schedule' });
  await change.getByLabel('Name of each job').fill('Accounts [PERIOD_MONTH_NAME]');
  await change.getByText(/^Accounts /).first().waitFor();
  await change.getByLabel('Description of each job').fill('As agreed.');
  await change.getByLabel('Due in', { exact: true }).fill('2');
  await change.getByLabel('Counted in').click();
  await page.getByRole('option', { name: 'weeks' }).click();
  await change.getByLabel('Assign to').fill('dana');
  await page.getByRole('option', { name: /^Dana/ }).click();
  await page.keyboard.press('Tab');
  await seriously();
  await call('PATCH', `/v1/recurrences/${schedule.id}`, { at: '06:15' });
  await page.getByRole('button', { name: 'Change this and all to come' }).click();
  await page.getByText('This recurrence was changed by someone else in the meantime.').waitFor();
  await page.getByRole('button', { name: 'Begin from what it is now' }).click();
  await page.locator('input[type=time]').and(page.getByLabel('At')).waitFor();
  await shows(change.getByLabel('At'), '06:15');
  await change.getByLabel('Name of each job').fill('Accounts [PERIOD_MONTH_NAME]');
  await change.getByLabel('Description of each job').fill('As agreed.');
  await page.getByRole('button', { name: 'Change this and all to come' }).click();
  await page.getByText('The schedule is changed for everything to come.').waitFor();
  const changed = await call('GET', `/v1/recurrences/${schedule.id}`);
  assert.deepEqual([changed.at, changed.template.name, changed.template.description], ['06:15', 'Accounts [PERIOD_MONTH_NAME]', 'As agreed.']);
  await page.keyboard.press('Escape');
  await call('POST', '/v1/test-clock/advance', { days: 63 });
  for (let tries = 0; tries < 100; tries++) {
    if ((await call('GET', `/v1/recurrences/${schedule.id}/occurrences`)).data.length >= 2) break;
    await new Promise((done) => setTimeout(done, 100));
  }
  const became = (await call('GET', `/v1/recurrences/${schedule.id}/occurrences`)).data.map((one) => one.state);
  assert.ok(became.includes('created') && became.includes('skipped'), became.join());
});

test('an e-mail that waits: its reminders go with the clock, are switched off, and the reply moves the job on', async () => {
  const { pipeline } = await made([{ name: 'Begin' }, { name: 'Ask', automove: true }, { name: 'End' }]);
  await page.goto(`${tickmark.url}/pipelines/${pipeline.id}/edit`);
  await page.getByRole('button', { name: /^Ask, / }).press('Enter');
  await page.getByRole('button', { name: 'Add automation' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Do', { exact: true }).click();
  await page.getByRole('option', { name: 'Send e-mail' }).click();
  await dialog.getByRole('textbox', { name: 'Subject' }).fill('Your documents');
  await dialog.getByRole('textbox', { name: 'Text' }).fill('Please send them.');
  assert.equal(await dialog.getByLabel('Reminders at most').count(), 0);
  await dialog.getByLabel('The job waits for the reply').check();
  await dialog.getByLabel('Reminders at most').fill('4');
  await page.getByText('send e-mail “Your documents” and wait for the reply.').waitFor();
  await page.getByRole('button', { name: 'Save' }).click();
  await dialog.waitFor({ state: 'detached' });
  const account = await call('POST', '/v1/accounts', { name: 'Asked', type: 'individual' });
  const contact = await call('POST', '/v1/contacts', { first_name: 'Rita', emails: ['rita@client.example'] });
  await call('POST', `/v1/accounts/${account.id}/contacts`, { contact_id: contact.id });
  const [job] = (await call('POST', '/v1/jobs', { pipeline_id: pipeline.id, account_id: account.id, stage_id: pipeline.stages[1].id })).data;
  await page.goto(`${tickmark.url}/j/${job.id}`);
  await page.getByText(/Next reminder .* · 0 sent, 4 left/).waitFor();
  await call('POST', '/v1/test-clock/advance', { days: 4 });
  await page.getByText(/Next reminder .* · 1 sent, 3 left/).waitFor();
  await seriously();
  await page.getByRole('switch', { name: 'Reminders of Your documents' }).click();
  await page.getByText('Reminders are off · 1 sent, 3 left').waitFor();
  await page.getByRole('button', { name: 'Answered: Your documents' }).click();
  await page.locator('.chip', { hasText: 'End' }).waitFor();
  await page.getByRole('tab', { name: 'Activity' }).click();
  await page.getByText('sent reminder 1 of “Reply: Your documents”').waitFor();
});

test('a comment names a colleague, who finds it in the inbox and answers; it is edited and deleted; a long history is read further', async () => {
  const { pipeline, account, job } = await made([{ name: 'Begin' }, { name: 'End' }]);
  const members = (await call('GET', '/v1/members')).data;
  await call('PUT', `/v1/accounts/${account.id}/access`, { member_ids: members.map((one) => one.id) });
  for (let number = 0; number < 56; number++) await call('PATCH', `/v1/jobs/${job.id}`, { name: `The try ${number}` });
  await page.goto(`${tickmark.url}/j/${job.id}`);
  await page.getByRole('tab', { name: 'Activity' }).click();
  const box = page.getByRole('textbox', { name: 'Comment', exact: true });
  await box.pressSequentially('Ask @dan');
  await page.getByRole('option', { name: /^Dana/ }).waitFor();
  await seriously();
  await page.keyboard.press('Enter');
  await box.pressSequentially('about the K-1');
  await page.keyboard.press('Control+Enter');
  const comments = page.getByRole('region', { name: 'Comments' });
  await comments.locator('mark', { hasText: '@Dana' }).waitFor();
  await shows(box, '');

  const hers = await newPage(browser, errors);
  await signIn(hers, tickmark.url, 'dana@demo.example');
  await hers.goto(`${tickmark.url}/inbox`);
  await hers.getByText(/mentioned you in a comment: “Ask @Dana/).waitFor();
  await hers.goto(`${tickmark.url}/j/${job.id}`);
  await hers.getByRole('tab', { name: 'Activity' }).click();
  await hers.getByRole('textbox', { name: 'Comment', exact: true }).fill('It is on my desk.');
  assert.equal(await hers.getByRole('button', { name: 'Edit' }).count(), 0);
  await hers.getByRole('button', { name: 'Comment', exact: true }).click();
  await comments.getByText('It is on my desk.').waitFor();
  await hers.context().close();

  await comments.getByRole('button', { name: 'Edit' }).click();
  await page.getByRole('textbox', { name: 'Change your comment' }).fill('Settled.');
  await comments.getByRole('button', { name: 'Save' }).click();
  await comments.getByText('Settled.').waitFor();
  await comments.getByText(/edited/).waitFor();
  await comments.getByRole('button', { name: 'Delete' }).click();
  await comments.getByRole('button', { name: 'Really delete' }).click();
  await comments.getByText('Settled.').waitFor({ state: 'detached' });
  await page.getByText('deleted a comment').waitFor();

  assert.equal(await page.getByText('created the job in Begin').count(), 0);
  await page.getByRole('button', { name: 'Show more' }).click();
  await page.getByText('created the job in Begin').waitFor();
  assert.equal(pipeline.stages.length, 2);
});

test('a job is moved from its own page: by its button, by a stage of its stepper; the account’s other jobs are there', async () => {
  const { pipeline, account, job } = await made([{ name: 'Begin' }, { name: 'Middle', automations: [{ action: 'create_task', settings: { title: 'Look at it' } }] }, { name: 'End' }]);
  const [former] = (await call('POST', '/v1/jobs', { pipeline_id: pipeline.id, account_id: account.id, name: 'Last year’s' })).data;
  await call('POST', `/v1/jobs/${former.id}/status`, { status: 'completed' });
  await page.goto(`${tickmark.url}/j/${job.id}`);
  await page.getByRole('button', { name: 'Move to End' }).click();
  const dialog = page.getByRole('dialog');
  await shows(dialog.getByRole('combobox', { name: 'To stage' }), '3. End');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: /^Move…/ }).click();
  await dialog.getByText('create task “Look at it”').waitFor();
  await page.keyboard.press('Tab');
  await dialog.getByRole('button', { name: 'Move', exact: true }).click();
  await page.getByText('moved to Middle').waitFor();
  await page.getByRole('checkbox', { name: 'Look at it' }).waitFor();
  await page.getByRole('button', { name: /^Undo/ }).click();
  await page.locator('.chip', { hasText: 'Begin' }).waitFor();
  const others = page.getByRole('region', { name: 'Other jobs of the account' });
  await others.getByRole('link', { name: 'Last year’s' }).waitFor();
  await seriously();
  await others.getByRole('link', { name: 'Last year’s' }).click();
  await page.getByRole('heading', { name: 'Last year’s' }).waitFor();
});

test('no page had an error', () => assert.deepEqual(errors, []));
