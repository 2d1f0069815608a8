import type { Field, Phone } from '#contract/field.ts';
import type { ActivityTally } from '#contract/record-type.ts';
import { upgraded, type AnyRecord, type RecordDefinition } from '../records/definition.ts';
import { recordAttributes } from '../records/read.ts';
import { recordFrom, type RecordItem } from '../records/stored.ts';
import { fold } from '../values/search-terms.ts';
import type { Source } from './cells.ts';
import type { ListRecord } from './list-database.ts';

/** Attributes of a record's item that lists need. */
export const listAttributes = {
  ...recordAttributes,
  ProjectionExpression: `${recordAttributes.ProjectionExpression}, id, activityCount, lastActivityAt`,
};

export type ListItem = RecordItem & ActivityTally;

/** The record of an item, with its activity tally if it can have activities. */
export function listedFrom(definition: RecordDefinition, item: ListItem): AnyRecord & ActivityTally {
  const record = recordFrom(definition, item);
  if (!definition.type.hasActivities) return record;
  const { activityCount = 0, lastActivityAt } = item;
  return { ...record, activityCount, ...(lastActivityAt ? { lastActivityAt } : {}) };
}

/**
 * A record as the list database stores it, from its stored JSON of this or an earlier schema. Undefined if it can't be
 * read.
 */
export const listRecordFrom = (
  definition: RecordDefinition,
  schema: number,
  id: string,
  body: string,
): ListRecord | undefined =>
  listRecord(definition, id, () => upgraded(definition, schema, JSON.parse(body) as Record<string, unknown>));

/** The record of an item as the list database stores it. Undefined if it can't be read. */
export const listRecordOf = (definition: RecordDefinition, item: ListItem): ListRecord | undefined =>
  listRecord(definition, item.id, () => listedFrom(definition, item));

function listRecord(definition: RecordDefinition, id: string, read: () => Source): ListRecord | undefined {
  try {
    const source = read();
    return { id, source, body: JSON.stringify(source), searchText: searchTextIn(definition, source) };
  } catch {
    return undefined;
  }
}

/** Kinds of fields that lists search as text. */
const searchedKinds: readonly Field['kind'][] = ['text', 'email'];

/** The folded texts and the digits of phone numbers that lists search, one per line. */
function searchTextIn({ type }: RecordDefinition, record: Readonly<Record<string, unknown>>): string {
  const parts = Object.entries<Field>(type.fields).flatMap(([name, { kind, mode }]) => {
    const value = record[name];
    if (value === undefined || value === null || mode === 'kept') return [];
    if (kind === 'phones') return (value as Phone[]).map(({ number }) => number.replace(/\D/g, ''));
    return searchedKinds.includes(kind) ? [fold(String(value))] : [];
  });
  return parts.join('\n');
}
