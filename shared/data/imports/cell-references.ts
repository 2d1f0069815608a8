import { emailPattern, normalizedEmail } from '#contract/email-address.ts';
import type { Field } from '#contract/field.ts';
import { limits } from '#contract/limits.ts';
import { foldCase } from '../values/search-terms.ts';
import { addressIn } from './cell-addresses.ts';
import { numberOfCell } from './cell-numbers.ts';
import { cleanLine, cleanToken, comparable, listSeparators, partsOf } from './clean-text.ts';
import { problem, type Cell, type CellValue, type Target } from './cell.ts';
import { findEntry } from './find-entry.ts';

/** The maximum length of a text that is looked up. No name, label or address is longer. */
const characters = 300;

/** Groups of every Google account, which say nothing about a contact. */
const systemGroups = new Set(['mycontacts', 'starred', 'friends', 'family', 'coworkers']);

/** The text of a cell of any type, as a spreadsheet shows it in its general format. */
export function textOf(cell: Cell): string | undefined {
  if (typeof cell === 'string') return cell;
  if (typeof cell === 'boolean') return String(cell);
  if (typeof cell === 'object') {
    if ('shown' in cell) return cell.shown;
    return 'date' in cell ? cell.date.replace(/T00:00(?::00(?:\.0+)?)?$/, '') : undefined;
  }
  const number = numberOfCell(cell);
  if (!number) return undefined;
  const { isNegative, whole, fraction } = number;
  return `${isNegative ? '-' : ''}${whole || '0'}${fraction && `.${fraction}`}`;
}

export const readMember = (cell: Cell): CellValue => reference(cell, { to: 'member' }, nameOrAddress);

export const readEntry = (cell: Cell, list: string): CellValue =>
  reference(cell, { to: 'entry', list }, whole);

export const readOption = (cell: Cell): CellValue => reference(cell, { to: 'option' }, whole);

/** One record. Names contain commas, as in "Acme, S. L.", so the text stays whole. */
export const readRecord = (cell: Cell, type: string): CellValue =>
  reference(cell, { to: 'record', type }, nameOrAddress);

export const readRecords = (cell: Cell, type: string): CellValue =>
  reference(cell, { to: 'record', type }, (text) => partsOf(text, listSeparators).flatMap(nameOrAddress));

const whole = (text: string): string[] => [cleanLine(text)];

/** In "Ana Ruiz <ana@example.com>", the address is the more exact of the two. */
function nameOrAddress(text: string): string[] {
  const line = addressIn(cleanToken(text)) ?? cleanLine(text);
  const address = normalizedEmail(line);
  return [emailPattern.test(address) ? address : line];
}

/** Tags between commas or other separators. Google Contacts marks its own groups with an asterisk. */
export function readTags(cell: Cell): CellValue {
  const result = reference(cell, { to: 'tag' }, (text) => partsOf(text, tagSeparators).flatMap(tagIn));
  if (!('reference' in result)) return result;
  return result.reference.texts.length > limits.tagsPerRecord
    ? problem('too_many', { limit: limits.tagsPerRecord })
    : result;
}

const tagSeparators = /:::|[,;|\r\n]/;

function tagIn(text: string): string[] {
  const [, group] = /^\* ?(.*)$/.exec(text) ?? [];
  if (group === undefined) return [text];
  return group === '' || systemGroups.has(comparable(group).replaceAll(' ', '')) ? [] : [group];
}

/** Options between separators. A comma within a label separates nothing. */
export function readOptions(cell: Cell, { options = [] }: Pick<Field, 'options'>): CellValue {
  const isOption = (text: string) => findEntry(options, text) !== 'unknown';
  return reference(cell, { to: 'option' }, (text) =>
    partsOf(text, listSeparators).flatMap((part) => (isOption(part) ? [part] : partsOf(part, /,/))),
  );
}

function reference(cell: Cell, target: Target, split: (text: string) => string[]): CellValue {
  const text = textOf(cell);
  if (text === undefined) return problem('invalid_value');
  const distinct = new Map<string, string>();
  for (const part of split(text))
    if (part !== '' && !distinct.has(foldCase(part))) distinct.set(foldCase(part), part);
  const texts = [...distinct.values()];
  if (texts.length === 0) return { value: undefined };
  return texts.some((part) => part.length > characters)
    ? problem('too_long', { limit: characters })
    : { reference: { ...target, texts } };
}
