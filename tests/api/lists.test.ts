import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contact, type Contact } from '#contract/records/contact.ts';
import { contactRecords } from '#data/records/contact.ts';
import { recordFrom } from '#data/records/stored.ts';
import { bodyOf } from '../caller.ts';
import { count, isFull, seed } from '../counts.ts';
import type { HostUnderTest } from '../host.ts';
import {
  addMember,
  loadDemoData,
  newOrganization,
  newPerson,
  type Person,
  type TestOrganization,
} from '../organization.ts';
import { startQuietHost } from '../quiet-host.ts';
import { openTable } from '../table.ts';

/** A host of its own, because other tests would wait until all loaded records are in lists. */
let host: HostUnderTest;
const timeZone = 'America/Bogota';

let organization: TestOrganization;
let employee: Person;
/** All contacts as stored, to compare with lists, totals, search and dashboard. */
let contacts: Contact[];

beforeAll(async () => {
  host = await startQuietHost();
  organization = await newOrganization(await newPerson(host), { timeZone, country: 'CO' });
  employee = await addMember(host, organization, 'employee');
  await addMember(host, organization, 'manager');
  const { call } = organization.owner;
  // The quick tier stops once the contacts are loaded, because the rest of the demo data takes several times as long.
  const isEnough = ({ contacts = 0 }) => !isFull && contacts >= 500;
  expect(await loadDemoData(call, organization, isEnough)).toMatchObject({ tags: 10, contacts: 500 });
  const { items } = await bodyOf(
    200,
    call('GET', `${organization.path}/contacts`, { query: { limit: '20' } }),
  );
  for (const { id } of items) await call('DELETE', `${organization.path}/contacts/${id}`, { ifMatch: 1 });
  await host.settled(organization);
  const stored = await openTable(host).organization(organization.id);
  contacts = [...stored.values()]
    .filter(({ kind, type }) => kind === 'record' && type === 'contact')
    .map((item) => recordFrom(contactRecords, item as never));
});
afterAll(() => host.stop());

const live = (): Contact[] => contacts.filter((record) => record.deletedAt === undefined);
const seenBy = (person: Person): ((record: Contact) => boolean) =>
  person === employee ? (record) => record.ownerId === employee.userId : () => true;
const bytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

type Filters = Partial<Record<(typeof contact.filters)[number], string[]>>;

const fits = (record: Contact, filters: Filters): boolean =>
  Object.entries(filters).every(([field, accepted]) => {
    const value = record[field as keyof Contact] as string | string[] | undefined;
    const values = Array.isArray(value) ? value : [value ?? 'none'];
    return values.some((one) => accepted.includes(one));
  });

function sorted(records: Contact[], sort: string): Contact[] {
  const value = (record: Contact) =>
    sort.endsWith('name') ? contactRecords.sorts.name!(record, {} as never) : record.createdAt;
  const keyOf = (record: Contact) => `${value(record)}#${record.id}`;
  const ascending = [...records].sort((a, b) => bytes(keyOf(a), keyOf(b)));
  return sort.startsWith('-') ? ascending.reverse() : ascending;
}

/** Reads all pages and returns the ids. Checks the total on each page. */
async function readAll(person: Person, query: Record<string, string>, expected: number): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await bodyOf(
      200,
      person.call('GET', `${organization.path}/contacts`, {
        query: { ...query, ...(cursor ? { cursor } : {}) },
      }),
    );
    expect(page.items.length).toBeLessThanOrEqual(Number(query.limit));
    expect(page.total).toBe(expected);
    ids.push(...page.items.map(({ id }: { id: string }) => id));
    cursor = page.nextCursor;
  } while (cursor);
  return ids;
}

const unknownId = '01900000-0000-7000-8000-000000000000';
const unknown: Record<string, string> = {
  customerId: unknownId,
  country: 'AQ',
  statusId: 'none',
};

/** Filters by values that occur in the data, by one that doesn't (if it is accepted) and, if some records have no value, by `none`. */
function filtersOver(records: Contact[]): fc.Arbitrary<Filters> {
  const values = (field: keyof Contact) => {
    const found = [
      ...new Set(records.flatMap((record) => (record[field] ?? 'none') as string | string[])),
    ].map(String);
    const offered = fc.constantFrom(...found, unknown[field] ?? 'none');
    return fc.option(fc.array(offered, { minLength: 1, maxLength: 3 }), { nil: undefined, freq: 2 });
  };
  return fc
    .record(Object.fromEntries(contact.filters.map((field) => [field, values(field)])))
    .map(
      (all) => Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as Filters,
    );
}

