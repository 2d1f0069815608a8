import { customValueSchema, type CustomField, type CustomKind } from '#contract/custom-field.ts';
import type { Field, FieldKind } from '#contract/field.ts';

/** A field that a column can fill. */
export interface ImportField {
  /** The name in the record, or `custom.` and the key of a custom field. */
  name: string;
  field: Field;
  /** Labels of the field, such as its labels in all languages and the organization's own ones. */
  labels: readonly string[];
  /** Labels of the entries that the field accepts, such as statuses, if they are known. */
  entries?: readonly string[];
}

const kinds: Partial<Record<CustomKind, FieldKind>> = { number: 'decimal' };

/** A custom field in use, in the form of the fields that record types declare. */
export function customImportField(custom: CustomField): ImportField {
  const { key, label, kind, required, options, to } = custom;
  const offered = options?.filter(({ retired }) => !retired);
  return {
    name: `custom.${key}`,
    labels: [label, key],
    field: {
      kind: kinds[kind] ?? (kind as FieldKind),
      mode: required ? 'required' : 'optional',
      schema: customValueSchema(custom),
      ...(offered ? { options: offered } : {}),
      ...(to ? { to } : {}),
    },
    ...(offered ? { entries: offered.map((option) => option.label) } : {}),
  };
}
