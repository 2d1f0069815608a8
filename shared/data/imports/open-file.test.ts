import { expect, test } from 'vitest';
import type { FileSource } from './file-source.ts';
import { cellsIn, rowsIn, sourceOf, textRows, xlsxOf } from './file-under-test.ts';
import { openFile } from './open-file.ts';

const rows = textRows([
  ['A', 'B'],
  ['1', '2'],
]);

test('the shape of a CSV file says what was guessed', async () => {
  const shapeOf = async (content: string | Uint8Array) => (await openFile(sourceOf(content))).shape;
  expect(await shapeOf('a;b\n1;é\n')).toEqual({ format: 'csv', separator: ';', encoding: 'utf-8' });
  expect(await shapeOf(Buffer.from('a\tb\n1\té\n', 'latin1'))).toEqual({
    format: 'csv',
    separator: '\t',
    encoding: 'windows-1252',
  });
  expect(await shapeOf('a,b\n1,2\n')).toEqual({ format: 'csv', separator: ',' });
});

test('a chosen encoding and separator are used', async () => {
  const file = Buffer.from('a;b,c\n1;2,\xe9\n', 'latin1');
  expect(await cellsIn(file, { separator: ',', encoding: 'windows-1251' })).toEqual([
    ['a;b', 'c'],
    ['1;2', 'й'],
  ]);
});

test('a BOM decides the encoding whatever is chosen', async () => {
  expect(await cellsIn('\ufeffñ\n1', { encoding: 'windows-1252' })).toEqual([['ñ'], ['1']]);
});

test('a declared separator is used, and its line is no row', async () => {
  expect(await rowsIn('\ufeffsep=^\r\na,x^b\r\n1^2\r\n')).toEqual([
    { number: 1, cells: ['a,x', 'b'] },
    { number: 2, cells: ['1', '2'] },
  ]);
  expect(await cellsIn('sep=;\na,b\n1,2\n', { separator: ',' })).toEqual([
    ['a', 'b'],
    ['1', '2'],
  ]);
});

test('rows keep their numbers although empty ones are left out', async () => {
  expect(await rowsIn('\na,b\n\n,\n" ", \n"1\n2",3\n')).toEqual([
    { number: 2, cells: ['a', 'b'] },
    { number: 6, cells: ['1\n2', '3'] },
  ]);
});

test('shorter rows are padded to the header, and longer ones keep their cells', async () => {
  expect(await cellsIn('a,b,c\n1\n1,2,3,4,5\n,,,4,,\n')).toEqual([
    ['a', 'b', 'c'],
    ['1', '', ''],
    ['1', '2', '3', '4', '5'],
    ['', '', '', '4'],
  ]);
});

test('duplicate and empty headers are read as they are', async () => {
  expect(await cellsIn('a,a,,b\n1,2,3,4\n')).toEqual([
    ['a', 'a', '', 'b'],
    ['1', '2', '3', '4'],
  ]);
});

test('as many columns and characters as the limits allow are read', async () => {
  const wide = Array(500).fill('x').join(',');
  const [header, row] = await cellsIn(`${wide}\n${'x'.repeat(32_767)},,\n`);
  expect([header?.length, row?.[0]]).toEqual([500, 'x'.repeat(32_767)]);
});

test('200,000 rows after the header are read, and one more is refused', async () => {
  const { rows: lines } = await openFile(sourceOf(`a\n${'1\n'.repeat(200_001)}`));
  let count = 0;
  const read = async () => {
    for await (const _ of lines) count += 1;
  };
  await expect(read()).rejects.toMatchObject({ reason: 'too_many_rows', row: 200_002 });
  expect(count).toBe(200_001);
});

test('the first visible sheet is read unless another one is chosen', async () => {
  const sheets = {
    Hidden: textRows([['H'], ['1']]),
    Secret: rows,
    First: rows,
    Second: textRows([['S'], ['2']]),
  };
  const file = xlsxOf({ sheets, states: { Hidden: 'hidden', Secret: 'veryHidden' } });
  const { shape } = await openFile(sourceOf(file));
  expect(shape).toEqual({ format: 'xlsx', sheet: 'First', sheets: ['First', 'Second'] });
  expect(await cellsIn(file)).toEqual([
    ['A', 'B'],
    ['1', '2'],
  ]);
  expect(await cellsIn(file, { sheet: 'Second' })).toEqual([['S'], ['2']]);
  expect(await cellsIn(file, { sheet: 'Hidden' })).toEqual([['H'], ['1']]);
});

