import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ProblemError } from '#contract/problem.ts';
import { decodeCount, decodeCursor, encodeCursor, listHash } from './cursor.ts';
import '../../../tests/seeded.ts';

const sortValue = fc
  .string({ unit: 'grapheme', maxLength: 200 })
  .filter((text) => Buffer.byteLength(text) <= 900 && text.isWellFormed());
const id = fc.uuid();

function codeOf(decode: () => unknown): string {
  try {
    decode();
    return 'none';
  } catch (error) {
    return error instanceof ProblemError ? error.code : String(error);
  }
}

test('a cursor continues where its page ended', () => {
  fc.assert(
    fc.property(sortValue, id, fc.string(), (value, at, name) => {
      const list = listHash([name]);
      expect(decodeCursor(list, encodeCursor(list, { sortValue: value, id: at }))).toEqual({
        sortValue: value,
        id: at,
      });
    }),
  );
});

test('without a cursor, a list starts at the beginning', () =>
  expect(decodeCursor('list', undefined)).toBeUndefined());

test('a cursor of another list is refused', () => {
  fc.assert(
    fc.property(
      sortValue,
      id,
      fc.uniqueArray(fc.jsonValue(), { minLength: 2, maxLength: 2, comparator: 'SameValue' }),
      (value, at, [a, b]) => {
        fc.pre(JSON.stringify([a]) !== JSON.stringify([b]));
        const cursor = encodeCursor(listHash([a]), { sortValue: value, id: at });
        expect(codeOf(() => decodeCursor(listHash([b]), cursor))).toBe('invalid_request');
      },
    ),
  );
});

test('any other cursor is refused, and never exceeds a key’s size', () => {
  const forged = fc
    .record({ v: fc.constantFrom(1, 2, '1'), l: fc.constant('list'), s: fc.anything(), i: fc.anything() })
    .map((cursor) => Buffer.from(JSON.stringify(cursor)).toString('base64url'));
  const long = ['漢'.repeat(400), 'x'.repeat(901)].map((text) =>
    encodeCursor('list', { sortValue: text, id: 'id' }),
  );
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), forged, fc.constantFrom(...long)), (text) => {
      try {
        const position = decodeCursor('list', text);
        expect(Buffer.byteLength(`${position!.sortValue}#${position!.id}`)).toBeLessThanOrEqual(1024);
      } catch (error) {
        expect(error).toBeInstanceOf(ProblemError);
        expect((error as ProblemError).code).toBe('invalid_request');
      }
    }),
  );
  for (const text of long) expect(codeOf(() => decodeCursor('list', text))).toBe('invalid_request');
});

test('a counted position is a whole number', () => {
  const at = (value: string) => encodeCursor('list', { sortValue: value, id: 'id' });
  expect(decodeCount('list', at('25'))).toBe(25);
  for (const bad of ['', '-1', '1.5', 'NaN', 'Infinity', '1e3', '9'.repeat(20)]) {
    expect(codeOf(() => decodeCount('list', at(bad)))).toBe('invalid_request');
  }
});
