import type { RecordTypeName } from '#contract/record-types.ts';
import { contactRecords } from './contact.ts';
import type { RecordDefinition } from './definition.ts';

/** Every record type's definition, for readers and resources that serve all of them. */
export const recordDefinitions: Record<RecordTypeName, RecordDefinition> = { contact: contactRecords };

/** The definition of a type named in the table or a path; undefined for a name that is none. */
export function definitionOf(name: string): RecordDefinition | undefined {
  return Object.hasOwn(recordDefinitions, name) ? recordDefinitions[name as RecordTypeName] : undefined;
}
