import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Filter, Operator } from '#contract/lists/filter-tree.ts';
import type { AnyRecord } from '#data/records/definition.ts';
import { bodyOf, type Answer } from '../caller.ts';
import { count } from '../counts.ts';
import { recount, type Kind } from '../faults/list-recount.ts';
import type { HostUnderTest } from '../host.ts';
import { newOrganization, newPerson, type TestOrganization } from '../organization.ts';
import { startQuietHost } from '../quiet-host.ts';
import { openTable } from '../table.ts';
import { hostileTexts, hostileValues } from './hostile-values.ts';

/** A host of its own, because the tests kill the function that answers queries. */
let host: HostUnderTest;
let mine: TestOrganization;
let theirs: TestOrganization;
/** All contacts of `mine`, with hostile texts in their job titles, for a plain recount. */
let contacts: AnyRecord[];

const kinds: Record<string, Kind> = {
  ...{ firstName: 'text', jobTitle: 'text', email: 'text', phones: 'phones', statusId: 'choice' },
  ...{ ownerId: 'choice', createdAt: 'timestamp', tagIds: 'choices' },
  ...{
    'custom.constructor': 'text',
    'custom.select': 'number',
    'custom.budget': 'money',
    'custom.tier': 'choice',
  },
};
const cities = ['Bogotá', 'Cali', undefined];
const rare = 'Rare "quotes", 100%_ and \\ it’s';

async function addFields({ owner, path }: TestOrganization, kindOfSelect: string): Promise<void> {
  const fields = [
    { key: 'constructor', label: 'Constructor', kind: 'text' },
    { key: 'select', label: 'Select', kind: kindOfSelect },
    { key: 'budget', label: 'Budget', kind: 'money' },
    { key: 'tier', label: 'Tier', kind: 'choice', options: [{ label: 'Gold' }, { label: 'Null' }] },
  ];
  for (const [ifMatch, body] of fields.entries())
    await bodyOf(201, owner.call('POST', `${path}/custom-fields/contact`, { body, ifMatch }));
}

/** Texts without any such character count as empty. */
const visible = /[^\p{Default_Ignorable_Code_Point}\p{White_Space}]/u;

/** Both organizations have equal names, so that only ids tell their records apart. */
async function addContacts(
  { owner, path }: TestOrganization,
  total: number,
  select: unknown,
): Promise<AnyRecord[]> {
  const titles = [
    rare,
    ...hostileTexts.filter(
      (text) => visible.test(text) && text.length < 100 && !/[\p{Cc}\p{Cs}]/u.test(text),
    ),
  ];
  const all = Array.from({ length: total }, (_, at) => ({
    firstName: `Person ${at % 7}`,
    lastName: `Number ${at}`,
    city: cities[at % 3],
    ...(at % 2 === 0 ? { jobTitle: titles[(at * 3) % titles.length] } : {}),
    phones: [{ label: 'work', number: `+57310${String(1_000_000 + at)}` }],
    ...(at % 3 === 0
      ? { custom: { select, budget: { amountMinor: at, currency: 'USD' }, tier: 'null' } }
      : {}),
  }));
  const records: AnyRecord[] = [];
  for (let from = 0; from < total; from += 30) {
    const body = { items: all.slice(from, from + 30) };
    records.push(...(await bodyOf(201, owner.call('POST', `${path}/contacts/bulk`, { body }))).items);
  }
  return records;
}

beforeAll(async () => {
  host = await startQuietHost();
  mine = await newOrganization(await newPerson(host));
  theirs = await newOrganization(await newPerson(host));
  await addFields(mine, 'number');
  await addFields(theirs, 'text');
  contacts = await addContacts(mine, 120, 3);
  await addContacts(theirs, 90, 'three');
  await host.settled(mine);
  await host.settled(theirs);
});
afterAll(() => host.stop());

const ask = ({ owner, path }: TestOrganization, body: unknown): Promise<Answer> =>
  owner.call('POST', `${path}/contacts/query`, { body });

