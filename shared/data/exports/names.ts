import type { Language } from '#contract/language.ts';
import { entriesOf } from '#contract/organization.ts';
import type { Context } from '../organization/context.ts';
import { readMembers } from '../organization/member.ts';
import { readTags } from '../organization/tag.ts';
import { referencesIn } from '../lists/referred.ts';
import type { AnyRecord } from '../records/definition.ts';
import { readVisible, titleOf } from '../records/visible.ts';
import type { ListedColumn, NameOf } from './list-column.ts';
import { valueOf } from './list-value.ts';

/** Finds the names of the values in records. Those of people, tags and choices are read once. */
export async function namesFor(
  context: Context,
  columns: readonly ListedColumn[],
  language: Language,
): Promise<(records: readonly AnyRecord[]) => Promise<NameOf>> {
  const fixed = new Map<string, ReadonlyMap<string, string> | ((id: string) => string | undefined)>();
  for (const column of columns) {
    const names = await namesIn(context, column, language);
    if (names) fixed.set(column.name, names);
  }
  return async (records) => {
    const related = columns.flatMap(({ name, listed }) =>
      records.flatMap((record) => referencesIn(listed, valueOf(record, name))),
    );
    const typeOf = new Map(related.map(({ type, id }) => [id, type]));
    const visible = await readVisible(context, related, { strong: false });
    return ({ name, listed }, id) => {
      if (listed.to !== undefined || listed.isOfAnyType) {
        const record = visible.get(id);
        return record && titleOf(listed.to ?? typeOf.get(id) ?? '', record);
      }
      const names = fixed.get(name);
      return typeof names === 'function' ? names(id) : names?.get(id);
    };
  };
}

/** The names of all values of a column, except those of related records. Undefined if its values are not ids. */
async function namesIn(
  context: Context,
  { listed, field, custom }: ListedColumn,
  language: Language,
): Promise<ReadonlyMap<string, string> | ((id: string) => string | undefined) | undefined> {
  if (listed.hasMembers) {
    if (!context.scopeFor('member:read')) return new Map();
    const members = await readMembers(context, context.orgId);
    return new Map(members.map(({ userId, displayName }) => [userId, displayName]));
  }
  if (listed.hasTags) {
    if (!context.scopeFor('tag:read')) return new Map();
    return new Map((await readTags(context)).map(({ id, name }) => [id, name]));
  }
  if (field?.list !== undefined)
    return new Map(
      entriesOf(context.settings, field.list).map(({ id, name, names }) => [id, names?.[language] ?? name]),
    );
  if (custom?.options) return new Map(custom.options.map(({ id, label }) => [id, label]));
  if (field?.kind === 'country') {
    const countries = new Intl.DisplayNames(language, { type: 'region' });
    return (code) => countries.of(code);
  }
  return undefined;
}
