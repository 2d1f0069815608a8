import type { RecordTypeName } from '#contract/record-types.ts';
import { contactRecords } from './contact.ts';
import { customerRecords } from './customer.ts';
import { dealRecords } from './deal.ts';
import type { RecordDefinition } from './definition.ts';
import { employeeRecords } from './employee.ts';
import { leadRecords } from './lead.ts';
import { vendorRecords } from './vendor.ts';

/** Every record type's definition, for readers and resources that serve all of them. */
export const recordDefinitions: Record<RecordTypeName, RecordDefinition> = {
  contact: contactRecords,
  customer: customerRecords,
  lead: leadRecords,
  deal: dealRecords,
  vendor: vendorRecords,
  employee: employeeRecords,
};

/** The definition of a type named in the table or a path; undefined for a name that is none. */
export function definitionOf(name: string): RecordDefinition | undefined {
  return Object.hasOwn(recordDefinitions, name) ? recordDefinitions[name as RecordTypeName] : undefined;
}
