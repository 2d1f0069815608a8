import * as z from 'zod/mini';
import { countryCodes } from './country.ts';
import { limits } from './limits.ts';

/** What a form, a list cell and a filter need to know to show a field. */
export type FieldKind =
  | 'text'
  | 'longText'
  | 'email'
  | 'phones'
  | 'country'
  | 'listed'
  | 'member'
  | 'tags'
  | 'integer'
  | 'decimal'
  | 'durations'
  | 'money'
  | 'date'
  | 'url'
  | 'relation'
  | 'relations'
  | 'timestamp'
  | 'phone'
  | 'choice'
  | 'choices'
  | 'yesNo';

/** The organization's own lists, kept in its settings. */
export type ListName =
  | 'contactStatuses'
  | 'customerStatuses'
  | 'vendorStatuses'
  | 'leadStatuses'
  | 'leadSources'
  | 'pipelines'
  | 'stages';

/**
 * How a field takes part in writing:
 * required: must be given on create, never empty.
 * defaulted: may be left out on create (the server fills it in), never empty.
 * optional: may be left out; `null` clears it.
 * derived: computed by the server, refused as input.
 * kept: set by a verb of the record where it has come to that, refused as input.
 */
export type FieldMode = 'required' | 'defaulted' | 'optional' | 'derived' | 'kept';

export interface Field<Value = unknown, Mode extends FieldMode = FieldMode> {
  readonly kind: FieldKind;
  readonly mode: Mode;
  readonly schema: z.ZodMiniType<Value>;
  readonly list?: ListName;
  readonly maxLength?: number;
  /** The record type that a relation leads to. */
  readonly to?: string;
  /** What can be chosen, of an organization's own field. */
  readonly options?: readonly { id: string; label: string; retired?: boolean | undefined }[];
}

export type Fields = Record<string, Field>;

/** One line of text: trimmed, NFC, without control characters and lone surrogates. */
export function line(max: number, min = 1) {
  return z
    .string()
    .check(z.trim(), z.normalize('NFC'), z.minLength(min), z.maxLength(max), z.regex(/^[^\p{Cc}\p{Cs}]*$/u));
}

/** What `line(max)` can take of a text that somebody else took in: without control characters, cut. It may be empty. */
export function fitLine(text: string, max: number): string {
  const clean = text
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cs}]/gu, ' ')
    .trim();
  return clean
    .slice(0, max)
    .replace(/\p{Cs}/gu, '')
    .trim();
}

/** Several lines of text; line breaks and tabs are kept. */
export function lines(max: number) {
  return z
    .string()
    .check(
      z.trim(),
      z.normalize('NFC'),
      z.minLength(1),
      z.maxLength(max),
      z.regex(/^(?:[^\p{Cc}\p{Cs}]|[\n\r\t])*$/u),
    );
}

/** Lower-cased e-mail address. */
export const emailAddress = z
  .string()
  .check(z.trim(), z.toLowerCase(), z.maxLength(limits.emailCharacters), z.email());

/** E.164: a plus sign and 7 to 15 digits. Blanks, dots, hyphens and brackets are taken out first. */
export const phoneNumber = z.string().check(
  z.maxLength(40),
  z.overwrite((value) => value.replace(/[\s().-]/g, '')),
  z.regex(/^\+[1-9]\d{6,14}$/),
);

export const phoneLabels = ['work', 'mobile', 'home', 'other'] as const;
export const phone = z.strictObject({ label: z.enum(phoneLabels), number: phoneNumber });
export type Phone = z.infer<typeof phone>;

export const id = z.uuid();
export const timestamp = z.iso.datetime();
/** An instant that a caller gives: UTC, from 1900 to 2199, kept to the millisecond so that it sorts as text. */
export const givenTimestamp = z.iso.datetime().check(
  z.regex(/^(?:19|20|21)\d\d-/),
  z.overwrite((value) =>
    value.replace(/(?:\.(\d{1,3})\d*)?Z$/, (_, ms = '') => `.${String(ms).padEnd(3, '0')}Z`),
  ),
);
export const countryCode = z.enum(countryCodes);
/** ISO 4217, as the platform's own table knows it. */
export const currencyCode = z
  .string()
  .check(z.refine((code) => Intl.supportedValuesOf('currency').includes(code)));
/** IANA name of a time zone that the platform knows. */
export const timeZone = z.string().check(z.maxLength(64), z.refine(isTimeZone));

