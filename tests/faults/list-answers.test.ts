import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { columnsOf, type Column } from '#contract/lists/column.ts';
import { checkFilter } from '#contract/lists/filter.ts';
import type { Filter } from '#contract/lists/filter-tree.ts';
import { contact } from '#contract/records/contact.ts';
import type { ListDatabase } from '#data/lists/list-database.ts';
import type { Selection } from '#data/lists/selection.ts';
import type { Labels, Position, Sort } from '#data/lists/sort-sql.ts';
import type { SqlValue } from '#data/lists/sql.ts';
import { count, seed } from '../counts.ts';
import {
  customFields,
  customers,
  kinds,
  newPopulation,
  people,
  tags,
  texts,
  type Population,
} from './list-population.ts';
import { grouped, ordered, plain, recount, type Recounted, type RecountedSort } from './list-recount.ts';
import { change, question, type Change, type Question } from './list-trees.ts';
import { askList, contactRecords, newSession, predicateOf, subjectOf } from './list-world.ts';
import { randomOf } from './random.ts';

vi.setConfig({ testTimeout: 3_600_000 });

const { sortLabels } = await import('#data/lists/sort-labels.ts');
const { decodeListCursor, encodeListCursor } = await import('#data/lists/list-cursor.ts');
const { positionLength } = await import('#data/lists/sort-sql.ts');

/** Contacts as if they had won deals, so that one list has columns of every kind. */
const type = { ...contact, hasWonDeals: true as const };
const definition = { ...contactRecords, type: type as never };

const random = randomOf(seed);
const trashSince = '2026-11-10T00:00:00.000Z';
let created = 0;

/** Makes a change and returns the ids of the records that the feed must contain. */
async function apply(world: Population, { kind, at }: Change): Promise<string[]> {
  const ids = [...world.all.keys()];
  const id = ids[at % ids.length] ?? '';
  const { settings, fields } = world.organization;
  const text = texts[at % texts.length] ?? '';
  switch (kind) {
    case 'create': {
      const newId = `0190b000-0000-7000-8000-${String((created += 1)).padStart(12, '0')}`;
      await world.edit(newId);
      return [newId];
    }
    case 'edit':
      await world.edit(id);
      return [id];
    case 'trash':
    case 'restore':
      await world.setDeleted(id, kind === 'trash' ? '2026-11-19T01:00:00.000Z' : undefined);
      return [id];
    case 'remove':
      await world.remove(id);
      return [id];
    case 'reindex':
      await world.reindex(id);
      return [id];
    case 'activity':
      await world.countActivity(id);
      return [id];
    case 'task':
      await world.moveNextTask(id);
      return [id];
    case 'sums':
      await world.sumWonDeals(id);
      return [id];
    // Statuses change their names, order and availability. Records keep their ids.
    case 'choice': {
      const entries = settings.contactStatuses.map((entry) => ({ ...entry, name: text }));
      const [first, ...others] = entries;
      settings.contactStatuses = [...others, { ...first!, retired: at % 2 === 0 }];
      return [];
    }
    case 'option': {
      const place = fields.findIndex(({ key }) => key === 'tier');
      const { options = [], ...field } = fields[place]!;
      const [first, ...others] = options;
      fields[place] = { ...field, options: [...others, { ...first!, label: text, retired: at % 2 === 0 }] };
      return [];
    }
    case 'field': {
      const place = at % customFields.length;
      fields[place] = { ...fields[place]!, retired: !fields[place]!.retired };
      return [];
    }
    // A deleted tag has no name anymore. A job removes it from records one after the other.
    case 'tag': {
      const tag = tags[at % tags.length] ?? '';
      if (world.organization.tagNames.has(tag)) world.organization.tagNames.delete(tag);
      else world.organization.tagNames.set(tag, text);
      await world.edit(id);
      return [id];
    }
    case 'person':
      world.organization.peopleNames.set(people[at % people.length] ?? '', text);
      return [];
    case 'customer':
      world.organization.customerNames.set(customers[at % customers.length] ?? '', `${text} ${at}`);
      return [];
  }
}

/** Replaces conditions on columns that are currently not in use. */
function inUse(filter: Filter, columns: ReadonlyMap<string, Column>): Filter {
  if ('and' in filter) return { and: filter.and.map((node) => inUse(node, columns)) };
  if ('or' in filter) return { or: filter.or.map((node) => inUse(node, columns)) };
  return columns.has(filter.field) ? filter : { field: 'statusId', op: 'isNotEmpty' };
}

/** The names by which people, tags and customers sort, or the places of choices. */
function namesFor(
  { organization }: Population,
  { name, choices }: Column,
): ReadonlyMap<string, string | number> {
  if (choices) return new Map(choices.map((id, place) => [id, place]));
  if (name === 'tagIds') return organization.tagNames;
  return name === 'customerId' || name === 'custom.partner'
    ? organization.customerNames
    : organization.peopleNames;
}

async function labelsFor(world: Population, column: Column): Promise<Labels | undefined> {
  const { kind, choices } = column;
  if (choices || (kind !== 'choice' && kind !== 'choices')) return sortLabels({} as never, column, 0);
  const names = [...namesFor(world, column)];
  return new Map(names.map(([id, name]) => [id, plain(String(name), 'n~')]));
}

let [questions, telling] = [0, 0];

