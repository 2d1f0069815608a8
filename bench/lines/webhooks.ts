import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { quotaKey } from '#data/store/keys.ts';
import { bodyOf } from '../../tests/caller.ts';
import { startHost } from '../../tests/host.ts';
import { newOrganization, newPerson, unique, type TestOrganization } from '../../tests/organization.ts';
import { openTable } from '../../tests/table.ts';
import { atMost, median, plain, type Figure } from '../figure.ts';

const fastPerSecond = 100;
/** Beside others, a rate that leaves room on two cores for three messages about each event. */
const besidePerSecond = 25;
/** Contacts that one request creates. */
const together = 25;
const roundSeconds = 10;
const rounds = 3;
/** A receiver that doesn't answer for so long is slow. */
const slowMs = 5_000;

/**
 * The time from the commit of a change to the first attempt to tell of it, while an organization creates contacts. Then
 * that of one webhook beside two others whose receivers are well, and beside the same once one is dead and one slow.
 */
export async function measureWebhooks(): Promise<Figure[]> {
  const host = await startHost();
  const [good, slow, well] = await Promise.all([openReceiver(), openReceiver(), openReceiver()]);
  try {
    const organization = await newOrganization(await newPerson(host));
    await openTable(host).put({
      ...quotaKey(organization.id),
      ...{ kind: 'quota', requestsPerMinute: 60_000, writesPerDay: 1_000_000 },
    });
    await createWebhook(organization, good.url);
    // Warms up functions and connections.
    await timesOf(organization, good, { perSecond: fastPerSecond, seconds: 3 });
    const alone = await roundsOf(organization, good, fastPerSecond);
    await createWebhook(organization, slow.url);
    const other = await createWebhook(organization, well.url);
    const calm = await roundsOf(organization, good, besidePerSecond);
    slow.waitsMs = slowMs;
    await changeUrl(organization, other, 'http://localhost:1/');
    const beside = await roundsOf(organization, good, besidePerSecond);
    return figuresOf(alone, calm, beside);
  } finally {
    for (const receiver of [good, slow, well]) receiver.close();
    await host.stop();
  }
}

function figuresOf(alone: Rounds, calm: Rounds, beside: Rounds): Figure[] {
  const what = `from a commit to its message, at ${fastPerSecond} a second`;
  const three = `with three webhooks, at ${besidePerSecond} a second`;
  const [without, others] = [p95Of(calm), p95Of(beside)];
  return [
    plain('webhooks', `${what}, p50`, median(alone.map((times) => at(times, 0.5))), 'ms'),
    atMost('webhooks', `${what}, p95`, p95Of(alone), 'ms', 1_000),
    plain('webhooks', `the same ${three}, p95`, without, 'ms'),
    plain('webhooks', `the same while one receiver is dead and one slow, p95`, others, 'ms'),
    atMost('webhooks', 'while one is dead and one slow, over while all are well', others / without, '×', 1.5),
  ];
}

/** The times of each round. */
type Rounds = readonly number[][];
const p95Of = (all: Rounds): number => median(all.map((times) => at(times, 0.95)));

async function roundsOf(
  organization: TestOrganization,
  receiver: Receiver,
  perSecond: number,
): Promise<Rounds> {
  const all: number[][] = [];
  for (let round = 0; round < rounds; round += 1)
    all.push(await timesOf(organization, receiver, { perSecond, seconds: roundSeconds }));
  return all;
}

const at = (times: readonly number[], share: number): number =>
  times.toSorted((a, b) => a - b)[Math.floor(times.length * share)]!;

interface Receiver {
  url: string;
  /** When each message first came, by the record that it is about, in epoch milliseconds. */
  first: Map<string, { happenedAt: number; cameAt: number }>;
  /** Before it answers. */
  waitsMs: number;
  close: () => void;
}

async function openReceiver(): Promise<Receiver> {
  const first: Receiver['first'] = new Map();
  const receiver: Receiver = { url: '', first, waitsMs: 0, close };
  const server = createServer((request, response) => {
    const cameAt = Date.now();
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { timestamp, data } = JSON.parse(Buffer.concat(chunks).toString()) as Message;
      if (!first.has(data.id)) first.set(data.id, { happenedAt: Date.parse(timestamp), cameAt });
      setTimeout(() => response.writeHead(204).end(), receiver.waitsMs);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  receiver.url = `http://localhost:${port}/`;
  return receiver;

  function close(): void {
    server.closeAllConnections();
    server.close();
  }
}

interface Message {
  timestamp: string;
  data: { id: string };
}

interface Created {
  id: string;
  version: number;
}

async function createWebhook({ path, owner }: TestOrganization, url: string): Promise<Created> {
  const body = { name: unique('hook '), url, events: ['contact.created'] };
  const { webhook } = await bodyOf(201, owner.call('POST', `${path}/webhooks`, { body }));
  return webhook as Created;
}

const changeUrl = (
  { path, owner }: TestOrganization,
  { id, version }: Created,
  url: string,
): Promise<unknown> =>
  bodyOf(200, owner.call('PATCH', `${path}/webhooks/${id}`, { body: { url }, ifMatch: version }));

/** The times of all changes of some seconds, in milliseconds. */
async function timesOf(
  { path, owner }: TestOrganization,
  { first }: Receiver,
  { perSecond, seconds }: { perSecond: number; seconds: number },
): Promise<number[]> {
  const ids: string[] = [];
  const everyMs = (1_000 * together) / perSecond;
  const startedAt = Date.now();
  const sent: Promise<void>[] = [];
  for (let number = 0; number < (seconds * perSecond) / together; number += 1) {
    await sleep(Math.max(0, startedAt + number * everyMs - Date.now()));
    const items = Array.from({ length: together }, () => ({ firstName: 'Ada', lastName: unique('Load ') }));
    const created = bodyOf(201, owner.call('POST', `${path}/contacts/bulk`, { body: { items } }));
    sent.push(created.then(({ items: made }) => void ids.push(...made.map(({ id }: { id: string }) => id))));
  }
  await Promise.all(sent);
  while (ids.some((id) => !first.has(id))) await sleep(50);
  return ids.map((id) => {
    const { happenedAt, cameAt } = first.get(id)!;
    return cameAt - happenedAt;
  });
}
