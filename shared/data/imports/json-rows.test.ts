import { expect, test } from 'vitest';
import { openFile } from './open-file.ts';
import { UnreadableFile } from './unreadable-file.ts';

function sourceOf(text: string) {
  const bytes = Buffer.from(text);
  return {
    sizeBytes: bytes.length,
    // Pieces end within lines and characters.
    async *read(from: number, to: number) {
      for (let at = from; at < to; at += 7) yield bytes.subarray(at, Math.min(to, at + 7));
    },
  };
}

async function rowsOf(text: string): Promise<unknown[]> {
  const { shape, rows } = await openFile(sourceOf(text));
  expect(shape).toEqual({ format: 'jsonl' });
  const all = [];
  for await (const { number, cells } of rows) all.push([number, ...cells]);
  return all;
}

const reasonOf = async (text: string): Promise<unknown> =>
  rowsOf(text).then(
    () => undefined,
    (error: unknown) => error instanceof UnreadableFile && [error.reason, error.row],
  );

test('each line is a row, whatever names the others have, and its number is that of the line', async () => {
  const text = '{"firstName":"Ana","city":null}\n\n{"email":"luis@people.example","firstName":"Luis"}\r\n';
  expect(await rowsOf(text)).toEqual([
    [0, 'firstName', 'city', 'email'],
    [1, 'Ana', '', ''],
    [3, 'Luis', '', 'luis@people.example'],
  ]);
});

test('values of every form become what a cell of a CSV file has', async () => {
  const values = {
    ...{ title: '=1+1', probability: 40, isOpen: true, custom: { segment: 'Gold' } },
    value: { amountMinor: 1_234_50, currency: 'EUR' },
    price: { amountMinor: 1, amount: '0.0125', currency: 'EUR' },
    phones: [
      { label: 'work', number: '+573001112233' },
      { label: 'home', number: '+576041112233' },
    ],
    ...{ tagIds: ['one', 'two'], other: { any: 1 } },
  };
  expect(await rowsOf(JSON.stringify(values))).toEqual([
    [0, 'title', 'probability', 'isOpen', 'custom.segment', 'value', 'price', 'phones', 'tagIds', 'other'],
    [
      ...[1, "'=1+1", 40, true, 'Gold', '1234.50 EUR', '0.0125 EUR'],
      ...['work: +573001112233\nhome: +576041112233', 'one\ntwo', '{"any":1}'],
    ],
  ]);
});

test('a line that is no JSON object makes the file unreadable', async () => {
  expect(await reasonOf('{"a":"b"}\n{"a":')).toEqual(['invalid_json', 2]);
  expect(await reasonOf('{"a":"b"}\n[1]')).toEqual(['invalid_json', 2]);
  expect(await reasonOf('{"a":\n"b"}')).toEqual(['unknown_format', undefined]);
  const many = Object.fromEntries(Array.from({ length: 501 }, (_, index) => [`n${index}`, 1]));
  expect(await reasonOf(`{"a":"b"}\n${JSON.stringify(many)}`)).toEqual(['too_many_columns', 2]);
});
