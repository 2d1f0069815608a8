import fc from 'fast-check';
import type { Description, Json } from './description.ts';

/** Values that exist in the organization, such as ids of members, by the name of the property that takes them. */
export type Existing = Record<string, readonly unknown[]>;

const name = fc.constantFrom(
  'Ana',
  'María José',
  'Łukasz',
  'Nguyễn',
  'O’Connor',
  'ßtraße',
  '李小龍',
  '👩‍🚀 Zoë',
);
const word = fc.stringMatching(/^[a-z][a-z0-9]{2,11}$/);
const moment = fc.date({ min: new Date('1900-01-02'), max: new Date('2199-12-30'), noInvalidDate: true });
const soon = fc.date({ min: new Date('2027-01-01'), max: new Date('2028-01-01'), noInvalidDate: true });
const dates = fc.oneof(moment, soon).map((at) => at.toISOString());

/** Texts by format. */
const formats: Record<string, fc.Arbitrary<string>> = {
  uuid: fc.uuid({ version: 7 }),
  'idn-email': fc.tuple(word, fc.nat()).map(([user, number]) => `${user}.${number}@people.example`),
  uri: fc.tuple(word, word).map(([host, path]) => `https://${host}.example/${path}`),
  'date-time': dates,
  date: dates.map((at) => at.slice(0, 10)),
};

/** Texts of many forms. For each pattern, those forms are used that match it. */
const forms: fc.Arbitrary<string>[] = [
  ...Object.values(formats),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }),
  fc.tuple(name, fc.nat()).map(([first, number]) => `${first} ${number}`),
  fc.array(name, { minLength: 1, maxLength: 3 }).map((names) => names.join('\n')),
  fc.constantFrom(
    ' ',
    '\t',
    '\u200b',
    '\u00a0\u3000',
    '\u00ad',
    '\ufeff',
    ' padded ',
    'e\u0301',
    'ﬁ',
    '-0',
    'null',
  ),
  fc.tuple(word, fc.nat({ max: 65_535 })).map(([site, port]) => `https://${site}.example:${port}`),
  fc.tuple(word, word).map((words) => words.join('-')),
  word,
  fc.constantFrom('UTC', 'Europe/Madrid', 'America/Bogota'),
  fc.constantFrom('+34933201181', '+1 (202) 555-0143'),
  fc.constantFrom(
    '2026-03-31',
    '2026-03-31T09:30',
    '2026-03-31T09:30:01.123456-05:00',
    '2026-02-29',
    '1899-12-31',
  ),
  fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes).toString('base64')),
  fc.integer({ min: 0, max: 100 }).map(String),
];

const lengthen = (text: string, length: number): string => {
  const characters = [...text];
  return Array.from({ length }, (_, at) => characters[at % characters.length]).join('');
};

/** Arbitraries of texts by schema, which many operations share. */
const knownTexts = new Map<string, fc.Arbitrary<string>>();

/** Keywords with rules about several properties, which the generator meets by leaving out values that break them. */
const rules = ['allOf', 'if', 'not', 'dependentRequired', 'dependentSchemas', 'minProperties'];

/**
 * Generates values that a schema of the description accepts. `isStrict` uses only existing values for the properties
 * that have some.
 */
