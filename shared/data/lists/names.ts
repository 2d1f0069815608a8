import { eachReference } from '#contract/each-reference.ts';
import type { Column } from '#contract/lists/column.ts';
import type { ListedRecord } from '#contract/lists/list-operations.ts';
import type { ListSubject } from './list-subject.ts';
import type { Context } from '../organization/context.ts';
import { readMembers } from '../organization/member.ts';
import { readTags } from '../organization/tag.ts';
import { idsIn, referencesIn } from './referred.ts';
import { readVisible, titleOf } from '../records/visible.ts';

/** Whether a column contains ids of people, records or tags. */
export const hasNames = ({ kind, choices, isPercent }: Column): boolean =>
  (kind === 'choice' || kind === 'choices') && choices === undefined && !isPercent;

type Names = Record<string, string>;

/** The names behind the ids in some columns of records, without those that the caller can't see. */
export async function namesIn(
  context: Context,
  { columns }: ListSubject,
  records: readonly ListedRecord[],
  included: readonly string[] | undefined,
): Promise<{ names?: Names }> {
  const shown = (included ?? []).flatMap((name) => columns.get(name) ?? []).filter(hasNames);
  if (shown.length === 0) return {};
  const idsOfAll = (some: readonly Column[]): Set<string> =>
    new Set(some.flatMap(({ name }) => records.flatMap((record) => idsOf(record, name))));
  const people = idsOfAll(shown.filter(({ hasMembers }) => hasMembers));
  const tags = idsOfAll(shown.filter(({ hasTags }) => hasTags));
  const related = shown.flatMap((column) =>
    records.flatMap((record) => referencesIn(column, valueIn(record, column.name))),
  );
  const all = await Promise.all([
    namesOfMembers(context, people),
    namesOfTags(context, tags),
    namesOfRecords(context, eachReference(related)),
  ]);
  return { names: Object.fromEntries(all.flat()) };
}

function valueIn(record: ListedRecord, name: string): unknown {
  const [first = '', key] = name.split('.');
  return key === undefined ? record[first] : (record[first] as Record<string, unknown> | undefined)?.[key];
}

const idsOf = (record: ListedRecord, name: string): string[] => idsIn(valueIn(record, name));

type Entries = [id: string, name: string][];

async function namesOfMembers(context: Context, ids: ReadonlySet<string>): Promise<Entries> {
  if (ids.size === 0 || !context.scopeFor('member:read')) return [];
  const members = await readMembers(context, context.orgId);
  return members.flatMap(({ userId, displayName }) => (ids.has(userId) ? [[userId, displayName]] : []));
}

async function namesOfTags(context: Context, ids: ReadonlySet<string>): Promise<Entries> {
  if (ids.size === 0 || !context.scopeFor('tag:read')) return [];
  return (await readTags(context)).flatMap(({ id, name }) => (ids.has(id) ? [[id, name]] : []));
}

async function namesOfRecords(
  context: Context,
  records: readonly { type: string; id: string }[],
): Promise<Entries> {
  const visible = await readVisible(context, records, { strong: false });
  return records.flatMap(({ type, id }) => {
    const record = visible.get(id);
    return record ? [[id, titleOf(type, record)]] : [];
  });
}
