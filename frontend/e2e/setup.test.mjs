import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newPage, startBrowser, startTickmark } from './server.mjs';

test('a new server asks for the firm, then shows what to do', async () => {
  const [tickmark, browser] = await Promise.all([startTickmark({ demo: false }), startBrowser()]);
  try {
    const errors = [];
    const page = await newPage(browser, errors);
    await page.goto(tickmark.url);
    await page.waitForURL('**/setup');
    await page.fill('input[name=firm_name]', 'Neu & Co');
    await page.fill('input[name=name]', 'Nina Neu');
    await page.fill('input[name=email]', 'nina@firm.example');
    await page.fill('input[name=password]', 'short');
    await page.getByRole('button', { name: 'Set up' }).click();
    await page.getByText('A password needs at least 10 characters.').waitFor();
    await page.fill('input[name=password]', 'long enough now');
    await page.getByRole('button', { name: 'Set up' }).click();
    await page.waitForURL('**/pipelines');
    await page.getByText('No pipelines yet').waitFor();
    await page.getByRole('link', { name: 'Choose one from the library' }).click();
    await page.getByRole('link', { name: 'Look inside 1040 individual return' }).click();
    await page.getByText('Create task “Get Form 8879 signed” for Account manager').waitFor();
    await page.getByRole('button', { name: 'Install' }).click();
    await page.getByText('No jobs in this pipeline yet').waitFor();
    await page.goto(`${tickmark.url}/pipelines/library`);
    await page.getByRole('button', { name: 'Install 1040 individual return again' }).waitFor();
    await page.getByRole('button', { name: 'Install Payroll', exact: true }).waitFor();
    assert.deepEqual(errors, []);
  } finally {
    await browser.close();
    await tickmark.stop();
  }
});
