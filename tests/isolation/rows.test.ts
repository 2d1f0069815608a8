import { beforeAll, describe, expect, inject, test } from 'vitest';
import { keyPermissionNames } from '#contract/permission.ts';
import { lookupKey } from '#data/store/keys.ts';
import { bodyOf, type Call } from '../caller.ts';
import { connectHost } from '../host.ts';
import {
  addMember,
  makeTeam,
  newApiKey,
  newOrganization,
  newPerson,
  setRole,
  unique,
  type Person,
  type TestOrganization,
} from '../organization.ts';
import { openTable } from '../table.ts';

const host = connectHost(inject('host'));

interface Row {
  id: string;
  version: number;
  fullName: string;
  firstName: string;
  statusId: string;
  country: string;
  ownerId?: string;
  tagIds?: string[];
  deletedAt?: string;
}

interface Viewer {
  call: Call;
  sees(row: Row): boolean;
}

let organization: TestOrganization;
let employee: Person;
let colleague: Person;
const viewers: Record<string, Viewer> = {};
const tagIds: string[] = [];
const rows: Row[] = [];
const word = unique('Visible');

beforeAll(async () => {
  organization = await newOrganization(await newPerson(host));
  const { owner, path } = organization;
  const admin = await addMember(host, organization, 'admin');
  const manager = await addMember(host, organization, 'manager');
  const lonely = await addMember(host, organization, 'manager');
  [employee, colleague] = [
    await addMember(host, organization, 'admin'),
    await addMember(host, organization, 'employee'),
  ];
  await makeTeam(organization, manager, [employee]);
  const key = await newApiKey(host, organization, employee);
  const otherPermissions = keyPermissionNames.filter((permission) => permission !== 'contact:read');
  const keyWithoutContacts = await newApiKey(host, organization, employee, otherPermissions);
  await setRole(organization, employee.userId, 'employee');
  const own = (row: Row) => row.ownerId === employee.userId;
  Object.assign(viewers, {
    'an owner': { call: owner.call, sees: () => true },
    'an administrator': { call: admin.call, sees: () => true },
    'a manager of an employee': { call: manager.call, sees: own },
    'a manager of nobody': { call: lonely.call, sees: () => false },
    'an employee': { call: employee.call, sees: own },
    'an API key of an employee': { call: key.call, sees: own },
    'an API key that may not read contacts': {
      call: keyWithoutContacts.call,
      sees: () => false,
    },
  });
  for (const name of ['one', 'two']) {
    tagIds.push((await bodyOf(201, owner.call('POST', `${path}/tags`, { body: { name } }))).id);
  }
  await makeRows();
  await host.settled(organization);
});

/** Creates records with every combination of owner, status, tags and trash that could reveal an error in a scope. */
async function makeRows(): Promise<void> {
  const { owner, path } = organization;
  for (const ownerId of [employee.userId, colleague.userId, undefined]) {
    for (const statusId of ['prospect', 'customer']) {
      for (const tags of [[], tagIds.slice(0, 1), tagIds]) {
        for (const isDeleted of [false, true]) {
          const body = {
            firstName: `${word} ${rows.length}`,
            statusId,
            tagIds: tags,
            country: tags.length === 1 ? 'CO' : 'ES',
            ...(ownerId ? { ownerId } : {}),
          };
          const made = await bodyOf(201, owner.call('POST', `${path}/contacts`, { body }));
          const note = { body: { body: 'A note' } };
          await bodyOf(201, owner.call('POST', `${path}/notes/contact/${made.id}`, note));
          rows.push(
            isDeleted
              ? await bodyOf(200, owner.call('DELETE', `${path}/contacts/${made.id}`, { ifMatch: 1 }))
              : made,
          );
        }
      }
    }
  }
}

const ids = (all: { id: string }[]): string[] => all.map(({ id }) => id).sort();

/**
 * Reads all pages of a list. On each page, an exact total must equal `expected`, and any other total must not exceed
 * it.
 */
async function readAll(
  call: Call,
  query: Record<string, string>,
  expected: number,
): Promise<{ id: string }[]> {
  const items: { id: string }[] = [];
  let cursor: string | undefined;
  do {
    const page = await bodyOf(
      200,
      call('GET', `${organization.path}/contacts`, {
        query: { ...query, limit: '4', ...(cursor ? { cursor } : {}) },
      }),
    );
    items.push(...page.items);
    expect(page.total).toBe(expected);
    cursor = page.nextCursor;
  } while (cursor);
  return items;
}

