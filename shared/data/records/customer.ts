import { customer, type Customer } from '#contract/records/customer.ts';
import { factOf } from '../counters/facts.ts';
import { dateIn } from '../values/day.ts';
import type { AnyRecord, RecordDefinition } from './definition.ts';
import { plainDefinition } from './plain-definition.ts';

/** The definition of customers: derived from their fields, with new customers counted in reports. */
const definition: RecordDefinition<Customer & AnyRecord> = {
  ...plainDefinition<Customer & AnyRecord>(customer),
  projection: 4,
  counting: {
    facts: ({ createdAt, statusId }, { timeZone }) => [
      factOf('customers', dateIn(timeZone, createdAt), statusId, { created: 1 }),
    ],
  },
};

export const customerRecords = definition as unknown as RecordDefinition;
