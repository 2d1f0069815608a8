import { limits } from '#contract/limits.ts';
import { recordTypeNames } from '#contract/record-types.ts';
import { readCustomFields } from '../custom-fields/definitions.ts';
import type { Context } from '../organization/context.ts';
import { loadRecord } from '../records/read.ts';
import { lookUp, termsOf } from '../records/look-up.ts';
import type { Named } from '../records/visible.ts';
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
  const hits = new Map<string, Named>();
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
      for (const hit of await lookUp(context, termsOf(value), recordTypeNames)) hits.set(nameOf(hit), hit);
    }
    const further = await samePersons(context, [...hits.values()], found, present);
    if (found.size < limits.recordsPerPerson) open.push(...further);
  }
  const records = [...found.values()];
  const identity = joined(present, past);
  const others = [...hits.values()].filter((hit) => !found.has(nameOf(hit)));
  return { records, identity, ...(await findSharing(context, { records, identity }, others)) };
}

const nameOf = ({ type, id }: Named): string => `${type} ${id}`;

/** Records that a lookup has found and that are the same person. */
async function samePersons(
  context: Context,
  hits: readonly Named[],
  known: ReadonlyMap<string, FoundRecord>,
  identity: Identity,
): Promise<Named[]> {
  const further: Named[] = [];
  for (const { type, id } of hits) {
    if (!personDefinition(type) || known.has(nameOf({ type, id }))) continue;
    const [first] = await personRecords(context, context.orgId, { type, id });
    if (first && isSamePerson(first.record, identity)) further.push({ type, id });
  }
  return further;
}
