import type { Form } from '#contract/form.ts';

export interface QuestionValues {
  /** Identifies rows while they move. */
  key: string;
  field: string;
  label: string;
  isRequired: boolean;
}

/** The form values of a web form; empty texts count as missing. */
export interface WebFormValues {
  name: string;
  language: Form['language'];
  title: string;
  intro: string;
  fields: QuestionValues[];
  ownerId: string;
  sourceId: string;
  tagIds: string[];
  consentText: string;
  thanks: string;
  redirectTo: string;
  /** One per line. */
  allowedOrigins: string;
  isOn: boolean;
}

export const questionOf = (field: string, label: string, isRequired: boolean): QuestionValues => ({
  key: crypto.randomUUID(),
  field,
  label,
  isRequired,
});

export const webFormValues = (form: Form): WebFormValues => ({
  name: form.name,
  language: form.language,
  title: form.title,
  intro: form.intro ?? '',
  // Equal forms produce equal values, so that they can be compared.
  fields: form.fields.map((one) => ({ ...one, key: one.field })),
  ownerId: form.ownerId ?? '',
  sourceId: form.sourceId ?? '',
  tagIds: [...form.tagIds],
  consentText: form.consentText ?? '',
  thanks: form.thanks,
  redirectTo: form.redirectTo ?? '',
  allowedOrigins: form.allowedOrigins.join('\n'),
  isOn: form.isOn,
});

/** The body of the request. When updating, empty texts clear. */
export function webFormBody(values: WebFormValues, isNew: boolean): Record<string, unknown> {
  const { fields, tagIds, allowedOrigins, isOn, language, name, title, thanks, ...optional } = values;
  const filled = Object.entries(optional).flatMap(([field, text]): [string, string | null][] => {
    if (text.trim() !== '') return [[field, text.trim()]];
    return isNew ? [] : [[field, null]];
  });
  return {
    name: name.trim(),
    language,
    title: title.trim(),
    thanks: thanks.trim(),
    fields: fields.map(({ field, label, isRequired }) => ({ field, label: label.trim(), isRequired })),
    tagIds,
    allowedOrigins: allowedOrigins.split(/\s+/).filter(Boolean),
    isOn,
    ...Object.fromEntries(filled),
  };
}
