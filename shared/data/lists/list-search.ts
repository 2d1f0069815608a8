import { limits } from '#contract/limits.ts';
import type { Column } from '#contract/lists/column.ts';
import type { Context } from '../organization/context.ts';
import { definitionOf } from '../records/definitions.ts';
import { readReach } from '../records/read.ts';
import { trashBegin } from '../records/stored.ts';
import { amountsIn } from '../values/typed-amounts.ts';
import { askList } from './list-source.ts';
import type { AskOptions } from '../copies/copy-store.ts';
import type { ListDatabase } from './list-database.ts';
import { listSubject, reachIn, type ListSubject } from './list-subject.ts';
import type { Predicate } from './predicate.ts';
import { searchParts } from './search-parts.ts';
import type { Selection } from './selection.ts';

/**
 * The search for `q` in a list. Each part of it must be in the record's search text. Of a type with `relation` or
 * `amount`, a part can also be in the title of a related record that the caller can read, or be the record's amount.
 * Related records in the trash count, because lists show their titles.
 */
export async function searchIn(
  context: Context,
  subject: ListSubject,
  q: string,
  options: AskOptions,
): Promise<Pick<Selection, 'words' | 'parts'>> {
  const split = searchParts(q);
  // A search without letters or digits matches nothing.
  if (split.length === 0) return { words: [q] };
  const found = await relatedTo(
    context,
    subject,
    split.map(({ words }) => words),
    options,
  );
  const parts = split.map(({ text, words }, place) => ({
    words,
    or: [...(found[place] ?? []), ...amountOf(subject, text)],
  }));
  return {
    words: parts.flatMap(({ words, or }) => (or.length > 0 ? [] : words)),
    parts: parts.flatMap(({ words, or }) => (or.length > 0 ? [{ words, or: { any: or } }] : [])),
  };
}

/** For each part of a search, the condition that the title of a related record contains its words. */
async function relatedTo(
  context: Context,
  { definition, columns }: ListSubject,
  parts: readonly (readonly string[])[],
  options: AskOptions,
): Promise<Predicate[][]> {
  const column = columns.get(definition.search.relation ?? '');
  const related = column?.to === undefined ? undefined : definitionOf(column.to);
  if (!column || !related) return [];
  const subject = await listSubject(context, related);
  const title = subject.columns.get(related.type.title);
  if (!title) return [];
  const reach = reachIn(subject, readReach(related, context));
  const idsOf = (database: ListDatabase, words: readonly string[]): string[] => {
    if (words.join('').length < limits.searchCharactersMin) return [];
    const filter = { all: words.map((word) => containing(title, word)) };
    return [undefined, trashBegin(context.now)].flatMap((deletedSince) =>
      database.ids({ reach, filter, deletedSince }),
    );
  };
  const ask = (database: ListDatabase) => parts.map((words) => idsOf(database, words));
  const { answer } = await askList(context, subject, ask, options);
  return answer.map((ids) => (ids.length > 0 ? [{ column, test: { anyOf: ids }, isInverted: false }] : []));
}

const containing = (column: Column, word: string): Predicate => ({
  column,
  test: { mentions: word },
  isInverted: false,
});

/** The condition that the amount of a record is the one that a text means. */
function amountOf({ definition, columns }: ListSubject, text: string): Predicate[] {
  const column = columns.get(definition.search.amount ?? '');
  const amounts = column ? amountsIn(text) : [];
  return column && amounts.length > 0 ? [{ column, test: { amounts }, isInverted: false }] : [];
}
