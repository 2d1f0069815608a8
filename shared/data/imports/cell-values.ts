import type { Field, FieldKind } from '#contract/field.ts';
import type { FieldErrorCode } from '#contract/field-error-codes.ts';
import { fieldErrorsOf } from '#contract/problem.ts';
import { readEmail, readUrl } from './cell-addresses.ts';
import { readCountry } from './cell-countries.ts';
import { readDate, readTimestamp } from './cell-dates.ts';
import { readMoney } from './cell-money.ts';
import { readDecimal, readInteger, readMinutes } from './cell-numbers.ts';
import { readPhone, readPhones } from './cell-phones.ts';
import {
  readEntry,
  readMember,
  readOption,
  readOptions,
  readRecord,
  readRecords,
  readTags,
  textOf,
} from './cell-references.ts';
import { cleanLine, cleanLines, cleanToken, comparable } from './clean-text.ts';
import {
  plainCell,
  problem,
  wordsForNothing,
  type Cell,
  type CellProblem,
  type CellProblemCode,
  type CellValue,
  type Reading,
} from './cell.ts';

/** The longest text that can count as empty, so that long texts aren't folded for that. */
const emptyTextCharacters = 40;

/**
 * Reads a cell as a value of a field. Texts keep all their visible characters, or are a problem if they are too long. In
 * values of a strict form, such as phone numbers, unseen characters are left out, as are display names of e-mail
 * addresses, extensions of phone numbers and times of dates.
 */
export function readCell(field: Field, cell: Cell, reading: Reading): CellValue {
  const failure = failureIn(field, cell);
  if (failure) return failure;
  if (isEmpty(cell, reading) || isNothing(field, cell)) return { value: undefined };
  const result = readByKind(field, cell, reading);
  if (!('value' in result) || result.value === undefined) return result;
  const checked = field.schema.safeParse(result.value, { reportInput: true });
  if (checked.success) return { value: checked.data };
  const [fault] = fieldErrorsOf(checked.error.issues);
  const limit = fault?.limit === undefined ? undefined : { limit: fault.limit };
  return problem(problemCodes[fault?.code ?? 'invalid_format'] ?? ofKind(field), limit);
}

/** Whether a cell has no value: no visible character, or a text that counts as empty. */
export function isEmpty(cell: Cell, { emptyTexts }: Pick<Reading, 'emptyTexts'>): boolean {
  if (typeof cell !== 'string') return false;
  const text = cleanLine(cell);
  return text === '' || (text.length <= emptyTextCharacters && emptyTexts.includes(comparable(text)));
}

/** Kinds of fields whose values are what a cell shows. */
const shownKinds: ReadonlySet<FieldKind> = new Set<FieldKind>(['text', 'longText', 'phone', 'phones']);

/** Why a cell has no value to read, in any kind of field: an error, or a number whose digits the file no longer has. */
function failureIn({ kind }: Field, cell: Cell): { problem: CellProblem } | undefined {
  const error = typeof cell === 'object' && 'error' in cell ? cell.error : errorNamed(cell);
  if (error === '') return problem('not_calculated');
  if (error !== undefined) return problem('error_in_cell', { text: error });
  const number = plainCell(cell);
  if (typeof number !== 'number' || Number.isSafeInteger(number) || !Number.isInteger(number))
    return undefined;
  const isShown = typeof cell === 'object' && shownKinds.has(kind);
  return isShown ? undefined : problem('digits_lost');
}

/** The names of errors in spreadsheets in English, Spanish, French, German, Italian and Portuguese. */
const errorNames: ReadonlySet<string> = new Set(
  (
    '#NULL! #DIV/0! #VALUE! #REF! #NAME? #NUM! #N/A #SPILL! #CALC! #FIELD! #BLOCKED! #CONNECT! #BUSY! #UNKNOWN! ' +
    '#GETTING_DATA #ERROR! #¡NULO! #¡DIV/0! #¡VALOR! #¡REF! #¿NOMBRE? #¡NUM! #N/D #¡DESBORDAMIENTO! #¡CALC! #NUL! ' +
    '#VALEUR! #NOM? #NOMBRE! #WERT! #BEZUG! #ZAHL! #NV #VALORE! #RIF! #NOME? #NÚM! #VALOR! #NULO!'
  ).split(' '),
);