export function valuesOf(description: Description, existing: Existing, isStrict = false) {
  const { resolve, errorOf } = description;
  const made = new Map<Json, fc.Arbitrary<unknown>>();

  function values(schema: Json, property = ''): fc.Arbitrary<unknown> {
    const known = made.get(schema);
    if (known) return known;
    // Schemas can contain themselves, so a reference must not be followed before it is needed.
    const lazy = fc.constant(null).chain(() => withExisting(schema, property));
    made.set(schema, lazy);
    const built = withExisting(schema, property);
    made.set(schema, built);
    return built;
  }

  function withExisting(schema: Json, property: string): fc.Arbitrary<unknown> {
    const plain = of(resolve(schema), property);
    const fitting = (existing[property] ?? []).filter((value) => errorOf(schema, value) === undefined);
    if (fitting.length === 0) return plain;
    const known = fc.constantFrom(...fitting);
    return isStrict ? known : fc.oneof({ weight: 9, arbitrary: known }, plain);
  }

  function of(schema: Json, property: string): fc.Arbitrary<unknown> {
    if (schema.const !== undefined) return fc.constant(schema.const);
    if (schema.enum) return fc.constantFrom(...(schema.enum as unknown[]));
    const choices = schema.anyOf ?? schema.oneOf;
    if (choices) {
      const { anyOf: _any, oneOf: _one, ...base } = schema;
      const each = (choices as Json[]).map((choice) =>
        values(base.type || base.properties ? both(base, resolve(choice)) : choice, property),
      );
      return fc.oneof(...each).filter((value) => errorOf(schema, value) === undefined);
    }
    switch (Array.isArray(schema.type) ? schema.type[0] : schema.type) {
      case 'string':
        return texts(schema);
      case 'integer':
        return fc
          .oneof(whole(schema, 1000), whole(schema, Number.MAX_SAFE_INTEGER))
          .filter((value) => errorOf(schema, value) === undefined);
      case 'number':
        return fc
          .oneof(
            whole(schema, 1000),
            fc.double({
              noNaN: true,
              noDefaultInfinity: true,
              min: schema.minimum ?? -1e300,
              max: schema.maximum ?? 1e300,
            }),
          )
          .filter((value) => errorOf(schema, value) === undefined);
      case 'boolean':
        return fc.boolean();
      case 'null':
        return fc.constant(null);
      case 'array':
        return lists(schema, property);
      case 'object':
        return objects(schema);
      default:
        return fc.oneof(
          fc.constant('Ana'),
          fc.integer(),
          fc.boolean(),
          fc.constant(null),
          fc.constant(['a']),
        );
    }
  }

  /** What must hold together: the values of an object and those of one of its alternatives. */
  const both = (base: Json, choice: Json): Json => ({
    ...base,
    ...choice,
    ...(base.properties ? { properties: { ...base.properties, ...choice.properties } } : {}),
    ...(base.required ? { required: [...base.required, ...(choice.required ?? [])] } : {}),
  });

  const whole = ({ minimum, maximum }: Json, most: number) => {
    const [min, max] = [Math.ceil(minimum ?? 0), Math.floor(maximum ?? most)];
    return fc.integer({ min: Math.max(min, Math.min(-most, max)), max: Math.max(min, Math.min(max, most)) });
  };

  function texts(schema: Json): fc.Arbitrary<string> {
    const { description: _, examples: _examples, ...rest } = schema;
    const key = JSON.stringify(rest);
    const known = knownTexts.get(key) ?? newTexts(schema);
    knownTexts.set(key, known);
    return known;
  }

  function newTexts(schema: Json): fc.Arbitrary<string> {
    const isValid = (text: string) => errorOf(schema, text) === undefined;
    const accepted = (form: fc.Arbitrary<string>) => fc.sample(form, { seed: 1, numRuns: 20 }).some(isValid);
    const own = formats[schema.format as string];
    const candidates = own ? [own] : [...forms, ...matching(schema.pattern as string | undefined)];
    const fitting = candidates.filter(accepted).map((form) => form.filter(isValid));
    if (fitting.length === 0) throw new Error(`No text is known for ${JSON.stringify(schema).slice(0, 300)}`);
    const any = fc.oneof(...fitting);
    const { minLength = 0, maxLength } = schema;
    // The longest and the shortest text that are accepted, as far as the pattern allows them.
    const lengths = [minLength, maxLength].filter((length) => length > 0 && length <= 20_000) as number[];
    if (lengths.length === 0) return any;
    const extreme = fc
      .tuple(any, fc.constantFrom(...lengths))
      .map(([text, length]) => (text === '' ? text : ([lengthen(text, length)].find(isValid) ?? text)));
    return fc.oneof({ weight: 9, arbitrary: any }, extreme);
  }

  function lists(schema: Json, property: string): fc.Arbitrary<unknown[]> {
    const { items = {}, minItems = 0, maxItems = 3, prefixItems, uniqueItems } = schema;
    if (prefixItems) return fc.tuple(...(prefixItems as Json[]).map((item) => values(item, property)));
    const bounds = { minLength: minItems, maxLength: Math.max(minItems, Math.min(maxItems, 3)) };
    const item = values(items, property);
    const any = uniqueItems ? fc.uniqueArray(item, bounds) : fc.array(item, bounds);
    const isBound = rules.some((rule) => rule in schema);
    return isBound ? any.filter((value) => errorOf(schema, value) === undefined) : any;
  }

  function objects(schema: Json): fc.Arbitrary<Json> {
    const { properties = {}, required = [], additionalProperties, propertyNames } = schema;
    // Read-only values are part of answers.
    const sent = Object.entries<Json>(properties).filter(([, property]) => !resolve(property).readOnly);
    const fields = Object.fromEntries(sent.map(([key, property]) => [key, values(property, key)]));
    const requiredKeys = (required as string[]).filter((key) => key in fields);
    const own = withoutRare(fc.record(fields, { requiredKeys }), required as string[]);
    const isBound = rules.some((rule) => rule in schema);
    if (typeof additionalProperties !== 'object')
      return isBound ? own.filter((value) => errorOf(schema, value) === undefined) : own;
    const keys = propertyNames
      ? (values({ type: 'string', ...propertyNames }) as fc.Arbitrary<string>)
      : word;
    const further = fc.dictionary(keys, values(additionalProperties as Json), { maxKeys: 2 });
    return fc
      .tuple(own, fc.option(further, { nil: {}, freq: 2 }))
      .map(([one, other]): Json => ({ ...other, ...one }))
      .filter((value) => errorOf(schema, value) === undefined);
  }

  return values;
}

/** Properties of which only answers contain valid values. */
const rare = ['cursor', 'next'];

/** Leaves out rare properties four times out of five. */
export const withoutRare = (values: fc.Arbitrary<Json>, required: readonly string[]): fc.Arbitrary<Json> =>
  fc
    .tuple(values, fc.nat({ max: 4 }))
    .map(([value, number]) =>
      number === 0
        ? value
        : Object.fromEntries(
            Object.entries(value).filter(([name]) => !rare.includes(name) || required.includes(name)),
          ),
    );

/** Texts of a pattern, unless it contains what the generator can't follow. */
function matching(pattern: string | undefined): fc.Arbitrary<string>[] {
  if (pattern === undefined || /\\p\{|\(\?[=!<]/.test(pattern)) return [];
  try {
    return [fc.stringMatching(new RegExp(pattern, 'u'), { maxLength: 60 })];
  } catch {
    return [];
  }
}
