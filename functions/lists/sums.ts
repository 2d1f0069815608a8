import type { Filter } from '#contract/lists/filter-tree.ts';
import { askList } from '#data/lists/list-source.ts';
import type { Dated } from '#data/copies/copy-store.ts';
import { listSubject } from '#data/lists/list-subject.ts';
import { predicateIn, selected } from '#data/lists/selected.ts';
import type { Context } from '#data/organization/context.ts';
import type { RecordDefinition } from '#data/records/definition.ts';
import { recordsOf, type Owners } from '#data/records/read.ts';
import { noValue } from '#data/store/keys.ts';
import { safe, type Part } from './largest-parts.ts';

/** A sum of a column or, without one, a number of records. Only those that match the filter count. */
export interface SumOf {
  column?: string;
  filter?: Filter;
}

interface SumsQuestion<Name extends string> {
  owners: Owners;
  filter: Filter;
  by: string;
  currencyOf?: string;
  sums: Readonly<Record<Name, SumOf>>;
}

/** Sums by the ids in a column, from one scan of the list in memory, ordered by id. */
export async function askSums<Name extends string>(
  context: Context,
  definition: RecordDefinition,
  { owners, filter, by, currencyOf, sums }: SumsQuestion<Name>,
): Promise<Dated<(Part<Name> & { currency: string | null })[]>> {
  const subject = await listSubject(context, definition);
  const columnOf = (name: string) => {
    const column = subject.columns.get(name);
    if (!column) throw new Error(`no column ${name} in the list of ${definition.type.plural}`);
    return column;
  };
  const names = Object.keys(sums) as Name[];
  const question = {
    ...(await selected(context, subject, { filter }, recordsOf(owners))),
    by: columnOf(by),
    currencyOf: currencyOf === undefined ? undefined : columnOf(currencyOf),
    sums: Object.values<SumOf>(sums).map(({ column, filter: only }) => ({
      column: column === undefined ? undefined : columnOf(column),
      filter: only && predicateIn(context, subject, only),
    })),
  };
  const { answer, asOf } = await askList(context, subject, (database) => database.sumsBy(question));
  const parts = answer.map(({ key, currency, sums: all }) => ({
    id: key ?? noValue,
    currency,
    values: Object.fromEntries(names.map((name, at) => [name, safe(all[at] ?? 0)])) as Record<Name, number>,
  }));
  return { answer: parts, asOf };
}
