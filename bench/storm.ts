// Sends requests as fast as a rate allows, in a process of its own: `node bench/storm.ts`, with a `StormOrder` as JSON
// on standard input. Ends when standard input does, and prints what it was answered.
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { Connection, requestBytes } from './connection.ts';

export type StormOrder = { url: string; path: string; token: string; perSecond: number; connections: number };
export type StormAnswers = {
  seconds: number;
  byStatus: Record<string, number>;
  /** Refusals without Retry-After, or without what is left of the limit. */
  incomplete: number;
};

const lines = createInterface({ input: process.stdin });
const order = JSON.parse((await lines[Symbol.asyncIterator]().next()).value!) as StormOrder;
const { url, path, token, perSecond, connections } = order;
const request = requestBytes('GET', path, { authorization: `Bearer ${token}` });
const answers: StormAnswers = { seconds: 0, byStatus: {}, incomplete: 0 };
let isOver = false;
lines.on('close', () => (isOver = true));
const startedAt = performance.now();
let sent = 0;

/** Sends the next request when it is due, so that all connections together keep to the rate. */
async function lane(): Promise<void> {
  const connection = new Connection(url);
  while (!isOver) {
    const dueAt = startedAt + (sent * 1000) / perSecond;
    sent += 1;
    const wait = dueAt - performance.now();
    if (wait > 1) await sleep(wait);
    const { status, head } = await connection.send(request);
    answers.byStatus[status] = (answers.byStatus[status] ?? 0) + 1;
    const isComplete = /\r\nretry-after: *\d/i.test(head) && /\r\nratelimit: *"/i.test(head);
    if (status !== 200 && !(status === 429 && isComplete)) answers.incomplete += 1;
  }
  connection.close();
}

await Promise.all(Array.from({ length: connections }, lane));
answers.seconds = (performance.now() - startedAt) / 1000;
process.stdout.write(JSON.stringify(answers));