function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** A calendar date that exists, from 1900 to 2199. */
export const calendarDate = z.iso.date().check(z.regex(/^(?:19|20|21)\d\d-/));
/** An amount in minor units of its currency: never negative, and exact as a number. */
export const money = z.strictObject({
  amountMinor: z.int().check(z.gte(0), z.lte(Number.MAX_SAFE_INTEGER)),
  currency: currencyCode,
});
export type Money = z.infer<typeof money>;
/** An address of the web: http or https. */
export const webAddress = z
  .string()
  .check(z.trim(), z.maxLength(limits.urlCharacters), z.regex(/^https?:\/\/[^\s/?#]+\.[^\s]*$/i));

/** An address to send a visitor on to: https alone, without a name and password in it. */
export const secureAddress = z.string().check(
  z.trim(),
  z.maxLength(300),
  z.regex(/^https:\/\/[^\s/?#@\\"'<>;,]+\.[^\s"'<>\\]*$/i),
  z.refine((address) => URL.canParse(address)),
);

/** Scheme, host and port of a site, and nothing behind it. */
export const webOrigin = z.string().check(
  z.trim(),
  z.toLowerCase(),
  z.maxLength(200),
  z.regex(/^https?:\/\/[a-z0-9.-]+(?::\d{1,5})?\/?$/),
  z.refine((address) => URL.canParse(address)),
  // It runs also on what was refused before.
  z.overwrite((address) => (URL.canParse(address) ? new URL(address).origin : address)),
);

/** Values by a name each, so many at most. */
export const named = <Value>(
  name: z.ZodMiniType<string, string>,
  value: z.ZodMiniType<Value>,
  most: number,
) =>
  z.record(name, value).check(({ value: entries, issues }) => {
    if (Object.keys(entries).length > most)
      issues.push({ code: 'too_big', origin: 'array', maximum: most, inclusive: true, input: entries });
  });

function field<Value>(
  kind: FieldKind,
  schema: z.ZodMiniType<Value>,
  rest: Pick<Field, 'list' | 'maxLength' | 'to'> = {},
): Field<Value, 'required'> {
  return { kind, mode: 'required', schema, ...rest };
}

export const text = (options: { max: number }) =>
  field('text', line(options.max), { maxLength: options.max });
/** Several lines. */
export const longText = (options: { max: number }) =>
  field('longText', lines(options.max), { maxLength: options.max });
export const email = () => field('email', emailAddress, { maxLength: limits.emailCharacters });
export const phones = () => field('phones', z.array(phone).check(z.maxLength(limits.phonesPerRecord)));
export const country = () => field('country', countryCode);
/** The id of an entry of one of the organization's lists. */
export const listedIn = (list: ListName) => field('listed', line(40), { list });
/** The id of a member of the organization. */
export const member = () => field('member', id);
export const tags = () =>
  field(
    'tags',
    z.array(id).check(
      z.maxLength(limits.tagsPerRecord),
      z.overwrite((ids) => [...new Set(ids)]),
    ),
  );
export const amount = () => field('money', money);
export const date = () => field('date', calendarDate);
export const url = () => field('url', webAddress, { maxLength: limits.urlCharacters });
/** The id of a record of another type. */
export const relation = (to: string) => field('relation', id, { to });
/** Ids of several records of another type. */
export const relations = (to: string, most: number) =>
  field(
    'relations',
    z.array(id).check(
      z.maxLength(most),
      z.overwrite((ids) => [...new Set(ids)]),
    ),
    { to },
  );
export const instant = () => field('timestamp', timestamp);
export const integer = (options: { min: number; max: number }) =>
  field('integer', z.int().check(z.gte(options.min), z.lte(options.max)));

/** A positive number with decimals, such as a rate: from a billionth to a billion. */
export const rate = () => field('decimal', z.number().check(z.gte(0.000000001), z.lte(1_000_000_000)));
/** Whole seconds by the id of what they were spent in. */
export const durations = () => field('durations', z.record(line(40), z.int().check(z.gte(0))));

export const optional = <Value>(field: Field<Value>): Field<Value, 'optional'> => ({
  ...field,
  mode: 'optional',
});
export const defaulted = <Value>(field: Field<Value>): Field<Value, 'defaulted'> => ({
  ...field,
  mode: 'defaulted',
});
export const derived = <Value>(field: Field<Value>): Field<Value, 'derived'> => ({
  ...field,
  mode: 'derived',
});
export const kept = <Value>(field: Field<Value>): Field<Value, 'kept'> => ({ ...field, mode: 'kept' });
