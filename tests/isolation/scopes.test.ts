import { beforeAll, describe, expect, inject, test } from 'vitest';
import { keyPermissionNames, scopeOf } from '#contract/permission.ts';
import type { RecordAccess } from '#contract/record-access.ts';
import { recordPermission } from '#contract/record-permission.ts';
import { scopes, type Role, type Scope } from '#contract/role.ts';
import type { RecordType } from '#contract/record-type.ts';
import { recordTypes } from '#contract/record-types.ts';
import { bodyOf, type Call } from '../caller.ts';
import { count, hasAllCases, inTurn } from '../counts.ts';
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
import { newRecord } from '../subjects.ts';

const host = connectHost(inject('host'));
const types = Object.values<RecordType>(recordTypes as never);

interface Row {
  type: string;
  id: string;
  ownerId?: string | undefined;
  isDeleted: boolean;
}

interface Viewer {
  call: Call;
  role: Role;
  /** Owners whose records the scopes `own` and `team` include. */
  own: string[];
  team: string[];
}

let organization: TestOrganization;
const people: Record<string, Person> = {};
const viewers: Record<string, Viewer> = {};
const rows: Row[] = [];
/** What managers and employees read and change at present. */
let recordAccess: RecordAccess;
const word = unique('Reached');

beforeAll(async () => {
  organization = await newOrganization(await newPerson(host));
  const { owner } = organization;
  for (const name of ['boss', 'report', 'lonely', 'colleague'])
    people[name] = await addMember(host, organization, 'admin');
  const { boss, report, lonely, colleague } = people as Record<string, Person> & Record<'boss', Person>;
  await makeTeam(organization, boss, [report!]);
  const viewer = async (person: Person, role: Role, others: Person[] = []) => {
    const key = await newApiKey(host, organization, person);
    const ids = { own: [person.userId], team: [person, ...others].map(({ userId }) => userId) };
    if (person !== owner) await setRole(organization, person.userId, role);
    return [
      { call: person.call, role, ...ids },
      { call: key.call, role, ...ids },
    ] as const;
  };
  [viewers['an owner']] = await viewer(owner, 'owner');
  [viewers['a manager of one'], viewers['an API key of a manager']] = await viewer(boss, 'manager', [
    report!,
  ]);
  [viewers['a manager of nobody']] = await viewer(lonely!, 'manager');
  [viewers['an employee'], viewers['an API key of an employee']] = await viewer(report!, 'employee');
  await setRole(organization, colleague!.userId, 'employee');
  await makeRows([boss.userId, report!.userId, lonely!.userId, colleague!.userId, undefined]);
  await host.settled(organization);
});

/** The text by which people name and find records of a type. */
function nameOf({ fields, update }: RecordType): string {
  const [required] =
    Object.entries(fields).find(([, { kind, mode }]) => kind === 'text' && mode === 'required') ?? [];
  return required ?? ['title', 'reference'].find((name) => name in update.shape)!;
}

/** Creates one live record and one in the trash for every type and owner. */
async function makeRows(owners: (string | undefined)[]): Promise<void> {
  const { owner, path } = organization;
  for (const type of types) {
    const named = nameOf(type);
    // Every activity belongs to somebody.
    const those = type.fields.ownerId?.mode === 'defaulted' ? owners.filter(Boolean) : owners;
    for (const ownerId of 'ownerId' in type.fields ? those : [undefined]) {
      for (const isDeleted of [false, true]) {
        const values = { [named]: `${word} ${type.name} ${rows.length}`, ...(ownerId ? { ownerId } : {}) };
        const { id, version } = await newRecord(type, organization, values);
        rows.push({ type: type.name, id, ownerId, isDeleted });
        const record = `${path}/${type.plural}/${id}`;
        if (isDeleted) await bodyOf(200, owner.call('DELETE', record, { ifMatch: version }));
      }
    }
  }
}

const scopeFor = ({ role }: Viewer, { name }: RecordType): Scope | undefined =>
  scopeOf({ role, recordAccess }, recordPermission(name, 'read'));

function sees(viewer: Viewer, type: RecordType, { ownerId }: Row): boolean {
  const scope = scopeFor(viewer, type);
  if (scope === undefined || scope === 'all') return scope === 'all';
  return ownerId !== undefined && viewer[scope].includes(ownerId);
}

