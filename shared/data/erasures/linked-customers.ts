import type { Context } from '../organization/context.ts';
import { keyOf, type AnyRecord } from '../records/definition.ts';
import { customerRecords } from '../records/customer.ts';
import { recordAttributes } from '../records/read.ts';
import { recordFrom, type RecordItem } from '../records/stored.ts';
import { getItem } from '../store/table.ts';
import type { Action } from '../store/transact.ts';
import type { FoundRecord } from './person-records.ts';
import { nameWords } from './name-words.ts';
import { finderOf, type Identity } from './person-texts.ts';
import { rewriteActions } from './rewrite-record.ts';

/**
 * The customers to which the person's records lead and that have the person's full name: without a company, the conversion
 * of a lead creates such a customer.
 */
export async function linkedCustomers(
  context: Context,
  records: readonly FoundRecord[],
  { names }: Identity,
): Promise<AnyRecord[]> {
  const ids = new Set(
    records.flatMap(({ record: { customerId } }) => (typeof customerId === 'string' ? [customerId] : [])),
  );
  const own = new Set(names.map(({ firstName, lastName }) => nameWords(firstName, lastName)));
  const customers: AnyRecord[] = [];
  for (const id of ids) {
    const item = await getItem<RecordItem>(
      context,
      keyOf(customerRecords, context.orgId, id),
      recordAttributes,
    );
    const customer = item && recordFrom(customerRecords, item);
    if (customer && own.has(nameWords(customer.name))) customers.push(customer);
  }
  return customers;
}

/** The actions that take the person out of these customers, whose name is that of the person alone. */
export function linkedCustomerActions(
  context: Context,
  customers: readonly AnyRecord[],
  identity: Identity,
): Action[] {
  const named: Identity = { ...identity, isNameShared: false };
  const finder = finderOf(named);
  const actions: Action[] = [];
  for (const customer of customers)
    actions.push(...rewriteActions(context, customerRecords, customer, { finder, isTheirs: true }));
  return actions;
}
