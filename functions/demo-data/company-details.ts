import { cifCheckDigit, nitCheckDigit } from '#contract/tax-id.ts';
import { randomFor, type Random } from './random.ts';

interface Details {
  taxId?: string;
  address?: string;
  postalCode?: string;
}

const digits = (random: Random, count: number): string =>
  Array.from({ length: count }, () => Math.floor(random() * 10)).join('');

const street = (random: Random, names: readonly string[]): string =>
  names[Math.floor(random() * names.length)] ?? '';

/** A Colombian NIT with its check digit. */
function nit(random: Random): string {
  const number = `${random() < 0.7 ? 9 : 8}${digits(random, 8)}`;
  return `${number.replace(/\B(?=(\d{3})+$)/g, '.')}-${nitCheckDigit(number)}`;
}

/** A Spanish NIF of a limited company with its check digit. */
function nif(random: Random): string {
  const number = digits(random, 7);
  return `B${number}${cifCheckDigit(number)}`;
}

const byCountry: Partial<Record<string, (random: Random) => Details>> = {
  CO: (random) => ({
    taxId: nit(random),
    address: `${street(random, ['Calle', 'Carrera', 'Avenida'])} ${10 + Math.floor(random() * 120)} # ${digits(random, 2)}-${digits(random, 2)}`,
    postalCode: `11${digits(random, 4)}`,
  }),
  ES: (random) => ({
    taxId: nif(random),
    address: `${street(random, ['Calle Mayor', 'Calle del Carmen', 'Gran Vía', 'Avenida de la Paz'])} ${1 + Math.floor(random() * 90)}`,
    postalCode: `28${digits(random, 3)}`,
  }),
  US: (random) => ({
    taxId: `${digits(random, 2)}-${digits(random, 7)}`,
    address: `${100 + Math.floor(random() * 8_900)} ${street(random, ['Main Street', 'Oak Avenue', 'Market Street', 'Lake Drive'])}`,
    postalCode: digits(random, 5),
  }),
};

/** What invoices name of a demo company, besides its name and city. Tax ids are fictional and have valid check digits. */
export const companyDetails = (id: string, country: string): Details =>
  byCountry[country]?.(randomFor(id)) ?? {};
