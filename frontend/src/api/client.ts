import { client } from './generated/client.gen';
import { Problem } from './problem';

client.setConfig({ baseUrl: '', credentials: 'same-origin' });
client.interceptors.error.use((error, response) => Problem.from(error, response?.status ?? 0));

/** A fresh id for one act of the user: the server does it once, however often it is sent. */
export const operationId = (): string => crypto.randomUUID();
