import type { Filter } from '#contract/lists/filter-tree.ts';
import type { ListGroup, ListRows } from '#contract/lists/list-operations.ts';
import type { ListQuestion } from '#contract/lists/list-question.ts';
import { entriesOf } from '#contract/organization.ts';
import { fieldProblem } from '#contract/problem.ts';
import type { Board } from '#contract/record-type.ts';
import { selectionIn } from '#data/lists/list-question.ts';
import { completeSubject } from '#data/lists/list-subject.ts';
import type { Context } from '#data/organization/context.ts';
import type { ListRow, RecordDefinition } from '#data/records/definition.ts';
import { reachOf, requestedReach } from '#data/records/read.ts';
import { countedTotals } from './counted-totals.ts';
import { columnsInRow, rowIn } from './list-rows.ts';
import { listIn, subjectFor } from './list.ts';
import { readPage } from '#data/lists/list-page.ts';
import { subjectOf } from './query.ts';

type Query = Pick<ListQuestion, 'q' | 'limit'> & {
  ownerId?: string[] | undefined;
  tagIds?: string[] | undefined;
  current?: 'true' | undefined;
} & Record<string, unknown>;

type Body = Pick<ListQuestion, 'q' | 'filter' | 'teamOf' | 'limit' | 'current'> & {
  next?: ({ cursor: string } & Record<string, string>) | undefined;
} & Record<string, unknown>;

/** The totals of a column: its id in the field of the board, the number of its records, and sums. */
export type Totals = { count: number } & Record<string, unknown>;
interface Answer {
  columns: (Totals & { cards: ListRows<ListRow> })[];
}

const cardsDefault = 50;

/** A value of the field whose values are the columns. */
interface ColumnEntry {
  id: string;
  retired?: boolean | undefined;
}

/** Where a board's totals and cards come from. */
interface BoardSource {
  entries: readonly ColumnEntry[];
  /** The only column to show. All by default. */
  only?: string | undefined;
  /** The totals of each entry. */
  totals: () => Promise<Totals[]>;
  cards: (id: string) => Promise<ListRows<ListRow>>;
}

/** A board by query parameters. */
export async function board(definition: RecordDefinition, context: Context, input: Query): Promise<unknown> {
  const of = boardOf(definition);
  const { within, entries } = columnsOf(definition, context, of, input, '/query');
  const { q, ownerId, tagIds, limit = cardsDefault, current } = input;
  const subject = await subjectFor(definition, context, { q, ownerId, tagIds, current });
  const sort = of.sort ?? definition.type.defaultSort;
  const answer = await boardFrom({
    entries,
    async totals() {
      const counted = of.sums && within && (await countedTotals(context, within.id, input));
      if (counted) return counted;
      const whole = await completeSubject(context, subject);
      const query = { q, ownerId, tagIds, ...(of.within && within ? { [of.within]: [within.id] } : {}) };
      const question = { ...selectionIn(whole, query), ...totalsQuestion(of) };
      const reach = reachOf(context, context.scope);
      const page = await readPage(context, whole, question, reach, { isCurrent: current !== undefined });
      return totalsIn(of, page.groups, entries);
    },
    cards: (id) => listIn(subject, context, { [of.by]: [id], sort, limit, q, ownerId, tagIds, current }),
  });
  return { ...(of.within ? { [of.within]: within?.id } : {}), ...answer };
}

/** A board by a question. */
export async function queryBoard(
  definition: RecordDefinition,
  context: Context,
  { body }: { body: Body },
): Promise<unknown> {
  const of = boardOf(definition);
  const { within, entries } = columnsOf(definition, context, of, body, '');
  const { q, filter, teamOf, limit = cardsDefault, current, next } = body;
  const subject = await subjectOf(context, definition, { filter });
  const reach = await requestedReach(context, teamOf, '/teamOf');
  const sort = of.sort ?? definition.type.defaultSort;
  const sorts = [{ field: sort.replace(/^-/, ''), descending: sort.startsWith('-') }];
  const ask = (condition: Filter | undefined, more: ListQuestion) => {
    const parts = [condition, filter].filter((part) => part !== undefined);
    const [only, ...others] = parts;
    const narrowed = others.length > 0 ? { and: parts } : only;
    const question = { q, teamOf, ...more, ...(narrowed ? { filter: narrowed } : {}) };
    return readPage(context, subject, question, reach, { isCurrent: current, shown: columnsInRow(subject) });
  };
  const answer = await boardFrom({
    entries,
    only: next?.[of.by],
    async totals() {
      const inWithin = of.within && within ? anyOf(of.within, within.id) : undefined;
      const { groups } = await ask(inWithin, totalsQuestion(of));
      return totalsIn(of, groups, entries);
    },
    async cards(id) {
      const page = await ask(anyOf(of.by, id), { limit, cursor: next?.cursor, sorts });
      return { ...page, items: page.items.map((record) => rowIn(subject, record as ListRow)) };
    },
  });
  return { ...(of.within ? { [of.within]: within?.id } : {}), ...answer };
}

const anyOf = (field: string, id: string): Filter => ({ field, op: 'anyOf', value: [id] });

function boardOf({ type: { name, board: declared } }: RecordDefinition): Board {
  if (!declared) throw new Error(`${name} has no board`);
  return declared;
}

/** The entries of the list whose values are the columns, and what the list belongs to, such as a pipeline. */
function columnsOf(
  { type }: RecordDefinition,
  { settings }: Context,
  { by, within }: Board,
  input: Readonly<Record<string, unknown>>,
  pointer: string,
): { within?: ColumnEntry; entries: readonly ColumnEntry[] } {
  if (within === undefined) return { entries: entriesOf(settings, type.fields[by]?.list ?? '') };
  const { pipelines } = settings;
  const id = input[within];
  const found =
    id === undefined
      ? (pipelines.find(({ retired }) => !retired) ?? pipelines[0])
      : pipelines.find((pipeline) => pipeline.id === id);
  if (!found) throw fieldProblem(`${pointer}/${within}`, 'not_a_choice');
  return { within: found, entries: found.stages };
}

/** Columns with their totals and first cards. Retired ones are left out while they have no records. */
async function boardFrom({ entries, only, totals, cards }: BoardSource): Promise<Answer> {
  const all = await totals();
  const shown = entries.flatMap((entry, at) => {
    const ofEntry = all[at] ?? { count: 0 };
    const isShown = only === undefined ? !entry.retired || ofEntry.count > 0 : entry.id === only;
    return isShown ? [{ id: entry.id, ofEntry }] : [];
  });
  const columns = await Promise.all(
    shown.map(async ({ id, ofEntry }) => {
      const { items, nextCursor, total } = await cards(id);
      return { ...ofEntry, cards: { items, ...(nextCursor ? { nextCursor } : {}), total } };
    }),
  );
  return { columns };
}

/** The question about the totals of all columns. */
const totalsQuestion = ({ by, sums }: Board) => ({
  limit: 0,
  groups: { by, measures: Object.values<string>(sums ?? {}) },
});

const totalsIn = (
  { by, sums }: Board,
  groups: readonly ListGroup[] = [],
  entries: readonly ColumnEntry[],
): Totals[] =>
  entries.map(({ id }) => {
    const group = groups.find(({ key }) => key === id);
    const sum = (name: string) =>
      Math.min(Number.MAX_SAFE_INTEGER, Math.round(group?.measures[name]?.[0]?.sum ?? 0));
    return {
      [by]: id,
      count: group?.count ?? 0,
      ...Object.fromEntries(Object.entries<string>(sums ?? {}).map(([name, of]) => [name, sum(of)])),
    };
  });
