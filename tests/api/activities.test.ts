import { beforeAll, describe, expect, inject, test } from 'vitest';
import { v7 as uuidv7 } from 'uuid';
import { limits } from '#contract/limits.ts';
import { bodyOf } from '../caller.ts';
import { connectHost } from '../host.ts';
import {
  addMember,
  changeMember,
  newContact,
  newOrganization,
  newPerson,
  type Person,
  type TestOrganization,
} from '../organization.ts';

const host = connectHost(inject('host'));
let organization: TestOrganization;
let owner: Person;

beforeAll(async () => {
  owner = await newPerson(host);
  organization = await newOrganization(owner);
});

interface Made {
  id: string;
  path: string;
  get: () => Promise<any>;
}

async function contact(values = {}): Promise<Made> {
  const { id } = await newContact(organization, owner.call, values);
  const get = () => bodyOf(200, owner.call('GET', `${organization.path}/contacts/${id}`));
  return { id, path: `${organization.path}/activities/contact/${id}`, get };
}

const add = (path: string, values = {}, call = owner.call): Promise<any> =>
  bodyOf(201, call('POST', path, { body: { kind: 'call', title: 'Call', ...values } }));
const titles = async (path: string, query: Record<string, string> = {}): Promise<string[]> =>
  (await bodyOf(200, owner.call('GET', path, { query }))).items.map(({ title }: { title: string }) => title);

describe('activities', () => {
  test('are listed by date and then by creation, newest first, also after one was moved', async () => {
    const { path } = await contact();
    const dates = [
      '2026-05-02T10:00:00Z',
      '2026-05-01T10:00:00Z',
      '2026-05-03T10:00:00Z',
      '2026-05-02T10:00:00Z',
    ];
    const made = [];
    for (const [index, date] of dates.entries()) made.push(await add(path, { title: `t${index}`, date }));
    expect(await titles(path)).toEqual(['t2', 't3', 't0', 't1']);
    const first = await bodyOf(200, owner.call('GET', path, { query: { limit: '3' } }));
    expect(first).toMatchObject({ total: 4, totalIsExact: true });
    const second = await bodyOf(
      200,
      owner.call('GET', path, { query: { limit: '3', cursor: first.nextCursor } }),
    );
    expect([...first.items, ...second.items].map(({ title }) => title)).toEqual(['t2', 't3', 't0', 't1']);
    expect(second.nextCursor).toBeUndefined();
    const body = { date: '2026-05-09T10:00:00Z' };
    await bodyOf(200, owner.call('PATCH', `${path}/${made[1].id}`, { body, ifMatch: 1 }));
    expect(await titles(path)).toEqual(['t1', 't2', 't3', 't0']);
  });

  test('are filtered by kind', async () => {
    const { path } = await contact();
    for (const kind of ['call', 'email', 'meeting', 'email']) await add(path, { kind, title: kind });
    expect(await titles(path, { kind: 'email' })).toEqual(['email', 'email']);
    expect(await titles(path, { kind: 'note' })).toEqual([]);
    expect((await owner.call('GET', path, { query: { kind: 'fax' } })).status).toBe(422);
  });

  test('are dated by the server or by the caller’s value, never by the caller’s clock', async () => {
    const { path } = await contact();
    const before = new Date().toISOString();
    const made = await add(path);
    expect(made.date >= before && made.date <= new Date().toISOString()).toBe(true);
    expect((await add(path, { date: '2026-02-28T23:59:59.9999999Z' })).date).toBe('2026-02-28T23:59:59.999Z');
    expect((await add(path, { date: '2026-02-03T10:00+01:00' })).date).toBe('2026-02-03T09:00:00.000Z');
    for (const date of ['2026-02-30T10:00:00Z', '03/02/2026', '0001-01-01T00:00:00Z']) {
      const { status, body } = await owner.call('POST', path, { body: { kind: 'call', title: 'x', date } });
      expect([date, status, body.errors[0].pointer]).toEqual([date, 422, '/date']);
    }
  });

  test('have user and name from the server; a rename applies immediately, and former members keep their name', async () => {
    const { path, id } = await contact();
    const admin = await addMember(host, organization, 'admin');
    const made = await add(path, {}, admin.call);
    expect(made).toMatchObject({ userId: admin.userId, userName: expect.any(String) });
    const options = { body: { kind: 'call', title: 'x', userName: 'Somebody else' } };
    expect((await admin.call('POST', path, options)).status).toBe(422);
    await changeMember(organization, admin.userId, { displayName: 'Renamed Just Now' });
    const list = () => bodyOf(200, owner.call('GET', path));
    expect((await list()).items[0].userName).toBe('Renamed Just Now');
    await host.settled(organization);
    const timeline = `${organization.path}/timeline/contact/${id}`;
    const { items } = await bodyOf(200, owner.call('GET', timeline, { query: { kind: 'activity' } }));
    expect(items[0].data.userName).toBe('Renamed Just Now');
    await bodyOf(204, owner.call('DELETE', `${organization.path}/members/${admin.userId}`, { ifMatch: 2 }));
    expect((await list()).items[0].userName).toBe(made.userName);
  });

  test('exist for leads, contacts, customers and deals only', async () => {
    const bodies = {
      leads: { firstName: 'L' },
      customers: { name: 'C' },
      deals: { title: 'D' },
      vendors: { name: 'V' },
    };
    for (const [plural, body] of Object.entries(bodies)) {
      const { id } = await bodyOf(201, owner.call('POST', `${organization.path}/${plural}`, { body }));
      const path = `${organization.path}/activities/${plural.slice(0, -1)}/${id}`;
      const { status } = await owner.call('POST', path, { body: { kind: 'note', title: 'x' } });
      expect([plural, status]).toEqual([plural, plural === 'vendors' ? 404 : 201]);
      const record = await bodyOf(200, owner.call('GET', `${organization.path}/${plural}/${id}`));
      expect(record.activityCount).toBe(plural === 'vendors' ? undefined : 1);
    }
  });

  test('of someone else cannot be edited, and only admins can delete them', async () => {
    const employee = await addMember(host, organization, 'employee');
    const { path } = await contact({ ownerId: employee.userId });
    const theirs = await add(path, {}, employee.call);
    const mine = await add(path);
    const patch = { body: { title: 'y' }, ifMatch: 1 };
    expect((await owner.call('PATCH', `${path}/${theirs.id}`, patch)).status).toBe(403);
    expect((await employee.call('PATCH', `${path}/${theirs.id}`, patch)).status).toBe(200);
    expect((await employee.call('DELETE', `${path}/${mine.id}`, { ifMatch: 1 })).status).toBe(403);
    expect((await owner.call('DELETE', `${path}/${theirs.id}`, { ifMatch: 2 })).status).toBe(200);
  });
});

