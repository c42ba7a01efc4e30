// Before all test files: the demo firm is made once. Each file then has a copy of its own to change.
import { rm } from 'node:fs/promises';
import { startTickmark } from './server.mjs';

export async function globalSetup() {
  const { data, halt } = await startTickmark();
  await halt();
  process.env.TICKMARK_PREPARED_DEMO = data;
}

export async function globalTeardown() {
  const data = process.env.TICKMARK_PREPARED_DEMO;
  if (data) await rm(data, { recursive: true, force: true });
}
