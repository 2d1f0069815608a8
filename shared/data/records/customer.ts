import { customer, type Customer } from '#contract/records/customer.ts';
import { taxIdFault } from '#contract/tax-id.ts';
import { factOf } from '../counters/facts.ts';
import { dateIn } from '../values/day.ts';
import type { RecordDefinition, Wrong } from './definition.ts';
import { plainDefinition } from './plain-definition.ts';

/** A new tax ID, or one that gets another country, follows the rules of its country. */
function check({ taxId, country = '' }: Customer, _settings: unknown, before: Customer | undefined): Wrong {
  const isAsBefore = before?.taxId === taxId && (before?.country ?? '') === country;
  const fault = taxId === undefined || isAsBefore ? undefined : taxIdFault(taxId, country);
  return fault && { field: 'taxId', ...fault };
}

const plain = plainDefinition<Customer>(customer);

/**
 * The spellings of a tax ID. VAT numbers begin with the country, which many people leave out. Imports don’t find
 * customers by tax IDs, because branches of a company have the same one.
 */
function taxIds({ taxId = '', country }: Customer): string[] {
  const isVatNumber = country !== undefined && taxId.toUpperCase().startsWith(country);
  return isVatNumber ? [taxId, taxId.slice(country.length)] : [taxId];
}

/** The definition of customers: derived from their fields, found by tax ID, and counted in reports when they are new. */
export const customerRecords: RecordDefinition<Customer> = {
  ...plain,
  projection: 6,
  search: {
    ...plain.search,
    terms(record) {
      const terms = plain.search.terms(record);
      return { ...terms, identifiers: [...(terms.identifiers ?? []), ...taxIds(record)] };
    },
  },
  rules: { check },
  counting: {
    byDay: true,
    facts: ({ createdAt, statusId }, { timeZone }) => [
      factOf('customers', dateIn(timeZone, createdAt), statusId, { created: 1 }),
    ],
  },
};
