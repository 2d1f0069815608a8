import { cellCharactersMax } from '../values/spreadsheet.ts';

const cutMark = ' […]';

export const fitsCell = (text: string): boolean => text.length <= cellCharactersMax;

/** The beginning of a text that is too long for a cell, with a mark at its end. */
export const cutToCell = (text: string): string =>
  // The first half of a character whose second half is cut off is removed.
  text.slice(0, cellCharactersMax - cutMark.length).replace(/\p{Cs}$/u, '') + cutMark;

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/**
 * Characters that are markup, characters that XML can't contain, and underscores that a reader would take for the
 * beginning of an escape.
 */
const special = /[&<>"\uFFFE\uFFFF]|(?![\t\n])\p{Cc}|_(?=x[\dA-Fa-f]{4})/gu;

/** The escape of spreadsheets, such as `_x0007_`. */
const escape = (character: string): string =>
  `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`;

/** A text as XML. Lines end with a line feed, as in spreadsheets, and halves of characters become U+FFFD. */
export const xmlText = (text: string): string =>
  text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(special, (character) => entities[character] ?? escape(character));
