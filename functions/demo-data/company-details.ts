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

const nitWeights = [3, 7, 13, 17, 19, 23, 29, 37, 41];

/** A Colombian NIT with its check digit. */
function nit(random: Random): string {
  const number = `${random() < 0.7 ? 9 : 8}${digits(random, 8)}`;
  const sum = nitWeights.reduce((total, weight, place) => total + weight * Number(number.at(-1 - place)), 0);
  const rest = sum % 11;
  return `${number.replace(/\B(?=(\d{3})+$)/g, '.')}-${rest > 1 ? 11 - rest : rest}`;
}

/** A Spanish NIF of a limited company with its check digit. */
function nif(random: Random): string {
  const number = digits(random, 7);
  const sum = [...number].reduce((total, digit, place) => {
    const value = Number(digit) * (place % 2 === 0 ? 2 : 1);
    return total + Math.floor(value / 10) + (value % 10);
  }, 0);
  return `B${number}${(10 - (sum % 10)) % 10}`;
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
