import * as z from 'zod/mini';
import { addressRange } from './address-range.ts';
import { documentLine, invoiceLine, positivePrice, price, unitPrice } from './document-fields.ts';
import { calendarDate, currencyCode, memberEmail, phoneNumber, timeZone } from './field.ts';
import { rules } from './openapi-rules.ts';
import { choicesShownMax } from './problem.ts';
import { secureAddress, webAddress } from './web-address.ts';

type Json = Record<string, unknown>;

/** A decimal price beside the same one in minor units. */
const decimalPrice = (minor: string) => (): Json => ({
  description: `The price as a decimal number with up to six decimals. Requests can have it instead of \`${minor}\`, or the same price in both. Responses have it only if the price has more decimals than the currency; \`${minor}\` is then rounded, half away from zero.`,
  examples: ['0.0125'],
});

/** What JSON Schema can say about schemas of which zod only knows a function or a pattern. */
const known = new Map<z.core.$ZodType, () => Json>([
  [
    calendarDate,
    () => ({ format: 'date', pattern: '^(?:19|20|21)\\d\\d-', allOf: undefined, examples: ['2026-03-31'] }),
  ],
  [
    currencyCode,
    () => ({ description: 'ISO 4217 currency code.', enum: Intl.supportedValuesOf('currency') }),
  ],
  [timeZone, () => ({ description: 'IANA time zone.', examples: ['America/Bogota'] })],
  [
    phoneNumber,
    () => ({
      description: 'E.164. Spaces, dots, hyphens and parentheses are ignored in requests.',
      examples: ['+573001234567'],
    }),
  ],
  [
    memberEmail,
    () => ({
      description:
        'Owners, admins and managers get the addresses of all members, employees only their own. An API key gets what its creator’s role gets.',
    }),
  ],
  [
    addressRange,
    () => ({
      description: 'IPv4 or IPv6 address, or a range of addresses in CIDR notation.',
      examples: ['203.0.113.0/24'],
    }),
  ],
  [unitPrice, decimalPrice('unitPriceMinor')],
  [positivePrice, decimalPrice('amountMinor')],
  [webAddress, () => ({ format: 'uri' })],
  [secureAddress, () => ({ format: 'uri' })],
]);

/** Formats that zod also writes as a long pattern. */
const patternless: ReadonlySet<unknown> = new Set(['uuid', 'date-time']);

/** Converts a schema of requests, without references. */
const converted = (schema: z.ZodMiniType): Json => {
  const { $schema: _dialect, ...json } = z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      refine(zodSchema, jsonSchema, 'input');
    },
  });
  return json;
};

/** The properties that answers always have, although requests can leave them out. */
const answered = new Map<z.core.$ZodType, string>([
  [documentLine, 'unitPriceMinor'],
  [invoiceLine, 'unitPriceMinor'],
  [price, 'amountMinor'],
]);

/** Adds to a converted schema what zod couldn't convert. */
export function refine(schema: z.core.$ZodType, json: Json, io: 'input' | 'output'): void {
  addPatterns(schema, json);
  Object.assign(json, known.get(schema)?.(), rules.get(schema)?.(converted));
  const property = answered.get(schema);
  if (property !== undefined && io === 'output')
    Object.assign(json, { anyOf: undefined, required: [...((json.required ?? []) as string[]), property] });
  if (patternless.has(json.format)) delete json.pattern;
  const parsed = parsedFrom(schema);
  if (!parsed) return;
  const { type, ...rest } = z.toJSONSchema(parsed, { unrepresentable: 'any' }) as Json;
  if (type === 'integer') {
    delete json.pattern;
    Object.assign(json, { type, minimum: rest.minimum, maximum: rest.maximum });
  }
  if (type === 'array') json.description = listText(rest as unknown as List);
}

/** Adds patterns that the metadata of a text replaced, and allows the spaces that the text is trimmed of. */
function addPatterns(schema: z.core.$ZodType, json: Json): void {
  const { allOf = [] } = json as { allOf?: Json[] };
  const all = checksOf(schema).flatMap(({ pattern }) => pattern?.source ?? []);
  const missing = all.filter((pattern) => !allOf.some((one) => one.pattern === pattern));
  if (all.length > 1 && allOf.length > 0 && missing.length > 0)
    json.allOf = [...allOf, ...missing.map((pattern) => ({ pattern }))];
  if (json.format !== undefined || !isTrimmed(schema)) return;
  if (typeof json.pattern === 'string') json.pattern = padded(json.pattern);
  const parts = json.allOf as Json[] | undefined;
  if (parts) json.allOf = parts.map(({ pattern }) => ({ pattern: padded(String(pattern)) }));
}

const padded = (pattern: string): string =>
  pattern.replace(/^\^([^]*)\$$/, (_, inner: string) => String.raw`^\s*(?:${inner})\s*$`);

/** Whether spaces around a text are removed before the text is compared with the pattern. */
const isTrimmed = (schema: z.core.$ZodType): boolean =>
  schema._zod.def.type === 'string' && checksOf(schema).some(({ tx }) => tx?.(' a ') === 'a');

interface CheckDefinition extends z.core.$ZodCheckDef {
  pattern?: RegExp;
  tx?: (text: string) => unknown;
}
const checksOf = (schema: z.core.$ZodType): CheckDefinition[] =>
  ((schema._zod.def as { checks?: z.core.$ZodCheck[] }).checks ?? []).map(({ _zod: { def } }) => def);

/** The schema of what a text in a query string stands for. */
const parsedFrom = (schema: z.core.$ZodType): z.ZodMiniType | undefined =>
  schema instanceof z.ZodMiniPipe && schema.def.in instanceof z.ZodMiniPipe
    ? (schema.def.out as z.ZodMiniType)
    : undefined;

interface List {
  maxItems: number;
  items: { enum?: string[]; format?: string };
}

function listText({ maxItems, items }: List): string {
  const choices = items.enum && items.enum.length <= choicesShownMax ? `: ${items.enum.join(', ')}` : '';
  return `Up to ${maxItems} ${items.format === 'uuid' ? 'IDs' : 'values'}, separated by commas${choices}.`;
}
