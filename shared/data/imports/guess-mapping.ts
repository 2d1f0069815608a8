import { fullNameField } from '#contract/import-columns.ts';
import { limits } from '#contract/limits.ts';
import type { ImportTypeName } from '#contract/import-types.ts';
import type { Cell, Reading } from './cell.ts';
import { filled, fitsContent, hasEntry, hasSeveralWords } from './column-content.ts';
import {
  headerKey,
  isForeign,
  knownHeaders,
  matchesOf,
  withoutType,
  type HeaderMatch,
} from './header-matches.ts';
import { ambiguousHeaders } from './header-words.ts';
import type { ImportField } from './import-field.ts';
import { phoneTextOf, type PhoneLabel } from './phone-label.ts';
import { qualifiersOf } from './qualifying-columns.ts';
import { reasonHeaders } from './reason-headers.ts';

export interface MappingInput {
  recordType: ImportTypeName;
  headers: readonly string[];
  /** Some cells of each column. */
  samples: readonly (readonly Cell[])[];
  /** The fields that a column can fill. Others aren't guessed. */
  fields: readonly ImportField[];
  reading: Reading;
  /** Earlier choices: names of fields by `headerKey`, or null for columns that were left out. */
  remembered?: Readonly<Record<string, string | null>>;
}

export interface ColumnGuess {
  /** The name of a field, or `fullName` for a column of full names; undefined if the column is left out. */
  field: string | undefined;
  confidence?: 'remembered' | 'header' | 'content';
  /** The label of a phone number, if the header names it. */
  label?: PhoneLabel;
  /** The index of the column with the labels of these phone numbers, or with the currencies of these amounts. */
  qualifiedBy?: number;
}

interface Candidate extends HeaderMatch {
  column: number;
}

/**
 * Guesses which column fills which field: by an earlier choice, by its header, and otherwise by its content. Each field
 * gets one column, except for phones, and for names, whose columns are to be joined with spaces in their order.
 */
export function guessMapping(input: MappingInput): ColumnGuess[] {
  const guesses: ColumnGuess[] = input.headers.map(() => ({ field: undefined }));
  const decided = assignRemembered(input, guesses);
  const known = knownHeaders(input.fields, input.recordType);
  const qualifiers = qualifiersOf(input.headers, input.recordType, known);
  const open = input.headers.flatMap((_, column) =>
    decided.has(column) || qualifiers.isQualifier(column) || isReason(input, column) ? [] : column,
  );
  const candidates = open.flatMap((column) => candidatesOf(input, column, known));
  assignByHeader(withNames(candidates, input, guesses), guesses);
  const named = new Set(candidates.map(({ column }) => column));
  assignByContent(
    input,
    open.filter((column) => !named.has(column)),
    guesses,
  );
  return guesses.map((guess, column) => {
    const field = input.fields.find(({ name }) => name === guess.field)?.field;
    const qualifiedBy = field && qualifiers.of(column, field.kind);
    return qualifiedBy === undefined ? guess : { ...guess, qualifiedBy };
  });
}

/** Whether a column has the reasons for which rows were refused, in a file that an import wrote. */
const isReason = ({ headers }: MappingInput, column: number): boolean =>
  reasonHeaders.has(headerKey(headers[column] ?? ''));

/** Assigns earlier choices and returns the columns that they decide, including those that were left out. */
function assignRemembered(
  { headers, fields, recordType, remembered = {} }: MappingInput,
  guesses: ColumnGuess[],
): Set<number> {
  const names = new Set([...fields.map(({ name }) => name), ...(isPerson(fields) ? [fullNameField] : [])]);
  const decided = new Set<number>();
  for (const [column, header] of headers.entries()) {
    const key = headerKey(header);
    const field = Object.hasOwn(remembered, key) ? remembered[key] : undefined;
    if (key === '' || field === undefined || (field !== null && !names.has(field))) continue;
    decided.add(column);
    if (field !== null && hasRoom(field, guesses, true))
      guesses[column] = { field, confidence: 'remembered', ...labelIn(field, header, recordType) };
  }
  return decided;
}

