import { lookupPartition, type Key } from '../store/keys.ts';
import { query, type Item } from '../store/table.ts';
import type { Session } from '../store/units.ts';
import { emailLookups, phoneLookup } from '../values/searched.ts';
import type { Named } from './visible.ts';

/** The stored item by which a record is found by an e-mail address, a phone number or an identifier. */
export interface LookupItem extends Key, Item {
  kind: 'word';
  type: string;
  id: string;
}

/** What a query of them returns. */
type Page = Awaited<ReturnType<typeof query<LookupItem>>>;

/** Items that are read together, and at most: records of one type can follow many of another type. */
const itemsTogether = 100;
const itemsMax = 400;

/**
 * The live records of some types that may have a value: those with a term that begins with its term. Callers read the
 * records and compare the value. Records changed a moment ago can be missing.
 */
async function namedBy(
  session: Session & { orgId: string },
  term: string,
  types: readonly string[],
): Promise<Named[]> {
  const found: Named[] = [];
  let [read, from]: [number, Item | undefined] = [0, undefined];
  do {
    const page: Page = await query<LookupItem>(session, {
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :term)',
      ExpressionAttributeValues: { ':pk': lookupPartition(session.orgId, term), ':term': term },
      Limit: itemsTogether,
      ...(from ? { ExclusiveStartKey: from } : {}),
    });
    found.push(
      ...page.items.filter(({ type }) => types.includes(type)).map(({ type, id }) => ({ type, id })),
    );
    [read, from] = [read + page.scanned, page.lastKey];
  } while (from && read < itemsMax);
  return found;
}

/** The records of some types that may have one of these terms, each once. */
export async function lookUp(
  session: Session & { orgId: string },
  terms: readonly string[],
  types: readonly string[],
): Promise<Named[]> {
  const found = await Promise.all([...new Set(terms)].map((term) => namedBy(session, term, types)));
  return [...new Map(found.flat().map((named) => [named.id, named])).values()];
}

/** The terms by which an e-mail address or a phone number is looked up. */
export const termsOf = (value: string): string[] =>
  value.includes('@') ? emailLookups(value) : [phoneLookup(value)];