const sorts = contact.sorts.flatMap((sort) => [sort, `-${sort}`]);

test(
  `every list, filter, sort and page equals a recount, with access to all and to own records (seed ${seed})`,
  { timeout: 600_000 },
  async () => {
    const requests = fc.record({
      filters: filtersOver(contacts),
      sort: fc.constantFrom(...sorts),
      limit: fc.constantFrom(1, 7, 25, 100),
      who: fc.constantFrom('owner' as const, 'employee' as const),
    });
    await fc.assert(
      fc.asyncProperty(requests, async ({ filters, sort, limit, who }) => {
        const person = who === 'owner' ? organization.owner : employee;
        const records = live().filter((record) => seenBy(person)(record) && fits(record, filters));
        const expected = sorted(records, sort).map(({ id }) => id);
        // Limits the number of pages: pages of one row are tested only for short lists.
        const fitting = Math.max(limit, Math.ceil(expected.length / 20));
        const lists = Object.fromEntries(
          Object.entries(filters).map(([field, values]) => [field, values.join(',')]),
        );
        const query = { ...lists, sort, limit: String(Math.min(100, fitting)) };
        expect(await readAll(person, query, expected.length)).toEqual(expected);
      }),
      { seed, numRuns: count(20, 600), endOnFailure: true },
    );
  },
);

test('the trash equals a recount', async () => {
  for (const person of [organization.owner, employee]) {
    const deleted = contacts
      .filter((record) => record.deletedAt !== undefined && seenBy(person)(record))
      .sort((a, b) => bytes(`${b.deletedAt}#${b.id}`, `${a.deletedAt}#${a.id}`));
    const found = await readAll(person, { deleted: 'true', limit: '7' }, deleted.length);
    expect(found).toEqual(deleted.map(({ id }) => id));
  }
});

