import type { RecordType } from '#contract/record-type.ts';
import { recordTypes, type RecordTypeName } from '#contract/record-types.ts';
import { contactRecords } from './contact.ts';
import { customerRecords } from './customer.ts';
import { dealRecords } from './deal.ts';
import type { RecordDefinition } from './definition.ts';
import { employeeRecords } from './employee.ts';
import { leadRecords } from './lead.ts';
import { plainDefinition } from './plain-definition.ts';

/** Definitions of types that other code refers to by name, or whose storage doesn't follow from their fields alone. */
const ownDefinitions: Partial<Record<RecordTypeName, RecordDefinition>> = {
  contact: contactRecords,
  customer: customerRecords,
  lead: leadRecords,
  deal: dealRecords,
  employee: employeeRecords,
};

/**
 * The definitions of all record types by name. Loading this module fails if a definition has no sort keys for one of
 * its type's sorts.
 */
export const recordDefinitions = Object.fromEntries(
  Object.values<RecordType>(recordTypes as never).map((type) => [
    type.name,
    withAllSorts(ownDefinitions[type.name as RecordTypeName] ?? plainDefinition(type)),
  ]),
) as Record<RecordTypeName, RecordDefinition>;

function withAllSorts(definition: RecordDefinition): RecordDefinition {
  const { name, sorts } = definition.type;
  const missing = sorts.filter((sort) => !Object.hasOwn(definition.sorts, sort));
  if (missing.length > 0)
    throw new Error(`The definition of ${name} has no sort keys for ${missing.join(', ')}.`);
  return definition;
}

/** The definition of a type by its name in the table or a path; undefined for an unknown name. */
export function definitionOf(name: string): RecordDefinition | undefined {
  return Object.hasOwn(recordDefinitions, name) ? recordDefinitions[name as RecordTypeName] : undefined;
}
