import { customValueSchema, type CustomField, type CustomKind } from '#contract/custom-field.ts';
import { customLengths } from '#contract/custom-length.ts';
import { deliverableAddress, type Field } from '#contract/field.ts';
import {
  askableCustomFields,
  askableFields,
  customQuestion,
  kindOfForm,
  type Form,
  type FormField,
} from '#contract/form.ts';
import { fieldLabels } from '#contract/form-start.ts';
import { recordTypes } from '#contract/record-types.ts';

/** A question with the schema of its answer. */
export interface Question extends FormField {
  kind: Field['kind'] | CustomKind;
  schema: Pick<Field['schema'], 'safeParse'>;
  maxLength?: number | undefined;
  help?: string | undefined;
  /** Available choices. */
  options: readonly Option[];
  /** Choices that are no longer offered. A page that was opened earlier can send them. */
  retiredOptions?: readonly Option[];
  /** The key of a custom field. */
  customKey?: string;
}
interface Option {
  id: string;
  label: string;
}

export const asksCustom = ({ fields }: Form): boolean =>
  fields.some(({ field }) => field.startsWith(customQuestion));

/** Questions whose fields are in use. A retired field is not asked for until it is reactivated. */
export function questionsOf(form: Form, customFields: readonly CustomField[]): Question[] {
  const custom = new Map(askableCustomFields(customFields).map((one) => [customQuestion + one.key, one]));
  const own: Record<string, Field> = recordTypes[kindOfForm(form)].fields;
  return form.fields.flatMap((formField): Question[] => {
    const standard = own[formField.field];
    if (standard) return [standardQuestionOf(formField, standard)];
    const field = custom.get(formField.field);
    return field ? [customQuestionOf(formField, field)] : [];
  });
}

const standardQuestionOf = (formField: FormField, standard: Field): Question => ({
  ...formField,
  ...standard,
  // Whoever opens an issue is answered by e-mail, so that it must be possible to send e-mail to the address.
  ...(formField.field === 'writerEmail' ? { schema: deliverableAddress } : {}),
  options: [],
});

function customQuestionOf(formField: FormField, field: CustomField): Question {
  const { kind, help, key: customKey, options = [] } = field;
  return {
    ...formField,
    kind,
    help,
    customKey,
    schema: customValueSchema(field),
    maxLength: customLengths[kind],
    options: options.filter(({ retired }) => !retired),
    retiredOptions: options.filter(({ retired }) => retired),
  };
}

/** The names of a submission that aren’t among the form’s questions, but can have been. */
export const formerNames = (
  { form, questions }: { form: Form; questions: readonly Question[] },
  posted: Readonly<Record<string, string>>,
): string[] => {
  const asked = new Set(questions.map(({ field }) => field));
  const standard = new Set(askableFields(recordTypes[kindOfForm(form)].fields).map(([name]) => name));
  return Object.entries(posted).flatMap(([name, value]) => {
    const isKnown = standard.has(name) || name.startsWith(customQuestion);
    return isKnown && !asked.has(name) && value.trim() !== '' ? [name] : [];
  });
};

/**
 * The questions that a visitor answered in a page opened before they were removed, or before their fields were retired.
 * `customFields` are all of the record type.
 */
export function formerQuestionsOf(
  form: Form,
  names: readonly string[],
  customFields: readonly CustomField[],
): Question[] {
  const own: Record<string, Field> = recordTypes[kindOfForm(form)].fields;
  const custom = new Map(customFields.map((one) => [customQuestion + one.key, one]));
  const labels = new Map(form.fields.map(({ field, label }) => [field, label]));
  return names.flatMap((field): Question[] => {
    const standard = own[field];
    const known = custom.get(field);
    const label = labels.get(field) ?? known?.label ?? fieldLabels[form.language][field] ?? field;
    const formField = { field, label, isRequired: false };
    if (standard) return [standardQuestionOf(formField, standard)];
    if (!known) return [];
    const { options, retiredOptions = [], ...question } = customQuestionOf(formField, known);
    return [{ ...question, options: [...options, ...retiredOptions] }];
  });
}
