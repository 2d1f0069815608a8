import { SaxesParser } from 'saxes';

/** A cell as the file contains it: its type, and its text or number. */
export interface SheetCell {
  type: string;
  style: string;
  text: string;
}

export interface SheetElement {
  name: string;
  attributes: Record<string, string>;
}

/** The elements of an XML document in order. Throws if the document isn't well-formed. */
export function elementsOf(xml: string): SheetElement[] {
  const elements: SheetElement[] = [];
  parse(xml, { opened: (element) => elements.push(element) });
  return elements;
}

/** The cells of a sheet by their references, such as A1. */
export function sheetCells(xml: string): Record<string, SheetCell> {
  const cells: Record<string, SheetCell> = {};
  let cell: SheetCell | undefined;
  parse(xml, {
    opened: ({ name, attributes }) => {
      if (name === 'f') throw new Error('The sheet contains a formula.');
      if (name !== 'c') return;
      cell = { type: attributes.t ?? 'n', style: attributes.s ?? '0', text: '' };
      cells[attributes.r!] = cell;
    },
    text: (text) => {
      if (cell) cell.text += text;
    },
  });
  for (const read of Object.values(cells)) read.text = unescaped(read.text);
  return cells;
}

/** Replaces escapes such as `_x0007_` by their characters, like spreadsheets do. */
export const unescaped = (text: string): string =>
  text.replace(/_x([\dA-F]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

interface Listener {
  opened?: (element: SheetElement) => void;
  text?: (text: string) => void;
}

export function parse(xml: string, { opened, text }: Listener): void {
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  if (opened) parser.on('opentag', opened);
  if (text) parser.on('text', text);
  parser.write(xml).close();
}
