import { textCollector } from './cell-text.ts';
import { cellCharactersMax } from '../values/spreadsheet.ts';
import { readXml } from './xml-events.ts';

export interface SharedStrings {
  at(index: number): string | undefined;
}

/**
 * The texts that cells refer to, as bytes in one buffer with the position at which each ends: millions of JavaScript
 * strings would take several times as much memory.
 */
export async function readSharedStrings(bytes: AsyncIterable<Uint8Array>): Promise<SharedStrings> {
  let buffer = Buffer.allocUnsafe(64 * 1024);
  let ends = new Uint32Array(1024);
  let count = 0;
  let length = 0;
  const add = (text: string) => {
    // A character has at most three bytes, or four for a pair.
    const needed = length + text.length * 3;
    if (needed > buffer.length) {
      const larger = Buffer.allocUnsafe(Math.max(needed, buffer.length * 2));
      buffer.copy(larger, 0, 0, length);
      buffer = larger;
    }
    if (count === ends.length) {
      const more = new Uint32Array(count * 2);
      more.set(ends);
      ends = more;
    }
    length += buffer.write(text, length);
    ends[count] = length;
    count += 1;
  };
  await readXml(bytes, sharedStringHandlers(add));
  return {
    at(index) {
      const end = index >= 0 && index < count ? ends[index] : undefined;
      return end === undefined ? undefined : buffer.toString('utf8', ends[index - 1] ?? 0, end);
    },
  };
}

function sharedStringHandlers(add: (text: string) => void) {
  const text = textCollector();
  return {
    open(name: string) {
      if (name === 'si') text.clear();
      else text.open(name);
    },
    close(name: string) {
      // If it is too long, the cells that refer to it are refused: maybe no cell of the sheet does.
      if (name === 'si') add(text.value().slice(0, cellCharactersMax + 1));
      else text.close(name);
    },
    text: (value: string) => text.add(value),
  };
}