describe('several activities in one request', () => {
  test('are created all or none: errors point to the index of each invalid item, and nothing is written', async () => {
    const { path, get } = await contact();
    const good = { kind: 'call', title: 'ok' };
    const items = [
      good,
      { kind: 'fax', title: 'x' },
      good,
      { kind: 'call' },
      { ...good, durationMinutes: -1 },
    ];
    const { status, body } = await owner.call('POST', `${path}/bulk`, { body: { items } });
    expect(status).toBe(422);
    const pointers = body.errors.map(({ pointer }: { pointer: string }) => pointer);
    expect(pointers).toEqual(['/items/1/kind', '/items/3/title', '/items/4/durationMinutes']);
    expect((await get()).activityCount).toBe(0);
    expect(await titles(path)).toEqual([]);
  });

  test('the maximum fits into one transaction, and an empty list is 400', async () => {
    const { path, get } = await contact();
    const items = Array.from({ length: limits.activitiesPerBulk }, (_, index) => ({
      kind: 'call',
      title: `n${index}`,
    }));
    const sent = { body: { items }, idempotencyKey: uuidv7() };
    const made = await bodyOf(201, owner.call('POST', `${path}/bulk`, sent));
    expect(await bodyOf(201, owner.call('POST', `${path}/bulk`, sent))).toEqual(made);
    expect((await get()).activityCount).toBe(limits.activitiesPerBulk);
    const more = { body: { items: [...items, items[0]] } };
    expect((await owner.call('POST', `${path}/bulk`, more)).status).toBe(422);
    expect((await owner.call('POST', `${path}/bulk`, { body: { items: [] } })).status).toBe(400);
  });
});

describe('the count of a record’s activities', () => {
  test('is exact under concurrent creates, changes, deletes and restores, and leaves the version unchanged', async () => {
    const { path, get } = await contact();
    const day = (index: number) => `2026-03-${String(1 + (index % 28)).padStart(2, '0')}T12:00:00.000Z`;
    const made = await Promise.all(
      Array.from({ length: 24 }, (_, index) => add(path, { title: `c${index}`, date: day(index * 7) })),
    );
    await Promise.all(
      made.map(({ id }, index) => {
        if (index % 3 === 0) return bodyOf(200, owner.call('DELETE', `${path}/${id}`, { ifMatch: 1 }));
        if (index % 3 === 1) return add(path, { date: day(index) });
        return bodyOf(
          200,
          owner.call('PATCH', `${path}/${id}`, { body: { date: day(index * 5) }, ifMatch: 1 }),
        );
      }),
    );
    const restored = made.filter((_, index) => index % 6 === 0);
    await Promise.all(restored.map(({ id }) => bodyOf(200, owner.call('POST', `${path}/${id}/restore`))));
    const list = await bodyOf(200, owner.call('GET', path, { query: { limit: '100' } }));
    const record = await get();
    expect(list.items).toHaveLength(24 - 8 + 8 + 4);
    expect(list.total).toBe(list.items.length);
    expect(record).toMatchObject({
      version: 1,
      activityCount: list.items.length,
      lastActivityAt: list.items[0].date,
    });
  });

  test('falls back to the next newest when the newest is removed, and stays when the record changes', async () => {
    const { id, path, get } = await contact();
    await add(path, { date: '2026-01-01T00:00:00Z' });
    const newest = await add(path, { date: '2026-01-02T00:00:00Z' });
    await bodyOf(200, owner.call('DELETE', `${path}/${newest.id}`, { ifMatch: 1 }));
    expect(await get()).toMatchObject({ activityCount: 1, lastActivityAt: '2026-01-01T00:00:00.000Z' });
    const sent = { body: { firstName: 'Changed' }, ifMatch: 1 };
    await bodyOf(200, owner.call('PATCH', `${organization.path}/contacts/${id}`, sent));
    expect(await get()).toMatchObject({
      version: 2,
      activityCount: 1,
      lastActivityAt: '2026-01-01T00:00:00.000Z',
    });
  });

  test('is not found for a record in the trash, where nothing can be added', async () => {
    const { id, path } = await contact();
    await bodyOf(200, owner.call('DELETE', `${organization.path}/contacts/${id}`, { ifMatch: 1 }));
    expect((await owner.call('POST', path, { body: { kind: 'call', title: 'x' } })).status).toBe(404);
    expect((await owner.call('GET', path)).status).toBe(404);
  });
});
