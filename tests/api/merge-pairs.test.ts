import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, expect, inject, test } from 'vitest';
import { awaited } from '../awaited.ts';
import { bodyOf, type Call } from '../caller.ts';
import { count, seed } from '../counts.ts';
import { connectHost } from '../host.ts';
import { endedJob } from '../jobs.ts';
import { historyOf, stateOf, withoutHistory, type Place } from '../merges.ts';
import { newOrganization, newPerson, unique, type TestOrganization } from '../organization.ts';

const host = connectHost(inject('host'));
let organization: TestOrganization;
let call: Call;

beforeAll(async () => {
  organization = await newOrganization(await newPerson(host));
  ({ call } = organization.owner);
});

const at = (rest: string): string => `${organization.path}/${rest}`;
const make = (path: string, body: object): Promise<any> => bodyOf(201, call('POST', at(path), { body }));

/** Pairs whose jobs run at the same time; a user can have a few more unfinished jobs. */
const together = 10;

const plurals = { contact: 'contacts', customer: 'customers', lead: 'leads', vendor: 'vendors' } as const;
type TypeName = keyof typeof plurals;

const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined });
const person = fc.record({
  hasEmail: fc.boolean(),
  email: fc.constantFrom('own', 'other'),
  phone: maybe(fc.integer({ min: 3_000_000_000, max: 3_009_999_999 })),
  country: maybe(fc.constantFrom('CO', 'PE', 'ES')),
  notes: fc.integer({ min: 0, max: 3 }),
  pinned: fc.boolean(),
  activities: fc.array(fc.integer({ min: 1, max: 28 }), { maxLength: 3 }),
  tasks: fc.integer({ min: 0, max: 2 }),
  referring: fc.integer({ min: 0, max: 3 }),
  isInBoth: fc.boolean(),
});
const pair = fc.record({
  type: fc.constantFrom<TypeName>('contact', 'customer', 'lead', 'vendor'),
  winner: person,
  loser: person,
  takes: fc.subarray(['email', 'phones', 'country'] as const),
});
type Side = typeof person extends fc.Arbitrary<infer Value> ? Value : never;
type Pair = typeof pair extends fc.Arbitrary<infer Value> ? Value : never;

async function newSide(type: TypeName, side: Side): Promise<any> {
  const name = unique('Pair ');
  const record = await make(plurals[type], {
    ...(type === 'contact' || type === 'lead' ? { firstName: name } : { name }),
    ...(side.hasEmail ? { email: `${unique('p')}@people.example` } : {}),
    ...(side.phone ? { phones: [{ label: 'work', number: `+57${side.phone}` }] } : {}),
    ...(side.country && type !== 'lead' ? { country: side.country } : {}),
  });
  const of = `${type}/${record.id}`;
  for (let note = 0; note < side.notes; note += 1)
    await make(`notes/${of}`, { body: unique('Note '), ...(note === 0 ? { pinned: side.pinned } : {}) });
  if (type !== 'vendor')
    for (const day of side.activities)
      await make(`activities/${of}`, {
        kind: 'call',
        title: unique('Call '),
        date: `2026-0${1 + (day % 9)}-${String(day).padStart(2, '0')}T09:00:00Z`,
      });
  for (let task = 0; task < side.tasks; task += 1)
    await make('tasks', {
      title: unique('Task '),
      dueAt: '2027-01-01T09:00:00Z',
      recordType: type,
      recordId: record.id,
    });
  return record;
}

/** Records that refer to one side or to both of them. */
async function newReferring(
  type: TypeName,
  side: Side,
  record: { id: string },
  other: { id: string },
): Promise<Place[]> {
  const places: Place[] = [];
  for (let index = 0; index < side.referring; index += 1) {
    if (type === 'customer') {
      const body = { firstName: unique('Ref '), customerId: record.id };
      places.push(['contacts', (await make('contacts', body)).id]);
    }
    if (type === 'contact') {
      const contactIds = side.isInBoth ? [other.id, record.id] : [record.id];
      places.push(['deals', (await make('deals', { title: unique('Ref '), contactIds })).id]);
    }
  }
  return places;
}