const visible = (viewer: Viewer, type: RecordType, isDeleted = false): string[] =>
  rows
    .filter((row) => row.type === type.name && row.isDeleted === isDeleted && sees(viewer, type, row))
    .map(({ id }) => id)
    .sort();

/** A page of a list, which some types have only as an answer to a question. */
function pageOf(
  call: Call,
  { plural, isOnlyQueried, sortColumns }: RecordType,
  query: Record<string, string>,
) {
  const path = `${organization.path}/${plural}`;
  if (!isOnlyQueried) return call('GET', path, { query });
  const { limit, cursor, q, deleted, ownerId, sort = 'createdAt' } = query;
  const by = sort.replace('-', '');
  const body = {
    ...{ limit: Number(limit ?? 10), cursor, q, current: true },
    ...(deleted ? { deleted: true } : {}),
    ...(ownerId ? { filter: { field: 'ownerId', op: 'anyOf', value: [ownerId] } } : {}),
    sorts: [{ field: sortColumns[by] ?? by, ...(sort.startsWith('-') ? { descending: true } : {}) }],
  };
  return call('POST', `${path}/query`, { body });
}

/** Ids from all pages of a list, without employees that aren't in `rows`: `makeTeam` creates some. */
async function readAll(call: Call, type: RecordType, query: Record<string, string>, expected: number) {
  const { plural } = type;
  const known = new Set(rows.map(({ id }) => id));
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const pageQuery = { ...query, limit: '3', ...(cursor ? { cursor } : {}) };
    const page = await bodyOf(200, pageOf(call, type, pageQuery));
    if (plural !== 'employees') expect(page.total).toBe(expected);
    ids.push(...page.items.map(({ id }: { id: string }) => id));
    cursor = page.nextCursor;
  } while (cursor);
  return plural === 'employees' ? ids.filter((id) => known.has(id)).sort() : ids.sort();
}

const names = [
  'an owner',
  'a manager of one',
  'an API key of a manager',
  'a manager of nobody',
  'an employee',
  'an API key of an employee',
];

const choices = scopes.map((scope) => {
  const access = { read: scope, change: scope };
  return { scope, access: { manager: access, employee: access } };
});

/** The quick tier walks through each type and each viewer with one of the choices. */
const isTurn = (scope: Scope, place: number): boolean => hasAllCases || scopes.indexOf(scope) === place % 3;

