import { beforeAll, describe, expect, inject, test } from 'vitest';
import type { KeyPermission } from '#contract/permission.ts';
import { bodyOf } from '../caller.ts';
import { connectHost } from '../host.ts';
import {
  addMember,
  newApiKey,
  newContact,
  newOrganization,
  newPerson,
  type Person,
  type TestOrganization,
} from '../organization.ts';
import { openTable } from '../table.ts';

const host = connectHost(inject('host'));
let organization: TestOrganization;
let owner: Person;

beforeAll(async () => {
  owner = await newPerson(host);
  organization = await newOrganization(owner);
});

const send = (
  method: string,
  path: string,
  body?: object,
  ifMatch?: number,
  call = owner.call,
): Promise<any> =>
  bodyOf(
    method === 'POST' && !/restore$|conversion$|win$/.test(path) ? 201 : 200,
    call(method, `${organization.path}/${path}`, {
      ...(body ? { body } : {}),
      ...(ifMatch ? { ifMatch } : {}),
    }),
  );
async function read(
  type: string,
  id: string,
  query: Record<string, string> = {},
  call = owner.call,
): Promise<any> {
  await host.settled(organization);
  return bodyOf(200, call('GET', `${organization.path}/timeline/${type}/${id}`, { query }));
}
const linesOf = ({ items }: any): string[] =>
  items.map(({ kind, action, data, about }: any) =>
    [kind, action, data?.title ?? data?.body ?? about?.title].filter(Boolean).join(' '),
  );
const soon = (hours: number): string => new Date(Date.now() + hours * 3_600_000).toISOString();

