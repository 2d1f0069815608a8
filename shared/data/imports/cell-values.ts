import type { Field } from '#contract/field.ts';
import { fieldErrorsOf, type FieldErrorCode } from '#contract/problem.ts';
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
import { cleanLine, cleanLines, comparable } from './clean-text.ts';
import { problem, type Cell, type CellProblemCode, type CellValue, type Reading } from './cell.ts';

/** The longest text that can count as empty, so that long texts aren't folded for that. */
const emptyTextCharacters = 40;

/**
 * Reads a cell as a value of a field. Texts keep all their visible characters, or are a problem if they are too long. In
 * values of a strict form, such as phone numbers, unseen characters are left out, as are display names of e-mail
 * addresses, extensions of phone numbers and times of dates.
 */
export function readCell(field: Field, cell: Cell, reading: Reading): CellValue {
  if (isEmpty(cell, reading)) return { value: undefined };
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
      return readMoney(cell, reading);
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
