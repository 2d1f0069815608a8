import { countryTerms } from './country-terms.ts';
import type { UntaxedKind } from './document-fields.ts';
import type { Language } from './language.ts';

type Text = Readonly<Record<Language, string>>;
/** The documents that are printed. */
export type DocumentKind = 'invoice' | 'credit-note' | 'quote';
/** What a seller can need before invoices are issued, by the names in the billing settings. */
export type SellerField = 'legalName' | 'taxId' | 'address' | 'city';

/** What documents of a country say. */
export interface LegalFields {
  /** What identifies a company to its tax office. */
  taxId: Text;
  /** The sum of the lines. Where `untaxed` is named, only of those to which a tax applies. */
  subtotal: Text;
  /** The sum of the lines without a tax, where it can't be part of the sum on which taxes are computed. */
  untaxed?: Text;
  /** Why a line has no tax. */
  untaxedKinds: Readonly<Record<UntaxedKind, Text>>;
  tax: Text;
  withholding: Text;
  /** What credit notes have taken off an invoice. */
  credited: Text;
  titles: Readonly<Record<DocumentKind, Text>>;
  /** What is said below a title that doesn't tell by itself in whose favor the document is. */
  subtitles?: Partial<Readonly<Record<DocumentKind, Text>>>;
  /** What the seller needs before an invoice can be issued. */
  required: readonly SellerField[];
  /**
   * Where invoices must be reported to an authority or validated by it, or will have to be: what they are called, and say,
   * as long as no provider has done that.
   */
  unreported?: {
    titles?: Readonly<Record<Exclude<DocumentKind, 'quote'>, Text>>;
    /** On the document, where the law doesn't accept it as an invoice. */
    note?: Text;
    /** For the seller, in the settings and before the first invoice. */
    notice: Text;
  };
}

const subtotal: Text = { en: 'Subtotal', es: 'Subtotal' };

const disbursement: Text = { en: 'Disbursements', es: 'Suplidos' };
const untaxedKinds: LegalFields['untaxedKinds'] = {
  exempt: { en: 'Exempt from tax', es: 'Exento de impuestos' },
  outside: { en: 'Not subject to tax', es: 'No sujeto a impuestos' },
  disbursement,
};

/** What documents say differently from what the country calls it elsewhere. */
type OwnFields = Omit<LegalFields, 'taxId' | 'credited' | 'titles'> & {
  taxId?: string;
  /** In English. */
  credited?: string;
  titles?: { invoice?: Text; creditNote?: string };
};

const anywhere: OwnFields = {
  subtotal,
  untaxedKinds,
  tax: { en: 'Tax', es: 'Impuesto' },
  withholding: { en: 'Withholding', es: 'Retención' },
  required: ['legalName', 'taxId'],
};

/**
 * Samples of what documents need in some countries. They are no legal advice: laws change, and some depend on the
 * seller, the customer or the amount.
 */
const byCountry: Readonly<Record<string, OwnFields>> = {
  ES: {
    taxId: 'NIF',
    subtotal: { en: 'Taxable amount', es: 'Base imponible' },
    // Law 37/1992 on VAT, articles 78 and 79: amounts that aren't taxed are no part of it.
    untaxed: { en: 'Amount without VAT', es: 'Importe sin IVA' },
    // Royal Decree 1619/2012, article 6.1.j: the invoice refers to the provision, or says that it is exempt.
    untaxedKinds: {
      exempt: { en: 'Exempt from VAT', es: 'Exento de IVA' },
      outside: { en: 'Not subject to VAT', es: 'No sujeto a IVA' },
      disbursement,
    },
    tax: { en: 'VAT', es: 'IVA' },
    withholding: { en: 'IRPF withholding', es: 'Retención IRPF' },
    credited: 'Corrective invoices',
    titles: { creditNote: 'Corrective invoice' },
    // Royal Decree 1619/2012, article 15.5: an invoice can be corrected by the difference.
    subtitles: {
      'credit-note': {
        en: 'Correction by differences, in the customer’s favor',
        es: 'Rectificación por diferencias, a favor del cliente',
      },
    },
    required: ['legalName', 'taxId', 'address', 'city'],
    // Royal Decree 1007/2023, final provision 4, as amended by final provision 1 of Royal Decree-law 15/2025. Those who pay
    // corporate tax are the ones named by article 3.1.a of its regulation.
    unreported: {
      notice: {
        en: 'In Spain, this software alone won’t be enough to issue invoices from 2027 on, because it doesn’t keep the billing records that Royal Decree 1007/2023 (VeriFactu) requires. Software must comply before January 1, 2027, for those who pay corporate tax, and before July 1, 2027, for all others whom the decree obliges (Royal Decree-law 15/2025).',
        es: 'En España, este programa no bastará por sí solo para facturar a partir de 2027, porque no genera los registros de facturación que exige el Real Decreto 1007/2023 (VeriFactu). Hay que tener el sistema adaptado antes del 1 de enero de 2027 si se tributa por el Impuesto sobre Sociedades, y antes del 1 de julio de 2027 en los demás casos a los que obliga el decreto (Real Decreto-ley 15/2025).',
      },
    },
  },
  CO: {
    taxId: 'NIT',
    subtotal,
    untaxedKinds: {
      exempt: { en: 'Exempt from VAT', es: 'Exento de IVA' },
      outside: { en: 'Excluded from VAT', es: 'Excluido de IVA' },
      disbursement: { en: 'Income received for third parties', es: 'Ingresos recibidos para terceros' },
    },
    tax: { en: 'VAT', es: 'IVA' },
    withholding: { en: 'Withholding tax', es: 'Retención en la fuente' },
    titles: { invoice: { en: 'Sales invoice', es: 'Factura de venta' } },
    required: ['legalName', 'taxId', 'address', 'city'],
    unreported: {
      titles: {
        invoice: { en: 'Pro forma invoice', es: 'Factura proforma' },
        'credit-note': { en: 'Pro forma credit note', es: 'Nota crédito proforma' },
      },
      note: {
        en: 'This is not an electronic sales invoice: it was not validated by the Colombian tax authority (DIAN).',
        es: 'Este documento no es una factura electrónica de venta: no fue validado por la DIAN.',
      },
      notice: {
        en: 'In Colombia, only invoices that the DIAN has validated are sales invoices. This software doesn’t report to it, so PDFs and e-mails are titled “Pro forma invoice”.',
        es: 'En Colombia, solo las facturas validadas por la DIAN son facturas de venta. Este programa no las transmite, por lo que los PDF y los correos llevan el título «Factura proforma».',
      },
    },
  },
  US: {
    subtotal,
    untaxedKinds,
    tax: { en: 'Sales tax', es: 'Impuesto sobre las ventas' },
    withholding: { en: 'Withholding', es: 'Retención' },
    required: ['legalName'],
  },
};

/** What documents of a country say. What its law doesn't name is called as in the rest of the product. */
export function legalFieldsOf(country: string | undefined): LegalFields {
  const { taxId, credited = 'Credited', titles = {}, ...own } = byCountry[country ?? ''] ?? anywhere;
  const [english, spanish] = [countryTerms('en', country), countryTerms('es', country)];
  return {
    ...own,
    taxId: { en: taxId ?? english.taxId, es: taxId ?? spanish.taxId },
    credited: { en: credited, es: spanish.creditNote.many },
    titles: {
      invoice: titles.invoice ?? { en: 'Invoice', es: 'Factura' },
      'credit-note': { en: titles.creditNote ?? english.creditNote.one, es: spanish.creditNote.one },
      quote: { en: english.quote.one, es: spanish.quote.one },
    },
  };
}
