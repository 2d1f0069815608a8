import type { Invoice } from '#contract/records/invoice.ts';
import type { Context } from '../organization/context.ts';
import { keyOf } from '../records/definition.ts';
import { dueMinorOf, invoiceRecords } from '../records/invoice.ts';
import { isVisible, readReach, recordAttributes } from '../records/read.ts';
import type { LookupItem } from '../records/look-up.ts';
import { recordFrom, type RecordItem } from '../records/stored.ts';
import { lookupPartition } from '../store/keys.ts';
import { getItems, query } from '../store/table.ts';
import { fold, identifierTerm } from '../values/search-terms.ts';

/** Words of a reference that are looked at. Banks pass on up to 140 characters. */
const wordsMax = 20;
/** Words of which a number can consist, because banks replace its separators by spaces. */
const numberWordsMax = 3;
/** Possible numbers that are looked up. */
const candidatesMax = 24;
const shortestNumber = 3;

/** The parts of a reference that can be the number of an invoice, written as lookup terms of identifiers. */
export function numbersIn(reference: string): string[] {
  const words = fold(reference).split(' ').filter(Boolean).slice(0, wordsMax);
  const parts = words.flatMap((_, start) =>
    Array.from({ length: numberWordsMax }, (_, more) => words.slice(start, start + more + 1).join('')),
  );
  const possible = parts.filter((part) => part.length >= shortestNumber && /\d/.test(part));
  return [...new Set(possible.map(identifierTerm))].slice(0, candidatesMax);
}

/** The invoices with something due whose number a payment's reference contains, as far as the caller can see them. */
export async function invoicesNamedIn(context: Context, reference: string): Promise<Invoice[]> {
  const numbers = numbersIn(reference);
  const found = await Promise.all(numbers.map((term) => idsWith(context, term)));
  const ids = [...new Set(found.flat())];
  const items = await getItems<RecordItem>(
    context,
    ids.map((id) => keyOf(invoiceRecords, context.orgId, id)),
    recordAttributes,
  );
  const reach = readReach(invoiceRecords, context);
  return items.flatMap((item) => {
    if (!item) return [];
    const invoice = recordFrom(invoiceRecords, item);
    const isNamed = invoice.number !== undefined && numbers.includes(identifierTerm(invoice.number));
    const isDue = !invoice.deletedAt && dueMinorOf(invoice, invoice.total.amountMinor) > 0;
    return isNamed && isDue && isVisible(invoice, reach) ? [invoice] : [];
  });
}

/** The invoices with exactly this lookup term. */
async function idsWith(context: Context, term: string): Promise<string[]> {
  const { items } = await query<Pick<LookupItem, 'id'>>(context, {
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :sk)',
    ExpressionAttributeValues: {
      ':pk': lookupPartition(context.orgId, term),
      ':sk': `${term}#${invoiceRecords.type.name}#`,
    },
    ProjectionExpression: 'id',
    Limit: 10,
  });
  return items.map(({ id }) => id);
}
