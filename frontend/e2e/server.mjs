// The real product on a port and a data folder of its own, for one test file.
import { spawn } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { chromium } from 'playwright-core';

const ROOT = resolve(import.meta.dirname, '../..');
const QUIET = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

const freePort = () =>
  new Promise((done) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => done(port));
    });
  });

/** Start Tickmark; with `demo` there is a firm worth looking at: a copy of the one prepared for this run, or made here. */
export async function startTickmark({ demo = true } = {}) {
  const data = await mkdtemp(join(tmpdir(), 'tm-e2e-'));
  const prepared = demo && process.env.TICKMARK_PREPARED_DEMO;
  if (prepared) await cp(prepared, data, { recursive: true });
  const port = await freePort();
  const python = process.env.TICKMARK_PYTHON ?? join(ROOT, '.venv/bin/python');
  const args = ['-P', '-m', 'cli', 'up', '--port', String(port), '--data', data, ...(demo ? [] : ['--no-demo'])];
  const { DATABASE_URL: _, REDIS_URL: __, SMTP_URL: ___, ...environment } = process.env;
  const child = spawn(python, args, { cwd: ROOT, env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  child.stdout.on('data', (part) => (said += part));
  child.stderr.on('data', (part) => (said += part));
  const url = `http://localhost:${port}`;
  for (let tries = 0; tries < 1800; tries++) {
    if (child.exitCode !== null) throw new Error(`Tickmark did not start: ${said}`);
    // It is ready when it says where it runs: before, the demo firm may be half there.
    if (said.includes('Tickmark runs at')) break;
    await new Promise((done) => setTimeout(done, 100));
  }
  const halt = async () => {
    const ended = new Promise((done) => child.once('exit', done));
    child.kill('SIGTERM');
    await ended;
  };
  const stop = async () => {
    await halt();
    await rm(data, { recursive: true, force: true });
  };
  return { url, data, halt, stop };
}

export const startBrowser = () => chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: QUIET });

/** A page whose errors fail the test. */
export async function newPage(browser, errors, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  page.on('pageerror', (error) => errors.push(String(error)));
  return page;
}

export async function signIn(page, url, email = 'owner@demo.example') {
  await page.goto(`${url}/sign-in`);
  await page.fill('input[name=email]', email);
  await page.fill('input[name=password]', 'tickmark-demo');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/pipelines');
}

export async function openBoard(page, url, name = '1040') {
  await page.goto(`${url}/pipelines`);
  await page.getByRole('link', { name: new RegExp(`Open the board of .*${name}`) }).click();
  await page.waitForSelector('.card');
}
