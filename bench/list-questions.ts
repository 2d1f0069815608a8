import type { Filter } from '#contract/lists/filter-tree.ts';
import type { ListQuestion } from '#contract/lists/list-question.ts';
import { fold } from '#data/values/search-terms.ts';

export type ListedPlural = 'contacts' | 'leads' | 'deals';

/** A question about a list, for the API and for PostgreSQL. */
export type Question = {
  what: string;
  plural: ListedPlural;
  body: ListQuestion;
  asEmployee?: true;
  /** The SQL condition with its parameters. Records in the trash are left out in any case. */
  where?: string;
  values?: unknown[];
  order: string;
  /** The page after this number of rows, by cursor. `start` is its SQL condition on the last `keys`. */
  after?: { rows: number; keys: string; start: string };
  /** SQL that counts the groups in `key` and `count`, and adds up an amount in `sum`. */
  groups?: string;
};

export const pageSize = 25;
/** The page with this number begins after 9,975 rows. */
const farPage = 400;
const rowsBefore = (farPage - 1) * pageSize;

/** The columns and expressions that PostgreSQL has indexes for, as lists of contacts, leads and deals need them. */
const everywhere = [
  '("createdAt" DESC NULLS LAST, id DESC)',
  '("updatedAt" DESC NULLS LAST, id DESC)',
  '("ownerId")',
  'USING gin ("tagIds")',
  'USING gin (q gin_trgm_ops)',
];
export const indexes: Readonly<Record<string, readonly string[]>> = {
  contacts: [
    ...everywhere,
    '("fullName")',
    '("fullNameSort", id)',
    '("emailSort", id)',
    '("statusId")',
    '("country")',
    '("city")',
    'USING gin (phones gin_trgm_ops)',
  ],
  leads: [
    ...everywhere,
    '("sourceId")',
    '("estimatedValueCurrency", "estimatedValue" DESC NULLS LAST, id DESC)',
  ],
  deals: [...everywhere, '("stageId")', '("expectedCloseDate", id)', '("valueCurrency", "value")'],
};

const newestFirst = '"createdAt" DESC NULLS LAST, id DESC';
const today = `(now() AT TIME ZONE 'America/Bogota')::date`;
/** The instant at which a date begins in the organization's time zone. */
const begin = (date: string) => `((${date})::timestamp AT TIME ZONE 'America/Bogota')`;

const by = (field: string, descending = false) => ({ sorts: [{ field, descending }] });
const is = (field: string, op: string, value?: unknown) =>
  ({ field, op, ...(value === undefined ? {} : { value }) }) as Filter;

/** The 24 questions, with ids of an organization's tags, one of its members' ids, and the employee's id. */
export function questionsAbout(tagIds: readonly string[], employeeId: string): Question[] {
  return [...contactQuestions(tagIds), ...reachQuestions(employeeId), ...salesQuestions()];
}