describe('a timeline', () => {
  test('shows changes, notes, activities and tasks in one stream, newest first, with upcoming ones on top', async () => {
    const { id } = await newContact(organization, owner.call);
    const on = { recordType: 'contact', recordId: id };
    const note = await send('POST', `notes/contact/${id}`, { body: 'First note' });
    await send('PATCH', `contacts/${id}`, { city: 'Bilbao' }, 1);
    await send('POST', `activities/contact/${id}`, {
      kind: 'call',
      title: 'Spoke',
      date: '2020-01-01T00:00:00Z',
    });
    await send('POST', `activities/contact/${id}`, { kind: 'meeting', title: 'Visit', date: soon(5) });
    const task = await send('POST', 'tasks', { title: 'Send offer', dueAt: soon(2), ...on });
    const overdue = await send('POST', 'tasks', { title: 'Call back', dueAt: soon(-2), ...on });
    const timeline = await read('contact', id);
    expect(linesOf({ items: timeline.upcoming })).toEqual([
      'task open Call back',
      'task open Send offer',
      'activity created Visit',
    ]);
    expect(linesOf(timeline)).toEqual([
      'change updated',
      'note created First note',
      'change created',
      'activity created Spoke',
    ]);
    expect(timeline.items[0]).toMatchObject({
      actorId: owner.userId,
      data: { changes: [{ field: 'city', from: null, to: 'Bilbao' }] },
    });
    await send('PATCH', `notes/contact/${id}/${note.id}`, { body: 'Edited note' }, 1);
    await send('PATCH', `tasks/${task.id}`, { done: true }, 1);
    await send('DELETE', `tasks/${overdue.id}`, undefined, 1);
    const after = await read('contact', id);
    expect(linesOf({ items: after.upcoming })).toEqual(['activity created Visit']);
    expect(linesOf(after).slice(0, 3)).toEqual([
      'task done Send offer',
      'change updated',
      'note created Edited note',
    ]);
  });

  test('is filtered by kind and paginated, each line once', async () => {
    const { id } = await newContact(organization, owner.call);
    const items = Array.from({ length: 20 }, (_, index) => ({
      kind: 'call',
      title: `a${index}`,
      date: `2026-01-${String(index + 1).padStart(2, '0')}T00:00:00Z`,
    }));
    await send('POST', `activities/contact/${id}/bulk`, { items });
    for (let index = 0; index < 5; index += 1)
      await send('POST', `notes/contact/${id}`, { body: `n${index}` });
    for (const kind of [undefined, 'activity', 'note'] as const) {
      const query = { limit: '4', ...(kind ? { kind } : {}) };
      const pages = [await read('contact', id, query)];
      while (pages.at(-1)!.nextCursor)
        pages.push(await read('contact', id, { ...query, cursor: pages.at(-1)!.nextCursor }));
      const all = pages.flatMap((page) => page.items);
      const expected = { activity: 20, note: 5, all: 26 }[kind ?? 'all'];
      expect([kind, all.length, new Set(all.map((line) => line.id)).size]).toEqual([
        kind,
        expected,
        expected,
      ]);
      const times = all.map(({ at }) => at);
      expect(times).toEqual([...times].sort().reverse());
      expect(pages.slice(1).every(({ upcoming }) => upcoming.length === 0)).toBe(true);
    }
    const first = await read('contact', id, { limit: '4' });
    const other = { cursor: first.nextCursor, kind: 'note' };
    expect(
      (await owner.call('GET', `${organization.path}/timeline/contact/${id}`, { query: other })).status,
    ).toBe(400);
  });

  test('removes deleted items and shows them again when restored, wherever they moved', async () => {
    const { id } = await newContact(organization, owner.call);
    const path = `activities/contact/${id}`;
    const made = await send('POST', path, { kind: 'call', title: 'Moved', date: '2026-01-01T00:00:00Z' });
    for (const [index, day] of ['05', '03', '07'].entries())
      await send('PATCH', `${path}/${made.id}`, { date: `2026-01-${day}T00:00:00Z` }, index + 1);
    const { items } = await read('contact', id, { kind: 'activity' });
    expect(items.map(({ at }: { at: string }) => at)).toEqual(['2026-01-07T00:00:00.000Z']);
    await send('DELETE', `${path}/${made.id}`, undefined, 4);
    expect((await read('contact', id, { kind: 'activity' })).items).toEqual([]);
    await send('POST', `${path}/${made.id}/restore`);
    expect((await read('contact', id, { kind: 'activity' })).items).toHaveLength(1);
  });

  test('of customers and contacts links to their deals with current titles', async () => {
    const customer = await send('POST', 'customers', { name: 'Acme' });
    const { id: contactId } = await newContact(organization, owner.call);
    const { id } = await send('POST', 'deals', {
      title: 'Old title',
      customerId: customer.id,
      contactIds: [contactId],
    });
    await send('PATCH', `deals/${id}`, { title: 'New title' }, 1);
    const deals = async (type: string, recordId: string) =>
      linesOf(await read(type, recordId, { kind: 'deal' }));
    expect(await deals('customer', customer.id)).toEqual(['deal created New title']);
    expect(await deals('contact', contactId)).toEqual(['deal created New title']);
    await send('POST', `deals/${id}/win`, {}, 2);
    expect(await deals('customer', customer.id)).toEqual(['deal won New title', 'deal created New title']);
    await send('PATCH', `deals/${id}`, { customerId: null }, 3);
    expect(await deals('customer', customer.id)).toEqual([]);
    expect(await deals('contact', contactId)).toHaveLength(2);
    await send('DELETE', `deals/${id}`, undefined, 4);
    expect(await deals('contact', contactId)).toEqual([]);
  });

  test('of converted records shows the lead’s notes and activities and links to the lead', async () => {
    const lead = await send('POST', 'leads', { firstName: 'Luz', email: `luz${Date.now()}@lead.example` });
    await send('POST', `notes/lead/${lead.id}`, { body: 'Met at the fair' });
    await send('POST', `activities/lead/${lead.id}`, { kind: 'call', title: 'First call' });
    const became = await send(
      'POST',
      `leads/${lead.id}/conversion`,
      { deal: { title: 'Fleet' } },
      lead.version,
    );
    for (const [type, id] of [
      ['customer', became.customerId],
      ['contact', became.contactId],
      ['deal', became.dealId],
    ]) {
      await send('POST', `notes/${type}/${id}`, { body: 'Afterwards' });
      const lines = linesOf(await read(type, id));
      expect(lines).toEqual(
        expect.arrayContaining([
          'note created Met at the fair',
          'activity created First call',
          'lead converted Luz',
        ]),
      );
      expect(lines[0]).toBe('note created Afterwards');
      expect(linesOf(await read(type, id, { kind: 'note' }))).toEqual([
        'note created Afterwards',
        'note created Met at the fair',
      ]);
    }
  });
});

