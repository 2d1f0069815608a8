import { customer, type Customer } from '#contract/records/customer.ts';
import { taxIdFault } from '#contract/tax-id.ts';
import { factOf } from '../counters/facts.ts';
import { dateIn } from '../values/day.ts';
import type { AnyRecord, RecordDefinition, Wrong } from './definition.ts';
import { plainDefinition } from './plain-definition.ts';

/** A new tax ID, or one that gets another country, follows the rules of its country. */
function check({ taxId, country = '' }: Customer, _settings: unknown, before: Customer | undefined): Wrong {
  const isAsBefore = before?.taxId === taxId && (before?.country ?? '') === country;
  const fault = taxId === undefined || isAsBefore ? undefined : taxIdFault(taxId, country);
  return fault && { field: 'taxId', ...fault };
}

/** The definition of customers: derived from their fields, with new customers counted in reports. */
const definition: RecordDefinition<Customer & AnyRecord> = {
  ...plainDefinition<Customer & AnyRecord>(customer),
  projection: 4,
  rules: { check },
  counting: {
    facts: ({ createdAt, statusId }, { timeZone }) => [
      factOf('customers', dateIn(timeZone, createdAt), statusId, { created: 1 }),
    ],
  },
};

export const customerRecords = definition as unknown as RecordDefinition;
