import type { Locale, Random } from './locales-under-test.ts';

/** What a file contains for a value: a text, a number with the format that shows it, or an error. */
export type Written =
  | { text: string }
  | { number: number | string; format: string }
  | { error: string }
  | { formula: true };

/** A value that somebody meant, and how the file spells it. */
export interface Spelled {
  written: Written;
  /** What has to be stored. Undefined for an empty cell. */
  value: unknown;
  /** Whether the spelling has no meaning, so that it has to be reported. */
  isWrong?: true;
  /** What kind of spelling it is, for the distribution. */
  kind: string;
}

const oneOf = <T>(random: Random, all: readonly T[]): T => all[random(all.length)] as T;
const text = (kind: string, written: string, value: unknown): Spelled => ({
  written: { text: written },
  value,
  kind,
});
const same = (kind: string, written: string): Spelled => text(kind, written, written);
const wrong = (kind: string, written: string): Spelled => ({
  ...text(kind, written, undefined),
  isWrong: true,
});
const digits = (random: Random, count: number): string =>
  Array.from({ length: count }, () => String(random(10))).join('');
const two = (number: number): string => String(number).padStart(2, '0');

/** What a table is made with. */
export interface Making {
  random: Random;
  locale: Locale;
  format: 'csv' | 'xlsx';
}

const people = [
  'Ana',
  'Null',
  'None',
  'NA',
  'D’Arcy',
  "O'Neil",
  'Núñez',
  'Žofie',
  '山田',
  '1',
  'TRUE',
  'nan',
  'Ångström',
];

export function nameIn({ random, format }: Making): Spelled {
  switch (random(12)) {
    case 0:
      return text('text with spaces around it', '  Ana  ', 'Ana');
    case 1:
      return same('text that looks like a formula', '=1+1');
    case 2:
      // In CSV files, the apostrophe is what keeps a spreadsheet from running the text.
      return text('text after the apostrophe of an export', "'=1+1", format === 'csv' ? '=1+1' : "'=1+1");
    case 3:
      return same('text with an apostrophe of its own', "'Quote");
    case 4:
      return same('text with separators and quotes', 'Ana, "the; first"');
    default:
      return same('name', oneOf(random, people));
  }
}

export function codeIn({ random, format }: Making, row: number): Spelled {
  const own = String(row + 1);
  switch (random(8)) {
    case 0:
      return same('code with leading zeros', `000${own}`);
    case 1:
      return same('long digits', `9007199254740993${own}`);
    case 2:
      return same('code that looks like a number', `${own}E5`);
    case 3:
      if (format === 'csv') return same('code that looks like a date', `MAR${own}`);
      return {
        written: { number: row + 1, format: '00000' },
        value: own.padStart(5, '0'),
        kind: 'shown zeros',
      };
    case 4:
      if (format === 'csv') return same('code with signs', `A-${own}/#`);
      return {
        ...{ written: { number: '1.2345678901234568E+17', format: '0' }, value: undefined },
        ...{ isWrong: true, kind: 'digits that the file lost' },
      };
    default:
      return same('code', `K${own}`);
  }
}

export function emailIn({ random }: Making, row: number): Spelled {
  const address = `ana.${row}@people.example`;
  switch (random(14)) {
    case 0:
      return text('address in capitals', address.toUpperCase(), address);
    case 1:
      return text('address with spaces', `\u00a0${address} `, address);
    case 2:
      return same('address with an apostrophe', `o'neil+${row}@people.example`);
    case 3:
      return text('no address', oneOf(random, ['', 'N/A', '-', 'null']), undefined);
    case 4:
      return wrong('wrong address', oneOf(random, ['kai..dot@people.example', 'ana@', 'ana at people']));
    default:
      return same('address', address);
  }
}

const extension = (random: Random): { written: string; value: string } => {
  const number = String(10 + random(90));
  return { written: oneOf(random, [` ext. ${number}`, ` x${number}`, ` int. ${number}`]), value: number };
};

export function phoneIn({ random, locale }: Making): Spelled {
  const { national, number } = locale.phone(digits(random, 9));
  switch (random(12)) {
    case 0:
      return text('number with spaces', number.replace(/(?<=^\+\d\d|\d{3})(?=\d{3})/g, ' '), number);
    case 1:
      return text('number with 00', number.replace('+', '00'), number);
    case 2:
      return text('number within the country', national, number);
    case 3: {
      const { written, value } = extension(random);
      return text('number with an extension', number + written, `${number};ext=${value}`);
    }
    case 4:
      return wrong('number of a calculator', '3.4910000507E+10');
    case 5:
      return wrong('wrong number', oneOf(random, ['12', 'call me', `${number}${number}`]));
    case 6:
      return text('no number', '', undefined);
    default:
      return text('number', number, number);
  }
}

const monthNames = {
  es: ['ene', 'feb', 'mar', 'abr', 'may', 'jun', 'jul', 'ago', 'sep', 'oct', 'nov', 'dic'],
  en: ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
};

export interface Numeric {
  spelled: Spelled;
  isProof?: boolean;
  isNeeded?: boolean;
}