/** The text of an answer without the time until which it includes changes. */
const textOf = ({ status, text }: Answer): string => `${status} ${text.replace(/"asOf":"[^"]*"/, '')}`;

const questions = [
  ...['firstName', 'city', 'createdAt', 'ownerId', 'custom.select', 'custom.budget', 'custom.tier'].flatMap(
    (field) => [true, false].map((descending) => ({ sorts: [{ field, descending }], limit: 20 })),
  ),
  ...['statusId', 'custom.tier', 'ownerId'].map((by) => ({
    groups: { by, measures: ['custom.budget'] },
    limit: 0,
  })),
  ...['is', 'contains', 'startsWith', 'isNot'].map((op) => ({
    filter: { field: 'city', op, value: 'bogota' },
    columns: ['city', 'custom.select'],
  })),
  ...[{ q: 'person 3' }, { q: '310100' }, { deleted: true }, { limit: 0 }, { offset: 30 }, { sorts: [] }],
  { filter: { field: 'ownerId', op: 'anyOf', value: ['me'] } },
  { filter: { field: 'custom.constructor', op: 'isEmpty' }, limit: 3 },
];

async function answersOf(organization: TestOrganization): Promise<string[]> {
  const texts: string[] = [];
  for (const question of questions) texts.push(textOf(await ask(organization, question)));
  return texts;
}

test('a function that serves two organizations answers each exactly as one that serves only it', async () => {
  const alone: string[][] = [];
  for (const organization of [mine, theirs]) {
    await host.restartFunction('lists');
    alone.push(await answersOf(organization));
  }
  await host.restartFunction('lists');
  const shared: string[][] = [[], []];
  for (const question of questions) {
    const both = await Promise.all([ask(mine, question), ask(theirs, question)]);
    for (const [at, answer] of both.entries()) shared[at]!.push(textOf(answer));
  }
  expect(shared).toEqual(alone);
  expect(await Promise.all([answersOf(theirs), answersOf(mine)])).toEqual([alone[1], alone[0]]);
  const isAnswered = (text: string) => text.startsWith('200 ');
  expect(alone.flat().every(isAnswered)).toBe(true);
  expect(alone[0]).not.toEqual(alone[1]);
});

