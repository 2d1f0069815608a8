import * as z from 'zod/mini';
import { countryCodes } from './country.ts';
import { emailPattern, isDeliverable, normalizedEmail } from './email-address.ts';
import { limits } from './limits.ts';
import { hasLink, linkText } from './link-text.ts';
import { passwordLengthMax, passwordLengthMin } from './password.ts';
import { withoutUnseen } from './unseen.ts';
import { webAddress } from './web-address.ts';

/** The kind of a field, which determines its input, list cell and filter. */
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
  | 'lines'
  | 'prices'
  | 'quantities'
  | 'allocations'
  | 'parties'
  | 'clock'
  | 'about'
  | 'currency'
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

/**
 * How a field can be written.
 * `required`: needed on creation and never empty.
 * `defaulted`: optional on creation, where the server sets a default, and never empty.
 * `optional`: can be left out; `null` clears it.
 * `derived`: computed by the server and rejected as input.
 * `kept`: set by operations of the record type and rejected as input.
 */
export type FieldMode = 'required' | 'defaulted' | 'optional' | 'derived' | 'kept';

export interface Field<Value = unknown, Mode extends FieldMode = FieldMode> {
  readonly kind: FieldKind;
  readonly mode: Mode;
  readonly schema: z.ZodMiniType<Value>;
  /** The organization's list that contains the field's values, such as `leadStatuses` or `pipelines`. */
  readonly list?: string;
  /**
   * Whether the field has the record's ID in another program: unique among the records of its type, a filter of lists,
   * and shown to people, but in no form.
   */
  readonly isExternalId?: true;
  /** Prefix of the record's code, such as CUST in CUST-0001, which the server sets. */
  readonly codePrefix?: string;
  readonly maxLength?: number;
  /** The number of decimals to which the number is rounded. */
  readonly decimals?: number;
  /** Whether the number is a percentage. */
  readonly isPercent?: true;
  /** Whether an amount of money is a price, which can have more decimals than its currency. */
  readonly isPrice?: true;
  /** Whether the number is of minutes, which files also write as hours and minutes. */
  readonly isMinutes?: true;
  /** What a yes/no field without a value means: no, unless it is set. New records then get this value. */
  readonly whenMissing?: true;
  /** The target record type of a relation. */
  readonly to?: string;
  /** Options of a custom field. */
  readonly options?: readonly { id: string; label: string; retired?: boolean | undefined }[];
}

export type Fields = Record<string, Field>;

/** A text without any character that can be seen, such as a zero-width space alone, counts as empty. */
const emptyIfInvisible = z.overwrite((text: string) => (visible.test(text) ? text : ''));
const visible = /[^\p{Default_Ignorable_Code_Point}\p{White_Space}]/u;
/** Describes `emptyIfInvisible` together with a minimum length without the spaces around the text. */
const describeVisible = (min = 1) =>
  z.meta({
    allOf: [
      { pattern: visible.source },
      ...(min > 1 ? [{ pattern: String.raw`\S[\s\S]{${min - 2},}\S` }] : []),
    ],
  });

/**
 * A line of text: trimmed, in NFC, without control characters or lone surrogates. The maximum applies to the text as it
 * was sent, and the minimum to the trimmed text, so that the API description can state them. The maximum also applies to
 * the NFC form, which is longer for some letters.
 */
export function line(max: number, min = 1) {
  return z
    .string()
    .check(
      z.maxLength(max, { abort: true }),
      z.trim(),
      z.minLength(min, { abort: true }),
      z.normalize('NFC'),
      emptyIfInvisible,
      z.minLength(Math.min(min, 1)),
      z.maxLength(max),
      z.regex(/^[^\p{Cc}\p{Cs}]*$/u, { error: 'plainText' }),
      ...(min > 0 ? [describeVisible(min)] : []),
    );
}

/** A name that appears in e-mails to other people: one line without anything that e-mail clients turn into a link. */
export const mailedName = (max: number) =>
  line(max).check(
    z.refine((text) => !hasLink(text), { error: 'has_link' }),
    z.meta({ not: { pattern: linkText.source } }),
  );

/** An existing password as entered by a user. The rules for new passwords don't apply. */
export const currentPassword = z.string().check(z.minLength(1), z.maxLength(passwordLengthMax));

const withoutOuterSpace = /^\S(.*\S)?$/;
/** A new password. Like Cognito's own check, this one rejects spaces at the start or end, and line breaks. */
export const newPassword = z.string().check(
  z.minLength(passwordLengthMin),
  z.maxLength(passwordLengthMax),
  z.refine((text) => withoutOuterSpace.test(text), { error: 'outer_space' }),
  z.meta({ pattern: withoutOuterSpace.source }),
);

