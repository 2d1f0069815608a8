import * as z from 'zod/mini';
import { addressRange } from './address-range.ts';
import {
  calendarDate,
  currencyCode,
  memberEmail,
  phoneNumber,
  secureAddress,
  timeZone,
  webAddress,
} from './field.ts';
import { choicesShownMax } from './problem.ts';

type Json = Record<string, unknown>;

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
  [webAddress, () => ({ format: 'uri' })],
  [secureAddress, () => ({ format: 'uri' })],
]);

/** Formats that zod also writes as a long pattern. */
const patternless: ReadonlySet<unknown> = new Set(['uuid', 'date-time']);

/** Adds to a converted schema what zod couldn't convert. */
export function refine(schema: z.core.$ZodType, json: Json): void {
  Object.assign(json, known.get(schema)?.());
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