/** The records, settings and lookup terms, which no question may change. */
async function stored(): Promise<unknown[]> {
  const items = [...(await openTable(host).organization(mine.id))];
  return items.filter(([key]) => !/LIST|#LIMIT|#REQUESTS|RATE/.test(key));
}

const filtered = (field: string, op: Operator) => (value: unknown) => ({
  filter: { field, op, value },
  limit: 100,
});
/** Questions with a value whose answer a plain recount gives. */
const conditions: Record<string, (value: unknown) => { filter: Filter; limit: number }> = {
  'text is': filtered('jobTitle', 'is'),
  'text is not': filtered('jobTitle', 'isNot'),
  'text contains': filtered('jobTitle', 'contains'),
  'text starts with': filtered('custom.constructor', 'startsWith'),
  'phone contains': filtered('phones', 'contains'),
  'choice is': (value) => filtered('custom.tier', 'anyOf')([value]),
  'status is none of': (value) => filtered('statusId', 'noneOf')([value]),
  'owner is': (value) => filtered('ownerId', 'anyOf')([value]),
  'has tag': (value) => filtered('tagIds', 'anyOf')([value]),
  'number is': filtered('custom.select', 'is'),
  'amount is at least': (value) => filtered('custom.budget', 'atLeast')({ amountMinor: 1, currency: value }),
  'date is before': filtered('createdAt', 'before'),
  'date is in': (value) => filtered('createdAt', 'within')({ this: value }),
};

/** Questions with a value in a place where it must name something known, or be refused. */
const places: Record<string, (value: unknown) => unknown> = {
  'a field': (field) => ({ filter: { and: [{ or: [{ field, op: 'is', value: 'x' }] }] } }),
  'an operator': (op) => ({ filter: { field: 'firstName', op, value: 'x' } }),
  'a key of a condition': (key) => ({
    filter: { field: 'firstName', op: 'is', value: 'x', [String(key)]: 1 },
  }),
  'a sort': (field) => ({ sorts: [{ field }] }),
  'a direction': (descending) => ({ sorts: [{ field: 'firstName', descending }] }),
  'a column': (name) => ({ columns: ['firstName', name] }),
  'a group': (by) => ({ groups: { by } }),
  'a measure': (name) => ({ groups: { measures: [name] } }),
  'a cursor': (cursor) => ({ cursor }),
  'search terms': (q) => ({ q }),
  'a field whose names to include': (name) => ({ include: [name] }),
  'a limit': (limit) => ({ limit }),
  'an offset': (offset) => ({ offset }),
  'a key of the question': (key) => ({ [String(key)]: key }),
  'the filter': (filter) => ({ filter }),
};

const asked = {
  reach: 'all' as const,
  timeZone: 'UTC',
  yearStartMonth: 1,
  now: new Date().toISOString(),
  userId: '',
};
/** Every value in the full tier; in the quick tier, some of them. */
const values = [...hostileTexts, ...hostileValues].filter((_, at) => at % count(12, 1) === 0);

describe('hostile values', { timeout: 600_000 }, () => {
  let before: unknown[];
  let answers: string[];
  beforeAll(async () => {
    before = await stored();
    answers = await answersOf(mine);
  });

  test.each(Object.entries(conditions))(
    'as the value of “%s” match what a plain recount matches, or are refused',
    async (_, of) => {
      for (const value of values) {
        const question = of(value);
        const { status, body, text } = await ask(mine, question);
        expect(
          [200, 400, 413, 422],
          `${JSON.stringify(value).slice(0, 200)} ${text.slice(0, 300)}`,
        ).toContain(status);
        if (status !== 200) continue;
        const { filter } = question;
        const expected = recount(
          contacts.map((record) => ({ record })),
          kinds,
          { ...asked, filter },
        );
        expect(body.total, JSON.stringify(question).slice(0, 300)).toBe(expected.length);
        const ids = expected.map(({ record }) => record.id);
        for (const { id } of body.items) expect(ids, JSON.stringify(question).slice(0, 300)).toContain(id);
      }
    },
  );

  test.each(Object.entries(places))('as %s name something known, or are refused', async (_, of) => {
    const own = new Set(contacts.map(({ id }) => id));
    for (const value of values) {
      const { status, body, text } = await ask(mine, of(value));
      expect([200, 400, 413, 422], `${JSON.stringify(value).slice(0, 200)} ${text.slice(0, 300)}`).toContain(
        status,
      );
      for (const { id } of body?.items ?? []) expect(own.has(id)).toBe(true);
    }
  });

  test('in a forged cursor lead to no other records, or are refused', async () => {
    const own = new Set(contacts.map(({ id }) => id));
    const question = { sorts: [{ field: 'custom.budget' }, { field: 'firstName' }], limit: 5 };
    const { nextCursor } = await bodyOf(200, ask(mine, question));
    const cursor = JSON.parse(Buffer.from(nextCursor, 'base64url').toString());
    for (const value of values) {
      for (const forged of [
        { ...cursor, p: cursor.p.map(() => value) },
        { ...cursor, i: value },
        { ...cursor, l: value },
        { ...cursor, p: value },
      ]) {
        const encoded = Buffer.from(JSON.stringify(forged)).toString('base64url');
        const { status, body, text } = await ask(mine, { ...question, cursor: encoded });
        expect([200, 400, 422], text.slice(0, 300)).toContain(status);
        for (const { id } of body?.items ?? []) expect(own.has(id)).toBe(true);
      }
    }
  });

  test('change nothing that is stored or answered', async () => {
    await host.settled(mine);
    expect(await stored()).toEqual(before);
    expect(await answersOf(mine)).toEqual(answers);
  });
});