async function expectAnswers(world: Population, asked: readonly Question[]): Promise<void> {
  const { organization, orgId } = world;
  const columns = columnsOf(type, organization.fields, organization.settings);
  const columnOf = (name: string) => columns.get(name)!;
  const all = [...world.all.values()];
  const prepared = await Promise.all(
    asked.map(async ({ filter, sorts, ...rest }) => ({
      ...rest,
      filter: filter && inUse(filter, columns),
      sorts: await Promise.all(
        sorts
          .filter(({ field }) => columns.has(field))
          .map(async ({ field, descending }): Promise<Sort> => {
            const column = columnOf(field);
            return { column, isDescending: descending, labels: await labelsFor(world, column) };
          }),
      ),
    })),
  );
  const ask = (database: ListDatabase) => prepared.map((one) => answerOf(database, columns, one));
  const { answer } = await askList(newSession(), { ...subjectOf(orgId), definition, columns }, ask);
  for (const [at, one] of prepared.entries()) {
    const { filter, words, reach, now, timeZone, yearStartMonth, isDeleted } = one;
    const { rows, total, groups } = answer[at]!;
    const deletedSince = isDeleted ? trashSince : undefined;
    const recounted: Recounted = {
      filter,
      words,
      reach,
      deletedSince,
      now,
      timeZone,
      yearStartMonth,
      userId: people[0] ?? '',
    };
    const found = recount(all, kinds, recounted);
    const shown = JSON.stringify({ ...recounted, sorts: asked[at]?.sorts });
    const sorts = one.sorts.map(({ column, isDescending }): RecountedSort => {
      const isOfIds = column.kind === 'choice' || column.kind === 'choices';
      const names = isOfIds ? namesFor(world, column) : undefined;
      return { field: column.name, descending: isDescending, names };
    });
    expect(rows.length, `records of ${shown}`).toBe(found.length);
    expect(rows, shown).toEqual(ordered(found, sorts, kinds));
    expect(total, shown).toBe(found.length);
    const { by, measures } = groupsIn(one, columns);
    expectGroups(groups, grouped(found, by, measures, kinds), shown);
    questions += 1;
    if (found.length > 0 && found.length < all.length) telling += 1;
  }
}

type Prepared = Omit<Question, 'sorts'> & { sorts: Sort[] };

const groupsIn = (
  { by, measures }: Pick<Question, 'by' | 'measures'>,
  columns: ReadonlyMap<string, Column>,
) => ({
  by: by !== undefined && columns.has(by) ? by : undefined,
  measures: measures.filter((name) => columns.has(name)),
});

/** All rows of a question, page by page, and its groups. */
function answerOf(database: ListDatabase, columns: ReadonlyMap<string, Column>, one: Prepared) {
  const { filter, words, reach, now, timeZone, yearStartMonth, isDeleted, sorts, pageSize } = one;
  if (filter) expect(checkFilter(filter, columns)).toEqual([]);
  const selection: Selection = {
    reach: reach === 'all' ? 'all' : { column: columns.get(reach.field)!, ids: reach.ids },
    deletedSince: isDeleted ? trashSince : undefined,
    filter:
      filter && predicateOf(filter, columns, { now, timeZone, yearStartMonth, userId: people[0] ?? '' }),
    words: words === undefined ? undefined : plain(words).split(' ').filter(Boolean),
  };
  if (selection.words?.length === 0) selection.words = [words ?? ''];
  const rows: string[] = [];
  let after: Position | undefined;
  let total: number;
  do {
    const page = database.answer({ ...selection, sorts, limit: pageSize, after });
    ({ total } = page);
    rows.push(...page.rows.map(({ id }) => id));
    const last = page.rows.length === pageSize ? page.rows.at(-1)?.position : undefined;
    const cursor = last && encodeListCursor('list', { position: last, isBackward: false });
    after = decodeListCursor('list', cursor, positionLength(sorts))?.position;
  } while (after);
  const { by, measures } = groupsIn(one, columns);
  const { groups } = database.summarize({
    ...selection,
    by: by === undefined ? undefined : columns.get(by),
    measures: measures.map((name) => columns.get(name)!),
    groupsMax: 500,
  });
  return { rows, total, groups };
}

type Groups = ReturnType<ListDatabase['summarize']>['groups'];

function expectGroups(groups: Groups, expected: ReturnType<typeof grouped>, shown: string): void {
  const counts = (all: readonly { key: SqlValue; count: number }[]) =>
    all.map(({ key, count: n }) => [key, n]);
  expect(counts(groups), `groups of ${shown}`).toEqual(counts(expected));
  for (const [at, { measures }] of groups.entries()) {
    for (const [field, summaries] of Object.entries(measures)) {
      const sums = expected[at]?.sums[field] ?? {};
      expect(summaries.map(({ currency = '' }) => currency).sort(), shown).toEqual(Object.keys(sums).sort());
      for (const { currency = '', sum, ...rest } of summaries) {
        const { sum: exact = NaN, ...others } = sums[currency] ?? {};
        expect({ currency: undefined, ...rest }, shown).toEqual({ currency: undefined, ...others });
        // Numbers are added in another order, so the last digits of the largest one can differ.
        const largest = Math.max(1, Math.abs(rest.min), Math.abs(rest.max));
        expect(Math.abs(sum - exact), shown).toBeLessThanOrEqual(largest * rest.count * 1e-12);
      }
    }
  }
}

test('ids, totals, order, pages and groups of any question equal a plain recount while records and settings change', async () => {
  const world = newPopulation(random);
  await world.fill(count(300, 2_000));
  const run = async (changes: readonly Change[], asked: readonly Question[]) => {
    for (const one of changes) await world.append(await apply(world, one));
    await expectAnswers(world, asked);
  };
  const round = fc.asyncProperty(
    fc.array(change, { maxLength: 4 }),
    fc.array(question, { minLength: 10, maxLength: 10 }),
    run,
  );
  await fc.assert(round, { seed, numRuns: count(40, 1_000), endOnFailure: true });
  expect(questions).toBe(count(400, 10_000));
  // Most questions find some records, but not all.
  expect(telling).toBeGreaterThan(questions / 3);
});
