import type { ShownField } from 'virtual:contract';
import { customValueSchema, type CustomField, type CustomKind } from '#contract/custom-field.ts';
import type { CustomValue } from '#contract/custom-value.ts';
import type { Fields } from '#contract/field.ts';
import { fieldErrorsOf, type FieldFault } from '#contract/problem.ts';
import { recordTypes, type RecordTypeName } from '#contract/record-types.ts';

/** The parts of a custom field's definition that validation needs. */
const definitionOf = ({ kind, options }: ShownField): CustomField => ({
  key: '',
  label: '',
  kind: (kind === 'decimal' ? 'number' : kind) as CustomKind,
  ...(options ? { options: [...options] } : {}),
});

/**
 * What is wrong with a value of a field that is edited on its own; undefined if nothing is. Null, which clears a field,
 * is always right. `held` is the value that the record has, whose options can be retired.
 */
export function valueFault(
  type: RecordTypeName,
  name: string,
  field: ShownField,
  value: unknown,
  held?: unknown,
): FieldFault | undefined {
  if (value === null) return undefined;
  const schema = name.startsWith('custom.')
    ? customValueSchema(definitionOf(field), held as CustomValue | undefined)
    : (recordTypes[type].fields as Fields)[name]?.schema;
  const parsed = schema?.safeParse(value, { reportInput: true });
  return parsed && !parsed.success ? fieldErrorsOf(parsed.error.issues)[0] : undefined;
}
