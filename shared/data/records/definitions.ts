import type { RecordType } from '#contract/record-type.ts';
import { recordTypes, type RecordTypeName } from '#contract/record-types.ts';
import { activityRecords } from './activity.ts';
import { contactRecords } from './contact.ts';
import { customerRecords } from './customer.ts';
import { dealRecords } from './deal.ts';
import type { RecordDefinition } from './definition.ts';
import { employeeRecords } from './employee.ts';
import { invoiceRecords } from './invoice.ts';
import { issueRecords } from './issue.ts';
import { leadRecords } from './lead.ts';
import { orderRecords } from './order.ts';
import { paymentRecords } from './payment.ts';
import { plainDefinition } from './plain-definition.ts';
import { productRecords } from './product.ts';
import { quoteRecords } from './quote.ts';

/** Definitions of types that other code refers to by name, or whose storage doesn't follow from their fields alone. */
const ownDefinitions: Partial<Record<RecordTypeName, RecordDefinition>> = {
  contact: contactRecords,
  customer: customerRecords,
  lead: leadRecords,
  deal: dealRecords,
  employee: employeeRecords,
  quote: quoteRecords,
  order: orderRecords,
  invoice: invoiceRecords,
  payment: paymentRecords,
  product: productRecords,
  issue: issueRecords,
  activity: activityRecords,
};

/**
 * The definitions of all record types by name. Loading this module fails if a definition lacks the sort keys of one of
 * its lists, or the values of one of its type's computed columns.
 */
export const recordDefinitions = Object.fromEntries(
  Object.values<RecordType>(recordTypes as never).map((type) => [
    type.name,
    complete(ownDefinitions[type.name as RecordTypeName] ?? plainDefinition(type)),
  ]),
) as Record<RecordTypeName, RecordDefinition>;

function complete(definition: RecordDefinition): RecordDefinition {
  const { type, lists, sorts, computed } = definition;
  const missing = [
    ...lists.map(({ sort }) => sort).filter((sort) => !Object.hasOwn(sorts, sort)),
    ...Object.keys(type.computed).filter((name) => !Object.hasOwn(computed?.values ?? {}, name)),
  ];
  if (missing.length > 0) throw new Error(`The definition of ${type.name} lacks ${missing.join(', ')}.`);
  return definition;
}

/** The definition of a type by its name in the table or a path; undefined for an unknown name. */
export function definitionOf(name: string): RecordDefinition | undefined {
  return Object.hasOwn(recordDefinitions, name) ? recordDefinitions[name as RecordTypeName] : undefined;
}