const queries: { name: string; query: () => Record<string, string>; fits: (row: Row) => boolean }[] = [
  { name: 'no filter', query: () => ({}), fits: () => true },
  { name: 'the newest first', query: () => ({ sort: '-createdAt' }), fits: () => true },
  { name: 'a status', query: () => ({ statusId: 'customer' }), fits: (row) => row.statusId === 'customer' },
  { name: 'both statuses', query: () => ({ statusId: 'customer,prospect' }), fits: () => true },
  {
    name: 'a tag',
    query: () => ({ tagIds: tagIds[0]! }),
    fits: (row) => row.tagIds?.includes(tagIds[0]!) ?? false,
  },
  { name: 'a country', query: () => ({ country: 'CO' }), fits: (row) => row.country === 'CO' },
  {
    name: 'oneself as owner',
    query: () => ({ ownerId: employee.userId }),
    fits: (row) => row.ownerId === employee.userId,
  },
  {
    name: 'a colleague as owner',
    query: () => ({ ownerId: colleague.userId }),
    fits: (row) => row.ownerId === colleague.userId,
  },
  {
    name: 'both as owners, with a status',
    query: () => ({ ownerId: `${employee.userId},${colleague.userId}`, statusId: 'prospect' }),
    fits: (row) => row.ownerId !== undefined && row.statusId === 'prospect',
  },
  { name: 'no owner', query: () => ({ ownerId: 'none' }), fits: (row) => row.ownerId === undefined },
  { name: 'words', query: () => ({ q: word }), fits: () => true },
];

const names = [
  'an owner',
  'an administrator',
  'a manager of an employee',
  'a manager of nobody',
  'an employee',
  'an API key of an employee',
  'an API key that may not read contacts',
];

describe.each(names)('%s', (name) => {
  const visible = (isDeleted = false): Row[] =>
    rows.filter((row) => viewers[name]!.sees(row) && (row.deletedAt !== undefined) === isDeleted);
  const isBlind = name === 'an API key that may not read contacts';

  test.each(queries)('limits lists and counts to visible records with $name', async ({ query, fits }) => {
    const { call } = viewers[name]!;
    if (isBlind) {
      expect((await call('GET', `${organization.path}/contacts`, { query: query() })).status).toBe(403);
      return;
    }
    for (const isDeleted of [false, true]) {
      const expected = visible(isDeleted).filter(fits);
      const requested = query();
      if (isDeleted && ('q' in requested || 'sort' in requested)) continue;
      const found = await readAll(
        call,
        { ...requested, ...(isDeleted ? { deleted: 'true' } : {}) },
        expected.length,
      );
      expect(ids(found)).toEqual(ids(expected));
    }
  });

  test('finds visible records by search', async () => {
    const { items } = await bodyOf(
      200,
      viewers[name]!.call('GET', `${organization.path}/search`, { query: { q: word } }),
    );
    expect(ids(items)).toEqual(ids(visible()));
  });

  test('counts visible records on the dashboard and shows only their changes', async () => {
    const data = await bodyOf(200, viewers[name]!.call('GET', `${organization.path}/dashboard`));
    const expected = visible();
    const statuses = ['prospect', 'qualified', 'customer', 'inactive'];
    expect(data.contacts).toMatchObject({
      total: expected.length,
      newThisWeek: expected.length,
      newLastWeek: 0,
      byStatus: statuses.map((statusId) => ({
        statusId,
        count: expected.filter((row) => row.statusId === statusId).length,
      })),
    });
    expect(data.contacts.perDay.at(-1).count).toBe(expected.length);
    const known = new Set(ids([...expected, ...visible(true)]));
    expect(data.recent).toHaveLength(known.size > 0 ? 10 : 0);
    for (const { recordId } of data.recent) expect(known).toContain(recordId);
  });

  test('counts visible records for each tag', async () => {
    const { items } = await bodyOf(200, viewers[name]!.call('GET', `${organization.path}/tags/uses`));
    const isOfContacts = (use: any, id: string) => use.tagId === id && use.recordType === 'contact';
    for (const id of tagIds) {
      const carrying = visible().filter((row) => row.tagIds?.includes(id)).length;
      expect(items.find((use: any) => isOfContacts(use, id))?.count ?? 0).toBe(carrying);
    }
  });

  test('reads record, history and notes of visible records only', async () => {
    const { call } = viewers[name]!;
    for (const row of rows) {
      const sees = viewers[name]!.sees(row);
      const status = isBlind ? 403 : sees ? 200 : 404;
      const record = `${organization.path}/contacts/${row.id}`;
      for (const place of [`${record}?trash=true`, `${record}/history`])
        expect((await call('GET', place)).status).toBe(status);
      const notes = await call('GET', `${organization.path}/notes/contact/${row.id}`);
      expect(notes.status).toBe(sees && !row.deletedAt ? 200 : 404);
    }
  });
});

