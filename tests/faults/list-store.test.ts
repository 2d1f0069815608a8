import { expect, test, vi } from 'vitest';
import { columnsOf } from '#contract/lists/column.ts';
import type { CustomField } from '#contract/custom-field.ts';
import type { Filter } from '#contract/lists/filter-tree.ts';
import { contact } from '#contract/records/contact.ts';
import type { Context } from '#data/organization/context.ts';
import { count, seed } from '../counts.ts';
import {
  askList,
  cities,
  contactRecords,
  listSource,
  matches,
  newContacts,
  newSession,
  now,
  owners,
  predicateOf,
  readFeed,
  settings,
  stamp,
  subjectOf,
  totalIn,
} from './list-world.ts';

const { askCopy } = await import('#data/copies/copy-store.ts');
const { creation, deletion } = await import('#data/records/write.ts');
const { transact } = await import('#data/store/transact.ts');
import { randomOf } from './random.ts';

vi.setConfig({ testTimeout: 3_600_000 });

const viewpoint = { now, timeZone: 'America/Bogota', yearStartMonth: 1, userId: 'u1' };

test('answers equal a plain recount while records are written, deleted, restored, removed and given custom fields', async () => {
  const random = randomOf(seed);
  const orgId = 'lists';
  const world = newContacts(orgId);
  const ids = Array.from({ length: 40 }, (_, index) => `id-${index}`);
  for (const id of ids.slice(0, 20))
    await world.write(id, { city: random.oneOf(cities), ownerId: random.oneOf(owners) });
  let fields: CustomField[] = [];
  for (let step = 0; step < count(150, 2_000); step += 1) {
    const id = random.oneOf(ids);
    const roll = random.below(100);
    if (roll < 10) await world.remove(id);
    else if (roll < 25) await world.write(id, { deletedAt: random.oneOf([undefined, now]) });
    else if (roll < 30) fields = fields.length > 0 ? [] : [{ key: 'size', label: 'Size', kind: 'number' }];
    else
      await world.write(id, {
        city: random.oneOf(cities),
        ownerId: random.oneOf(owners),
        custom: { size: random.below(5) },
      });
    await world.append(id);
    const columns = columnsOf(contact, fields, settings);
    const filter: Filter = random.oneOf<Filter>([
      { field: 'city', op: 'is', value: 'bogota' },
      { field: 'city', op: 'isEmpty' },
      fields.length > 0
        ? { field: 'custom.size', op: 'atLeast', value: 3 }
        : { field: 'ownerId', op: 'anyOf', value: ['me'] },
    ]);
    const predicate = predicateOf(filter, columns, viewpoint);
    const reach = random.oneOf(['all', 'own'] as const);
    const isDeleted = random.chance(0.2);
    const ownerId = columns.get('ownerId');
    if (!ownerId) throw new Error('contacts have no owner');
    const { answer: found } = await askList(
      newSession(),
      { orgId, definition: contactRecords, columns, settings, shownCustom: new Set() },
      (database) =>
        database.answer({
          reach: reach === 'all' ? 'all' : { column: ownerId, ids: ['u1'] },
          filter: predicate,
          sorts: [],
          limit: 1_000,
          deletedSince: isDeleted ? stamp : undefined,
        }),
    );
    const expected = [...world.records.values()].filter(
      (record) =>
        (record.deletedAt !== undefined) === isDeleted &&
        (reach === 'all' || record.ownerId === 'u1') &&
        matches(predicate, record),
    );
    expect(found.rows.map((row) => row.id).sort(), `step ${step}`).toEqual(
      expected.map((record) => record.id).sort(),
    );
    expect(found.total).toBe(expected.length);
  }
});

test('a snapshot is requested of records that can’t be read', async () => {
  await newContacts('unread').write('first', {});
  const source = listSource(subjectOf('unread'));
  const unreadable = { ...source, attributes: { ...source.attributes, ProjectionExpression: '#unknown' } };
  const logged: string[] = [];
  const spied = vi.spyOn(process.stdout, 'write').mockImplementation((text) => logged.push(String(text)) > 0);
  try {
    await expect(askCopy(newSession(), unreadable, (database) => database.count())).rejects.toThrow(
      '#unknown',
    );
  } finally {
    spied.mockRestore();
  }
  // Nothing listens at the queue of this test.
  expect(logged.join('')).toContain('list snapshot not requested');
});

test('more changes than one request reads are read by the next, and none twice', async () => {
  const world = newContacts('many');
  await world.write('first', {});
  expect(await totalIn('many')).toBe(1);
  await world.write('second', {});
  const others = Array.from({ length: 2_300 }, (_, index) => `other-${index}`);
  await world.append(...others, 'second');
  expect(await totalIn('many')).toBe(1);
  expect(await totalIn('many')).toBe(2);
  const { position } = await readFeed(newSession(), 'many', { through: stamp, seen: new Set() }, Infinity);
  const again = await readFeed(newSession(), 'many', position, Infinity);
  expect([again.entries, again.isWhole]).toEqual([[], true]);
  await world.append('first');
  expect((await readFeed(newSession(), 'many', again.position, Infinity)).entries).toEqual([
    { type: 'contact', id: 'first' },
  ]);
});

test('questions of the same moment bring the list up to date once, and later ones again', async () => {
  const world = newContacts('together');
  await world.write('first', {});
  expect(await totalIn('together')).toBe(1);
  const asked = async (): Promise<[calls: number, total: number]> => {
    const session = newSession();
    const total = await askList(session, subjectOf('together'), (database) => database.count());
    return [session.units.calls, total.answer];
  };
  const before = await Promise.all([asked(), asked(), asked()]);
  expect(before).toEqual([
    [1, 1],
    [0, 1],
    [0, 1],
  ]);
  // A question that is asked while others are answered needs what was written meanwhile.
  const running = asked();
  await Promise.resolve();
  await Promise.resolve();
  await world.write('second', {});
  await world.append('second');
  expect(await asked()).toEqual([2, 2]);
  await running;
});

test('a question that fails does not fail those that share its turn', async () => {
  await newContacts('shared').write('first', {});
  const ask = (question: () => number) => askList(newSession(), subjectOf('shared'), question);
  const [failed, answered] = await Promise.allSettled([
    ask(() => {
      throw new Error('no such column');
    }),
    ask(() => 1),
  ]);
  expect(failed).toMatchObject({ status: 'rejected', reason: new Error('no such column') });
  expect(answered).toMatchObject({ status: 'fulfilled', value: { answer: 1 } });
});

test('a list that is requested after a write was answered includes it before anything is projected', async () => {
  const orgId = 'answered';
  const context = {
    ...newSession(),
    ...{ requestId: 'r', now, actor: { userId: 'u1' }, orgId, settings },
  } as unknown as Context;
  expect(await totalIn(orgId)).toBe(0);
  const made = creation(contactRecords, context, { firstName: 'Ana' });
  await transact(context, made.actions);
  expect(await totalIn(orgId)).toBe(1);
  await transact(context, (await deletion(contactRecords, context, made.record)).actions);
  expect(await totalIn(orgId)).toBe(0);
});

test('a request that was delayed for most of its function’s time is refused in time, and a new one is answered', async () => {
  const world = newContacts('delayed');
  await world.write('first', {});
  const total = (endsAt: number) =>
    askList({ ...newSession(), endsAt }, subjectOf('delayed'), (database) => database.count());
  await expect(total(Date.now() + 3_000)).rejects.toMatchObject({ code: 'unavailable' });
  expect(await total(Date.now() + 15_000)).toMatchObject({ answer: 1 });
});
