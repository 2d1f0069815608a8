import { cellCharactersMax } from '../values/spreadsheet.ts';

/** XML lacks most control characters, so workbooks write them as _x000D_, and an underscore before such a text too. */
const escapes = /_x([0-9a-f]{4})_/gi;

/** More than this is too long for a cell even if all of it is escaped, seven characters each. */
export const collectedMaxLength = 7 * cellCharactersMax + 1;

export function unescaped(text: string): string {
  if (!text.includes('_x')) return text;
  return text
    .replace(escapes, (_, code: string) => String.fromCharCode(parseInt(code, 16)))
    .replaceAll('\0', '');
}

/** Collects a shared or an inline text: one `t`, or one for each run with a format of its own. */
export function textCollector() {
  let text = '';
  let isCollecting = false;
  let isPhonetic = false;
  return {
    clear() {
      text = '';
    },
    open(name: string) {
      if (name === 'rPh') isPhonetic = true;
      if (name === 't') isCollecting = !isPhonetic;
    },
    close(name: string) {
      if (name === 'rPh') isPhonetic = false;
      if (name === 't') isCollecting = false;
    },
    add(more: string) {
      if (isCollecting && text.length < collectedMaxLength) text += more;
    },
    value: () => unescaped(text),
  };
}
