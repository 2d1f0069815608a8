import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/min';
import { fractionDigits } from '#contract/currency.ts';
import type { Field } from '#contract/field.ts';
import { lead } from '#contract/lead.ts';
import { fieldErrors, fieldErrorsOf, type FieldError, type FieldErrorCode } from '#contract/problem.ts';
import { consentField, tokenField, trapField } from '#contract/public-form.ts';
import type { OpenForm } from './open-form.ts';

type Posted = Readonly<Record<string, string>>;
type Settings = OpenForm['settings'];

/** What was posted, as values of a lead, and all that is wrong with it. */
export function leadValues(
  { form, settings }: OpenForm,
  posted: Posted,
): { values: Record<string, unknown>; errors: FieldError[] } {
  const errors: FieldError[] = [];
  const values = form.fields.flatMap(({ field, isRequired }): [string, unknown][] => {
    const known = (lead.fields as Record<string, Field>)[field];
    const text = (posted[field] ?? '').trim();
    if (!known) return [];
    if (text === '') {
      if (isRequired) errors.push(errorAt(`/${field}`, 'required'));
      return [];
    }
    const parsed = known.schema.safeParse(read(known, text, settings));
    if (parsed.success) return [[field, parsed.data]];
    // One thing is told of each answer, and there where it was typed.
    const [first] = fieldErrorsOf(parsed.error.issues);
    if (first) errors.push({ ...first, pointer: `/${field}` });
    return [];
  });
  if (form.consentText !== undefined && !hasAgreed(posted))
    errors.push(errorAt(`/${consentField}`, 'required'));
  return { values: Object.fromEntries(values), errors };
}

/** Names that the form knows nothing of. A page may be older than the form; whoever writes a script wants to know. */
export function unknownNames({ form }: OpenForm, posted: Posted): FieldError[] {
  const known = new Set([...form.fields.map(({ field }) => field), consentField, tokenField, trapField]);
  return Object.keys(posted).flatMap((name) =>
    known.has(name) ? [] : [errorAt(`/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`, 'unknown_field')],
  );
}

function read({ kind }: Field, text: string, settings: Settings): unknown {
  if (kind === 'phones') return [{ label: 'other', number: e164(text, settings.country) }];
  if (kind === 'money') return { amountMinor: minor(text, settings.currency), currency: settings.currency };
  return text;
}

/** A number as it is dialled in the organization's country is one of it. */
function e164(text: string, country: string): string {
  const parsed = parsePhoneNumberFromString(text, country as CountryCode);
  return parsed?.isPossible() ? parsed.number : text;
}

/** Browsers send amounts with a point, in any language. */
function minor(text: string, currency: string): number | string {
  const [, whole, fraction = ''] = /^(\d{1,13})(?:\.(\d{0,4}))?$/.exec(text) ?? [];
  const digits = fractionDigits(currency);
  return whole === undefined || fraction.length > digits
    ? text
    : Number(whole + fraction.padEnd(digits, '0'));
}

const errorAt = (pointer: string, code: FieldErrorCode): FieldError => ({
  pointer,
  code,
  message: fieldErrors[code],
});

/** A page's checkbox sends its value only where it is ticked. */
const hasAgreed = (posted: Posted): boolean =>
  ['yes', 'true', 'on', '1'].includes((posted[consentField] ?? '').toLowerCase());