test('a taken e-mail names the conflicting record only to callers who can see it', async () => {
  const email = `${unique('taken')}@people.example`;
  const { owner, path } = organization;
  const taken = await bodyOf(
    201,
    owner.call('POST', `${path}/contacts`, {
      body: { firstName: 'Taken', email, ownerId: colleague.userId },
    }),
  );
  const attempt = async (call: Call) =>
    (await bodyOf(409, call('POST', `${path}/contacts`, { body: { firstName: 'Again', email } }))).errors;
  const error = { pointer: '/email', code: 'taken', message: expect.any(String) as string };
  expect(await attempt(owner.call)).toEqual([{ ...error, recordId: taken.id }]);
  expect(await attempt(employee.call)).toEqual([error]);
});

test('a handover takes effect on the next request for both members', async () => {
  const { owner, path } = organization;
  const body = { firstName: unique('Handed over '), ownerId: employee.userId };
  const { id } = await bodyOf(201, owner.call('POST', `${path}/contacts`, { body }));
  const statuses = async () => [
    (await employee.call('GET', `${path}/contacts/${id}`)).status,
    (await colleague.call('GET', `${path}/contacts/${id}`)).status,
  ];
  expect(await statuses()).toEqual([200, 404]);
  await bodyOf(
    200,
    owner.call('PATCH', `${path}/contacts/${id}`, { body: { ownerId: colleague.userId }, ifMatch: 1 }),
  );
  expect(await statuses()).toEqual([404, 200]);
  await host.settled(organization);
  const finds = async ({ call }: Person) =>
    (await bodyOf(200, call('GET', `${path}/search`, { query: { q: body.firstName } }))).items.length;
  expect([await finds(employee), await finds(colleague)]).toEqual([0, 1]);
});

test('a lookup term that lags behind a handover adds no row to a list', async () => {
  const { owner, path } = organization;
  const firstName = unique('Lagging');
  const body = { firstName, ownerId: colleague.userId };
  const { id } = await bodyOf(201, owner.call('POST', `${path}/contacts`, { body }));
  await host.settled(organization);
  const key = lookupKey(organization.id, firstName.toLowerCase(), 'contact', id, employee.userId);
  await openTable(host).put({ ...key, kind: 'word', type: 'contact', id });
  const list = await bodyOf(200, employee.call('GET', `${path}/contacts`, { query: { q: firstName } }));
  expect(list).toMatchObject({ items: [], total: 0 });
});

test('callers with own scope can neither give away nor take records', async () => {
  const { path, owner } = organization;
  const { id } = await bodyOf(
    201,
    employee.call('POST', `${path}/contacts`, { body: { firstName: 'Kept' } }),
  );
  for (const ownerId of [colleague.userId, null]) {
    const problem = await bodyOf(
      422,
      employee.call('PATCH', `${path}/contacts/${id}`, { body: { ownerId }, ifMatch: 1 }),
    );
    expect(problem.errors).toMatchObject([{ pointer: '/ownerId', code: 'not_allowed' }]);
  }
  const refused = await employee.call('POST', `${path}/contacts`, {
    body: { firstName: 'Given', ownerId: owner.userId },
  });
  expect(refused.status).toBe(422);
});

test('a replayed creation does not show the record to a creator who lost access', async () => {
  const { path, owner } = organization;
  const sent = { body: { firstName: unique('Replayed ') }, idempotencyKey: unique('key') };
  const { id } = await bodyOf(201, employee.call('POST', `${path}/contacts`, sent));
  await bodyOf(
    200,
    owner.call('PATCH', `${path}/contacts/${id}`, { body: { ownerId: colleague.userId }, ifMatch: 1 }),
  );
  expect((await employee.call('POST', `${path}/contacts`, sent)).status).toBe(404);
});
