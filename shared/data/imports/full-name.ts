import type { Field } from '#contract/field.ts';
import { fold } from '../values/search-terms.ts';
import { isEmpty, readCell } from './cell-values.ts';
import { textOf } from './cell-references.ts';
import { cleanLine } from './clean-text.ts';
import { problem, type Cell, type CellValue, type Reading } from './cell.ts';

/** Countries where people have two last names. */
const withTwoLastNames = new Set('ES MX CO CL PE VE EC BO PY UY CR PA GT HN SV NI DO CU PR GQ'.split(' '));

const titles = new Set('sr sra srta dona dr dra ing lic arq prof mr mrs ms'.split(' '));
const suffixes = new Set('jr sr ii iii iv phd md mba esq'.split(' '));
/** Words that belong to the following one, as in "de la Cruz" and "van Dyk". */
const particles = new Set(
  'de del la las los da das do dos di du le van von der den ter ten san santa'.split(' '),
);
/** Words that join two names, as in "Ortega y Gasset". A capital I or E is an initial. */
const joints = new Set(['y', 'Y', 'i', 'e']);

/** Second given names that are common in Spanish, which tell "María José García" from "María García López". */
const secondNames = new Set(
  (
    'jose maria luis carlos antonio manuel angel jesus alberto fernando javier francisco pablo andres david miguel ' +
    'ignacio ramon enrique eduardo jorge pedro juan rafael daniel alejandro felipe guillermo ricardo roberto mario ' +
    'sebastian esteban camilo armando arturo cesar ivan rosa teresa carmen isabel elena luisa cristina victoria ' +
    'fernanda paula alejandra carolina beatriz patricia laura lucia ines pilar mercedes dolores rocio eugenia ' +
    'sofia valentina andrea gabriela daniela mar belen jimena guadalupe soledad concepcion angeles'
  ).split(' '),
);

export interface PersonName {
  firstName: string;
  lastName?: string;
}

/**
 * Splits a full name. "López, Ana" has its last name first. Otherwise, the last word is the last name, or the last two
 * words in countries with two last names, where four words are two names of each.
 */
export function splitFullName(text: string, country: string): PersonName {
  const [before = '', after = '', ...more] = text.split(/\s*,\s*/);
  const isSuffix = suffixes.has(fold(after));
  if (cleanLine(after) !== '' && !isSuffix && more.length === 0)
    return { firstName: after, lastName: before };
  const units = unitsOf(text.split(/\s+/).filter((word) => cleanLine(word) !== ''));
  const firsts = countOfFirst(units, withTwoLastNames.has(country));
  const [firstName, lastName] = [units.slice(0, firsts), units.slice(firsts)].map((part) => part.join(' '));
  return { firstName: firstName ?? '', ...(lastName ? { lastName } : {}) };
}

/** Words with the particles, titles and suffixes that belong to them. */
function unitsOf(words: readonly string[]): string[] {
  const units: string[] = [];
  let isOpen = false;
  for (const [index, word] of words.entries()) {
    const folded = fold(word);
    const isJoint = joints.has(word) && units.length > 0 && index < words.length - 1;
    const belongsToPrevious = isOpen || isJoint || (units.length > 1 && suffixes.has(folded));
    if (belongsToPrevious) units.push(`${units.pop() ?? ''} ${word}`.trim());
    else units.push(word);
    const isTitle = index === 0 && titles.has(folded);
    isOpen = isJoint || isTitle || (index > 0 && particles.has(folded));
  }
  return units;
}

function countOfFirst(units: readonly string[], hasTwoLastNames: boolean): number {
  if (units.length < 3 || !hasTwoLastNames) return Math.max(1, units.length - 1);
  if (units.length > 3) return units.length - 2;
  const second =
    fold(units[1] ?? '')
      .split(' ')
      .at(-1) ?? '';
  return secondNames.has(second) ? 2 : 1;
}

/** Reads a cell with a full name as the values of the first and the last name. */
export function readFullName(
  fields: { firstName: Field; lastName: Field },
  cell: Cell,
  reading: Reading,
): CellValue {
  if (isEmpty(cell, reading)) return { value: undefined };
  const text = textOf(cell);
  if (text === undefined) return problem('invalid_value');
  const names = splitFullName(cleanLine(text), reading.country);
  const value: Record<string, unknown> = {};
  for (const name of ['firstName', 'lastName'] as const) {
    // A part of a name isn't empty because of what it says.
    const part = readCell(fields[name], names[name] ?? '', { ...reading, emptyTexts: [] });
    if (!('value' in part)) return part;
    if (part.value !== undefined) value[name] = part.value;
  }
  return { value };
}
