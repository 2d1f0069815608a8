import fc from 'fast-check';
import type { ZodMiniType } from 'zod/mini';
import { countryCodes } from '#contract/country.ts';
import { isReadOnly } from '#contract/read-only.ts';

/** The part of a zod schema's definition that this file needs. */
interface Definition {
  type: string;
  /** Of texts in a format. */
  format?: string;
  innerType?: ZodMiniType;
  element?: ZodMiniType;
  in?: ZodMiniType;
  out?: ZodMiniType;
  keyType?: ZodMiniType;
  valueType?: ZodMiniType;
  options?: ZodMiniType[];
  shape?: Record<string, ZodMiniType>;
  /** The type of properties that `shape` lacks. */
  catchall?: ZodMiniType;
  entries?: Record<string, unknown>;
  values?: unknown[];
  checks?: {
    _zod: {
      def: { check: string; value?: number; inclusive?: boolean; minimum?: number; maximum?: number };
    };
  }[];
}

export const definitionOf = (schema: ZodMiniType): Definition => schema._zod.def;

const domains = ['example.com', 'correo.example', 'müller.example', 'sub.domain.example'];
const name = fc.constantFrom('Ana', 'María José', 'Łukasz', 'Nguyễn', 'O’Connor', 'ßtraße', '李小龍', 'Zoë');
const digits = (least: number, most: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: least, maxLength: most }).map((all) => all.join(''));

/** Texts in all formats that the contract requires. For each schema, only the formats that it accepts are used. */
const forms: fc.Arbitrary<string>[] = [
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }),
  fc.tuple(name, fc.nat()).map(([first, number]) => `${first} ${number}`),
  fc
    .tuple(fc.stringMatching(/^[a-z][a-z0-9]{0,20}$/), fc.nat(), fc.constantFrom(...domains))
    .map(([user, number, domain]) => `${user}.${number}@${domain}`),
  digits(7, 15).map((number) => `+1${number}`.slice(0, 16)),
  fc.stringMatching(/^[a-z0-9]{3,12}-[a-z0-9]{3,12}$/),
  fc.stringMatching(/^[a-z][A-Za-z]{0,39}$/),
  fc.uuid({ version: 7 }),
  fc
    .tuple(
      fc.constantFrom('http', 'https'),
      fc.constantFrom(...domains),
      fc.stringMatching(/^[a-z0-9/]{0,20}$/),
    )
    .map(([scheme, domain, rest]) => `${scheme}://${domain}/${rest}`),
  fc
    .tuple(fc.constantFrom('example.com', 'sub.domain.example'), fc.stringMatching(/^[a-z0-9/]{0,20}$/))
    .map(([domain, rest]) => `https://${domain}/${rest}`),
  fc
    .tuple(fc.constantFrom('http', 'https'), fc.integer({ min: 1, max: 65_535 }))
    .map(([scheme, port]) => `${scheme}://shop.example:${port}`),
  fc
    .date({ min: new Date('2027-01-01'), max: new Date('2099-01-01'), noInvalidDate: true })
    .map((date) => date.toISOString()),
  fc
    .date({ min: new Date('1990-01-01'), max: new Date('2026-01-01'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10)),
  fc.constantFrom('USD', 'EUR', 'COP', 'JPY'),
  fc.constantFrom('UTC', 'Europe/Madrid', 'America/Bogota', 'Pacific/Apia'),
  fc.constantFrom(...countryCodes),
  fc.integer({ min: 0, max: 86_399_999 }).map((time) => new Date(time).toISOString().slice(11, 16)),
  fc.integer({ min: 1, max: 100 }).map(String),
  fc.integer({ min: 1, max: 20 }).map(String),
  fc.array(fc.constantFrom('prospect', 'customer', 'CO', 'none'), { minLength: 1, maxLength: 3 }).map(String),
  fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes).toString('base64')),
  fc.base64String({ minLength: 20, maxLength: 120 }),
  fc.constantFrom(',', ';', '|'),
  fc.stringMatching(/^#[0-9A-F]{6}$/),
  fc.oneof(fc.ipV4(), fc.constantFrom('198.51.100.0/24', '2001:db8::/32')),
  fc.stringMatching(/^(?:sk|rk)_(?:test|live)_[A-Za-z0-9]{10,60}$/),
  fc.stringMatching(/^whsec_[A-Za-z0-9]{10,60}$/),
  fc.stringMatching(/^\d{1,3}\.\d{1,3}\.\d{1,3}$/),
  fc.stringMatching(/^\/o\/\[org\]\/[a-z-]{1,30}\/\[id\]$/),
  fc.stringMatching(/^\/_app\/immutable\/[A-Za-z0-9_-]{1,40}\.js:\d{1,7}:\d{1,7}$/),
];

/** Comma-separated choices, if that is what the schema reads from a text. */
function choicesOf(schema: ZodMiniType): fc.Arbitrary<string>[] {
  const { out } = definitionOf(schema);
  const { element } = out ? definitionOf(out) : {};
  const choices = Object.values((element && definitionOf(element).entries) ?? {}).map(String);
  if (choices.length === 0) return [];
  return [fc.uniqueArray(fc.constantFrom(...choices), { minLength: 1, maxLength: 3 }).map(String)];
}

