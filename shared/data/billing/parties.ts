import type { BillingSettings } from '#contract/billing.ts';
import type { Party } from '#contract/document-fields.ts';
import { legalFieldsOf } from '#contract/legal-fields.ts';
import { ProblemError } from '#contract/problem.ts';
import type { Customer } from '#contract/records/customer.ts';
import type { Context } from '../organization/context.ts';
import { customerRecords } from '../records/customer.ts';
import { readFinal } from '../records/read.ts';

/**
 * Seller and buyer as a document names them from now on. The customer is read whoever may see it, because the document
 * is about it. Throws if the seller lacks what the law of its country requires, or the customer is in the trash.
 */
export async function partiesOf(
  context: Context,
  billing: BillingSettings,
  customerId: string,
): Promise<{ seller: Party; buyer: Party }> {
  const { required } = legalFieldsOf(billing.country ?? context.settings.country);
  const missing = required.filter((field) => billing[field] === undefined);
  if (missing.length > 0) throw new ProblemError('conflict', { code: 'billing_incomplete', missing });
  // A merge replaces the customer of the document a moment later.
  const [found] = await readFinal(context, [{ definition: customerRecords, id: customerId }]);
  if (!found || found.deletedAt) throw new ProblemError('conflict', 'customer_in_trash');
  return { seller: sellerOf(billing), buyer: buyerOf(found as unknown as Customer) };
}

type Seller = Partial<
  Pick<
    BillingSettings,
    'legalName' | 'taxId' | 'address' | 'postalCode' | 'city' | 'state' | 'country' | 'email' | 'phone'
  >
>;

/** The seller as documents name it. */
export const sellerOf = (billing: Seller): Party =>
  present({
    name: billing.legalName ?? '',
    taxId: billing.taxId,
    address: addressOf(billing),
    country: billing.country,
    email: billing.email,
    phone: billing.phone,
  });

/** A customer as documents name it. */
export const buyerOf = (customer: Customer): Party =>
  present({
    name: customer.legalName ?? customer.name,
    taxId: customer.taxId,
    address: addressOf(customer),
    country: customer.country,
    email: billingEmailOf(customer),
  });

/** Where documents for a customer go. */
export const billingEmailOf = ({ billingEmail, email }: Pick<Customer, 'billingEmail' | 'email'>) =>
  billingEmail ?? email;

interface Place {
  address?: string | undefined;
  postalCode?: string | undefined;
  city?: string | undefined;
  state?: string | undefined;
  country?: string | undefined;
}

/** Countries where addresses have the postal code after the city and the state. */
const citiesFirst = new Set('AU CA CO GB IE NZ US'.split(' '));

/** Countries where addresses have the province in parentheses, and those with a space before the state. */
const inParentheses = new Set('ES IT'.split(' '));
const afterSpace = new Set('AU CA'.split(' '));

/** The lines of a postal address, such as Austin, TX 78701 or 28801 Alcalá de Henares (Madrid). */
function addressOf({ address, postalCode, city, state, country = '' }: Place): string[] {
  const town = townOf(city, state === city ? undefined : state, country);
  const place = citiesFirst.has(country) ? [town, postalCode] : [postalCode, town];
  return [address ?? '', place.filter(Boolean).join(' ')].filter((text) => text !== '');
}

/** A city with its state or province, as the country writes them. */
function townOf(city: string | undefined, state: string | undefined, country: string): string | undefined {
  if (city === undefined || state === undefined) return city ?? state;
  if (inParentheses.has(country)) return `${city} (${state})`;
  return `${city}${afterSpace.has(country) ? '' : ','} ${state}`;
}

const present = (party: { [Name in keyof Party]: Party[Name] | undefined }): Party =>
  Object.fromEntries(Object.entries(party).filter(([, value]) => value !== undefined)) as Party;
