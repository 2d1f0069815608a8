import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { emailAddress, line, phoneNumber } from './field.ts';
import { escapePointer, faultsMax, fieldErrorsOf, valueAt, type FieldFault } from './problem.ts';
import '../../tests/seeded.ts';

const key = fc.oneof(fc.string(), fc.constantFrom('', '~', '/', '~1', 'a/b', '~0~1', '0', 'ключ'));

function errorsFor(schema: z.ZodMiniType, value: unknown): FieldFault[] {
  const result = schema.safeParse(value, { reportInput: true });
  return result.success ? [] : fieldErrorsOf(result.error.issues);
}

test('a pointer resolves to the invalid value for any key and depth', () => {
  fc.assert(
    fc.property(fc.array(key, { minLength: 1, maxLength: 5 }), fc.nat({ max: 3 }), (keys, index) => {
      fc.pre(!keys.includes('__proto__'));
      const place = Object.fromEntries([[keys[0]!, undefined]]);
      expect(place).toBeDefined();
      let schema: z.ZodMiniType = z.array(z.number());
      let value: unknown = Array.from({ length: 4 }, (_, at) => (at === index ? 'bad' : at));
      for (const name of [...keys].reverse()) {
        schema = z.strictObject({ [name]: schema });
        value = { [name]: value };
      }
      const errors = errorsFor(schema, value);
      expect(errors).toHaveLength(1);
      expect(valueAt(value, errors[0]!.pointer)).toBe('bad');
      expect(errors[0]!.code).toBe('wrong_type');
    }),
  );
});

test('the pointer of an unknown field is its name', () => {
  fc.assert(
    fc.property(key, (name) => {
      const value = Object.defineProperty({}, name, { value: 'x', enumerable: true });
      fc.pre(name !== 'known');
      const errors = errorsFor(z.strictObject({ known: z.optional(z.string()) }), value);
      expect(errors).toMatchObject([{ pointer: `/${escapePointer(name)}`, code: 'unknown_field' }]);
    }),
  );
});

test('the first errors are reported, however many there are', () => {
  const names = Array.from({ length: 120_000 }, (_, at) => `name${at}`);
  const ofNames = names
    .slice(0, faultsMax)
    .map((name) => ({ pointer: `/${name}`, code: 'unknown_field' as const }));
  expect(errorsFor(z.strictObject({}), Object.fromEntries(names.map((name) => [name, 1])))).toEqual(ofNames);
  const ofItems = errorsFor(z.array(z.number()), names);
  expect(ofItems.map(({ pointer }) => pointer)).toEqual(ofNames.map((_, at) => `/${at}`));
});

test('each kind of error has its own code', () => {
  const schema = z.strictObject({
    line: line(5, 2),
    choice: z.enum(['a', 'b']),
    number: z.int().check(z.gte(1), z.lte(9)),
    many: z.array(z.string()).check(z.minLength(1), z.maxLength(2)),
    email: emailAddress,
    phone: phoneNumber,
  });
  const good = {
    line: 'abc',
    choice: 'a',
    number: 5,
    many: ['x'],
    email: 'a@b.example',
    phone: '+34933201181',
  };
  expect(errorsFor(schema, good)).toEqual([]);
  const codes = (bad: Record<string, unknown>) =>
    errorsFor(schema, { ...good, ...bad }).map(({ pointer, code, limit }) => [pointer, code, limit]);
  expect(codes({ line: undefined })).toEqual([['/line', 'required', undefined]]);
  expect(codes({ line: 7 })).toEqual([['/line', 'wrong_type', undefined]]);
  expect(codes({ line: 'a' })).toEqual([['/line', 'too_short', 2]]);
  expect(codes({ line: 'abcdef' })).toEqual([['/line', 'too_long', 5]]);
  expect(codes({ line: 'a\u0000b' })).toEqual([['/line', 'invalid_format', undefined]]);
  expect(codes({ choice: 'c' })).toEqual([['/choice', 'not_a_choice', undefined]]);
  expect(codes({ choice: undefined })).toEqual([['/choice', 'required', undefined]]);
  expect(codes({ number: 0 })).toEqual([['/number', 'too_small', 1]]);
  expect(codes({ number: 10 })).toEqual([['/number', 'too_big', 9]]);
  expect(codes({ many: [] })).toEqual([['/many', 'too_few', 1]]);
  expect(codes({ many: ['a', 'b', 'c'] })).toEqual([['/many', 'too_many', 2]]);
  expect(codes({ email: 'nobody' })).toEqual([['/email', 'invalid_email', undefined]]);
  expect(codes({ phone: '933201181' })).toEqual([['/phone', 'invalid_phone', undefined]]);
});

test('a value that only one of several schemas could accept gets the errors of that schema', () => {
  const schema = z.strictObject({
    value: z.union([line(5), z.number(), z.strictObject({ amount: z.int() })]),
  });
  const codes = (value: unknown) => errorsFor(schema, { value }).map(({ pointer, code }) => [pointer, code]);
  expect(codes({})).toEqual([['/value/amount', 'required']]);
  expect(codes('abcdef')).toEqual([['/value', 'too_long']]);
  expect(codes(true)).toEqual([['/value', 'wrong_type']]);
});

test('a number beyond what its field and integers can have is refused once', () => {
  const amount = z.object({ price: z.int().check(z.lte(Number.MAX_SAFE_INTEGER)) });
  expect(errorsFor(amount, { price: 2e20 })).toMatchObject([{ pointer: '/price', code: 'too_big' }]);
});
