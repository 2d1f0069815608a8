import * as z from 'zod/mini';
import type { Party } from './document-fields.ts';
import type { Language } from './language.ts';
import { legalFieldsOf } from './legal-fields.ts';
import { capitalized, inSentence } from './noun.ts';
import type { Nouns } from './nouns.ts';
import { el, este } from './spanish.ts';

/** What a buyer can lack on an invoice. */
const buyerFields = ['taxId', 'address'] as const;
type BuyerField = (typeof buyerFields)[number];

/**
 * What the law of the seller's country says about an invoice without them. `simplified`: it is allowed as a simplified
 * invoice. `sectors`: only in some sectors. `required`: it isn't, unless an exception applies. `unknown`: no rule is known
 * here.
 */
const buyerRules = ['simplified', 'sectors', 'required', 'unknown'] as const;
type BuyerRule = (typeof buyerRules)[number];

/** Something to know before an invoice is issued. Only `seller_incomplete` prevents that. */
export const issueNotice = z.object({
  /**
   * `seller_incomplete`: the billing settings lack what has to be printed of the seller. `buyer_incomplete`: the customer
   * lacks what is printed of it. `not_reported`: see the message.
   */
  code: z.enum(['seller_incomplete', 'buyer_incomplete', 'not_reported']),
  message: z.string(),
  /** Of `buyer_incomplete`: what the customer lacks. */
  missing: z.optional(z.array(z.enum(buyerFields))),
  rule: z.optional(z.enum(buyerRules)),
});
export type IssueNotice = z.infer<typeof issueNotice>;

/** A draft, as far as notices depend on it. */
interface Draft {
  /** The seller's country. */
  country: string;
  currency: string;
  /** With taxes, before withholdings, in minor units. */
  totalMinor: number;
  buyer: Pick<Party, 'taxId' | 'address'>;
}

/** Amounts in euros, VAT included, up to which a simplified invoice is allowed: Royal Decree 1619/2012, article 4. */
const spanishLimits = { anybodyMinor: 40_000, sectorsMinor: 300_000 };

/** What the law says about a Spanish invoice. It needs the buyer's NIF and address: article 6.1.d and e. */
const spanishLaw: Record<Exclude<BuyerRule, 'unknown'>, Record<Language, string>> = {
  simplified: {
    en: 'Up to €400 including VAT, this is allowed as a simplified invoice (Royal Decree 1619/2012, article 4). A business can’t use it to deduct VAT.',
    es: 'Hasta 400 € con IVA se admite como factura simplificada (Real Decreto 1619/2012, artículo 4), pero una empresa no puede deducir el IVA con ella.',
  },
  sectors: {
    en: 'Above €400 including VAT, the law asks for the tax ID and the address of the buyer, except for the address of a private person. Up to €3,000, a simplified invoice is allowed in some sectors, such as retail and hospitality (Royal Decree 1619/2012, articles 4 and 6).',
    es: 'Por encima de 400 € con IVA, la ley exige el NIF y el domicilio del comprador, salvo el domicilio de un particular. Hasta 3.000 € se admite la factura simplificada en algunos sectores, como el comercio minorista y la hostelería (Real Decreto 1619/2012, artículos 4 y 6).',
  },
  required: {
    en: 'Above €3,000 including VAT, the law asks for the tax ID and the address of the buyer, except for the address of a private person (Royal Decree 1619/2012, articles 4 and 6).',
    es: 'Por encima de 3.000 € con IVA, la ley exige el NIF y el domicilio del comprador, salvo el domicilio de un particular (Real Decreto 1619/2012, artículos 4 y 6).',
  },
};

/** What is said where no rule is known. */
const elsewhere: Record<Language, (nouns: Nouns) => string> = {
  en: ({ invoice }) => `Check whether the law asks for that on this ${invoice.one}.`,
  es: ({ invoice }) => `Comprueba si la ley lo exige en ${este(invoice)}.`,
};

/** What a buyer lacks, in the words of the organization. */
const lack: Record<Language, (missing: readonly BuyerField[], nouns: Nouns) => string> = {
  en: (missing, { customer }) => {
    const named = { taxId: 'tax ID', address: 'address' };
    return `The ${customer.one} has no ${missing.map((field) => named[field]).join(' or ')}.`;
  },
  es: (missing, { customer, terms }) => {
    const named = { taxId: inSentence(terms.taxId), address: 'dirección' };
    return `${capitalized(el(customer))} no tiene ${missing.map((field) => named[field]).join(' ni ')}.`;
  },
};

/** Amounts in other currencies aren't compared: the strictest limit doesn't follow from them. */
function spanishRule({ currency, totalMinor }: Draft): Exclude<BuyerRule, 'unknown'> {
  if (currency !== 'EUR') return 'sectors';
  if (totalMinor <= spanishLimits.anybodyMinor) return 'simplified';
  return totalMinor <= spanishLimits.sectorsMinor ? 'sectors' : 'required';
}

/** What is said about a buyer without a tax ID or an address; undefined if it lacks neither. */
export function buyerNotice(draft: Draft, language: Language, nouns: Nouns): IssueNotice | undefined {
  const { buyer, country } = draft;
  const missing = buyerFields.filter((field) =>
    field === 'taxId' ? buyer.taxId === undefined : buyer.address.length === 0,
  );
  if (missing.length === 0) return undefined;
  const rule = country === 'ES' ? spanishRule(draft) : 'unknown';
  const law = rule === 'unknown' ? elsewhere[language](nouns) : spanishLaw[rule][language];
  return { code: 'buyer_incomplete', missing, rule, message: `${lack[language](missing, nouns)} ${law}` };
}

/** What is said before the first invoice where invoices must be reported, or will have to be; undefined elsewhere. */
export function reportingNotice(country: string, language: Language): IssueNotice | undefined {
  const text = legalFieldsOf(country).unreported?.notice[language];
  return text === undefined ? undefined : { code: 'not_reported', message: text };
}
