import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/min';
import type { CustomValue, CustomValues } from '#contract/custom-value.ts';
import { fractionDigits } from '#contract/currency.ts';
import { fieldErrors, fieldErrorsOf, type FieldError, type FieldErrorCode } from '#contract/problem.ts';
import { consentField, tokenField, trapField } from '#contract/public-form.ts';
import type { OpenForm } from './open-form.ts';
import type { Question } from './questions.ts';

type Posted = Readonly<Record<string, string>>;
type Settings = OpenForm['settings'];

interface Answers {
  values: Record<string, unknown>;
  custom: CustomValues;
  errors: FieldError[];
}

/** What was posted, as values of a lead, and all that is wrong with it. */
export function leadValues({ form, questions, settings }: OpenForm, posted: Posted): Answers {
  const errors: FieldError[] = [];
  const values: Record<string, unknown> = {};
  const custom: CustomValues = {};
  for (const question of questions) {
    const { field, isRequired, customKey } = question;
    const text = (posted[field] ?? '').trim();
    if (text === '') {
      if (isRequired) errors.push(errorAt(`/${field}`, 'required'));
      continue;
    }
    const parsed = question.schema.safeParse(read(question, text, settings), { reportInput: true });
    if (!parsed.success) {
      // One thing is told of each answer, and there where it was typed.
      const [first] = fieldErrorsOf(parsed.error.issues);
      if (first) errors.push({ ...first, pointer: `/${field}` });
    } else if (customKey === undefined) values[field] = parsed.data;
    else custom[customKey] = parsed.data as CustomValue;
  }
  if (form.consentText !== undefined && !hasAgreed(posted))
    errors.push(errorAt(`/${consentField}`, 'required'));
  return { values, custom, errors };
}

/** Names that the form knows nothing of. A page may be older than the form; whoever writes a script wants to know. */
export function unknownNames({ form }: OpenForm, posted: Posted): FieldError[] {
  const known = new Set([...form.fields.map(({ field }) => field), consentField, tokenField, trapField]);
  return Object.keys(posted).flatMap((name) =>
    known.has(name) ? [] : [errorAt(`/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`, 'unknown_field')],
  );
}

function read({ kind }: Question, text: string, { country, currency }: Settings): unknown {
  switch (kind) {
    case 'phones':
      return [{ label: 'other', number: e164(text, country) }];
    case 'phone':
      return e164(text, country);
    case 'money':
      return { amountMinor: minor(text, currency), currency };
    case 'number':
      return /^-?\d{1,13}(?:\.\d{1,9})?$/.test(text) ? Number(text) : text;
    case 'yesNo':
      return text === 'yes' || (text === 'no' ? false : text);
    case 'choices':
      return text.split(',').map((id) => id.trim());
    default:
      return text;
  }
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
