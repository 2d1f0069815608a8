import type { BillingSettings } from '#contract/billing.ts';
import type { Parties, Party } from '#contract/document-fields.ts';
import { legalFieldsOf, type SellerField } from '#contract/legal-fields.ts';
import { ProblemError } from '#contract/problem.ts';
import type { Customer } from '#contract/records/customer.ts';
import type { Context } from '../organization/context.ts';
import type { OrganizationSettings } from '../organization/settings.ts';
import { customerRecords } from '../records/customer.ts';
import { readFinal } from '../records/read.ts';

/** What the seller lacks of what the law of its country requires on invoices. */
export const missingOfSeller = (
  { settings }: Pick<Context, 'settings'>,
  billing: BillingSettings,
): SellerField[] =>
  legalFieldsOf(billing.country ?? settings.country).required.filter((field) => billing[field] === undefined);

/** Throws if the seller lacks what the law of its country requires on invoices. */
export function checkSeller(context: Context, billing: BillingSettings): void {
  const missing = missingOfSeller(context, billing);
  if (missing.length > 0) throw new ProblemError('conflict', { code: 'billing_incomplete', missing });
}

/**
 * Seller and buyer as a document names them from now on. The customer is read whoever may see it, because the document
 * is about it. Throws if the customer is in the trash.
 */
export async function partiesOf(
  context: Context,
  billing: BillingSettings,
  customerId: string,
): Promise<Parties> {
  const parties = await presentParties(context, billing, customerId);
  if (!parties) throw new ProblemError('conflict', 'customer_in_trash');
  return parties;
}

/** Like `partiesOf`, but undefined if the customer is in the trash or doesn’t exist any more. */
export async function presentParties(
  context: Context,
  billing: BillingSettings,
  customerId: string,
): Promise<Parties | undefined> {
  // A merge replaces the customer of the document a moment later.
  const [found] = await readFinal(context, [{ definition: customerRecords, id: customerId }]);
  if (!found || found.deletedAt) return undefined;
  return partiesWith(context.settings, billing, buyerOf(found));
}

/** The copy that a document keeps of its seller and a buyer. */
export const partiesWith = (
  settings: Pick<OrganizationSettings, 'name' | 'country'>,
  billing: BillingSettings,
  buyer: Party,
): Parties => {
  const { country, footer = '' } = presentTerms(settings, billing);
  return { seller: presentSeller(settings, billing), buyer, country, footer };
};

/** The seller as documents name it now. */
export const presentSeller = (
  { name }: Pick<OrganizationSettings, 'name'>,
  billing: BillingSettings,
): Party => sellerOf({ legalName: name, ...billing });

/** What a document says because of its seller, besides its name and address. */
interface Terms {
  /** The country whose terms it uses. */
  country: string;
  footer: string | undefined;
}

const presentTerms = (
  settings: Pick<OrganizationSettings, 'country'>,
  { country, footer }: BillingSettings,
): Terms => ({ country: country ?? settings.country, footer });

/** The terms of a document: those that it keeps, or the present ones. */
export function termsOf(
  parties: Parties | undefined,
  settings: Pick<OrganizationSettings, 'country'>,
  billing: BillingSettings,
): Terms {
  const present = presentTerms(settings, billing);
  if (!parties) return present;
  const { seller, country, footer } = parties;
  return {
    country: country ?? seller.country ?? settings.country,
    // Copies that version 0.4 made have none.
    footer: footer === '' ? undefined : (footer ?? present.footer),
  };
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
