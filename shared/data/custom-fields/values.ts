import { isDeepStrictEqual } from 'node:util';
import { customValueSchema, type CustomField } from '#contract/custom-field.ts';
import { customValueIn, type CustomValue, type CustomValues } from '#contract/custom-value.ts';
import { fieldErrorsOf, ProblemError, type FieldFault } from '#contract/problem.ts';

type CustomInput = Record<string, CustomValue | null>;
type Body = Record<string, unknown>;
interface Customized {
  custom?: CustomValues | undefined;
}

/**
 * Merges the custom values in a body into the record's current values, or into the defaults for a new record. An update
 * without changed custom values leaves all of them as they are. Throws `invalid_input` if a field is unknown or retired,
 * doesn't accept its value, or is required and has no value.
 */
export function withCustomValues(
  fields: readonly CustomField[],
  { custom, ...body }: Body,
  before: Customized | undefined,
  pointer: string,
): Body {
  if (before && (!custom || isDeepStrictEqual(custom, before.custom))) return body;
  const { values, errors } = customValuesFrom(fields, custom as CustomInput | undefined, before, pointer);
  if (errors.length > 0) throw new ProblemError('invalid_input', undefined, errors);
  return { ...body, custom: Object.keys(values).length > 0 ? values : null };
}

interface Outcome {
  values: CustomValues;
  errors: FieldFault[];
}

/** Merges custom values into the current ones and collects all errors. */
function customValuesFrom(
  fields: readonly CustomField[],
  input: CustomInput | undefined,
  before: Customized | undefined,
  pointer: string,
): Outcome {
  const used = new Map(fields.filter(({ retired }) => !retired).map((field) => [field.key, field]));
  const values = new Map(Object.entries(before?.custom ?? {}));
  const errors: FieldFault[] = [];
  if (!before)
    for (const field of used.values()) if (field.default !== undefined) values.set(field.key, field.default);
  for (const [key, value] of Object.entries(input ?? {})) {
    // Values that the client sends back as it retrieved them can belong to retired fields.
    if (before && isDeepStrictEqual(value, values.get(key))) continue;
    const place = `${pointer}/custom/${key}`;
    const field = used.get(key);
    if (!field) {
      errors.push({ pointer: place, code: 'unknown_field' });
    } else if (value === null || (Array.isArray(value) && value.length === 0)) {
      values.delete(key);
    } else {
      const result = customValueSchema(field, customValueIn(before?.custom, key)).safeParse(value, {
        reportInput: true,
      });
      if (result.success) values.set(key, result.data);
      else errors.push(...fieldErrorsOf(result.error.issues, place));
    }
  }
  // A required field whose value was rejected is not also reported as missing.
  const isRefused = (key: string) =>
    errors.some((error) => `${error.pointer}/`.startsWith(`${pointer}/custom/${key}/`));
  const missing = [...used.values()].filter(
    ({ key, required }) => required && !values.has(key) && !isRefused(key),
  );
  const places = input ? missing.map(({ key }) => `${pointer}/custom/${key}`) : [`${pointer}/custom`];
  if (missing.length > 0)
    errors.push(...places.map((place) => ({ pointer: place, code: 'required' as const })));
  return { values: Object.fromEntries(values), errors };
}

/**
 * Validates the custom values of a bulk update before any record is read. Required values that a record lacks are
 * reported in the result for that record.
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
  return Object.fromEntries(Object.keys(input).map((key) => [key, customValueIn(values, key) ?? null]));
}

/**
 * The custom values of a record that is created by a lead conversion, by a public form or as demo data: the values that
 * its fields accept, and defaults. A missing required value is not an error until an update sends custom values.
 */
export function newCustomValues(
  fields: readonly CustomField[],
  input: CustomValues,
): { custom?: CustomValues } {
  const { values } = customValuesFrom(fields, input, undefined, '');
  return Object.keys(values).length > 0 ? { custom: values } : {};
}

/** Custom values by the field names that the history uses, such as `custom.contract-end`. */
export function flatCustom(custom: CustomValues | undefined): Record<string, CustomValue> {
  return Object.fromEntries(Object.entries(custom ?? {}).map(([key, value]) => [`custom.${key}`, value]));
}