describe('a reader of a timeline', () => {
  test('does not find it for a record out of reach or in the trash', async () => {
    const employee = await addMember(host, organization, 'employee');
    const { id } = await newContact(organization, owner.call);
    const path = `${organization.path}/timeline/contact/${id}`;
    expect((await employee.call('GET', path)).status).toBe(404);
    await send('DELETE', `contacts/${id}`, undefined, 1);
    expect((await owner.call('GET', path)).status).toBe(404);
  });

  test('does not show others’ tasks or deals out of reach', async () => {
    const employee = await addMember(host, organization, 'employee');
    const customer = await send('POST', 'customers', { name: 'Shared', ownerId: employee.userId });
    const on = { recordType: 'customer', recordId: customer.id };
    await send('POST', 'tasks', { title: 'Of the owner', dueAt: soon(1), ...on });
    await send('POST', 'tasks', {
      title: 'Of the employee',
      dueAt: soon(1),
      assigneeId: employee.userId,
      ...on,
    });
    await send('POST', 'deals', { title: 'Of the owner', customerId: customer.id, ownerId: owner.userId });
    await send('POST', 'deals', {
      title: 'Of the employee',
      customerId: customer.id,
      ownerId: employee.userId,
    });
    const seen = await read('customer', customer.id, {}, employee.call);
    expect(linesOf({ items: seen.upcoming })).toEqual(['task open Of the employee']);
    expect(linesOf(seen)).toEqual(['deal created Of the employee', 'change created']);
    const all = await read('customer', customer.id);
    expect([all.upcoming.length, all.items.length]).toEqual([2, 3]);
  });
});

test('a key without read access to notes, activities or tasks sees none of their texts in a timeline', async () => {
  const { id } = await newContact(organization, owner.call);
  await send('POST', `notes/contact/${id}`, { body: 'Between us' });
  await send('POST', `activities/contact/${id}`, { kind: 'call', title: 'Between us' });
  await send('POST', 'tasks', {
    title: 'Between us',
    dueAt: soon(1),
    recordType: 'contact',
    recordId: id,
  });
  const base: KeyPermission[] = ['timeline:read', 'contact:read'];
  const lines = async (permissions: KeyPermission[]) => {
    const key = await newApiKey(host, organization, owner, [...base, ...permissions]);
    const { items, upcoming } = await read('contact', id, {}, key.call);
    return [...upcoming, ...items].map(({ kind }: { kind: string }) => kind).sort();
  };
  expect(await lines([])).toEqual(['change']);
  expect(await lines(['note:read'])).toEqual(['change', 'note']);
  expect(await lines(['activity:read', 'task:read'])).toEqual(['activity', 'change', 'task']);
});

test('nothing of a timeline is left after its record is purged', async () => {
  const table = openTable(host);
  const { id } = await newContact(organization, owner.call);
  await send('POST', `notes/contact/${id}`, { body: 'Leftover?' });
  await send('POST', `activities/contact/${id}`, { kind: 'call', title: 'Leftover?' });
  await send('DELETE', `contacts/${id}`, undefined, 1);
  await host.settled(organization);
  const pk = `ORG#${organization.id}#contact#${id}`;
  await table.letTrashTimePass({ pk, sk: '~' });
  await host.expire();
  await host.settled(organization);
  await host.settled(organization);
  // Projection states of purged records expire after three days. Change items are not part of the timeline.
  const isLeft = ({ kind, sk }: { kind?: unknown; sk?: unknown }) =>
    kind !== 'ledger' && !/^(C|E)/.test(String(sk));
  const left = await table.items((item) => item.pk === pk && isLeft(item), pk);
  expect(left).toEqual([]);
});
