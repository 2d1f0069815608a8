import { ProblemError } from '#contract/problem.ts';
import { eraseValues } from '../projection/purge.ts';
import { recordFrom, type RecordItem } from '../records/stored.ts';
import { ifEquals, under } from '../store/condition.ts';
import { organizationOf, type Key } from '../store/keys.ts';
import type { UserContext } from '../store/request-context.ts';
import { deleteItem, isConditionFailed, updateItem, type Item } from '../store/table.ts';
import type { PersonRecord } from './erasure-runs.ts';
import { identityOf, type PersonValues } from './identity.ts';
import { personDefinition } from './person-records.ts';
import type { Identity } from './person-texts.ts';
import { isSamePerson, rewriteRecord } from './rewrite-record.ts';
import { fateOf, type Fate, type Search } from './search-item.ts';

/** What was found in an item: nothing, something that was dealt with, or a further record of the person. */
export type Found = undefined | 'pending' | 'replaced' | Further;

export interface Further extends PersonRecord {
  identity: Identity;
}

/** Whether anything has to be done with an item, or waited for. */
export const isFound = (item: Item, search: Search): boolean => fateOf(item, search).act !== 'keep';

/** Takes a person out of an item. Whatever another write changes at the same time is found again by the next pass. */
export async function applyTo(
  base: UserContext,
  item: Key & Item,
  search: Search & { identity: Identity },
): Promise<Found> {
  const fate = fateOf(item, search);
  if (fate.act === 'keep') return undefined;
  if (fate.act === 'pending') return 'pending';
  if (fate.act === 'rewriteRecord') {
    const further = furtherRecord(item as Item & RecordItem, search.identity);
    if (further) return further;
  }
  await act(base, item, fate, search).catch(unlessChanged);
  return 'replaced';
}

/** A record of the person that nothing leads to but its values. */
function furtherRecord(item: RecordItem, identity: Identity): Further | undefined {
  const definition = personDefinition(item.type);
  const record = definition && recordFrom(definition, item);
  if (!record || !isSamePerson(record, identity)) return undefined;
  return { type: item.type, id: item.id, identity: identityOf([record as PersonValues]) };
}

async function act(
  base: UserContext,
  item: Key & Item,
  fate: Fate,
  search: Search & { identity: Identity },
): Promise<void> {
  const { pk, sk } = item;
  if (fate.act === 'remove') await deleteItem(base, { Key: { pk, sk } });
  if (fate.act === 'eraseValues') await eraseValues(base, item);
  if (fate.act === 'rewriteRecord')
    await rewriteRecord(base, organizationOf(pk), item as Item & RecordItem, search);
  if (fate.act === 'replace') await replace(base, item, fate.attributes);
}

async function replace(
  base: UserContext,
  item: Key & Item,
  attributes: Readonly<Record<string, unknown>>,
): Promise<void> {
  const names = Object.keys(attributes);
  const previous = Object.fromEntries(names.map((name) => [name, item[name]]));
  await updateItem(
    base,
    under(ifEquals(previous), {
      Key: { pk: item.pk, sk: item.sk },
      UpdateExpression: `SET ${names.map((name) => `#${name} = :${name}`).join(', ')}`,
      ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
      ExpressionAttributeValues: Object.fromEntries(names.map((name) => [`:${name}`, attributes[name]])),
    }),
  );
}

function unlessChanged(error: unknown): void {
  if (isConditionFailed(error)) return;
  if (error instanceof ProblemError && error.code === 'precondition_failed') return;
  throw error;
}
