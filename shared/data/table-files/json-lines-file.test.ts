import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bytesOf, columns, row } from './export-under-test.ts';
import { jsonLinesFile } from './json-lines-file.ts';
import '../../../tests/seeded.ts';

test('each row is one line with a JSON object, which has its values unchanged', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(row, { maxLength: 4 }), async (rows) => {
      const lines = (await bytesOf(jsonLinesFile(columns, rows))).toString().split('\n');
      expect(lines.pop()).toBe('');
      expect(lines.map((line) => JSON.parse(line))).toEqual(rows);
    }),
  );
});

test('values are in the order of the columns, and only values of columns are written', async () => {
  const file = jsonLinesFile(
    [{ key: 'b' }, { key: '__proto__' }, { key: 'constructor' }],
    [{ a: 1, b: 2, ['__proto__']: 3 }],
  );
  expect((await bytesOf(file)).toString()).toBe('{"b":2,"__proto__":3}\n');
});