test('an error while rows are read comes with the shape as well', async () => {
  const file = `a,b\n1,2\n3,"4`;
  await expect(rowsIn(file)).rejects.toMatchObject({ reason: 'unclosed_quote', shape: { separator: ',' } });
});

test('an error about missing rows comes with the shape, so that another sheet can be chosen', async () => {
  const file = xlsxOf({ sheets: { Cover: '', Data: rows } });
  await expect(openFile(sourceOf(file))).rejects.toMatchObject({
    reason: 'empty',
    shape: { sheet: 'Cover', sheets: ['Cover', 'Data'] },
  });
});

/** A CSV file of 50 MB that counts its pieces that were read, and its streams that are open. */
function longSource(): FileSource & { pieces: number; open: number } {
  const source = {
    sizeBytes: 50_000_000,
    pieces: 0,
    open: 0,
    async *read(from: number, to: number) {
      source.open += 1;
      try {
        for (let at = from; at < to; at += 50_000) {
          source.pieces += 1;
          yield Buffer.from(at === 0 ? `a,b\n${'1,2\n'.repeat(12_499)}` : '1,2\n'.repeat(12_500));
        }
      } finally {
        source.open -= 1;
      }
    },
  };
  return source;
}

test('a reader that stops has read the start of the file only, and leaves nothing open', async () => {
  const source = longSource();
  const { rows: lines } = await openFile(source);
  expect(source.open).toBe(0);
  let count = 0;
  for await (const _ of lines) {
    count += 1;
    if (count === 20_000) break;
  }
  expect(source.pieces).toBeLessThan(20);
  expect(source.open).toBe(0);
});

test('a reader that stops within a sheet leaves nothing open', async () => {
  const texts = Array.from({ length: 20_000 }, (_, index) => [`${Math.sin(index)}`, `${Math.cos(index)}`]);
  const source = sourceOf(xlsxOf({ sheets: { One: textRows(texts) } }));
  let open = 0;
  const watched: FileSource = {
    sizeBytes: source.sizeBytes,
    async *read(from, to) {
      open += 1;
      try {
        yield* source.read(from, to);
      } finally {
        open -= 1;
      }
    },
  };
  for await (const { number } of (await openFile(watched)).rows) {
    if (number === 10) break;
  }
  await expect.poll(() => open).toBe(0);
});

test('rows can be read again from the start', async () => {
  for (const file of [
    Buffer.from('a\n1\n2\n'),
    xlsxOf({ sheets: { One: textRows([['a'], ['1'], ['2']]) } }),
  ]) {
    const { rows: lines } = await openFile(sourceOf(file));
    for await (const { cells } of lines) {
      expect(cells).toEqual(['a']);
      break;
    }
    const read = [];
    for await (const { cells } of lines) read.push(cells[0]);
    expect(read).toEqual(['a', '1', '2']);
  }
});

test('an error of the source is thrown as it is', async () => {
  const failure = new Error('no connection');
  /** The file from a source that fails from its nth read on. */
  const failing = (file: Uint8Array, failsAt: number): FileSource & { reads: number } => {
    const source = {
      reads: 0,
      sizeBytes: file.length,
      async *read(from: number, to: number) {
        const isFailing = source.reads >= failsAt;
        source.reads += 1;
        yield file.subarray(from, Math.min(from + 1000, to));
        if (isFailing) throw failure;
        yield file.subarray(Math.min(from + 1000, to), to);
      },
    };
    return source;
  };
  const texts = Array.from({ length: 4000 }, (_, index) => [`${Math.sin(index)}`, `${Math.cos(index)}`]);
  const files = [
    Buffer.from(texts.map((row) => row.join(',')).join('\n')),
    xlsxOf({ sheets: { One: textRows(texts) }, strings: Array<string>(50).fill('<t>text</t>') }),
  ];
  for (const file of files) {
    const working = failing(file, Infinity);
    await rowsIn(working);
    for (let failsAt = 0; failsAt < working.reads; failsAt += 1) {
      await expect(rowsIn(failing(file, failsAt))).rejects.toBe(failure);
    }
    expect(working.reads).toBeGreaterThan(2);
  }
});
