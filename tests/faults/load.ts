import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { callerWith, type Answer, type Call, type Sent } from '../caller.ts';
import type { Random } from './random.ts';

export interface LoadOptions {
  /** The current URL of the host, which changes when the host restarts. */
  url: () => string;
  /** An API key, which stays valid longer than access tokens and across restarts of the host. */
  credential: string;
  /** `/v1/orgs/<id>` */
  path: string;
  owners: string[];
  tagIds: string[];
  random: Random;
  writers: number;
}

/** The responses that writers received, and the resulting expected state of the table. */
export interface Load {
  /** The latest acknowledged state of every record, by id. `types` contains their types. */
  answered: Map<string, any>;
  types: Map<string, LoadedType>;
  /** Number of responses by status; 0 stands for no response. */
  statuses: Map<number, number>;
  /** Number of responses with status 200 or 201 so far, including those to the reads of `lookAgain`. */
  writes: () => number;
  stop(): Promise<void>;
}

/** Record types that writers create. */
export const loadedTypes = ['contact', 'customer', 'lead', 'deal'] as const;
type LoadedType = (typeof loadedTypes)[number];

/**
 * Writes records concurrently until it is stopped: creates, bulk creates, updates, deletes and restores them, and adds
 * notes and activities.
 */
export function startLoad(options: LoadOptions): Load {
  const answered = new Map<string, any>();
  const types = new Map<string, LoadedType>();
  const statuses = new Map<number, number>();
  let isStopped = false;
  const send = async (method: string, path: string, sent?: Sent): Promise<Answer | undefined> => {
    const call: Call = callerWith(options.url(), options.credential);
    const answer = await call(method, `${options.path}${path}`, sent).catch(() => undefined);
    const status = answer?.status ?? 0;
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
    return answer;
  };
  const writer = { send, answered, types, options, isStopped: () => isStopped };
  const done = Promise.all(Array.from({ length: options.writers }, () => writeOn(writer)));
  return {
    answered,
    types,
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
  types: Map<string, LoadedType>;
  options: LoadOptions;
  isStopped(): boolean;
}

/** Number of records that a writer creates before it mostly changes existing ones. */
const enough = 100;

/** Each writer changes only records that it has created, so that no other writer changes their versions. */
async function writeOn(writer: Writer): Promise<void> {
  const { random } = writer.options;
  const ids: string[] = [];
  while (!writer.isStopped()) {
    const dice = ids.length > enough ? 40 + random.below(60) : random.below(100);
    const type = random.chance(0.4) ? 'contact' : random.oneOf(loadedTypes);
    if (dice < 35 || ids.length === 0)
      ids.push(...(await create(writer, type, '', bodies[type](contactOf(writer), random))));
    else if (dice < 42) {
      const items = Array.from({ length: 5 }, () => bodies[type](contactOf(writer), random));
      ids.push(...(await create(writer, type, '/bulk', { items })));
    } else await changeOne(writer, random.oneOf(ids), dice);
  }
}

/**
 * Repeats a POST with the same Idempotency-Key until the response is not a server error, so that the records are
 * created only once. Returns the ids of the created records, if any.
 */
async function create(writer: Writer, type: LoadedType, path: string, body: object): Promise<string[]> {
  const idempotencyKey = randomUUID();
  for (;;) {
    const answer = await writer.send('POST', `/${type}s${path}`, { body, idempotencyKey });
    if (answer?.status === 201) {
      const made: any[] = path ? answer.body.items : [answer.body];
      for (const record of made) {
        writer.answered.set(record.id, storedIn(record));
        writer.types.set(record.id, type);
      }
      return made.map(({ id }) => id as string);
    }
    if ((answer && answer.status < 500) || writer.isStopped()) return [];
    await sleep(20);
  }
}

async function changeOne(writer: Writer, id: string, dice: number): Promise<void> {
  const { random } = writer.options;
  const known = writer.answered.get(id);
  const type = writer.types.get(id)!;
  const path = `/${type}s/${id}`;
  if (dice > 94) {
    const [what, body] = random.oneOf([
      ['notes', { body: 'Called back' }],
      ['activities', { kind: 'call', title: 'Called back' }],
    ] as const);
    await writer.send('POST', `/${what}/${type}/${id}`, { body });
    return;
  }
  const answer = known.deletedAt
    ? await writer.send('POST', `${path}/restore`)
    : dice > 84
      ? await writer.send('DELETE', path, { ifMatch: known.version })
      : await writer.send('PATCH', path, { ifMatch: known.version, body: patchOf(writer, type, random) });
  if (answer?.status === 200) writer.answered.set(id, storedIn(answer.body));
  else if (answer?.status !== 409) await lookAgain(writer, id);
}

/** The record as it is stored, without what answers add: activity tallies, possible duplicates and a deal’s stage. */
function storedIn(answer: any): any {
  const { activityCount: _count, lastActivityAt: _last, ...rest } = answer;
  const { duplicates: _duplicates, stage: _stage, ...record } = rest;
  return record;
}

/** Reads the current state after a write without a response of 200 or 409, because the write may have been stored. */
async function lookAgain(writer: Writer, id: string): Promise<void> {
  while (!writer.isStopped()) {
    const answer = await writer.send('GET', `/${writer.types.get(id)!}s/${id}?trash=true`);
    if (answer?.status === 200) {
      writer.answered.set(id, storedIn(answer.body));
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

const stages = ['qualified', 'demo', 'proposal', 'negotiation', 'won', 'lost'].map((name) => `sales-${name}`);
/** A stage, with a reason if that stage means lost. */
function stageOf(random: Random): Record<string, unknown> {
  const stageId = random.oneOf(stages);
  return { stageId, ...(stageId === 'sales-lost' ? { lostReason: 'Price' } : {}) };
}
const valueOf = (random: Random) => ({ amountMinor: random.below(400_000_000), currency: 'USD' });

/** Functions that return a body to create a record, by type. */
const bodies: Record<
  LoadedType,
  (contact: Record<string, unknown>, random: Random) => Record<string, unknown>
> = {
  contact: (contact) => contact,
  customer: ({ firstName, lastName: _lastName, statusId: _statusId, ...rest }, random) => ({
    ...rest,
    name: `${firstName as string} S.A.`,
    statusId: random.oneOf(['active', 'vip', 'inactive']),
  }),
  lead: ({ statusId: _statusId, ...rest }, random) => ({
    ...rest,
    company: random.oneOf(['Cafés Andinos', 'Müller Bau']),
    statusId: random.oneOf(['new', 'contacted', 'qualified', 'lost']),
    ...(random.chance(0.5) ? { estimatedValue: valueOf(random) } : {}),
  }),
  deal: ({ firstName, ownerId, tagIds }, random) => ({
    title: `Offer for ${firstName as string}`,
    ...stageOf(random),
    ...(ownerId ? { ownerId } : {}),
    ...(tagIds ? { tagIds } : {}),
    ...(random.chance(0.8) ? { value: valueOf(random) } : {}),
    ...(random.chance(0.3) ? { probability: random.below(101) } : {}),
  }),
};

/** An update that sets or clears one or two fields. */
function patchOf(writer: Writer, type: LoadedType, random: Random): Record<string, unknown> {
  // A lost reason is only valid together with the stage that means lost.
  const { lostReason, ...body } = bodies[type](contactOf(writer), random);
  const all = { ...Object.fromEntries(clearable[type].map((field) => [field, null])), ...body };
  const [one, other] = [random.oneOf(Object.entries(all)), random.oneOf(Object.entries(all))];
  const patch = Object.fromEntries(random.chance(0.5) ? [one] : [one, other]);
  return lostReason && 'stageId' in patch ? { ...patch, lostReason } : patch;
}

const clearable: Record<LoadedType, string[]> = {
  contact: ['lastName', 'email', 'ownerId', 'tagIds'],
  customer: ['email', 'ownerId', 'tagIds'],
  lead: ['lastName', 'email', 'ownerId', 'tagIds', 'estimatedValue'],
  deal: ['ownerId', 'tagIds', 'value', 'probability'],
};