/** Merges one record of a pair into the other, undoes that, and compares everything with what it was. */
async function mergeAndUndo({ type, winner, loser, takes }: Pair): Promise<void> {
  const [kept, gone] = [await newSide(type, winner), await newSide(type, loser)];
  const places: Place[] = [
    [plurals[type], kept.id],
    [plurals[type], gone.id],
    ...(await newReferring(type, winner, kept, gone)),
    ...(await newReferring(type, loser, gone, kept)),
  ];
  await host.settled(organization);
  const before = await stateOf(call, organization, places);
  const histories = await historyOf(call, organization, places);
  const values = Object.fromEntries(
    takes.flatMap((field) => (gone[field] === undefined ? [] : [[field, gone[field]]])),
  );
  const body = { records: [{ id: gone.id, version: gone.version }], values };
  // Merges of one organization at the same moment count on the same item, so some are told to try again.
  const sent = { body, ifMatch: kept.version, idempotencyKey: randomUUID() };
  const merge = () => call('POST', at(`${plurals[type]}/${kept.id}/merge`), sent);
  const merging = awaited('a merge', merge, ({ status }) => status !== 503);
  const { jobId } = await bodyOf(200, merging);
  expect(await endedJob(call, organization, jobId)).toMatchObject({ state: 'done', failed: 0 });
  await host.settled(organization);
  await expectJoined(type, kept, before);
  const again = { idempotencyKey: randomUUID() };
  const unmerge = () => call('POST', at(`jobs/${jobId}/undo`), again);
  const undo = await bodyOf(
    201,
    awaited('an undo', unmerge, ({ status }) => status !== 503),
  );
  expect(await endedJob(call, organization, undo.id)).toMatchObject({ state: 'done', failed: 0 });
  await host.settled(organization);
  expect(withoutHistory(await stateOf(call, organization, places))).toEqual(withoutHistory(before));
  const now = await historyOf(call, organization, places);
  for (const [index, earlier] of histories.entries())
    expect(now[index]!.slice(-earlier.length)).toEqual(earlier);
}

/** The record that stays has the entries of both. */
async function expectJoined(
  type: TypeName,
  kept: { id: string },
  before: Record<string, any>,
): Promise<void> {
  const name = `${type}/${kept.id}`;
  const merged = (await stateOf(call, organization, [[plurals[type], kept.id]]))[name];
  const sides = Object.entries(before).flatMap(([of, state]) => (of.startsWith(`${type}/`) ? [state] : []));
  const idsOf = (states: any[], kind: string) =>
    states.flatMap((state) => state[kind] ?? []).map(({ id }: { id: string }) => id);
  for (const kind of ['notes', 'activities', 'tasks'])
    expect(idsOf([merged], kind).toSorted()).toEqual(idsOf(sides, kind).toSorted());
  if (merged.record.activityCount !== undefined)
    expect(merged.record.activityCount).toBe(idsOf(sides, 'activities').length);
}

const pairs = count(20, 500);

test(
  'random pairs of records with relations are as before after a merge and its undo, but for versions and history',
  async () => {
    const all = fc.sample(pair, { numRuns: pairs, seed });
    for (let start = 0; start < all.length; start += together) {
      const some = all.slice(start, start + together);
      const outcomes = await Promise.allSettled(some.map(mergeAndUndo));
      const failed = outcomes.findIndex(({ status }) => status === 'rejected');
      if (failed < 0) continue;
      const { reason } = outcomes[failed] as PromiseRejectedResult;
      console.error(`seed ${seed}`, JSON.stringify(some[failed]), reason);
      throw reason;
    }
  },
  pairs * 60_000,
);