/** A day, written with numbers in the order of the country unless it is written in another way. */
export function dateIn({ random, locale, format }: Making, mayProve: boolean): Numeric {
  const [year, month] = [1950 + random(80), 1 + random(12)];
  const day = mayProve ? 1 + random(28) : 1 + random(12);
  const value = `${year}-${two(month)}-${two(day)}`;
  switch (random(12)) {
    case 0:
      return { spelled: same('ISO date', value) };
    case 1: {
      const language = locale.name.startsWith('es') ? 'es' : 'en';
      return {
        spelled: text('date with a name', `${day} ${monthNames[language][month - 1]} ${year}`, value),
      };
    }
    case 2:
      if (format === 'csv') return { spelled: text('no date', oneOf(random, ['', '-', 'n/a']), undefined) };
      return {
        spelled: {
          written: { number: Date.UTC(year, month - 1, day) / 86_400_000 + 25_569, format: 'yyyy\\-mm\\-dd' },
          ...{ value, kind: 'date cell' },
        },
      };
    case 3:
      return {
        spelled: wrong('no day', oneOf(random, ['31/02/2026', 'nov-26', '2026', '0/0/00', 'tomorrow'])),
      };
    default: {
      const parts = locale.order === 'dmy' ? [day, month] : [month, day];
      const shown = random(2) === 0 ? parts.map(String) : parts.map(two);
      const written = [...shown, year].join(locale.between);
      const spelled = text('date of numbers', written, value);
      return { spelled, isProof: day > 12, isNeeded: day <= 12 && day !== month };
    }
  }
}

/** The digits of a number in groups. */
const grouped = (whole: number, by: string): string => String(whole).replace(/\B(?=(?:\d{3})+$)/g, by);

/** A number with its sign and currency, if it has one, around it. */
export function numberIn({ random, locale, format }: Making, mayProve: boolean): Numeric {
  const by = locale.mark === ',' ? '.' : ',';
  const whole = random(1_000);
  const thousands = 1_000 + random(900_000);
  switch (random(10)) {
    case 0:
      return { spelled: text('whole number', String(whole), whole) };
    case 1: {
      const value = 1 + random(999);
      return { spelled: text('number in groups', `${value}${by}000`, value * 1_000), isNeeded: true };
    }
    case 2:
      if (!mayProve) return { spelled: text('whole number', String(thousands), thousands) };
      return {
        spelled: text('decimal number', `${whole}${locale.mark}5`, whole + 0.5),
        isProof: true,
      };
    case 3:
      if (!mayProve) return { spelled: text('whole number', String(whole), whole) };
      return {
        spelled: text(
          'decimal number in groups',
          `${grouped(thousands, by)}${locale.mark}25`,
          thousands + 0.25,
        ),
        isProof: true,
      };
    case 4:
      if (!mayProve) return { spelled: text('whole number', String(whole), whole) };
      return {
        spelled: text('negative number', `-${whole + 1}${locale.mark}5`, -whole - 1.5),
        isProof: true,
      };
    case 5:
      if (format === 'csv')
        return { spelled: text('no number', oneOf(random, ['', '--', 'N/A']), undefined) };
      return {
        spelled: {
          written: { number: whole + 0.5, format: '0.00' },
          value: whole + 0.5,
          kind: 'number cell',
        },
      };
    case 6:
      return { spelled: wrong('no number', oneOf(random, ['1.23.4,5', 'twelve', '12 34', '1,2,3'])) };
    default:
      return { spelled: text('whole number', String(thousands), thousands) };
  }
}

/** An amount in the country's currency, or with the sign or code of one. */
export function moneyIn(making: Making, mayProve: boolean): Numeric {
  const { random, locale } = making;
  const numeric = numberIn(making, mayProve);
  const { spelled } = numeric;
  if (typeof spelled.value !== 'number') return numeric;
  if (spelled.value < 0) return { ...numeric, spelled: { ...spelled, value: undefined, isWrong: true } };
  const value = (currency: string) => ({ amountMinor: Math.round(Number(spelled.value) * 100), currency });
  const plain = { ...numeric, spelled: { ...spelled, value: value(locale.currency) } };
  if (!('text' in spelled.written)) return plain;
  const { text: shown } = spelled.written;
  const written = (around: string, currency: string): Numeric => ({
    ...numeric,
    spelled: {
      ...spelled,
      written: { text: around },
      value: value(currency),
      kind: `${spelled.kind} with a currency`,
    },
  });
  switch (random(6)) {
    case 0:
      return written(`${shown} €`, 'EUR');
    case 1:
      return written(`USD ${shown}`, 'USD');
    case 2:
      // Outside Britain, the sign could also mean another pound.
      return locale.currency === 'GBP' ? written(`£${shown}`, 'GBP') : written(`GBP ${shown}`, 'GBP');
    default:
      return plain;
  }
}

export function yesNoIn({ random, locale }: Making): Spelled {
  switch (random(8)) {
    case 0:
      return wrong('neither yes nor no', oneOf(random, ['maybe', '2', 'quizá']));
    case 1:
      return text('empty', '', undefined);
    default: {
      const value = random(2) === 0;
      return text('yes or no', value ? locale.yes : locale.no, value);
    }
  }
}

const errorCells = ['#N/A', '#DIV/0!', '#REF!', '#VALUE!'];

/** An error of a spreadsheet in place of a value. */
export function failed({ random, format }: Making): Spelled {
  const name = oneOf(random, errorCells);
  if (format === 'csv') return wrong('error', name);
  const written: Written = random(3) === 0 ? { formula: true } : { error: name };
  return {
    written,
    value: undefined,
    isWrong: true,
    kind: 'formula' in written ? 'formula without a result' : 'error',
  };
}