test('the dashboard equals a recount by the organization’s calendar', async () => {
  const dayOf = (instant: Date | string) => new Date(instant).toLocaleDateString('sv-SE', { timeZone });
  const today = dayOf(new Date());
  const back = (days: number) =>
    new Date(Date.parse(`${today}T12:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10);
  const sinceMonday = (new Date(`${today}T12:00:00Z`).getUTCDay() + 6) % 7;
  for (const person of [organization.owner, employee]) {
    const records = live().filter(seenBy(person));
    const days = records.map((record) => dayOf(record.createdAt));
    const between = (from: number, to: number) =>
      days.filter((day) => day >= back(from) && day <= back(to)).length;
    const { contacts: shown } = await bodyOf(200, person.call('GET', `${organization.path}/dashboard`));
    expect(shown).toEqual({
      total: records.length,
      newThisWeek: between(sinceMonday, 0),
      newLastWeek: between(sinceMonday + 7, sinceMonday + 1),
      perDay: Array.from({ length: 14 }, (_, index) => ({
        date: back(13 - index),
        count: between(13 - index, 13 - index),
      })),
      byStatus: ['prospect', 'qualified', 'customer', 'inactive'].map((statusId) => ({
        statusId,
        count: records.filter((record) => record.statusId === statusId).length,
      })),
    });
  }
});

test('tag counts equal a recount', async () => {
  for (const person of [organization.owner, employee]) {
    const records = live().filter(seenBy(person));
    const { items } = await bodyOf(200, person.call('GET', `${organization.path}/tags/uses`));
    const ofContacts = items.filter((use: { recordType: string }) => use.recordType === 'contact');
    const tagIds = new Set(records.flatMap((record) => record.tagIds ?? []));
    expect(ofContacts).toHaveLength(tagIds.size);
    for (const { tagId, count: found } of ofContacts)
      expect(found).toBe(records.filter((record) => record.tagIds?.includes(tagId)).length);
  }
});

test.runIf(isFull)('loading demo data again adds and changes nothing', async () => {
  const table = openTable(host);
  const before = await table.organization(organization.id);
  const again = await bodyOf(200, organization.owner.call('POST', `${organization.path}/demo-data`));
  expect(again).toMatchObject({ contacts: 0, notes: 0 });
  await host.settled(organization);
  expect(await table.organization(organization.id)).toEqual(before);
});

/** Splits a text into words as people type them: without accents, in lower case. */
const typed = (text: string): string[] =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/ł/g, 'l')
    .replace(/đ/g, 'd')
    .replace(/ı/g, 'i')
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
/** The words by which search finds a contact, except phone numbers: its name, e-mail address and national ID. */
const wordsOf = ({ fullName, email = '', nationalId = '' }: Contact): string[] => [
  ...[fullName, email].flatMap(typed),
  typed(nationalId).join(''),
];

/**
 * Whether a contact matches a search: its words begin with each word of the search, or with the search without
 * separators, or a phone number ends with the search.
 */
function matches(contact: Contact, q: string): boolean {
  const begins = (start: string) => wordsOf(contact).some((word) => word.startsWith(start));
  const hasPhone = (contact.phones ?? []).some(({ number }) => /^\d+$/.test(q) && number.endsWith(q));
  return typed(q).every(begins) || begins(typed(q).join('')) || hasPhone;
}

/** Whether each word of a search occurs anywhere in a contact's texts or phone numbers. */
function contains(contact: Contact, q: string): boolean {
  const { firstName, lastName, fullName, email, jobTitle, city, nationalId, phones } = contact;
  const texts = [firstName, lastName, fullName, email, jobTitle, city, nationalId].map((text) =>
    typed(text ?? '').join(' '),
  );
  const digits = (phones ?? []).map(({ number }) => number.replace(/\D/g, ''));
  return typed(q).every((word) => [...texts, ...digits].some((text) => text.includes(word)));
}

describe('search', { timeout: 600_000 }, () => {
  /**
   * Expects search to find the record, if the person can see it and fewer than 25 records match, and nothing that
   * doesn't match, unless there is nothing else. The list contains every record with all words.
   */
  async function expectFound(record: Contact, q: string): Promise<void> {
    for (const person of [organization.owner, employee]) {
      const seen = live().filter(seenBy(person));
      const fitting = idsOf(seen.filter((one) => matches(one, q)));
      const { items } = await bodyOf(
        200,
        person.call('GET', `${organization.path}/search`, { query: { q } }),
      );
      // Other types take up some of the search's fifty results, whereas a list contains only its own type.
      const found = idsOf(items.filter(({ type }: { type: string }) => type === 'contact'));
      // If nothing matches, search forgives a typo.
      if (fitting.length > 0)
        for (const id of found) expect(fitting, `${q} found what does not fit`).toContain(id);
      expect(new Set(found).size).toBe(found.length);
      const isThere = seenBy(person)(record);
      if (items.length < 25 && isThere) expect(found, q).toContain(record.id);
      const listed = idsOf(seen.filter((one) => contains(one, q)));
      const all = await readAll(person, { q, limit: '100' }, listed.length);
      expect(all.toSorted(), q).toEqual(listed.toSorted());
    }
  }
  const idsOf = (items: { id: string }[]): string[] => items.map(({ id }) => id);

  const someone = fc.nat().map((at) => live()[at % live().length]!);
  const check = (q: (record: Contact, cut: number) => string | undefined) =>
    fc.assert(
      fc.asyncProperty(someone, fc.integer({ min: 2, max: 6 }), async (record, cut) => {
        const text = q(record, cut);
        if (text !== undefined && text.length >= 2) await expectFound(record, text);
      }),
      { seed, numRuns: count(10, 300), endOnFailure: true },
    );

  test('finds by the beginning of any word, without accents', () =>
    check((record, cut) =>
      typed(record.fullName)
        .at(cut % typed(record.fullName).length)
        ?.slice(0, cut),
    ));

  test('finds a name as written, with accents', () => check((record) => record.fullName));

  test('finds by two words in any order', () =>
    check((record, cut) => {
      const [first, ...others] = typed(record.fullName);
      const last = others.at(-1);
      if (!first || !last || first.length < 2) return undefined;
      return cut % 2 ? `${first} ${last}` : `${last} ${first}`;
    }));

  test('finds by the last digits of a phone number', () =>
    check((record, cut) => record.phones?.at(-1)?.number.slice(-(cut + 2))));

  test('finds by the beginning of an e-mail address', () => check((record) => record.email));

  test('finds nothing for unknown terms, and refuses a single character', async () => {
    const { call } = organization.owner;
    const find = (q: string) => call('GET', `${organization.path}/search`, { query: { q } });
    for (const q of ['qqzzxx', '--', '0000000000000', '%%', '😀😀'])
      expect((await find(q)).body).toEqual({ items: [] });
    for (const q of ['', 'a', ' a ']) expect((await find(q)).status).toBe(422);
    expect((await find('x'.repeat(101))).status).toBe(422);
  });
});
