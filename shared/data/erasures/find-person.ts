import { limits } from '#contract/limits.ts';
import { recordTypeNames } from '#contract/record-types.ts';
import { readCustomFields } from '../custom-fields/definitions.ts';
import type { Context } from '../organization/context.ts';
import { keyOf } from '../records/definition.ts';
import { definitionOf } from '../records/definitions.ts';
import { loadRecord, recordAttributes } from '../records/read.ts';
import { recordFrom, type RecordItem } from '../records/stored.ts';
import { lookUp, termsOf } from '../records/look-up.ts';
import type { Named } from '../records/visible.ts';
import { getItems } from '../store/table.ts';
import { ProblemError } from '#contract/problem.ts';
import { formerIdentity } from './former-identity.ts';
import { contactValues, identityOf, joined, type PersonValues } from './identity.ts';
import { personDefinition, personRecords, type FoundRecord } from './person-records.ts';
import type { Identity } from './person-texts.ts';
import { isSamePerson } from './rewrite-record.ts';
import { findSharing, type Sharing } from './sharing.ts';

/** A person, as far as the organization knows. */
export interface Person extends Sharing {
  /** The person's records. The first one is the one that was named. */
  records: FoundRecord[];
  /** Includes values of the past. */
  identity: Identity;
}

/** The person of a record, which can be in the trash. Throws `not_found` for records of other types. */
export async function findPerson(
  context: Context,
  { recordType, recordId }: { recordType: string; recordId: string },
): Promise<Person> {
  const definition = personDefinition(recordType);
  if (!definition) throw new ProblemError('not_found');
  await loadRecord(definition, context, recordId, 'all');
  const found = new Map<string, FoundRecord>();
  // Values of the past can belong to somebody else today, so only present ones lead to further records.
  let present = identityOf([]);
  let past = identityOf([]);
  const hits = new Map<string, FoundRecord>();
  const open: Named[] = [{ type: recordType, id: recordId }];
  const searched = new Set<string>();
  for (const start of open) {
    for (const one of await personRecords(context, context.orgId, start)) {
      const name = nameOf({ type: one.definition.type.name, id: one.record.id });
      if (found.has(name)) continue;
      found.set(name, one);
      present = joined(present, identityOf([one.record as PersonValues]));
      const { items: fields } = await readCustomFields(context, one.definition.type.name);
      past = joined(past, await formerIdentity(context, fields, one));
    }
    for (const value of contactValues(joined(present, past))) {
      if (searched.has(value)) continue;
      searched.add(value);
      await addHits(context, value, hits);
    }
    const further = samePersons([...hits], found, present);
    if (found.size < limits.recordsPerPerson) open.push(...further);
  }
  const records = [...found.values()];
  const identity = joined(present, past);
  const others = [...hits].flatMap(([name, hit]) => (found.has(name) ? [] : [hit]));
  return { records, identity, ...findSharing({ records, identity }, others) };
}

const nameOf = ({ type, id }: Named): string => `${type} ${id}`;

/** Adds the records that may have a value, each of which is read once. */
async function addHits(context: Context, value: string, hits: Map<string, FoundRecord>): Promise<void> {
  const named = await lookUp(context, termsOf(value), recordTypeNames);
  const missing = named.flatMap(({ type, id }) => {
    const definition = hits.has(nameOf({ type, id })) ? undefined : definitionOf(type);
    return definition ? [{ definition, id }] : [];
  });
  const keys = missing.map(({ definition, id }) => keyOf(definition, context.orgId, id));
  const items = await getItems<RecordItem>(context, keys, recordAttributes);
  for (const [at, { definition, id }] of missing.entries()) {
    const item = items[at];
    if (item)
      hits.set(nameOf({ type: definition.type.name, id }), {
        definition,
        record: recordFrom(definition, item),
      });
  }
}

/** Records that a lookup has found and that are the same person. */
const samePersons = (
  hits: readonly (readonly [string, FoundRecord])[],
  known: ReadonlyMap<string, FoundRecord>,
  identity: Identity,
): Named[] =>
  hits.flatMap(([name, { definition, record }]) => {
    const { name: type } = definition.type;
    const isFurther = personDefinition(type) && !known.has(name) && isSamePerson(record, identity);
    return isFurther ? [{ type, id: record.id }] : [];
  });
