import { customer, type Customer } from '#contract/records/customer.ts';
import { dateIn } from '../values/day.ts';
import type { AnyRecord, RecordDefinition } from './definition.ts';
import { plainDefinition } from './plain-definition.ts';

/** How customers lie in the table: as their fields say, and reports count the new ones. */
const definition: RecordDefinition<Customer & AnyRecord> = {
  ...plainDefinition<Customer & AnyRecord>(customer),
  projection: 3,
  counting: {
    facts: ({ createdAt, statusId }, { timeZone }) => [
      { family: 'c', day: dateIn(timeZone, createdAt), part: statusId, amounts: { n: 1 } },
    ],
  },
};

export const customerRecords = definition as unknown as RecordDefinition;
