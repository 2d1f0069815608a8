import { customValueSchema, type CustomField, type CustomKind } from '#contract/custom-field.ts';
import { customLengths } from '#contract/custom-length.ts';
import type { Field } from '#contract/field.ts';
import { askableCustomFields, customQuestion, type Form, type FormField } from '#contract/form.ts';
import { lead } from '#contract/lead.ts';

/** A question of a form with what a lead takes as its answer. */
export interface Question extends FormField {
  kind: Field['kind'] | CustomKind;
  schema: Pick<Field['schema'], 'safeParse'>;
  maxLength?: number | undefined;
  help?: string | undefined;
  /** What can be chosen. */
  options: readonly { id: string; label: string }[];
  /** The key of a custom field. */
  customKey?: string;
}

export const asksCustom = ({ fields }: Form): boolean =>
  fields.some(({ field }) => field.startsWith(customQuestion));

/** The questions that leads still have a field for: one that was retired is asked no more, and asked again once it is back. */
export function questionsOf({ fields }: Form, customFields: readonly CustomField[]): Question[] {
  const custom = new Map(askableCustomFields(customFields).map((one) => [customQuestion + one.key, one]));
  const own: Record<string, Field> = lead.fields;
  return fields.flatMap((asked): Question[] => {
    const ofLead = own[asked.field];
    if (ofLead) return [{ ...asked, ...ofLead, options: [] }];
    const field = custom.get(asked.field);
    if (!field) return [];
    const { kind, help, key: customKey, options = [] } = field;
    const offered = options.filter(({ retired }) => !retired);
    return [
      {
        ...asked,
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
