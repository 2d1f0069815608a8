import { beforeEach, describe, expect, inject, test } from 'vitest';
import { bodyOf, type Call } from '../caller.ts';
import { connectHost } from '../host.ts';
import {
  addMember,
  makeTeam,
  newApiKey,
  newContact,
  newOrganization,
  newPerson,
  type Person,
  type TestOrganization,
} from '../organization.ts';

const host = connectHost(inject('host'));
let organization: TestOrganization;
let owner: Person;
let manager: Person;
let employee: Person;
/** A contact that the employee owns. */
let theirs: any;

beforeEach(async () => {
  owner = await newPerson(host);
  organization = await newOrganization(owner);
  manager = await addMember(host, organization, 'manager');
  employee = await addMember(host, organization, 'employee');
  theirs = await newContact(organization, owner.call, { ownerId: employee.userId });
});

interface Values {
  kind?: string;
  date?: string;
  durationMinutes?: number;
}

const pathOf = (record: { id: string }, type = 'contact') =>
  `${organization.path}/activities/${type}/${record.id}`;
const add = (person: Person, title: string, values: Values = {}, path = pathOf(theirs)): Promise<any> =>
  bodyOf(201, person.call('POST', path, { body: { kind: 'call', title, ...values } }));
const list = async (call: Call, query: Record<string, string> = {}): Promise<any> => {
  await host.settled(organization);
  return bodyOf(200, call('GET', `${organization.path}/activities`, { query }));
};
const titles = async (call: Call, query?: Record<string, string>): Promise<(string | undefined)[]> =>
  (await list(call, query)).items.map(({ title }: { title?: string }) => title);

