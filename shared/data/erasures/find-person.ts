import { limits } from '#contract/limits.ts';
import { recordTypeNames } from '#contract/record-types.ts';
import type { Context } from '../organization/context.ts';
import { loadRecord } from '../records/read.ts';
import { findSearchTerms, toHit } from '../records/search.ts';
import type { SearchHit } from '#contract/search.ts';
import { ProblemError } from '#contract/problem.ts';
import { identityOf, joined, rememberedValues, type PersonValues } from './identity.ts';
import { personDefinition, personRecords, type FoundRecord } from './person-records.ts';
import type { Identity } from './person-texts.ts';
import { isSamePerson } from './rewrite-record.ts';

/** A person, as far as the organization knows. */
export interface Person {
  /** The person's records. The first one is the one that was named. */
  records: FoundRecord[];
  identity: Identity;
  /** Other records with one of the person's e-mail addresses or phone numbers. */
  elsewhere: SearchHit[];
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
  let identity: Identity = { emails: [], phones: [], names: [] };
  const elsewhere = new Map<string, SearchHit>();
  const open: { type: string; id: string }[] = [{ type: recordType, id: recordId }];
  const searched = new Set<string>();
  for (const start of open) {
    for (const one of await personRecords(context, context.orgId, start)) {
      found.set(`${one.definition.type.name} ${one.record.id}`, one);
      identity = joined(identity, identityOf([one.record as PersonValues]));
    }
    for (const value of rememberedValues(identity)) {
      if (searched.has(value)) continue;
      searched.add(value);
      const { items } = await findSearchTerms(context, 'all', value, recordTypeNames);
      for (const hit of items.map(toHit)) elsewhere.set(`${hit.type} ${hit.id}`, hit);
    }
    const further = await samePersons(context, [...elsewhere.values()], found, identity);
    if (found.size < limits.recordsPerPerson) open.push(...further);
  }
  const others = [...elsewhere].filter(([name]) => !found.has(name)).map(([, hit]) => hit);
  return { records: [...found.values()], identity, elsewhere: others };
}

/** Records that the search has found and that are the same person. */
async function samePersons(
  context: Context,
  hits: readonly SearchHit[],
  known: ReadonlyMap<string, FoundRecord>,
  identity: Identity,
): Promise<{ type: string; id: string }[]> {
  const further: { type: string; id: string }[] = [];
  for (const { type, id } of hits) {
    if (!personDefinition(type) || known.has(`${type} ${id}`)) continue;
    const [first] = await personRecords(context, context.orgId, { type, id });
    if (first && isSamePerson(first.record, identity)) further.push({ type, id });
  }
  return further;
}
