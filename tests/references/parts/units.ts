import { readIn, type Checkout } from '../checkout.ts';
import type { Values } from '../values.ts';

const firstLine = '| Operation |';
const measured = ['Calls', 'Rounds', 'RRU', 'WRU', 'then RRU', 'then WRU'];

/** The measured calls and units of each operation, which `tests/capacity` compares with what the code uses. */
export async function readUnits(checkout: Checkout): Promise<Values> {
  const lines = readIn(checkout, 'docs/access-patterns.md').split('\n');
  const head = lines.findIndex((line) => line.startsWith(firstLine));
  const names = cellsOf(lines[head] ?? '');
  const values: Values = {};
  for (const line of lines.slice(head + 2)) {
    if (!line.startsWith('|')) break;
    const cells = cellsOf(line);
    for (const name of measured) {
      const text = cells[names.indexOf(name)] ?? '';
      const number = Number(text);
      values[`${cells[0]} › ${name}`] = Number.isNaN(number) ? text : number;
    }
  }
  return values;
}

const cellsOf = (line: string): string[] =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());
