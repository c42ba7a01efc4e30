import { Problem } from '../../api/problem';
import { say } from '../../ui/toasts';

const AGAIN_MS = 4000;
let waiting = 0;

// Moves that wait for the connection would be lost with the page: the browser asks before it closes.
addEventListener('beforeunload', (event) => {
  if (waiting) event.preventDefault();
});

const connection = (): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      removeEventListener('online', done);
      resolve();
    };
    const timer = setTimeout(done, AGAIN_MS);
    addEventListener('online', done);
  });

/** Send; while there is no connection, keep it and send again when it is back. What is sent must be safe to repeat. */
export async function onceOnline<T>(send: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await send();
    } catch (error) {
      if (!(error instanceof Problem && error.code === 'offline')) throw error;
      if (!waiting) say('No connection. Your move is kept, and sent when the connection is back.');
      waiting++;
      await connection();
      waiting--;
    }
  }
}
