import { customValueSchema, type CustomField, type CustomKind } from '#contract/custom-field.ts';
import { customLengths } from '#contract/custom-length.ts';
import type { Field } from '#contract/field.ts';
import {
  askableCustomFields,
  customQuestion,
  kindOfForm,
  type Form,
  type FormField,
} from '#contract/form.ts';
import { recordTypes } from '#contract/record-types.ts';

/** A question with the schema of its answer. */
export interface Question extends FormField {
  kind: Field['kind'] | CustomKind;
  schema: Pick<Field['schema'], 'safeParse'>;
  maxLength?: number | undefined;
  help?: string | undefined;
  /** Available choices. */
  options: readonly { id: string; label: string }[];
  /** The key of a custom field. */
  customKey?: string;
}

export const asksCustom = ({ fields }: Form): boolean =>
  fields.some(({ field }) => field.startsWith(customQuestion));

/** Questions whose fields are in use. A retired field is not asked for until it is reactivated. */
export function questionsOf(form: Form, customFields: readonly CustomField[]): Question[] {
  const custom = new Map(askableCustomFields(customFields).map((one) => [customQuestion + one.key, one]));
  const own: Record<string, Field> = recordTypes[kindOfForm(form)].fields;
  return form.fields.flatMap((formField): Question[] => {
    const standard = own[formField.field];
    if (standard) return [{ ...formField, ...standard, options: [] }];
    const field = custom.get(formField.field);
    if (!field) return [];
    const { kind, help, key: customKey, options = [] } = field;
    const offered = options.filter(({ retired }) => !retired);
    return [
      {
        ...formField,
        kind,
        help,
        customKey,
        schema: customValueSchema(field),
        maxLength: customLengths[kind],
        options: offered,
      },
    ];
  });
}