/**
 * Adapts a text to `line(max)`: replaces control characters and lone surrogates with spaces, and truncates it. The
 * result can be empty, which `line` rejects.
 */
export function fitLine(text: string, max: number): string {
  const clean = text
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cs}]/gu, ' ')
    .trim();
  const fitted = clean
    .slice(0, max)
    .replace(/\p{Cs}/gu, '')
    .trim();
  return visible.test(fitted) ? fitted : '';
}

/** Makes each line break one character, as people count them. Browsers send two: `\r\n` (HTML Standard, forms). */
export const oneLineBreak = z.overwrite<string>((value) => value.replace(/\r\n?/g, '\n'));

/** Like `line`, but also accepts line breaks, which count as one character, and tabs. */
export function lines(max: number) {
  return z
    .string()
    .check(
      oneLineBreak,
      z.maxLength(max, { abort: true }),
      z.trim(),
      z.normalize('NFC'),
      emptyIfInvisible,
      z.minLength(1),
      z.maxLength(max),
      z.regex(/^(?:[^\p{Cc}\p{Cs}]|[\n\t])*$/u, { error: 'plainText' }),
      describeVisible(),
    );
}

const normalizedAddress = [
  z.maxLength(limits.emailCharacters, { abort: true }),
  withoutUnseen,
  z.overwrite(normalizedEmail),
  z.maxLength(limits.emailCharacters),
  z.regex(emailPattern, { error: 'invalid_email', abort: true }),
] as const;
const addressFormat = z.meta({
  format: 'idn-email',
  pattern: String.raw`^\s*[^@]+@(?:[\p{L}\p{N}][\p{L}\p{M}\p{N}-]*\.)+[\p{L}\p{N}-]{2,}\s*$`,
});

/** An e-mail address, converted to lowercase, with its domain in ASCII. */
export const emailAddress = z.string().check(...normalizedAddress, addressFormat);

/** An e-mail address to which e-mail can be sent. */
export const deliverableAddress = z
  .string()
  .check(...normalizedAddress, z.refine(isDeliverable, { error: 'undeliverable_email' }), addressFormat);

/** The e-mail address of a member, in responses. Left out if the caller may not see it. */
export const memberEmail = z.string();

/**
 * A phone number in E.164 format: a plus sign and 7 to 15 digits. An extension follows as in RFC 3966, `;ext=12`. Spaces,
 * dots, hyphens and parentheses are removed first.
 */
export const phoneNumber = z.string().check(
  z.maxLength(40),
  withoutUnseen,
  z.overwrite((value) => value.replace(/[\s().-]/g, '')),
  z.regex(/^\+[1-9]\d{6,14}(?:;ext=\d{1,7})?$/, { error: 'invalid_phone' }),
  z.meta({
    pattern: String.raw`^[\s().-]*\+[\s().-]*[1-9](?:[\s().-]*\d){6,14}[\s().-]*(?:;ext=\d{1,7})?[\s().-]*$`,
  }),
);

/** The digits of a phone number, and those of its extension. */
export function phoneParts(number: string): { digits: string; extension: string | undefined } {
  const [main = '', extension] = number.split(';ext=');
  return { digits: main.replace(/\D/g, ''), extension };
}

/** The digits of a phone number, by which numbers are compared, with `x` before those of the extension. */
export function phoneDigits(number: string): string {
  const { digits, extension } = phoneParts(number);
  return digits + (extension === undefined ? '' : `x${extension}`);
}

export const phoneLabels = ['work', 'mobile', 'home', 'other'] as const;
export const phone = z.strictObject({
  /** Without one, the number is one at work. */
  label: z._default(z.enum(phoneLabels), 'work'),
  number: phoneNumber,
});
export type Phone = z.infer<typeof phone>;

export const id = z.uuid({ error: 'id' });
export const timestamp = z.iso.datetime();
export const countryCode = z.enum(countryCodes);
/** An ISO 4217 code that the JavaScript runtime supports. */
export const currencyCode = z.string().check(
  z.refine((code) => Intl.supportedValuesOf('currency').includes(code), { error: 'currency' }),
  z.meta({ pattern: '^[A-Z]{3}$' }),
);
/** An IANA time zone that the JavaScript runtime supports. */
export const timeZone = z
  .string()
  .check(
    z.maxLength(64),
    z.refine(isTimeZone, { error: 'timeZone' }),
    z.meta({ pattern: '^[A-Za-z][A-Za-z0-9_+/-]*$' }),
  );

