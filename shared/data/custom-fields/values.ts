import { customValueSchema, type CustomField } from '#contract/custom-field.ts';
import type { CustomValue, CustomValues } from '#contract/custom-value.ts';
import { fieldErrors, fieldErrorsOf, ProblemError, type FieldError } from '#contract/problem.ts';

type CustomInput = Record<string, CustomValue | null>;
type Body = Record<string, unknown>;
/** A record as far as its custom values are concerned. */
interface Customized {
  custom?: CustomValues | undefined;
}

/**
 * A body whose custom values are those that the record will have: checked by the organization's definitions, laid over
 * what the record has, with defaults where it is new. Values of retired fields stay and cannot be given.
 */
export function withCustomValues(
  fields: readonly CustomField[],
  { custom, ...body }: Body,
  before: Customized | undefined,
  pointer: string,
): Body {
  if (!custom && before) return body;
  const { values, errors } = customValuesFrom(fields, custom as CustomInput | undefined, before, pointer);
  if (errors.length > 0) throw new ProblemError('invalid_input', undefined, errors);
  return { ...body, custom: Object.keys(values).length > 0 ? values : null };
}

interface Outcome {
  values: CustomValues;
  errors: FieldError[];
}

/** What a record's custom values come to, and all that is wrong with those given. Pure. */
function customValuesFrom(
  fields: readonly CustomField[],
  input: CustomInput | undefined,
  before: Customized | undefined,
  pointer: string,
): Outcome {
  const used = new Map(fields.filter(({ retired }) => !retired).map((field) => [field.key, field]));
  const values = new Map(Object.entries(before?.custom ?? {}));
  const errors: FieldError[] = [];
  if (!before)
    for (const field of used.values()) if (field.default !== undefined) values.set(field.key, field.default);
  for (const [key, value] of Object.entries(input ?? {})) {
    const place = `${pointer}/custom/${key}`;
    const field = used.get(key);
    if (!field) {
      errors.push(fieldError(place, 'unknown_field'));
    } else if (value === null || (Array.isArray(value) && value.length === 0)) {
      values.delete(key);
    } else {
      const result = customValueSchema(field, before?.custom?.[key]).safeParse(value, { reportInput: true });
      if (result.success) values.set(key, result.data);
      else errors.push(...fieldErrorsOf(result.error.issues, place));
    }
  }
  // What was given and refused is not told twice.
  const isRefused = (key: string) =>
    errors.some((error) => `${error.pointer}/`.startsWith(`${pointer}/custom/${key}/`));
  const missing = [...used.values()].filter(
    ({ key, required }) => required && !values.has(key) && !isRefused(key),
  );
  const places = input ? missing.map(({ key }) => `${pointer}/custom/${key}`) : [`${pointer}/custom`];
  if (missing.length > 0) errors.push(...places.map((place) => fieldError(place, 'required')));
  return { values: Object.fromEntries(values), errors };
}

const fieldError = (pointer: string, code: 'required' | 'unknown_field'): FieldError => ({
  pointer,
  code,
  message: fieldErrors[code],
});

/**
 * Custom values for many records, as far as they can be checked before any record is known: what one record lacks beside
 * them is told by its own result.
 */
export function customForMany(
  fields: readonly CustomField[],
  input: CustomInput,
  pointer: string,
): CustomInput {
  const { values, errors } = customValuesFrom(fields, input, {}, pointer);
  const places = Object.keys(input).map((key) => `${pointer}/custom/${key}/`);
  const own = errors.filter((error) => places.some((place) => `${error.pointer}/`.startsWith(place)));
  if (own.length > 0) throw new ProblemError('invalid_input', undefined, own);
  return Object.fromEntries(Object.keys(input).map((key) => [key, values[key] ?? null]));
}

/**
 * The custom values that a new record has beside others that were given, as far as they fit its fields: with defaults. What
 * is asked for and missing is left for the record's next update.
 */
export function newCustomValues(
  fields: readonly CustomField[],
  input: CustomValues,
): { custom?: CustomValues } {
  const { values } = customValuesFrom(fields, input, undefined, '');
  return Object.keys(values).length > 0 ? { custom: values } : {};
}

/** Custom values as fields of a history: `custom.contract-end`. */
export function flatCustom(custom: CustomValues | undefined): Record<string, CustomValue> {
  return Object.fromEntries(Object.entries(custom ?? {}).map(([key, value]) => [`custom.${key}`, value]));
}
