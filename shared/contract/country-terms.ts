import { isSpanishSpeaking } from './document-language.ts';
import type { Language } from './language.ts';
import type { NounForms } from './noun.ts';

/** What is called differently from country to country, as labels. All other texts of a language are the same everywhere. */
export interface CountryTerms {
  /** What the product calls quotes unless the organization names them itself. */
  quote: NounForms;
  creditNote: NounForms;
  /** The rate of a tax. */
  taxRate: NounForms;
  /** What identifies a company to its tax office. */
  taxId: string;
  /** The part of a country in an address. */
  state: string;
  /** A part of a company. It has another name where addresses have departments. */
  department: string;
  directDebit: string;
  exchangeRate: string;
  /** The amount on which a tax is computed. */
  taxBase: string;
  /** Why a line has no tax: it was paid in the customer’s name, or the tax doesn’t apply to it. */
  disbursement: string;
  untaxed: string;
  mobilePhone: string;
}

const forms = (one: string, many: string): NounForms => ({ one, many });

const english: CountryTerms = {
  quote: forms('Quote', 'Quotes'),
  creditNote: forms('Credit note', 'Credit notes'),
  taxRate: forms('Rate', 'Rates'),
  taxId: 'Tax ID',
  state: 'State or province',
  department: 'Department',
  directDebit: 'Direct debit',
  exchangeRate: 'Exchange rate',
  taxBase: 'Taxable amount',
  disbursement: 'Disbursement',
  untaxed: 'Not subject to tax',
  mobilePhone: 'Mobile',
};

const spanish: CountryTerms = {
  quote: forms('Presupuesto', 'Presupuestos'),
  creditNote: forms('Nota de crédito', 'Notas de crédito'),
  taxRate: forms('Tipo', 'Tipos'),
  taxId: 'Identificación fiscal',
  state: 'Provincia o estado',
  department: 'Departamento',
  directDebit: 'Domiciliación',
  exchangeRate: 'Tipo de cambio',
  taxBase: 'Base imponible',
  disbursement: 'Suplido',
  untaxed: 'No sujeto a impuestos',
  mobilePhone: 'Móvil',
};

const american: Partial<CountryTerms> = {
  quote: forms('Cotización', 'Cotizaciones'),
  taxRate: forms('Tasa', 'Tasas'),
  directDebit: 'Débito automático',
  mobilePhone: 'Celular',
};
const presupuesto = { quote: spanish.quote };
/** Where addresses have departments, those of a company are called areas. */
const departments = { state: 'Departamento', department: 'Área' };
const provinces = { state: 'Provincia' };

/** What Spanish calls differently in a country, in addition to what all of Spanish America does. */
export const spanishTerms: Readonly<Record<string, Partial<CountryTerms>>> = {
  AR: { ...presupuesto, ...provinces, taxRate: forms('Alícuota', 'Alícuotas'), taxId: 'CUIT' },
  BO: { ...departments, taxId: 'NIT' },
  CL: { state: 'Región', taxId: 'RUT' },
  CO: {
    ...departments,
    creditNote: forms('Nota crédito', 'Notas crédito'),
    taxRate: forms('Tarifa', 'Tarifas'),
    taxId: 'NIT',
    exchangeRate: 'Tasa de cambio',
    taxBase: 'Base gravable',
    disbursement: 'Ingreso para terceros',
    untaxed: 'Excluido de impuestos',
  },
  CR: provinces,
  CU: { ...provinces, taxId: 'NIT' },
  DO: { ...provinces, taxId: 'RNC' },
  EC: { ...provinces, taxRate: forms('Tarifa', 'Tarifas'), taxId: 'RUC' },
  ES: { ...provinces, creditNote: forms('Factura rectificativa', 'Facturas rectificativas'), taxId: 'NIF' },
  GQ: { ...provinces, taxId: 'NIF' },
  GT: { ...departments, taxId: 'NIT' },
  HN: { ...departments, taxId: 'RTN' },
  MX: { state: 'Entidad federativa', directDebit: 'Domiciliación', taxId: 'RFC' },
  NI: { ...departments, taxId: 'RUC' },
  PA: { ...provinces, taxId: 'RUC' },
  PE: { ...departments, taxId: 'RUC' },
  PR: {},
  PY: { ...departments, taxId: 'RUC' },
  SV: { ...departments, taxId: 'NIT' },
  UY: { ...presupuesto, ...departments, taxId: 'RUT' },
  VE: { taxRate: forms('Alícuota', 'Alícuotas'), taxId: 'RIF' },
};

const outsideOfAmerica: ReadonlySet<string> = new Set(['ES', 'GQ']);

/** What is called differently from country to country, in a language and an organization's country. */
export function countryTerms(language: Language, country: string | undefined): CountryTerms {
  if (language === 'en') return english;
  if (country === undefined || !isSpanishSpeaking(country)) return spanish;
  return { ...spanish, ...(outsideOfAmerica.has(country) ? {} : american), ...spanishTerms[country] };
}