function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** A position in a list of at most so many, from 0. Its bounds are inclusive, as errors name the largest value accepted. */
export const positionIn = (most: number) => z.int().check(z.gte(0), z.lte(most - 1));

/** The first day that `calendarDate` accepts. */
export const earliestDate = '1900-01-01';
/** A valid calendar date from 1900 to 2199. */
export const calendarDate = z.iso
  .date({ error: 'date', abort: true })
  .check(z.regex(/^(?:19|20|21)\d\d-/, { error: 'date' }));
/** A non-negative amount in minor units of its currency, at most `Number.MAX_SAFE_INTEGER`. */
export const money = z.strictObject({
  amountMinor: z.int().check(z.gte(0), z.lte(Number.MAX_SAFE_INTEGER)),
  currency: currencyCode,
});
export type Money = z.infer<typeof money>;
/** An amount that can be negative, in minor units of its currency, within the safe integers. */
export const signedMoney = z.strictObject({
  amountMinor: z.int().check(z.gte(-Number.MAX_SAFE_INTEGER), z.lte(Number.MAX_SAFE_INTEGER)),
  currency: currencyCode,
});
/** A map of at most `most` values by name. */
export const named = <Value>(
  name: z.ZodMiniType<string, string>,
  value: z.ZodMiniType<Value>,
  most: number,
) =>
  z.record(name, value).check(
    ({ value: entries, issues }) => {
      if (Object.keys(entries).length > most)
        issues.push({ code: 'too_big', origin: 'array', maximum: most, inclusive: true, input: entries });
    },
    z.meta({ maxProperties: most }),
  );

/** A required field. Modules with fields of their own kinds use it. */
export function field<Value>(
  kind: FieldKind,
  schema: z.ZodMiniType<Value>,
  rest: Pick<
    Field,
    | 'list'
    | 'maxLength'
    | 'decimals'
    | 'isPercent'
    | 'isPrice'
    | 'to'
    | 'codePrefix'
    | 'isExternalId'
    | 'whenMissing'
  > = {},
): Field<Value, 'required'> {
  return { kind, mode: 'required', schema, ...rest };
}

export const text = (options: { max: number }) =>
  field('text', line(options.max), { maxLength: options.max });
/** The name of a customer, vendor or company. */
export const companyName = () => text({ max: 255 });
/** Multi-line text. */
export const longText = (options: { max: number }) =>
  field('longText', lines(options.max), { maxLength: options.max });
export const email = () => field('email', emailAddress, { maxLength: limits.emailCharacters });
export const phones = () => field('phones', z.array(phone).check(z.maxLength(limits.phonesPerRecord)));
export const country = () => field('country', countryCode);
/** The id of a status, source, pipeline or stage in one of the organization's lists. */
export const listedIn = (list: string) => field('listed', line(40), { list });
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
/** An amount that is negative if it is owed the other way round. */
export const signedAmount = () => field('money', signedMoney);
export const date = () => field('date', calendarDate);
export const url = () => field('url', webAddress, { maxLength: limits.urlCharacters });
/** The id of a record of type `to`. */
export const relation = (to: string) => field('relation', id, { to });
/** Ids of up to `most` records of type `to`. */
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
export const yesNo = (options: Pick<Field, 'whenMissing'> = {}) => field('yesNo', z.boolean(), options);
export const integer = (options: { min: number; max: number }, rest: Pick<Field, 'isPercent'> = {}) =>
  field('integer', z.int().check(z.gte(options.min), z.lte(options.max)), rest);

/** A positive decimal number, such as a rate: from a billionth to a billion. */
export const rate = () => field('decimal', z.number().check(z.gte(0.000000001), z.lte(1_000_000_000)));
/** Whole seconds spent in each stage, by stage id. */
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
/** A code such as CUST-0001, set by the server. Codes are unique and increasing; gaps are possible. */
export const code = (prefix: string) =>
  derived(field('text', line(20), { maxLength: 20, codePrefix: prefix }));
/** The ID that another program gives a record. */
export const externalId = () =>
  optional(
    field('text', line(limits.externalIdCharacters), {
      maxLength: limits.externalIdCharacters,
      isExternalId: true,
    }),
  );
export const kept = <Value>(field: Field<Value>): Field<Value, 'kept'> => ({ ...field, mode: 'kept' });