function labelIn(field: string, header: string, type: ImportTypeName): { label?: PhoneLabel } {
  const label = field === 'phones' ? phoneTextOf(withoutType(headerKey(header), type))?.label : undefined;
  return label ? { label } : {};
}

const isPerson = (fields: readonly ImportField[]): boolean =>
  ['firstName', 'lastName'].every((part) => fields.some(({ name }) => name === part));

function candidatesOf(
  { headers, samples, fields, recordType }: MappingInput,
  column: number,
  known: ReturnType<typeof knownHeaders>,
): Candidate[] {
  const header = headers[column] ?? '';
  const cells = samples[column] ?? [];
  // A column without content is taken only if no other column is for the field.
  const emptyCost = cells.length > 0 && filled(cells).length === 0 ? 100 : 0;
  return matchesOf(header, recordType, known).flatMap((match) => {
    const field = fields.find(({ name }) => name === match.field);
    if (!field && match.field !== fullNameField) return [];
    const isUnlikely =
      ambiguousHeaders.has(headerKey(header)) &&
      field?.entries !== undefined &&
      filled(cells).length > 0 &&
      !hasEntry(cells, field.entries);
    return isUnlikely ? [] : [{ ...match, column, cost: match.cost + emptyCost }];
  });
}

/**
 * Decides between columns of full names and of first and last names: with a column of last names, "Name" is a first
 * name. Without one, it is a full name if its cells have several words.
 */
function withNames(
  candidates: readonly Candidate[],
  { samples }: MappingInput,
  guesses: readonly ColumnGuess[],
): Candidate[] {
  const isTaken = (field: string) =>
    guesses.some((guess) => guess.field === field) ||
    candidates.some((candidate) => candidate.field === field && !candidate.isFurther);
  if (guesses.some(({ field }) => field === fullNameField))
    return candidates.filter(({ field }) => !['firstName', 'lastName', fullNameField].includes(field));
  if (isTaken('lastName')) return candidates.filter(({ field }) => field !== fullNameField);
  const bothIn = (column: number) =>
    [fullNameField, 'firstName'].every((field) =>
      candidates.some((candidate) => candidate.column === column && candidate.field === field),
    );
  const left = candidates.filter(({ field, column }) => {
    if (!bothIn(column)) return true;
    return field !== (hasSeveralWords(samples[column] ?? []) ? 'firstName' : fullNameField);
  });
  return left.some(({ field }) => field === fullNameField)
    ? left.filter(({ field }) => field !== 'firstName')
    : left;
}

function assignByHeader(candidates: readonly Candidate[], guesses: ColumnGuess[]): void {
  const inOrder = candidates.toSorted((a, b) => a.cost - b.cost || a.column - b.column);
  // A further column of a name is taken only beside a first one.
  const ordered = [...inOrder.filter((one) => !one.isFurther), ...inOrder.filter((one) => one.isFurther)];
  for (const { column, field, label, isFurther = false } of ordered) {
    if (guesses[column]?.field !== undefined || !hasRoom(field, guesses, isFurther)) continue;
    if (isFurther && !guesses.some((guess) => guess.field === field)) continue;
    guesses[column] = { field, confidence: 'header', ...(label ? { label } : {}) };
  }
}

function hasRoom(field: string, guesses: readonly ColumnGuess[], isFurther: boolean): boolean {
  const count = guesses.filter((guess) => guess.field === field).length;
  if (field === 'phones') return count < limits.phonesPerRecord;
  return count === 0 || (isFurther && (field === 'firstName' || field === 'lastName'));
}

function assignByContent(
  { headers, samples, fields, reading }: MappingInput,
  columns: readonly number[],
  guesses: ColumnGuess[],
): void {
  for (const column of columns) {
    if (isForeign(headers[column] ?? '')) continue;
    const field = fields.find(
      (one) => hasRoom(one.name, guesses, false) && fitsContent(one, samples[column] ?? [], reading),
    );
    if (field) guesses[column] = { field: field.name, confidence: 'content' };
  }
}
