import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min';
import type { Phone } from '#contract/field.ts';
import { limits } from '#contract/limits.ts';
import { cleanLine, cleanToken, partsOf } from './clean-text.ts';
import { problem, type Cell, type CellValue, type Reading } from './cell.ts';
import { phoneTextOf, type PhoneLabel } from './phone-label.ts';
import { textOf } from './cell-references.ts';

/** An extension: "ext. 12", "x12", "int. 12", "anexo 12", "#12", ";ext=12". */
const extension =
  /[ ,;]*(?:(?<!\p{L})(?:extension|extensión|ext|int|interno|anexo|x)[.:= ]*|#) ?(\d{1,7})$/iu;
/** A label before or after the number: "Mobile: 600 …", "Tel. 91 …", "600 … (casa)". */
const labelled = /^([\p{L}][\p{L} .-]*?)[.:]? ?(?=[+(\d])(.+)$/u;
const labelledBehind = /^(.*\d)\s*[([]?\s*([\p{L}][\p{L} .]*)[)\]]?$/u;

/** Longer texts aren't phone numbers, even with labels and extensions. */
const charactersMax = 100;

/** Prefixes that countries no longer use, but lists still contain. */
const formerPrefixes: Partial<Record<string, RegExp>> = { MX: /^(?:01|04[45])(?=\D*\d{2})/ };

/** All numbers in a cell, each with the label that it has there or that of the column. The same number counts once. */
export function readPhones(cell: Cell, { country, phoneLabel = 'other' }: Reading): CellValue {
  const parsed = phoneTexts(cell).map((text) => phoneIn(text, country, phoneLabel));
  const phones: Phone[] = [];
  for (const phone of parsed) {
    if (!phone) return problem('invalid_phone');
    if (!phones.some(({ number }) => number === phone.number)) phones.push(phone);
  }
  return phones.length > limits.phonesPerRecord
    ? problem('too_many', { limit: limits.phonesPerRecord })
    : { value: phones.length > 0 ? phones : undefined };
}

/** The only number in a cell. */
export function readPhone(cell: Cell, reading: Reading): CellValue {
  const result = readPhones(cell, reading);
  if (!('value' in result) || result.value === undefined) return result;
  const phones = result.value as Phone[];
  return phones.length > 1 ? problem('too_many', { limit: 1 }) : { value: phones[0]?.number };
}

function phoneTexts(cell: Cell): string[] {
  // The semicolon before an extension separates no numbers.
  const parts = partsOf((textOf(cell) ?? '').replace(/;(?= ?ext\b)/gi, ' '), /:::|[;|\r\n]/);
  return parts.flatMap(numbersBetweenSlashes);
}

/** Slashes and commas separate numbers only between whole ones: "030/1234567" is a single number. */
function numbersBetweenSlashes(text: string): string[] {
  const parts = partsOf(text, /[/,]/);
  const areNumbers = parts.every((part) => part.replace(/\D/g, '').length >= 6);
  return areNumbers ? parts : [text];
}

function phoneIn(text: string, country: string, ofColumn: PhoneLabel): Phone | undefined {
  if (text.length > charactersMax) return undefined;
  const { label, number } = withoutLabel(cleanToken(text));
  const bare = number
    .replace(extension, '')
    .replace(/^00(?=[\s1-9])/, '+')
    .replace(/^\((\+\d+)\)/, '$1')
    .replace(/^(\+[\d\s-]+)\(0\)/, '$1');
  const former = formerPrefixes[country];
  const national = former && !bare.startsWith('+') ? bare.replace(former, '') : bare;
  const parsed = parsePhoneNumberFromString(national, {
    extract: false,
    ...(isSupportedCountry(country) ? { defaultCountry: country } : {}),
  });
  const [, digits] = extension.exec(number) ?? [];
  return parsed?.isPossible()
    ? { label: label ?? ofColumn, number: parsed.number + (digits ? `;ext=${digits}` : '') }
    : undefined;
}

function withoutLabel(text: string): { label?: PhoneLabel | undefined; number: string } {
  const [, before = '', after = ''] = labelled.exec(text) ?? [];
  const [, start = '', end = ''] = labelledBehind.exec(text) ?? [];
  for (const [words, number] of [
    [before, after],
    [end, start],
  ] as const) {
    const named = words === '' ? undefined : phoneTextOf(cleanLine(words));
    if (named) return { label: named.label, number };
  }
  return { number: text };
}
