import { fold, foldCase } from '../values/search-terms.ts';

/** Zero-width characters and marks of text direction, which spreadsheets and chat programs add to copied texts. */
const unseen = String.raw`\u00AD\u200B\u200E\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF`;
const isOuter = new RegExp(String.raw`[\s${unseen}]`, 'u');
const visible = /[^\p{Default_Ignorable_Code_Point}\p{White_Space}\p{Cc}\p{Cs}]/u;

/**
 * A text without spaces and unseen characters at its ends, or '' if none of its characters can be seen. Inner ones can
 * matter. A pattern for the end would take a time that grows with the square of the spaces.
 */
function trimmed(text: string): string {
  if (!visible.test(text)) return '';
  let [start, end] = [0, text.length];
  while (isOuter.test(text.charAt(start))) start += 1;
  while (isOuter.test(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

/** A text as one line: line breaks, control characters and lone surrogates become spaces. */
export const cleanLine = (text: string): string => trimmed(text.replace(/[\p{Cc}\p{Cs}]+/gu, ' '));

/** A text with its line breaks, as `\n`, and tabs. Other control characters and lone surrogates become spaces. */
export const cleanLines = (text: string): string =>
  trimmed(text.replace(/\r\n?/g, '\n').replace(/(?![\n\t])[\p{Cc}\p{Cs}]/gu, ' '));

/** A line for texts of a strict form, such as numbers and addresses: no unseen characters, all spaces the same. */
export const cleanToken = (text: string): string =>
  cleanLine(text)
    .replace(/[\p{Default_Ignorable_Code_Point}]/gu, '')
    .replace(/\s+/gu, ' ')
    .trim();

/**
 * The form in which words for something are compared, such as "N/A" for no value. Names differ by their symbols, too. Texts
 * of symbols alone, such as "-" or "✓", fold to nothing and stay as they are.
 */
export const comparable = (text: string): string => fold(text) || text;

/**
 * The form in which labels of statuses and options are compared: "In-progress" and "in progress!" are one label, while
 * "A+", "A-" and "A" are three, and so are "C++", "C#" and "C".
 */
export const labelText = (text: string): string =>
  foldCase(text.replace(/[!¡?¿.,:;…'"‘’“”()[\]]/g, ' ')).replace(
    /(?<=[\p{L}\p{N}])[ _/‐-―-]+(?=[\p{L}\p{N}])/gu,
    ' ',
  ) || text;

/** The parts of a text between separators, clean and without empty ones. */
export const partsOf = (text: string, separators: RegExp): string[] =>
  text.split(separators).flatMap((part) => cleanLine(part) || []);

/** Separators of several values in a cell. Google Contacts uses `:::`, and HubSpot `;`. */
export const listSeparators = /:::|[;|\r\n]/;
