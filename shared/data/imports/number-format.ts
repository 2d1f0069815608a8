import { format } from 'numfmt';
import type { NumberCell } from './cell.ts';

/** What a number in a cell with a certain format is. */
export type NumberKind = 'number' | 'percent' | 'date' | 'date_time' | 'time';

/** Formats whose codes aren't in the file. 27 to 36 and 50 to 58 are dates of East Asian languages. */
export function kindOfBuiltIn(id: number): NumberKind {
  if ((id >= 14 && id <= 17) || (id >= 27 && id <= 36) || (id >= 50 && id <= 58)) return 'date';
  if ((id >= 18 && id <= 21) || id === 45 || id === 47) return 'time';
  if (id === 9 || id === 10) return 'percent';
  return id === 22 ? 'date_time' : 'number';
}

/** Quoted and escaped texts, widths and fillers, and everything in brackets: colors, currencies, conditions. */
const literals = /"[^"]*"|\\.|[_*].|\[[^\]]*\]/g;

/** Durations such as 36:00 have no date and aren't the time of a day. */
const elapsed = /\[(h+|m+|s+)\]/i;

/** What a format code shows. `m` is a month unless hours or seconds make it minutes. */
export function kindOfCode(code: string): NumberKind {
  if (elapsed.test(code.replace(/"[^"]*"|\\./g, ''))) return 'number';
  // The first section is for positive numbers.
  const [shown = ''] = code.replace(literals, '').toLowerCase().split(';', 1);
  const hasHalves = /am\/pm|a\/p/.test(shown);
  const letters = shown.replace(/am\/pm|a\/p|general/g, '');
  const hasTime = hasHalves || /[hs]/.test(letters);
  const hasDate = /[yd]|mmm/.test(letters) || (letters.includes('m') && !hasTime);
  if (hasDate) return hasTime ? 'date_time' : 'date';
  if (hasTime) return 'time';
  return shown.includes('%') ? 'percent' : 'number';
}

/** How a cell shows its number. */
export interface NumberFormat {
  kind: NumberKind;
  /** The code by which a number is shown that texts take over as it is shown, such as `00000`. */
  code?: string;
  /** The sign or code of the currency that the format shows. */
  sign?: string;
}

/** The codes of formats that aren't in the file, as far as texts take over what they show. */
const builtInCodes: Readonly<Record<number, string>> = { 1: '0', 2: '0.00' };

export const formatOfBuiltIn = (id: number): NumberFormat => ({
  kind: kindOfBuiltIn(id),
  ...(builtInCodes[id] ? { code: builtInCodes[id] } : {}),
});

export function formatOfCode(code: string): NumberFormat {
  const kind = kindOfCode(code);
  if (kind !== 'number') return { kind };
  const sign = signIn(code);
  if (sign !== undefined) return { kind, code, sign };
  return isShownAlike(code) ? { kind, code } : { kind };
}

/** Whether a code shows a number with the same characters in all languages: without groups of digits and exponents. */
function isShownAlike(code: string): boolean {
  const [first = ''] = code.split(';', 1);
  return /[0?]/.test(first.replace(literals, '')) && !/[,@]|e[+-]/i.test(code.replace(literals, ''));
}

/** The currencies of countries by Windows' language codes, for signs that several currencies have. */
const currencies: Readonly<Record<string, string>> = {
  ...{ '409': 'USD', '540a': 'USD', '1009': 'CAD', c0c: 'CAD', c09: 'AUD', '1409': 'NZD', '4809': 'SGD' },
  ...{ '80a': 'MXN', '240a': 'COP', '340a': 'CLP', '2c0a': 'ARS', '380a': 'UYU', '1c0a': 'DOP', c04: 'HKD' },
  ...{ '300a': 'USD', '440a': 'USD', '500a': 'USD', '404': 'TWD', '2409': 'USD' },
  ...{ '809': 'GBP', '411': 'JPY', '804': 'CNY', '41d': 'SEK', '414': 'NOK', '406': 'DKK', '40f': 'ISK' },
  ...{
    '418': 'RON',
    '439': 'INR',
    '4009': 'INR',
    '400a': 'BOB',
    '200a': 'VES',
    '480a': 'HNL',
    '4c0a': 'NIO',
  },
};

/** Texts that show a currency: a code or a sign by itself or with letters. */
const currencyText = /^(?:[A-Z]{3}|[A-Z]{0,3}\p{Sc}|kr\.?|zł|Kč|Ft|S\/\.?|Bs\.?)$/u;

/**
 * The currency that a code shows: `[$€-407]`, `[$USD]`, "kr" in quotes, or a sign by itself. With the sign of several
 * currencies, the country tells which one it is.
 */
function signIn(code: string): string | undefined {
  const [, bracketed, language = ''] = /\[\$([^\]-]+)(?:-([\dA-F]+))?\]/i.exec(code) ?? [];
  if (bracketed !== undefined) {
    const sign = bracketed.trim();
    return /^[A-Z]{3}$/.test(sign) ? sign : (currencies[language.toLowerCase()] ?? sign);
  }
  const shown = code.replace(/\[[^\]]*\]|_./g, '');
  const texts = [...shown.matchAll(/"([^"]*)"|\\(.)|(\p{Sc})/gu)].map(([, ...found]) =>
    found.join('').trim(),
  );
  return texts.find((text) => currencyText.test(text));
}

/** A number as a cell shows it, if that is not how its digits are. */
export function shownBy({ code, sign }: NumberFormat, number: number): number | NumberCell {
  if (code === undefined) return number;
  const shown = format(code, number, { throws: false, locale: 'en' }).trim();
  if (sign !== undefined) return { number, shown, sign };
  return shown === String(number) ? number : { number, shown };
}
