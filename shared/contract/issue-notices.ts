import * as z from 'zod/mini';
import type { Party } from './document-fields.ts';
import type { Language } from './language.ts';
import { legalFieldsOf } from './legal-fields.ts';

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

/** Something to know before an invoice is issued, which doesn't prevent that. */
export const issueNotice = z.object({
  /** `buyer_incomplete`: the customer lacks what is printed of it. `not_reported`: see the message. */
  code: z.enum(['buyer_incomplete', 'not_reported']),
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

const names: Record<Language, Record<BuyerField, string> & { both: string }> = {
  en: { taxId: 'tax ID', address: 'address', both: 'tax ID and address' },
  es: { taxId: 'identificación fiscal', address: 'dirección', both: 'identificación fiscal ni dirección' },
};

const lacking = (language: Language, missing: readonly BuyerField[]): string => {
  const [first = 'taxId', second] = missing;
  return names[language][second === undefined ? first : 'both'];
};

type BuyerText = (lacking: string) => string;

/** What is said in Spain. An invoice needs the buyer's NIF and address: Royal Decree 1619/2012, article 6.1.d and e. */
const spanish: Record<Exclude<BuyerRule, 'unknown'>, Record<Language, BuyerText>> = {
  simplified: {
    en: (what) =>
      `The customer has no ${what}. Up to €400 including VAT, this is allowed as a simplified invoice (Royal Decree 1619/2012, article 4). A business can’t use it to deduct VAT.`,
    es: (what) =>
      `El cliente no tiene ${what}. Hasta 400 € con IVA se admite como factura simplificada (Real Decreto 1619/2012, artículo 4), pero una empresa no puede deducir el IVA con ella.`,
  },
  sectors: {
    en: (what) =>
      `The customer has no ${what}. Above €400 including VAT, an invoice needs it, except for the address of a private person. Up to €3,000, a simplified invoice is allowed in some sectors, such as retail and hospitality (Royal Decree 1619/2012, articles 4 and 6).`,
    es: (what) =>
      `El cliente no tiene ${what}. A partir de 400 € con IVA, la factura debe llevarlo, salvo el domicilio de un particular. Hasta 3.000 € se admite la factura simplificada en algunos sectores, como el comercio minorista y la hostelería (Real Decreto 1619/2012, artículos 4 y 6).`,
  },
  required: {
    en: (what) =>
      `The customer has no ${what}. Above €3,000 including VAT, an invoice needs it, except for the address of a private person (Royal Decree 1619/2012, articles 4 and 6).`,
    es: (what) =>
      `El cliente no tiene ${what}. A partir de 3.000 € con IVA, la factura debe llevarlo, salvo el domicilio de un particular (Real Decreto 1619/2012, artículos 4 y 6).`,
  },
};

const elsewhere: Record<Language, BuyerText> = {
  en: (what) => `The customer has no ${what}. Check whether this invoice needs it.`,
  es: (what) => `El cliente no tiene ${what}. Comprueba si esta factura debe llevarlo.`,
};

/** Amounts in other currencies aren't compared: the strictest limit doesn't follow from them. */
function spanishRule({ currency, totalMinor }: Draft): Exclude<BuyerRule, 'unknown'> {
  if (currency !== 'EUR') return 'sectors';
  if (totalMinor <= spanishLimits.anybodyMinor) return 'simplified';
  return totalMinor <= spanishLimits.sectorsMinor ? 'sectors' : 'required';
}

/** What is said about a buyer without a tax ID or an address; undefined if it lacks neither. */
export function buyerNotice(draft: Draft, language: Language): IssueNotice | undefined {
  const { buyer, country } = draft;
  const missing = buyerFields.filter((field) =>
    field === 'taxId' ? buyer.taxId === undefined : buyer.address.length === 0,
  );
  if (missing.length === 0) return undefined;
  const rule = country === 'ES' ? spanishRule(draft) : 'unknown';
  const texts = rule === 'unknown' ? elsewhere : spanish[rule];
  return { code: 'buyer_incomplete', missing, rule, message: texts[language](lacking(language, missing)) };
}

/** What is said before the first invoice where invoices must be reported, or will have to be; undefined elsewhere. */
export function reportingNotice(country: string, language: Language): IssueNotice | undefined {
  const text = legalFieldsOf(country).unreported?.notice[language];
  return text === undefined ? undefined : { code: 'not_reported', message: text };
}
