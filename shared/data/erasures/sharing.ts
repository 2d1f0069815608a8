import { recordTypeNames, type RecordTypeName } from '#contract/record-types.ts';
import type { SearchHit } from '#contract/search.ts';
import type { Context } from '../organization/context.ts';
import type { AnyRecord, RecordDefinition } from '../records/definition.ts';
import { titleOf, type Named } from '../records/visible.ts';
import { findRecords } from '../search/find.ts';
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
}

interface Known {
  records: readonly FoundRecord[];
  identity: Identity;
}

const namingNames = recordTypeNames.filter(isNaming);

/** What is shared with records that a lookup of the person's values has found. */
export function findSharing({ records, identity }: Known, others: readonly FoundRecord[]): Sharing {
  const names = new Set(
    records.map(({ definition, record }) => comparedName(titleOf(definition.type.name, record))),
  );
  const elsewhere: SearchHit[] = [];
  const sharing: SearchHit[] = [];
  const shared = new Set<string>();
  for (const { definition, record } of others) {
    const values = record.deletedAt ? [] : valuesIn(record, identity);
    // A lookup finds the beginnings of other values as well.
    if (values.length === 0) continue;
    const hit = hitOf(definition, record);
    elsewhere.push(hit);
    if (!isNaming(hit.type) || names.has(comparedName(hit.title))) continue;
    sharing.push(hit);
    for (const value of values) shared.add(value);
  }
  return { elsewhere, sharing, shared };
}

/** A single word is a name as it is: records with the same one and the same address are taken for one person. */
const comparedName = (name: string): string => nameWords(name) ?? fold(name);

const valuesIn = (record: AnyRecord, identity: Identity): string[] =>
  contactValues(identity).filter((value) => mentionsPerson(record, finderOf(only(identity, value))));

function hitOf(definition: RecordDefinition, record: AnyRecord): SearchHit {
  const type = definition.type.name as RecordTypeName;
  const title = titleOf(type, record);
  const detail = definition.search.detail(record);
  return { type, id: record.id, title, ...(detail ? { detail } : {}) };
}

const only = ({ emails, phones }: Identity, value: string): Identity => ({
  emails: emails.filter((email) => email === value),
  phones: phones.filter(({ number }) => number === value),
  names: [],
});

/**
 * The number of other persons and companies that have the full name and nothing else in common with the person. A deal
 * or a task with this name as its title is none. Throws `unavailable` while search has no copy.
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
  { shared, namesakes }: Pick<Sharing, 'shared'> & { namesakes: number },
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
