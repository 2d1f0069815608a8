import { customSearched, slotsOf, type WithSlots } from '../custom-fields/slots.ts';
import type { Searched } from '../values/searched.ts';
import type { AnyRecord, RecordDefinition } from './definition.ts';

/** What a record is found by: its own values, and those of searchable custom fields. */
export const searchedIn = (
  definition: RecordDefinition,
  settings: WithSlots,
  record: AnyRecord,
): Searched[] => [
  definition.search.terms(record),
  customSearched(slotsOf(settings, definition.type.name), record.custom),
];