describe('activities of all records', () => {
  test('have an exact total on every page within reach, by person and team, after every change', async () => {
    await makeTeam(organization, manager, [employee]);
    for (let count = 0; count < 3; count += 1) {
      await add(owner, `o${count}`);
      await add(employee, `e${count}`);
    }
    const moved = await add(manager, 'm');
    const total = async (call: Call, query: Record<string, string> = {}) => {
      const page = await list(call, { limit: '1', ...query });
      expect(page.items).toHaveLength(1);
      return [page.total, page.totalIsExact];
    };
    expect(await total(owner.call)).toEqual([7, true]);
    expect(await total(manager.call)).toEqual([4, true]);
    expect(await total(employee.call)).toEqual([3, true]);
    expect(await total(owner.call, { userId: `${owner.userId},${employee.userId}` })).toEqual([6, true]);
    expect(await total(owner.call, { teamOf: manager.userId })).toEqual([4, true]);
    const { nextCursor: cursor } = await list(owner.call, { limit: '1' });
    expect(await total(owner.call, { cursor })).toEqual([7, true]);
    // With other filters, the total is a lower bound.
    expect(await total(owner.call, { kind: 'call' })).toEqual([1, false]);
    const path = `${pathOf(theirs)}/${moved.id}`;
    const body = { date: '2026-01-01T00:00:00Z' };
    await bodyOf(200, manager.call('PATCH', path, { body, ifMatch: 1 }));
    expect(await total(owner.call)).toEqual([7, true]);
    await bodyOf(200, manager.call('DELETE', path, { ifMatch: 2 }));
    expect(await total(owner.call)).toEqual([6, true]);
    expect(await total(manager.call)).toEqual([3, true]);
  });

  test('are listed newest first by person and kind, page by page, each once', async () => {
    const { id } = await bodyOf(
      201,
      owner.call('POST', `${organization.path}/customers`, { body: { name: 'Ferro' } }),
    );
    const kinds = ['call', 'email', 'meeting', 'note', 'task'];
    const expected: { title: string; kind: string; userId: string }[] = [];
    for (let day = 28; day > 0; day -= 1) {
      const [kind = '', title, who] = [kinds[day % 5], `day ${day}`, day % 3 ? owner : employee];
      const date = `2026-05-${String(day).padStart(2, '0')}T10:00:00Z`;
      const isOfCustomer = who === owner && day % 2 === 0;
      const path = isOfCustomer ? pathOf({ id }, 'customer') : pathOf(theirs);
      await add(who, title, { kind, date, durationMinutes: day }, path);
      expected.push({ title, kind, userId: who.userId });
    }
    const read = async (query: Record<string, string>) => {
      const found: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await list(owner.call, { limit: '5', ...query, ...(cursor ? { cursor } : {}) });
        found.push(...page.items.map((item: { title: string }) => item.title));
        cursor = page.nextCursor;
      } while (cursor);
      return found;
    };
    const those = (fits: (one: (typeof expected)[number]) => boolean) =>
      expected.filter(fits).map(({ title }) => title);
    expect(await read({})).toEqual(those(() => true));
    expect(await read({ kind: 'call,note' })).toEqual(
      those(({ kind }) => kind === 'call' || kind === 'note'),
    );
    const both = `${employee.userId},${owner.userId}`;
    expect(await read({ userId: both })).toEqual(those(() => true));
    expect(await read({ userId: both, kind: 'meeting' })).toEqual(those(({ kind }) => kind === 'meeting'));
    expect(await read({ userId: employee.userId, kind: 'email' })).toEqual(
      those(({ kind, userId }) => kind === 'email' && userId === employee.userId),
    );
    const [newest] = (await list(owner.call)).items;
    expect(newest).toEqual({
      id: expect.any(String),
      kind: 'note',
      date: '2026-05-28T10:00:00.000Z',
      durationMinutes: 28,
      userId: owner.userId,
      userName: expect.any(String),
      title: 'day 28',
      recordType: 'customer',
      recordId: id,
      recordTitle: 'Ferro',
    });
    const few = await list(owner.call, { kind: 'task', limit: '50' });
    expect(few).toMatchObject({ total: few.items.length, totalIsExact: true });
  });

  test('are filtered by days of the organization’s time zone, inclusive', async () => {
    const body = { timeZone: 'America/Bogota' };
    await bodyOf(200, owner.call('PATCH', organization.path, { body, ifMatch: 1 }));
    for (const date of ['2026-05-02T04:59:59.999Z', '2026-05-02T05:00:00Z', '2026-05-04T04:59:59Z'])
      await add(owner, date, { date });
    await add(owner, 'after', { date: '2026-05-04T05:00:00Z' });
    const within = { dateFrom: '2026-05-02', dateTo: '2026-05-03' };
    await expect
      .poll(() => titles(owner.call, within))
      .toEqual(['2026-05-04T04:59:59Z', '2026-05-02T05:00:00Z']);
    const first = await list(owner.call, { ...within, limit: '1' });
    const second = await list(owner.call, { ...within, limit: '1', cursor: first.nextCursor });
    expect(second.items.map(({ title }: { title: string }) => title)).toEqual(['2026-05-02T05:00:00Z']);
    expect(await titles(owner.call, { dateFrom: '2026-05-03', dateTo: '2026-05-01' })).toEqual([]);
    expect(await titles(owner.call, { dateFrom: '2026-05-04' })).toEqual(['after']);
  });

  test('follow changes of date, deletions and restorations', async () => {
    const [a, b] = [
      await add(owner, 'a', { date: '2026-05-01T10:00:00Z' }),
      await add(owner, 'b', { date: '2026-05-02T10:00:00Z' }),
    ];
    const path = pathOf(theirs);
    const moved = { date: '2026-05-03T10:00:00Z', title: 'a, later', kind: 'meeting' };
    await bodyOf(200, owner.call('PATCH', `${path}/${a.id}`, { body: moved, ifMatch: 1 }));
    expect(await titles(owner.call)).toEqual(['a, later', 'b']);
    expect(await titles(owner.call, { kind: 'call' })).toEqual(['b']);
    await bodyOf(200, owner.call('DELETE', `${path}/${b.id}`, { ifMatch: 1 }));
    expect(await titles(owner.call)).toEqual(['a, later']);
    await bodyOf(200, owner.call('POST', `${path}/${b.id}/restore`));
    expect(await titles(owner.call)).toEqual(['a, later', 'b']);
  });

  test('are limited to own ones for an employee and to the team for a manager, even if others are requested', async () => {
    await makeTeam(organization, manager, [employee]);
    for (const person of [owner, manager, employee]) {
      const own = await newContact(organization, owner.call, { ownerId: person.userId });
      await add(person, person.userId, {}, pathOf(own));
    }
    const everybody = [owner, manager, employee].map(({ userId }) => userId);
    const queries: Record<string, string>[] = [
      {},
      { userId: everybody.join() },
      { teamOf: manager.userId },
      { userId: owner.userId, teamOf: manager.userId },
    ];
    const seen = async (call: Call) => {
      const found = [];
      for (const query of queries) found.push((await titles(call, query)).toSorted());
      return found;
    };
    const team = [manager.userId, employee.userId].toSorted();
    expect(await seen(owner.call)).toEqual([everybody.toSorted(), everybody.toSorted(), team, []]);
    expect(await seen(manager.call)).toEqual([team, team, team, []]);
    const own = [employee.userId];
    expect(await seen(employee.call)).toEqual([own, own, own, []]);
  });

  test('omit titles and links of records out of reach or in the trash', async () => {
    const made = await add(employee, 'Spoke of the divorce', { durationMinutes: 20 });
    const mine = { items: [expect.objectContaining({ title: made.title, recordTitle: theirs.fullName })] };
    expect(await list(employee.call)).toMatchObject(mine);
    const { id, kind, date, durationMinutes, userId, userName } = made;
    const bare = [{ id, kind, date, durationMinutes, userId, userName }];
    const contact = `${organization.path}/contacts/${theirs.id}`;
    await bodyOf(200, owner.call('PATCH', contact, { body: { ownerId: owner.userId }, ifMatch: 1 }));
    expect((await list(employee.call)).items).toEqual(bare);
    expect(await list(owner.call)).toMatchObject(mine);
    await bodyOf(200, owner.call('DELETE', contact, { ifMatch: 2 }));
    expect((await list(owner.call)).items).toEqual(bare);
    await bodyOf(200, owner.call('POST', `${contact}/restore`));
    const key = await newApiKey(host, organization, owner, ['analytics:read', 'contact:read']);
    expect((await list(key.call)).items).toEqual(bare);
    const reader = await newApiKey(host, organization, owner, ['analytics:read', 'activity:read']);
    expect((await list(reader.call)).items).toEqual(bare);
  });

  test('refuse invalid kinds, dates and cursors', async () => {
    const refused = async (query: Record<string, string>) =>
      (await owner.call('GET', `${organization.path}/activities`, { query })).status;
    expect(await refused({ kind: 'fax' })).toBe(422);
    expect(await refused({ dateFrom: '2026-02-30' })).toBe(422);
    expect(await refused({ userId: Array.from({ length: 51 }, (_, n) => `u${n}`).join() })).toBe(422);
    for (const title of ['a', 'b']) await add(owner, title);
    const { nextCursor } = await list(owner.call, { limit: '1' });
    expect(await refused({ cursor: nextCursor, kind: 'call' })).toBe(400);
  });
});