/** Generates input values that a schema accepts. Throws for schemas of an unknown type. */
export function valuesOf(schema: ZodMiniType): fc.Arbitrary<unknown> {
  const definition = definitionOf(schema);
  const inner = (): fc.Arbitrary<unknown> => valuesOf(definition.innerType!);
  switch (definition.type) {
    case 'optional':
    case 'default':
      return fc.option(inner(), { nil: undefined, freq: 2 });
    case 'nullable':
      return fc.option(inner(), { nil: null, freq: 4 });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'enum':
      return fc.constantFrom(...Object.values(definition.entries ?? {}));
    case 'literal':
      return fc.constantFrom(...(definition.values ?? []));
    case 'number':
      return integersOf(boundsOf(definition));
    case 'array':
      return fc.array(valuesOf(definition.element!), {
        minLength: boundsOf(definition).min ?? 0,
        maxLength: Math.min(boundsOf(definition).max ?? 6, 6),
      });
    case 'object':
      return objectsOf(definition.shape ?? {});
    case 'record':
      return fc.dictionary(
        valuesOf(definition.keyType!) as fc.Arbitrary<string>,
        valuesOf(definition.valueType!),
        { maxKeys: 3 },
      );
    case 'union':
      return fc.oneof(...definition.options!.map(valuesOf));
    case 'unknown':
      return fc.jsonValue({ maxDepth: 1 });
    case 'string':
    case 'pipe':
      return textsFor(schema);
    default:
      throw new Error(`No values are known for a schema of type ${definition.type}: add them here`);
  }
}

/** Only whole numbers, which suffice where fractions are accepted too. */
const integersOf = ({ min, max }: { min?: number; max?: number }): fc.Arbitrary<number> =>
  fc.integer({
    ...(min === undefined ? {} : { min: Math.ceil(min) }),
    ...(max === undefined ? {} : { max: Math.floor(max) }),
  });

function boundsOf({ checks = [] }: Definition): { min?: number; max?: number } {
  const bounds: { min?: number; max?: number } = {};
  for (const { _zod } of checks) {
    const { check, value, inclusive = true, minimum, maximum } = _zod.def;
    const beyond = inclusive ? 0 : 1;
    if (check === 'greater_than' || check === 'min_length') bounds.min = (value ?? minimum ?? 0) + beyond;
    if (check === 'less_than' || check === 'max_length') bounds.max = (value ?? maximum ?? 0) - beyond;
  }
  return bounds;
}

function objectsOf(shape: Record<string, ZodMiniType>): fc.Arbitrary<unknown> {
  // Generated read-only values would differ from the stored ones.
  const sent = Object.entries(shape).filter(([, schema]) => !isReadOnly(schema));
  const values = Object.fromEntries(sent.map(([key, schema]) => [key, valuesOf(schema)]));
  return fc.record(values).map(withoutUndefined);
}

const withoutUndefined = (record: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));

const accepted = new WeakMap<ZodMiniType, fc.Arbitrary<string>>();

/** Generates texts that the schema accepts, in those formats of which it accepts at least 10 of 20 samples. */
function textsFor(schema: ZodMiniType): fc.Arbitrary<string> {
  const known = accepted.get(schema);
  if (known) return known;
  const accepts = (text: string) => schema.safeParse(text).success;
  const fitting = [...forms, ...choicesOf(schema)].filter(
    (form) => fc.sample(form, { seed: 1, numRuns: 20 }).filter(accepts).length >= 10,
  );
  if (fitting.length === 0)
    throw new Error('No text is known that this schema accepts: add a form of it here');
  const texts = fc.oneof(...fitting).filter(accepts);
  accepted.set(schema, texts);
  return texts;
}

/**
 * A small valid value: an object with only its required properties or, if none is required, with its first property that
 * isn't an id; an array with as few items as possible.
 */
export function leastOf(schema: ZodMiniType): unknown {
  const definition = definitionOf(schema);
  const { type, shape = {} } = definition;
  if (type === 'array') {
    return Array.from({ length: boundsOf(definition).min ?? 0 }, () => leastOf(definition.element!));
  }
  // Biased samples would often be bounds, such as an amount of zero, which a payment can't have.
  if (type !== 'object')
    return fc.sample(valuesOf(schema), { seed: sampled++, numRuns: 1, unbiased: true })[0];
  const isOptional = (field: ZodMiniType) => definitionOf(field).type === 'optional';
  const entries = Object.entries(shape);
  const needed = entries.filter(([, field]) => !isOptional(field));
  // An id would have to name something that exists.
  const [first = entries[0]] = entries.filter(([, field]) => !isId(field));
  const chosen = needed.length > 0 ? needed : first ? [first] : [];
  return Object.fromEntries(
    chosen.map(([key, field]) => [key, leastOf(isOptional(field) ? definitionOf(field).innerType! : field)]),
  );
}
let sampled = 1;

function isId(schema: ZodMiniType): boolean {
  const { innerType, format } = definitionOf(schema);
  return innerType ? isId(innerType) : format === 'uuid';
}