describe.each(choices)('where managers and employees read $scope', ({ scope, access }) => {
  beforeAll(async () => {
    const { owner, path } = organization;
    // Reads with what the functions know, so that the first request after the choice is one of a warm function.
    for (const { call } of Object.values(viewers)) await bodyOf(200, call('GET', `${path}/contacts`));
    const { version } = await bodyOf(200, owner.call('GET', path));
    await bodyOf(200, owner.call('PATCH', path, { body: { recordAccess: access }, ifMatch: version }));
    recordAccess = access;
  });

  describe.each(names)('%s', (name) => {
    describe.each(types.filter((_, place) => isTurn(scope, place + names.indexOf(name))))(
      'of the type $name',
      (type) => {
        test('limits lists, sorts, filters, search and counts to records within reach', async () => {
          const viewer = viewers[name]!;
          const { call } = viewer;
          const expected = visible(viewer, type);
          const sorts = type.sorts.flatMap((by) => [by, `-${by}`]);
          // The quick tier asks for every third order, which differ by viewer and type.
          const turn = names.indexOf(name) + types.indexOf(type);
          for (const sort of sorts.filter((_, index) => (index + turn) % count(3, 1) === 0)) {
            expect(await readAll(call, type, { sort }, expected.length)).toEqual(expected);
          }
          const deleted = visible(viewer, type, true);
          expect(await readAll(call, type, { deleted: 'true' }, deleted.length)).toEqual(deleted);
          expect(await readAll(call, type, { q: word }, expected.length)).toEqual(expected);
          if (!type.filters.includes('ownerId')) return;
          for (const { userId } of Object.values(people)) {
            const theirs = expected.filter((id) =>
              rows.some((row) => row.id === id && row.ownerId === userId),
            );
            expect(await readAll(call, type, { ownerId: userId }, theirs.length)).toEqual(theirs);
          }
        });

        test('reads a record and its entries within reach, and otherwise finds nothing', async () => {
          const viewer = viewers[name]!;
          const turn = names.indexOf(name) + types.indexOf(type);
          for (const [index, row] of rows.filter((one) => one.type === type.name).entries()) {
            const record = `${type.plural}/${row.id}`;
            const lying = [`notes/${type.name}/${row.id}`, `timeline/${type.name}/${row.id}`];
            if (type.hasActivities) lying.push(`activities/${type.name}/${row.id}`);
            lying.push(record);
            for (const path of [
              record,
              `${record}?trash=true`,
              ...inTurn([`${record}/history`, ...lying], turn + index),
            ]) {
              const isThere = sees(viewer, type, row) && !(row.isDeleted && lying.includes(path));
              const { status } = await viewer.call('GET', `${organization.path}/${path}`);
              expect([path, status]).toEqual([path, isThere ? 200 : 404]);
            }
          }
        });
      },
    );

    if (!isTurn(scope, names.indexOf(name))) return;
    test('gets titles of records within reach only', async () => {
      const viewer = viewers[name]!;
      for (const type of types) {
        const ids = rows.filter((row) => row.type === type.name).map(({ id }) => id);
        const query = { recordType: type.name, ids: ids.join() };
        const { items } = await bodyOf(
          200,
          viewer.call('GET', `${organization.path}/search/titles`, { query }),
        );
        const expected = [...visible(viewer, type), ...visible(viewer, type, true)];
        expect(items.map(({ id }: Row) => id).sort()).toEqual(expected.sort());
        for (const { title } of items) expect(title).not.toBe('');
      }
    });

    test('limits search, board sums and dashboard counts to records within reach', async () => {
      const viewer = viewers[name]!;
      const get = (path: string, query = {}) =>
        bodyOf(200, viewer.call('GET', `${organization.path}/${path}`, { query }));
      for (const type of types) {
        const { items } = await get('search', { q: `${word} ${type.name}` });
        expect(items.map(({ id }: Row) => id).sort()).toEqual(visible(viewer, type));
      }
      const { columns } = await get('deals/board');
      const ofDeals = visible(viewer, recordTypes.deal);
      expect(columns.flatMap(({ cards }: any) => cards.items.map(({ id }: Row) => id)).sort()).toEqual(
        ofDeals,
      );
      expect(columns.reduce((sum: number, column: { count: number }) => sum + column.count, 0)).toBe(
        ofDeals.length,
      );
      const { contacts, leads, deals, recent } = await get('dashboard');
      const count = (type: object) => visible(viewer, type as RecordType).length;
      expect([contacts.total, leads.total, deals.open.count]).toEqual(
        [recordTypes.contact, recordTypes.lead, recordTypes.deal].map(count),
      );
      const known = types.flatMap((type) => [...visible(viewer, type), ...visible(viewer, type, true)]);
      for (const { recordId } of recent) expect(known).toContain(recordId);
    });
  });
});

test.each(types)('a key without read access to $plural learns nothing about them', async (type) => {
  const { owner, path } = organization;
  const permissions = keyPermissionNames.filter(
    (permission) => permission !== recordPermission(type.name, 'read'),
  );
  const { call } = await newApiKey(host, organization, owner, permissions);
  const [{ id }] = rows.filter((row) => row.type === type.name) as [Row];
  expect((await pageOf(call, type, {})).status).toBe(403);
  expect((await call('GET', `${path}/${type.plural}/${id}`)).status).toBe(403);
  for (const kind of ['notes', 'timeline'])
    expect((await call('GET', `${path}/${kind}/${type.name}/${id}`)).status).toBe(404);
  const { items } = await bodyOf(
    200,
    call('GET', `${path}/search`, { query: { q: `${word} ${type.name}` } }),
  );
  expect(items.filter((hit: Row) => hit.type === type.name)).toEqual([]);
  const options = { query: { recordType: type.name, ids: id } };
  expect(await bodyOf(200, call('GET', `${path}/search/titles`, options))).toEqual({ items: [] });
  const { recent } = await bodyOf(200, call('GET', `${path}/dashboard`));
  expect(recent.filter(({ recordType }: { recordType: string }) => recordType === type.name)).toEqual([]);
});