/** The error that a text file has in place of a cell's value. */
const errorNamed = (cell: Cell): string | undefined =>
  typeof cell === 'string' && cell.startsWith('#') && errorNames.has(cleanToken(cell))
    ? cleanToken(cell)
    : undefined;

/** Kinds of fields whose values aren't words. */
const kindsWithoutWords: ReadonlySet<FieldKind> = new Set<FieldKind>([
  ...(['email', 'url', 'phone', 'phones', 'country', 'currency'] as const),
  ...(['integer', 'decimal', 'money', 'date', 'timestamp', 'yesNo'] as const),
]);

/** Whether a cell says in a word that there is no value. */
const isNothing = ({ kind }: Field, cell: Cell): boolean =>
  typeof cell === 'string' &&
  cell.length <= emptyTextCharacters &&
  kindsWithoutWords.has(kind) &&
  wordsForNothing.has(comparable(cleanLine(cell)));

/** Codes of the schema's errors that say enough about a cell. */
const problemCodes: Partial<Record<FieldErrorCode, CellProblemCode>> = {
  too_long: 'too_long',
  too_many: 'too_many',
  too_small: 'too_small',
  too_big: 'too_big',
  invalid_email: 'invalid_email',
  invalid_phone: 'invalid_phone',
};

const ofKind = ({ kind }: Field): CellProblemCode => (kind === 'url' ? 'invalid_url' : 'invalid_value');

function readByKind(field: Field, cell: Cell, reading: Reading): CellValue {
  switch (field.kind) {
    case 'text':
    case 'currency':
      return readText(cell, cleanLine);
    case 'longText':
      return readText(cell, cleanLines);
    case 'email':
      return readEmail(cell);
    case 'phones':
      return readPhones(cell, reading);
    case 'phone':
      return readPhone(cell, reading);
    case 'country':
      return readCountry(cell);
    case 'url':
      return readUrl(cell);
    case 'integer':
      return (field.isMinutes ? readMinutes : readInteger)(cell, reading.decimalMark);
    case 'decimal':
      return readDecimal(cell, reading.decimalMark);
    case 'money':
      return readMoney(cell, reading, field.isPrice);
    case 'date':
      return readDate(cell, reading);
    case 'timestamp':
      return readTimestamp(cell, reading);
    case 'yesNo':
      return readYesNo(cell);
    case 'durations':
    case 'lines':
    case 'prices':
    case 'quantities':
    case 'allocations':
    case 'parties':
    case 'clock':
      return problem('not_importable');
    default:
      return readReference(field, cell);
  }
}

function readReference(field: Field, cell: Cell): CellValue {
  switch (field.kind) {
    case 'member':
      return readMember(cell);
    case 'listed':
      return readEntry(cell, field.list ?? '');
    case 'tags':
      return readTags(cell);
    case 'relation':
      return readRecord(cell, field.to ?? '');
    case 'relations':
      return readRecords(cell, field.to ?? '');
    case 'choice':
      return readOption(cell);
    case 'choices':
      return readOptions(cell, field);
    default:
      return problem('not_importable');
  }
}

function readText(cell: Cell, clean: (text: string) => string): CellValue {
  const text = textOf(cell);
  return text === undefined ? problem('invalid_value') : { value: clean(text) || undefined };
}

/** Words for yes and no in English and Spanish, and what spreadsheets and forms write for them. */
const yes = new Set('yes y true t 1 on si s verdadero v x ✓ ✔ ☑ ✅'.split(' '));
const no = new Set('no n false f 0 off falso ☐ ✗ ✘ ❌'.split(' '));

function readYesNo(cell: Cell): CellValue {
  if (typeof cell === 'boolean') return { value: cell };
  const word = comparable(cleanLine(textOf(cell)?.slice(0, emptyTextCharacters) ?? ''));
  if (yes.has(word)) return { value: true };
  return no.has(word) ? { value: false } : problem('not_yes_or_no');
}
