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
  | 'timestamp';

/** The organization's own lists, kept in its settings. */
export type ListName = 'contactStatuses';

/**
 * How a field takes part in writing:
 * required: must be given on create, never empty.
 * defaulted: may be left out on create (the server fills it in), never empty.
 * optional: may be left out; `null` clears it.
 * derived: computed by the server, refused as input.
 */
export type FieldMode = 'required' | 'defaulted' | 'optional' | 'derived';

export interface Field<Value = unknown, Mode extends FieldMode = FieldMode> {
  readonly kind: FieldKind;
  readonly mode: Mode;
  readonly schema: z.ZodMiniType<Value>;
  readonly list?: ListName;
  readonly maxLength?: number;
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

/** Lower-cased e-mail address, at most 254 characters (RFC 5321). */
export const emailAddress = z.string().check(z.trim(), z.toLowerCase(), z.maxLength(254), z.email());

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

function field<Value>(
  kind: FieldKind,
  schema: z.ZodMiniType<Value>,
  rest: { list?: ListName; maxLength?: number } = {},
): Field<Value, 'required'> {
  return { kind, mode: 'required', schema, ...rest };
}

export const text = (options: { max: number }) =>
  field('text', line(options.max), { maxLength: options.max });
/** Several lines; no type of today has such a field, its form and page know it. @public */
export const longText = (options: { max: number }) =>
  field('longText', lines(options.max), { maxLength: options.max });
export const email = () => field('email', emailAddress, { maxLength: 254 });
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
export const integer = (options: { min: number; max: number }) =>
  field('integer', z.int().check(z.gte(options.min), z.lte(options.max)));

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
