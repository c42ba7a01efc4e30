import { expect, test } from 'vitest';
import { Problem } from '../../api/problem';
import { onceOnline } from './once-online';

const offline = (): Problem => new Problem('away', 'offline', 0, [], {});

test('what could not be sent is sent again when the connection is back', async () => {
  let tries = 0;
  const sent = onceOnline(() => (++tries < 3 ? Promise.reject(offline()) : Promise.resolve('done')));
  for (let turn = 0; turn < 2; turn++) {
    await Promise.resolve();
    await new Promise((next) => setTimeout(next));
    dispatchEvent(new Event('online'));
  }
  expect(await sent).toBe('done');
  expect(tries).toBe(3);
});

test('a refusal is not repeated', async () => {
  let tries = 0;
  const refused = new Problem('no', 'job_is_archived', 409, [], {});
  await expect(onceOnline(() => (tries++, Promise.reject(refused)))).rejects.toBe(refused);
  expect(tries).toBe(1);
});
