import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { callerWith, type Answer, type Call, type Sent } from '../caller.ts';
import type { Random } from './random.ts';

export interface LoadOptions {
  /** Where the host is now; it may die and come back elsewhere. */
  url: () => string;
  /** An API key: it outlives every token and every host. */
  credential: string;
  /** `/v1/orgs/<id>` */
  path: string;
  owners: string[];
  tagIds: string[];
  random: Random;
  writers: number;
}

/** What writers were told, and thereby what has to be in the table. */
export interface Load {
  /** The newest answered state of every record. */
  answered: Map<string, any>;
  /** How often each status was answered; 0 is no answer at all. */
  statuses: Map<number, number>;
  /** How many writes succeeded so far. */
  writes: () => number;
  stop(): Promise<void>;
}

/** Writes contacts from several sides until it is stopped: creates, bulk, updates, deletes, restores, notes. */
export function startLoad(options: LoadOptions): Load {
  const answered = new Map<string, any>();
  const statuses = new Map<number, number>();
  let isStopped = false;
  const send = async (method: string, path: string, sent?: Sent): Promise<Answer | undefined> => {
    const call: Call = callerWith(options.url(), options.credential);
    const answer = await call(method, `${options.path}${path}`, sent).catch(() => undefined);
    const status = answer?.status ?? 0;
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
    return answer;
  };
  const writer = { send, answered, options, isStopped: () => isStopped };
  const done = Promise.all(Array.from({ length: options.writers }, () => writeOn(writer)));
  return {
    answered,
    statuses,
    writes: () => (statuses.get(200) ?? 0) + (statuses.get(201) ?? 0),
    async stop() {
      isStopped = true;
      await done;
    },
  };
}

interface Writer {
  send(method: string, path: string, sent?: Sent): Promise<Answer | undefined>;
  answered: Map<string, any>;
  options: LoadOptions;
  isStopped(): boolean;
}

/** Records that a writer makes before it only changes them. */
const enough = 100;

/** Each writer changes its own records only, so that it knows what every answer has to be. */
async function writeOn(writer: Writer): Promise<void> {
  const { random } = writer.options;
  const ids: string[] = [];
  while (!writer.isStopped()) {
    // Once there are enough, most of what is written are changes.
    const dice = ids.length > enough ? 40 + random.below(60) : random.below(100);
    if (dice < 35 || ids.length === 0) ids.push(...(await create(writer, '', contactOf(writer))));
    else if (dice < 42) {
      const items = Array.from({ length: 5 }, () => contactOf(writer));
      ids.push(...(await create(writer, '/bulk', { items })));
    } else await changeOne(writer, random.oneOf(ids), dice);
  }
}

/** A POST is sent until it is answered, each time under the same key: it makes one thing. */
async function create(writer: Writer, path: string, body: object): Promise<string[]> {
  const idempotencyKey = randomUUID();
  for (;;) {
    const answer = await writer.send('POST', `/contacts${path}`, { body, idempotencyKey });
    if (answer?.status === 201) {
      const made: any[] = path ? answer.body.items : [answer.body];
      for (const record of made) writer.answered.set(record.id, record);
      return made.map(({ id }) => id as string);
    }
    if ((answer && answer.status < 500) || writer.isStopped()) return [];
    await sleep(20);
  }
}

async function changeOne(writer: Writer, id: string, dice: number): Promise<void> {
  const { random } = writer.options;
  const known = writer.answered.get(id);
  const path = `/contacts/${id}`;
  if (dice > 94) {
    await writer.send('POST', `/notes/contact/${id}`, { body: { body: 'Called back' } });
    return;
  }
  const answer = known.deletedAt
    ? await writer.send('POST', `${path}/restore`)
    : dice > 84
      ? await writer.send('DELETE', path, { ifMatch: known.version })
      : await writer.send('PATCH', path, { ifMatch: known.version, body: patchOf(writer, random) });
  if (answer?.status === 200) writer.answered.set(id, answer.body);
  else if (answer?.status !== 409) await lookAgain(writer, id);
}

/** Without an answer a write may have been done or not: what stands there now is where to go on from. */
async function lookAgain(writer: Writer, id: string): Promise<void> {
  while (!writer.isStopped()) {
    const answer = await writer.send('GET', `/contacts/${id}`);
    if (answer?.status === 200) {
      writer.answered.set(id, answer.body);
      return;
    }
    await sleep(20);
  }
}

const firstNames = ['Ana', 'Ángel', 'José', 'Zoë', 'Mary Ann', 'Łukasz'];
const lastNames = ['Gómez', 'Gómez López', 'Núñez', "O'Brien", undefined];

function contactOf({ options: { random, owners, tagIds } }: Writer): Record<string, unknown> {
  return {
    firstName: random.oneOf(firstNames),
    lastName: random.oneOf(lastNames),
    ...(random.chance(0.6) ? { email: `p${random.below(3_000)}@example.com` } : {}),
    ...(random.chance(0.5)
      ? { phones: [{ label: 'mobile', number: `+5730${10_000_000 + random.below(9_999_999)}` }] }
      : {}),
    ...(random.chance(0.5) ? { ownerId: random.oneOf(owners) } : {}),
    ...(random.chance(0.5) ? { tagIds: [...new Set([random.oneOf(tagIds), random.oneOf(tagIds)])] } : {}),
    statusId: random.oneOf(['prospect', 'qualified', 'customer', 'inactive']),
  };
}

function patchOf(writer: Writer, random: Random): Record<string, unknown> {
  const {
    firstName,
    lastName = null,
    email = null,
    ownerId = null,
    tagIds = null,
    statusId,
  } = contactOf(writer);
  return random.oneOf<Record<string, unknown>>([
    { firstName },
    { firstName, lastName },
    { email },
    { ownerId },
    { tagIds },
    { statusId },
    { jobTitle: `Job ${random.below(1_000)}` },
  ]);
}
