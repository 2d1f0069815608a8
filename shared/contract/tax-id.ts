import type { FieldFault } from './problem.ts';

/** What is wrong with a tax ID: its form, for which `expected` names the country’s rule, or its check character. */
export type TaxIdFault = Pick<FieldFault, 'code' | 'expected'>;

/** The letters of persons, by the remainder of their number (Spanish Real Decreto 1553/2005). */
const personLetters = 'TRWAGMYFPDXBNJZSQVHLCKE';
/** The letters of organizations, by their check digit (Spanish Orden EHA/451/2008). */
const organizationLetters = 'JABCDEFGHI';

const personLetter = (digits: string): string => personLetters.charAt(Number(digits) % 23);

/** The check digit of the seven digits of a Spanish organization. */
export function cifCheckDigit(digits: string): number {
  const sum = [...digits].reduce((total, digit, place) => {
    const value = Number(digit) * (place % 2 === 0 ? 2 : 1);
    return total + Math.floor(value / 10) + (value % 10);
  }, 0);
  return (10 - (sum % 10)) % 10;
}

/** The weights of the digits of a Colombian NIT, beginning with the last one (DIAN, Orden Administrativa 4 of 1989). */
const nitWeights = [3, 7, 13, 17, 19, 23, 29, 37, 41, 43];

/** The check digit of the number of a Colombian NIT. */
export function nitCheckDigit(digits: string): number {
  const sum = nitWeights.reduce(
    (total, weight, place) => total + weight * Number(digits.at(-1 - place) ?? 0),
    0,
  );
  const rest = sum % 11;
  return rest > 1 ? 11 - rest : rest;
}

const misformed = (expected: NonNullable<TaxIdFault['expected']>): TaxIdFault => ({
  code: 'invalid_format',
  expected,
});
const unless = (isRight: boolean): TaxIdFault | undefined =>
  isRight ? undefined : { code: 'wrong_check_character' };

/**
 * The parts of a tax ID of a country with rules: people type and paste spaces, dots, slashes and all kinds of hyphens
 * between them.
 */
const partsOf = (text: string): string[] => text.split(/\s?[\s.\-/\u2010-\u2013]\s?/);

/**
 * A Spanish NIF: of a person (8 digits and a letter), a foreigner (NIE, with X, Y or Z), persons without either (K, L,
 * M), or an organization (formerly CIF), also with ES before it, as in VAT numbers.
 */
function nifFault(text: string): TaxIdFault | undefined {
  const [, first, digits = '', last = ''] =
    /^(?:ES)?([\dA-HJ-NP-SU-Z])(\d{7})([\dA-Z])$/.exec(partsOf(text).join('').toUpperCase()) ?? [];
  if (first === undefined) return misformed('nif');
  const digit = cifCheckDigit(digits);
  const letter = organizationLetters.charAt(digit);
  if (/[\dKLMXYZ]/.test(first)) {
    if (/\d/.test(last)) return misformed('nif');
    if (/[\dXYZ]/.test(first))
      return unless(
        last === personLetter(first.replace(/[XYZ]/, (one) => String('XYZ'.indexOf(one))) + digits),
      );
    // Published descriptions differ in which of the two letters these have.
    return unless(last === personLetter(digits) || last === letter);
  }
  // Companies have a digit unless they aren’t resident (province 00); public bodies have a letter; others have either.
  const hasDigit = /[ABEH]/.test(first) && !digits.startsWith('00');
  const hasLetter = /[PQS]/.test(first);
  return unless((!hasLetter && last === String(digit)) || (!hasDigit && last === letter));
}

/**
 * A Colombian NIT, or the number of a person’s identity card, with or without the check digit. A single digit at the end
 * is the check digit, because groups of the number have three.
 */
function nitFault(text: string): TaxIdFault | undefined {
  const parts = partsOf(text);
  const check = parts.length > 1 && /^\d$/.test(parts.at(-1) ?? '') ? parts.pop() : undefined;
  const number = parts.join('');
  const isGrouped = /^\d{1,3}(?: \d{3})+$/.test(parts.join(' '));
  if (!/^\d{5,10}$/.test(number) || (parts.length > 1 && !isGrouped)) return misformed('nit');
  return unless(check === undefined || Number(check) === nitCheckDigit(number));
}

/**
 * A United States EIN, which has no check digit (IRS, Publication 1635), or the SSN or ITIN of a sole proprietor without
 * one.
 */
const einFault = (text: string): TaxIdFault | undefined =>
  /^(?:\d{9}|\d{2} \d{7}|\d{3} \d{2} \d{4})$/.test(partsOf(text).join(' ')) ? undefined : misformed('ein');

/** Letters and digits, at least one digit, and single separators between them. */
const anyTaxId = /^(?=.*\d)[\p{L}\d]+(?:(?:[ .\-/&]| - )[\p{L}\d]+)*$/u;

/** A tax ID of a country without a rule of its own. */
function otherFault(text: string): TaxIdFault | undefined {
  const { length } = text.replace(/[^\p{L}\d]/gu, '');
  return anyTaxId.test(text) && length >= 4 && length <= 30 ? undefined : misformed('taxId');
}

const byCountry: Readonly<Record<string, (text: string) => TaxIdFault | undefined>> = {
  ES: nifFault,
  CO: nitFault,
  US: einFault,
};

/**
 * What is wrong with a tax ID that is entered now, by the rules of its country. Stored values can be older than these
 * rules and are never checked when they are read. `wrong_check_character` tells that one of the characters is wrong.
 */
export const taxIdFault = (taxId: string, country: string): TaxIdFault | undefined =>
  (byCountry[country] ?? otherFault)(taxId);
