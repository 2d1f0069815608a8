import { recordTypeNames, type RecordTypeName } from '#contract/record-types.ts';
import type { SearchHit } from '#contract/search.ts';
import type { Context } from '../organization/context.ts';
import { keyOf, type AnyRecord } from '../records/definition.ts';
import { definitionOf } from '../records/definitions.ts';
import { recordAttributes } from '../records/read.ts';
import { recordFrom, type RecordItem } from '../records/stored.ts';
import type { Named } from '../records/visible.ts';
import { findRecords } from '../search/find.ts';
import { getItem } from '../store/table.ts';
import { fold } from '../values/search-terms.ts';
import { contactValues } from './identity.ts';
import { linkedCustomers } from './linked-customers.ts';
import type { FoundRecord } from './person-records.ts';
import { isNaming, nameWords } from './name-words.ts';
import { finderOf, mentionsPerson, type Identity } from './person-texts.ts';

/** What a person has in common with other records. */
export interface Sharing {
  /** Other records with one of the person's e-mail addresses or phone numbers. */
  elsewhere: SearchHit[];
  /**
   * Those of them that are somebody else: a company, a relative, or a colleague with the same telephone. What was sent to
   * the person or asked by them, such as quotes and issues, is about the person.
   */
  sharing: SearchHit[];
  /** The values that those have. */
  shared: ReadonlySet<string>;
  /** The number of records that have the same full name and nothing else in common. */
  namesakes: number;
}

interface Known {
  records: readonly FoundRecord[];
  identity: Identity;
}

const namingNames = recordTypeNames.filter(isNaming);

/** Looks for what is shared. `named` are records that a lookup of the person's values has found. */
export async function findSharing(
  context: Context,
  { records, identity }: Known,
  named: readonly Named[],
): Promise<Sharing> {
  const names = new Set(
    records.map(({ definition, record }) => comparedName(String(record[definition.type.title] ?? ''))),
  );
  const elsewhere: SearchHit[] = [];
  const sharing: SearchHit[] = [];
  const shared = new Set<string>();
  for (const one of named) {
    const found = await recordOf(context, one);
    const values = found ? valuesIn(found.record, identity) : [];
    // A lookup finds the beginnings of other values as well.
    if (!found || values.length === 0) continue;
    const { hit } = found;
    elsewhere.push(hit);
    if (!isNaming(hit.type) || names.has(comparedName(hit.title))) continue;
    sharing.push(hit);
    for (const value of values) shared.add(value);
  }
  return {
    elsewhere,
    sharing,
    shared,
    namesakes: await countNamesakes(context, { records, identity }, elsewhere),
  };
}

/** A single word is a name as it is: records with the same one and the same address are taken for one person. */
const comparedName = (name: string): string => nameWords(name) ?? fold(name);

const valuesIn = (record: AnyRecord, identity: Identity): string[] =>
  contactValues(identity).filter((value) => mentionsPerson(record, finderOf(only(identity, value))));

/** A record that isn't in the trash, and how it is shown. */
async function recordOf(
  context: Context,
  { type, id }: Named,
): Promise<{ record: AnyRecord; hit: SearchHit } | undefined> {
  const definition = definitionOf(type);
  if (!definition) return undefined;
  const item = await getItem<RecordItem>(context, keyOf(definition, context.orgId, id), recordAttributes);
  const record = item && recordFrom(definition, item);
  if (!record || record.deletedAt) return undefined;
  const title = String(record[definition.type.title] ?? '');
  const detail = definition.searchDetail(record);
  return { record, hit: { type: type as RecordTypeName, id, title, ...(detail ? { detail } : {}) } };
}

const only = ({ emails, phones }: Identity, value: string): Identity => ({
  emails: emails.filter((email) => email === value),
  phones: phones.filter(({ number }) => number === value),
  names: [],
});

/**
 * The number of other persons and companies that have the full name and nothing else in common with the person. A deal
 * or a task with this name as its title is none.
 */
export async function countNamesakes(
  context: Context,
  { records, identity }: Known,
  elsewhere: readonly SearchHit[],
): Promise<number> {
  const nameOf = ({ type, id }: Named): string => `${type} ${id}`;
  const theirs = new Set([
    ...records.map(({ definition, record }) => nameOf({ type: definition.type.name, id: record.id })),
    ...elsewhere.map(nameOf),
    ...(await linkedCustomers(context, records, identity)).map(({ id }) => nameOf({ type: 'customer', id })),
  ]);
  const namesakes = new Set<string>();
  for (const { firstName, lastName } of identity.names) {
    const hits = await findRecords(
      context,
      [{ types: namingNames, owners: 'all' }],
      `${firstName} ${lastName}`,
    );
    const words = nameWords(firstName, lastName);
    for (const hit of hits)
      if (nameWords(hit.title) === words && !theirs.has(nameOf(hit))) namesakes.add(nameOf(hit));
  }
  return namesakes.size;
}

/** What an erasure searches for: values that others share stay, unless the caller wants them removed as well. */
export function searchedIdentity(
  identity: Identity,
  { shared, namesakes }: Pick<Sharing, 'shared' | 'namesakes'>,
  { erasesShared }: { erasesShared: boolean },
): Identity {
  const isOwn = (value: string): boolean => erasesShared || !shared.has(value);
  return {
    emails: identity.emails.filter(isOwn),
    phones: identity.phones.filter(({ number }) => isOwn(number)),
    names: identity.names,
    ...(namesakes > 0 ? { isNameShared: true } : {}),
  };
}
