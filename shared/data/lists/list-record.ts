import { readableDomains } from '#contract/email-address.ts';
import { phoneDigits, type Field, type Phone } from '#contract/field.ts';
import { isSearched } from '#contract/lists/column.ts';
import { talliesOf, type RecordTally } from '#contract/tally.ts';
import { slotsOf } from '../custom-fields/slots.ts';
import { upgraded, type AnyRecord, type RecordDefinition } from '../records/definition.ts';
import { recordAttributes } from '../records/read.ts';
import { withShares } from '../records/computed.ts';
import { recordFrom, type RecordItem } from '../records/stored.ts';
import { isIdentifier } from '../values/identifier-terms.ts';
import { fold } from '../values/search-terms.ts';
import type { ListRecord, Source } from './cells.ts';
import type { ListSubject } from './list-subject.ts';

/** Attributes of a record's item that lists need. */
export const listAttributes = ({ type }: RecordDefinition) => ({
  ...recordAttributes,
  ProjectionExpression: [
    recordAttributes.ProjectionExpression,
    'id',
    'mergedInto',
    ...talliesOf(type).map(({ name }) => name),
  ].join(', '),
});

export type ListItem = RecordItem & RecordTally;

/** The record of an item, with its tallies. */
export const listedFrom = (definition: RecordDefinition, item: ListItem): AnyRecord & RecordTally => ({
  ...recordFrom(definition, item),
  ...talliesIn(definition, item),
});

/** The tallies of an item. Without activities or won deals, their number is 0. */
export function talliesIn({ type }: RecordDefinition, item: RecordTally): RecordTally {
  const tallied = talliesOf(type).flatMap(({ name, kind }) => {
    const value = item[name] ?? (kind === 'number' ? 0 : undefined);
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(tallied);
}

type Deriving = Pick<ListSubject, 'definition' | 'settings'>;

/**
 * A record as the list database stores it, from its stored JSON of this or an earlier schema. Undefined if it can't be
 * read.
 */
export const listRecordFrom = (subject: Deriving, schema: number, body: string): ListRecord | undefined =>
  listRecord(
    subject,
    () => upgraded(subject.definition, schema, JSON.parse(body) as Record<string, unknown>) as AnyRecord,
  );

/** The record of an item as the list database stores it. Undefined if it can't be read. */
export const listRecordOf = (subject: Deriving, item: ListItem): ListRecord | undefined =>
  listRecord(subject, () => listedFrom(subject.definition, item));

function listRecord(subject: Deriving, read: () => AnyRecord): ListRecord | undefined {
  try {
    const record = read();
    return {
      id: record.id,
      source: withShares(subject, record),
      body: JSON.stringify(record),
      searchText: searchTextIn(subject, record),
    };
  } catch {
    return undefined;
  }
}

/** A folded text, with internationalized domains in both spellings. Identifiers such as 1.023.456 and B-12345674 are found with and without separators. */
function wordsOf(text: string): string[] {
  const readable = readableDomains(text);
  if (readable !== text) return [fold(readable), fold(text)];
  const folded = fold(text);
  return isIdentifier(folded) && folded.includes(' ') ? [folded, folded.replaceAll(' ', '')] : [folded];
}

/** The folded texts and the digits of phone numbers that lists search, one per line. */
function searchTextIn({ definition: { type }, settings }: Deriving, record: Source): string {
  const parts = Object.entries<Field>(type.fields).flatMap(([name, field]) => {
    const value = record[name];
    if (value === undefined || value === null || !isSearched(field)) return [];
    if (field.kind === 'phones') return (value as Phone[]).map(({ number }) => phoneDigits(number));
    return wordsOf(String(value));
  });
  const custom = slotsOf(settings, type.name).flatMap(({ key, kind, searchable }) => {
    const value = searchable ? record.custom?.[key] : undefined;
    if (typeof value !== 'string') return [];
    return kind === 'phone' ? [phoneDigits(value)] : wordsOf(value);
  });
  return [...parts, ...custom].join('\n');
}