function contactQuestions(tagIds: readonly string[]): Question[] {
  const [first = '', second = ''] = tagIds;
  const contacts = { plural: 'contacts' } as const;
  return [
    { ...contacts, what: 'no filter, newest first', body: {}, order: newestFirst },
    {
      ...contacts,
      what: 'text is, by name',
      body: { filter: is('city', 'is', 'Bogotá'), ...by('fullName') },
      where: 'city = $1',
      values: [fold('Bogotá')],
      order: '"fullNameSort", id',
    },
    {
      ...contacts,
      what: 'text contains, newest first',
      body: { filter: is('jobTitle', 'contains', 'manager') },
      where: `"jobTitle" LIKE $1`,
      values: ['%manager%'],
      order: newestFirst,
    },
    {
      ...contacts,
      what: 'text starts with, by name',
      body: { filter: is('fullName', 'startsWith', 'María G'), ...by('fullName') },
      where: '"fullName" LIKE $1',
      values: ['maria g%'],
      order: '"fullNameSort", id',
    },
    {
      ...contacts,
      what: 'one of two statuses and not of a country, by e-mail',
      body: {
        filter: {
          and: [is('statusId', 'anyOf', ['customer', 'qualified']), is('country', 'noneOf', ['CO'])],
        },
        ...by('email'),
      },
      where: `"statusId" IN ('customer', 'qualified') AND country IS DISTINCT FROM 'CO'`,
      order: '"emailSort", id',
    },
    {
      ...contacts,
      what: 'two groups of two conditions, by last name descending',
      body: {
        filter: {
          or: [
            { and: [is('statusId', 'anyOf', ['customer']), is('city', 'is', 'Cali')] },
            { and: [is('jobTitle', 'contains', 'owner'), is('tagIds', 'noneOf', [first])] },
          ],
        },
        ...by('lastName', true),
      },
      where: `(("statusId" = 'customer' AND city = 'cali') OR ("jobTitle" LIKE '%owner%' AND NOT coalesce("tagIds" && $1::text[], false)))`,
      values: [[first]],
      order: '"lastNameSort" DESC NULLS LAST, id DESC',
    },
    {
      ...contacts,
      what: 'one of two tags, newest first',
      body: { filter: is('tagIds', 'anyOf', [first, second]) },
      where: '"tagIds" && $1::text[]',
      values: [[first, second]],
      order: newestFirst,
    },
    {
      ...contacts,
      what: 'digits of a phone number, newest first',
      body: { filter: is('phones', 'contains', '310 51') },
      where: 'phones LIKE $1',
      values: ['%31051%'],
      order: newestFirst,
    },
    {
      ...contacts,
      what: 'two words in any text, by name',
      body: { q: 'mari gom', ...by('fullName') },
      where: 'q LIKE $1 AND q LIKE $2',
      values: ['%mari%', '%gom%'],
      order: '"fullNameSort", id',
    },
    {
      ...contacts,
      what: 'a rare word in any text, newest first',
      body: { q: 'person 4711' },
      where: 'q LIKE $1 AND q LIKE $2',
      values: ['%person%', '%4711%'],
      order: newestFirst,
    },
    {
      ...contacts,
      what: 'created in the last 30 days, last updated first',
      body: { filter: is('createdAt', 'within', { last: 30, unit: 'day' }), ...by('updatedAt', true) },
      where: `"createdAt" >= ${begin(`${today} - 29`)} AND "createdAt" < ${begin(`${today} + 1`)}`,
      order: '"updatedAt" DESC NULLS LAST, id DESC',
    },
    {
      ...contacts,
      what: 'created this quarter, by the name of the owner',
      body: { filter: is('createdAt', 'within', { this: 'quarter' }), ...by('ownerId') },
      where: `"createdAt" >= ${begin(`date_trunc('quarter', ${today})`)} AND "createdAt" < ${begin(`date_trunc('quarter', ${today}) + interval '3 months'`)}`,
      order: '(SELECT label FROM members WHERE members.id = "ownerId"), id',
    },
    {
      ...contacts,
      what: 'without an owner, by city descending',
      body: { filter: is('ownerId', 'isEmpty'), ...by('city', true) },
      where: '"ownerId" IS NULL',
      order: '"citySort" DESC NULLS LAST, id DESC',
    },
    {
      ...contacts,
      what: 'no filter, by tag',
      body: by('tagIds'),
      order: '(SELECT min(label) FROM tags WHERE tags.id = ANY ("tagIds")), id',
    },
    {
      ...contacts,
      what: 'no filter, by status and city',
      body: { sorts: [{ field: 'statusId' }, { field: 'city' }] },
      order: `(SELECT place FROM statuses WHERE statuses.id = "statusId"), "citySort", id`,
    },
    {
      ...contacts,
      what: `page ${farPage} by number, by e-mail`,
      body: { ...by('email'), offset: rowsBefore },
      order: '"emailSort", id',
    },
    {
      ...contacts,
      what: `page ${farPage} by cursor, by e-mail`,
      body: by('email'),
      order: '"emailSort", id',
      after: { rows: rowsBefore, keys: '"emailSort", id', start: '("emailSort", id) > ($1, $2)' },
    },
    {
      ...contacts,
      what: 'number of each tag',
      body: { groups: { by: 'tagIds' } },
      order: newestFirst,
      groups: `SELECT tag AS key, count(*) AS count FROM contacts LEFT JOIN unnest("tagIds") AS tag ON true`,
    },
  ];
}

function reachQuestions(employeeId: string): Question[] {
  return [
    {
      plural: 'contacts',
      what: 'an employee’s own, by name',
      body: by('fullName'),
      asEmployee: true,
      where: '"ownerId" = $1',
      values: [employeeId],
      order: '"fullNameSort", id',
    },
  ];
}

function salesQuestions(): Question[] {
  const usd = (amountMinor: number) => ({ amountMinor, currency: 'USD' });
  return [
    {
      plural: 'leads',
      what: 'amount between, highest first',
      body: {
        filter: is('estimatedValue', 'between', [usd(1_000_000), usd(5_000_000)]),
        ...by('estimatedValue', true),
      },
      where: `"estimatedValueCurrency" = 'USD' AND "estimatedValue" BETWEEN 1000000 AND 5000000`,
      order: '"estimatedValueCurrency", "estimatedValue" DESC NULLS LAST, id DESC',
    },
    {
      plural: 'leads',
      what: 'number at least, by company',
      body: { filter: is('score', 'atLeast', 40), ...by('company') },
      where: 'score >= 40',
      order: '"companySort", id',
    },
    {
      plural: 'leads',
      what: 'sums by source of some statuses',
      body: {
        filter: is('statusId', 'anyOf', ['new', 'contacted']),
        groups: { by: 'sourceId', measures: ['estimatedValue'] },
      },
      where: `"statusId" IN ('new', 'contacted')`,
      order: newestFirst,
      groups: `SELECT "sourceId" AS key, count(*) AS count, sum("estimatedValue") AS sum FROM leads`,
    },
    {
      plural: 'deals',
      what: 'close date in the next 30 days, by close date',
      body: {
        filter: is('expectedCloseDate', 'within', { next: 30, unit: 'day' }),
        ...by('expectedCloseDate'),
      },
      where: `"expectedCloseDate" BETWEEN ${today} AND ${today} + 29`,
      order: '"expectedCloseDate", id',
    },
    {
      plural: 'deals',
      what: 'sums by stage of large deals, by stage',
      body: {
        filter: is('value', 'more', usd(5_000_000)),
        ...by('stageId'),
        groups: { by: 'stageId', measures: ['value'] },
      },
      where: `"valueCurrency" = 'USD' AND "value" > 5000000`,
      order: '(SELECT place FROM stages WHERE stages.id = "stageId"), id',
      groups: `SELECT "stageId" AS key, count(*) AS count, sum("value") AS sum FROM deals`,
    },
  ];
}
