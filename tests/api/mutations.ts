import fc from 'fast-check';
import type { ZodMiniType } from 'zod/mini';
import type { FieldErrorCode } from '#contract/field-error-codes.ts';
import { escapePointer } from '#contract/problem.ts';
import { definitionOf } from '../schema-values.ts';

/** A value with one error, and the pointer and code that the response must contain. */
export interface Mutation {
  value: unknown;
  wrong: { pointer: string; code: FieldErrorCode };
}

/**
 * Variants of a valid value with one error each: a value of a wrong type, a text that is too long, or a missing or
 * unknown property. `prefix` is the pointer to the value.
 */
export function mutationsOf(schema: ZodMiniType, value: unknown, prefix: string): Mutation[] {
  const isText = prefix.startsWith('/query');
  return [
    ...wrongTypes(schema, prefix, isText),
    ...inObject(schema, value, prefix),
    ...inArray(schema, value, prefix),
  ];
}

const unwrapped = (schema: ZodMiniType): ZodMiniType => {
  const { type, innerType } = definitionOf(schema);
  return ['optional', 'default', 'nullable'].includes(type) ? unwrapped(innerType!) : schema;
};

const isOptional = (schema: ZodMiniType): boolean =>
  ['optional', 'default'].includes(definitionOf(schema).type);
const pointerTo = (prefix: string, key: string): string => `${prefix}/${escapePointer(key)}`;

/** Values of types that the schema rejects. None for query parameters, which are always texts. */
function wrongTypes(schema: ZodMiniType, prefix: string, isText: boolean): Mutation[] {
  if (isText) return [];
  const expected = kindsOf(schema);
  const others: unknown[] = ['text', 12, true, [], {}, null];
  const isEnum = ['enum', 'literal'].includes(definitionOf(unwrapped(schema)).type);
  return others
    .filter((other) => !expected.includes(typeOf(other)) && !schema.safeParse(other).success)
    .map((other) => ({
      value: other,
      wrong: { pointer: prefix, code: isEnum ? 'not_a_choice' : 'wrong_type' },
    }));
}

/** The JSON types that a schema accepts. */
function kindsOf(schema: ZodMiniType): string[] {
  const { type, options } = definitionOf(unwrapped(schema));
  if (options) return options.flatMap(kindsOf);
  return [['enum', 'literal', 'pipe'].includes(type) ? 'string' : type];
}

const typeOf = (value: unknown): string =>
  value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;

const strangeKeys = ['unknown', 'a/b~c', '', 'toString', 'ключ'];

function inObject(schema: ZodMiniType, value: unknown, prefix: string): Mutation[] {
  const { type, shape = {}, catchall } = definitionOf(unwrapped(schema));
  if (type !== 'object' || typeOf(value) !== 'object') return [];
  const isOpen = catchall !== undefined && definitionOf(catchall).type === 'unknown';
  const object = value as Record<string, unknown>;
  const unknown = (isOpen ? [] : strangeKeys).map((key): Mutation => ({
    value: { ...object, [key]: 'x' },
    wrong: { pointer: pointerTo(prefix, key), code: 'unknown_field' },
  }));
  const fields = Object.entries(shape).flatMap(([key, field]): Mutation[] => {
    const pointer = pointerTo(prefix, key);
    const { [key]: _left, ...rest } = object;
    const missing: Mutation[] = isOptional(field)
      ? []
      : [{ value: rest, wrong: { pointer, code: 'required' } }];
    if (object[key] === undefined) return missing;
    const inside = [...mutationsOf(field, object[key], pointer), ...tooLong(field, object[key], pointer)];
    return [...missing, ...inside.map((inner) => ({ ...inner, value: { ...object, [key]: inner.value } }))];
  });
  return [...unknown, ...fields];
}

function inArray(schema: ZodMiniType, value: unknown, prefix: string): Mutation[] {
  const { type, element } = definitionOf(unwrapped(schema));
  if (type !== 'array' || !Array.isArray(value)) return [];
  const items = value as unknown[];
  return items.flatMap((item, index) =>
    mutationsOf(element!, item, `${prefix}/${index}`).map((inner) => ({
      ...inner,
      value: items.with(index, inner.value),
    })),
  );
}

/** A mutation with a text that is longer than the schema allows; none if the schema sets no limit. */
function tooLong(schema: ZodMiniType, value: unknown, pointer: string): Mutation[] {
  const { type, checks = [] } = definitionOf(unwrapped(schema));
  const bound = checks.map(({ _zod }) => _zod.def).find(({ check }) => check === 'max_length')?.maximum;
  if (type !== 'string' || typeof value !== 'string' || bound === undefined) return [];
  return [{ value: 'x'.repeat(bound + 1), wrong: { pointer, code: 'too_long' } }];
}

/**
 * Texts of kinds that often break programs, such as markup, SQL, paths, template expressions, unusual Unicode, very
 * long texts and forged cursors.
 */
export const hostileTexts: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    "' OR 1=1 --",
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    '${7*7}{{7*7}}%{7*7}',
    '../../../../etc/passwd',
    '..\\..\\windows',
    '%00',
    '\u0000',
    '\u202e\u2066abc',
    '\ud800',
    'a\udfffb',
    'ﷺ'.repeat(80),
    'ﷺ'.repeat(500),
    'Z̷̛̫͉a̵͔l̶g̴o̸'.repeat(20),
    '👨‍👩‍👧‍👦'.repeat(30),
    '𝕬𐐷𠮷',
    'İıſß',
    '\u00a0\u2003\ufeff',
    '#',
    '##',
    'ORG#',
    '~',
    '|ownerId=x|',
    '__proto__',
    'constructor',
    'null',
    'undefined',
    'NaN',
    '-0',
    '1e309',
    '9'.repeat(40),
    'x'.repeat(255),
    'x'.repeat(256),
    'é'.repeat(900),
    '漢'.repeat(3000),
    'a '.repeat(60),
    `${'a@'.repeat(50)}b.co`,
    `${'a'.repeat(64)}@${'b'.repeat(180)}.example`,
    'user@[127.0.0.1]',
    '+1234567890123456',
    'javascript:alert(1)',
    'file:///etc/passwd',
    'http://169.254.169.254/',
  ),
  forgedCursors(),
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({ unit: 'grapheme', maxLength: 200 }),
);

/** Well-formed cursors that the API never returned. */
function forgedCursors(): fc.Arbitrary<string> {
  const part = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 30 }),
    fc.constantFrom('漢'.repeat(300), 'x'.repeat(900), '#', '~', '-1', 'Infinity', ''),
    fc.integer(),
    fc.constant(null),
  );
  return fc
    .record({ v: fc.constantFrom(1, 2, '1'), l: part, s: part, i: part })
    .map((cursor) => Buffer.from(JSON.stringify(cursor)).toString('base64url'));
}
