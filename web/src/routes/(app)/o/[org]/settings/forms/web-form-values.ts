import { kindOfForm, type Form, type FormKind } from '#contract/form.ts';
import { fieldLabels, firstThanks } from '#contract/form-start.ts';

export interface QuestionValues {
  /** Identifies the row while it moves. */
  key: string;
  field: string;
  label: string;
  isRequired: boolean;
}

/** The values of the form that edits a web form. Empty texts count as missing. */
export interface WebFormValues {
  name: string;
  language: Form['language'];
  title: string;
  intro: string;
  creates: FormKind;
  fields: QuestionValues[];
  ownerId: string;
  sourceId: string;
  tagIds: string[];
  consentText: string;
  thanks: string;
  redirectTo: string;
  otherContact: string;
  /** One origin per line. */
  allowedOrigins: string;
  isOn: boolean;
}

/** The questions of a new form. */
const firstQuestions: Record<FormKind, readonly [field: string, isRequired: boolean][]> = {
  lead: [
    ['firstName', true],
    ['lastName', false],
    ['email', true],
    ['message', false],
  ],
  issue: [
    ['subject', true],
    ['description', true],
    ['writerName', false],
    ['writerEmail', true],
  ],
};

export const questionOf = (field: string, label: string, isRequired: boolean): QuestionValues => ({
  key: crypto.randomUUID(),
  field,
  label,
  isRequired,
});

/** What depends on the language of a form that is written. */
type Worded = Pick<WebFormValues, 'language' | 'fields' | 'thanks'>;

/** The texts with which a form of a kind begins. */
export const firstTexts = (kind: FormKind, language: Form['language']): Worded => ({
  language,
  fields: firstQuestions[kind].map(([field, isRequired]) =>
    questionOf(field, fieldLabels[language][field] ?? '', isRequired),
  ),
  thanks: firstThanks[language],
});

/** Texts in another language, as far as they are still those with which forms begin. */
export const inLanguage = (
  { language: before, fields, thanks }: Worded,
  language: Form['language'],
): Worded => ({
  language,
  fields: fields.map((question) => {
    const { field, label } = question;
    const isFirst = label === fieldLabels[before][field];
    return isFirst ? { ...question, label: fieldLabels[language][field] ?? label } : question;
  }),
  thanks: thanks === firstThanks[before] ? firstThanks[language] : thanks,
});

export const webFormValues = (form: Form): WebFormValues => ({
  name: form.name,
  language: form.language,
  title: form.title,
  intro: form.intro ?? '',
  creates: kindOfForm(form),
  // The key is the field, so that equal forms produce equal values that can be compared.
  fields: form.fields.map((one) => ({ ...one, key: one.field })),
  ownerId: form.ownerId ?? '',
  sourceId: form.sourceId ?? '',
  tagIds: [...form.tagIds],
  consentText: form.consentText ?? '',
  thanks: form.thanks,
  redirectTo: form.redirectTo ?? '',
  otherContact: form.otherContact ?? '',
  allowedOrigins: form.allowedOrigins.join('\n'),
  isOn: form.isOn,
});

/** The body of the request. In an update, an empty optional text clears its field. */
export function webFormBody(values: WebFormValues, isNew: boolean): Record<string, unknown> {
  const { creates, fields, tagIds, allowedOrigins, isOn, language, name, title, thanks, ...rest } = values;
  const { sourceId, ...others } = rest;
  const optional = creates === 'lead' ? { ...others, sourceId } : others;
  const filled = Object.entries(optional).flatMap(([field, text]): [string, string | null][] => {
    if (text.trim() !== '') return [[field, text.trim()]];
    return isNew ? [] : [[field, null]];
  });
  return {
    name: name.trim(),
    ...(isNew ? { creates } : {}),
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
