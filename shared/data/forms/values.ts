import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/min';
import type { CustomValue, CustomValues } from '#contract/custom-value.ts';
import { fractionDigits } from '#contract/currency.ts';
import type { Language } from '#contract/language.ts';
import { amountIn, numberIn } from '#contract/typed-amounts.ts';
import { escapePointer, fieldErrorsOf, type FieldFault } from '#contract/problem.ts';
import { consentField, tokenField, trapFields } from '#contract/public-form.ts';
import type { OpenForm } from './open-form.ts';
import type { Question } from './questions.ts';

type Posted = Readonly<Record<string, string>>;
type Settings = OpenForm['settings'];

/** What a submission says. */
export interface Answers {
  values: Record<string, unknown>;
  custom: CustomValues;
  errors: FieldFault[];
}

/**
 * Converts a submission to values of a record and collects all errors. `isTyped` is true if people typed the answers
 * into a page. Scripts send numbers with a decimal point.
 */
export function answersIn(
  { form, questions, settings }: OpenForm,
  posted: Posted,
  isTyped: boolean,
): Answers {
  const numbers = numbersIn(form.language, isTyped);
  const errors: FieldFault[] = [];
  const values: Record<string, unknown> = {};
  const custom: CustomValues = {};
  for (const question of questions) {
    const { field, isRequired, customKey } = question;
    const text = (posted[field] ?? '').trim();
    if (text === '') {
      if (isRequired) errors.push({ pointer: `/${field}`, code: 'required' });
      continue;
    }
    const parsed = valueIn(question, text, settings, numbers);
    if ('error' in parsed) errors.push({ ...parsed.error, pointer: `/${field}` });
    else if (customKey === undefined) values[field] = parsed.value;
    else custom[customKey] = parsed.value as CustomValue;
  }
  if (form.consentText !== undefined && !hasAgreed(posted))
    errors.push({ pointer: `/${consentField}`, code: 'required' });
  return { values, custom, errors };
}

/** The value of an answer, or one error. */
export function valueIn(
  question: Question,
  text: string,
  settings: Settings,
  numbers: Numbers,
): { value: unknown } | { error: FieldFault } {
  const parsed = question.schema.safeParse(read(question, text, settings, numbers), { reportInput: true });
  if (parsed.success) return { value: parsed.data };
  const [error] = fieldErrorsOf(parsed.error.issues);
  return { error: error ?? { pointer: '', code: 'invalid_format' } };
}

const yesNo: Record<Language, Readonly<Record<string, string>>> = {
  en: { yes: 'Yes', no: 'No' },
  es: { yes: 'Sí', no: 'No' },
};

/** An answer as people read it: choices by their labels instead of their ids. */
export function answerText(
  { kind, options, retiredOptions = [] }: Question,
  text: string,
  language: Language,
): string {
  if (kind === 'yesNo') return yesNo[language][text] ?? text;
  if (kind !== 'choice' && kind !== 'choices') return text;
  const labels = new Map([...options, ...retiredOptions].map(({ id, label }) => [id, label]));
  return text
    .split(',')
    .map((id) => labels.get(id.trim()) ?? id.trim())
    .join(', ');
}

/**
 * Submitted names that the form doesn't have. They are reported to scripts, whose authors make mistakes, but not to
 * visitors, whose page can be outdated.
 */
export function unknownNames({ form }: OpenForm, posted: Posted): FieldFault[] {
  const known = new Set([...form.fields.map(({ field }) => field), consentField, tokenField, ...trapFields]);
  return Object.keys(posted).flatMap((name) =>
    known.has(name) ? [] : [{ pointer: `/${escapePointer(name)}`, code: 'unknown_field' }],
  );
}

/** How numbers and amounts are read; undefined if they aren't any. */
export interface Numbers {
  number: (text: string) => number | undefined;
  minor: (text: string, currency: string) => number | undefined;
}

function read({ kind }: Question, text: string, { country, currency }: Settings, numbers: Numbers): unknown {
  switch (kind) {
    case 'phones':
      return [{ label: 'other', number: e164(text, country) }];
    case 'phone':
      return e164(text, country);
    case 'money':
      return { amountMinor: numbers.minor(text, currency) ?? text, currency };
    case 'number':
      return numbers.number(text) ?? text;
    case 'yesNo':
      return text === 'yes' || (text === 'no' ? false : text);
    case 'choices':
      return text.split(',').map((id) => id.trim());
    default:
      return text;
  }
}

/** The number in E.164 format, if possible. National numbers of the organization's country are accepted. */
function e164(text: string, country: string): string {
  const parsed = parsePhoneNumberFromString(text, country as CountryCode);
  return parsed?.isPossible() ? parsed.number : text;
}

/** How numbers are read that were typed into a page in this language, or sent by a script. */
export const numbersIn = (language: Language, isTyped: boolean): Numbers =>
  isTyped ? typedIn(language) : sent;

/** In the format of the page's language, with or without thousands separators. */
const typedIn = (language: Language): Numbers => ({
  number: (text) => numberIn(language, text),
  minor: (text, currency) => amountIn(language, text, currency),
});

const sent: Numbers = {
  number: (text) => (/^-?\d{1,13}(?:\.\d{1,9})?$/.test(text) ? Number(text) : undefined),
  minor: (text, currency) => {
    const [, whole, fraction = ''] = /^(\d{1,13})(?:\.(\d{0,4}))?$/.exec(text) ?? [];
    const digits = fractionDigits(currency);
    return whole === undefined || fraction.length > digits
      ? undefined
      : Number(whole + fraction.padEnd(digits, '0'));
  },
};

/** Whether the visitor agreed to the consent text. Browsers submit a checkbox only if it is ticked. */
const hasAgreed = (posted: Posted): boolean =>
  ['yes', 'true', 'on', '1'].includes((posted[consentField] ?? '').toLowerCase());
