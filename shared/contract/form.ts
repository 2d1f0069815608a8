import * as z from 'zod/mini';
import type { CustomField, CustomKind } from './custom-field.ts';
import { id, line, lines, timestamp, type Field, type FieldKind } from './field.ts';
import { limits } from './limits.ts';
import { languages } from './language.ts';
import { nothing, operation, resource } from './operation.ts';
import { secureAddress, webOrigin } from './web-address.ts';

/** What the submissions of a form can become. */
export const formKinds = ['lead', 'issue'] as const;
export type FormKind = (typeof formKinds)[number];
export const kindOfForm = ({ creates = 'lead' }: { creates?: FormKind | undefined }): FormKind => creates;

/** The name of a question's field. */
export const questionName = line(limits.questionNameCharacters);
/** A question of a form. `field` is the name of a field of the new record or `custom.<key>`, and `label` is the question's text. */
const formField = z.strictObject({
  field: questionName,
  label: line(80),
  isRequired: z.boolean(),
});
export type FormField = z.infer<typeof formField>;

const askable = new Set<FieldKind>(['text', 'longText', 'email', 'phones', 'money']);
/** Excluded because a lead's value is estimated by the organization, not by the visitor. */
const excludedFields = new Set(['estimatedValue']);

/** Values that only visitors give, and whether a form must ask for them. */
const onlyAsked: Readonly<Record<string, { isNeeded: boolean }>> = {
  writerName: { isNeeded: false },
  writerEmail: { isNeeded: true },
};

/** The fields of a record type that a form can ask for, each with whether it must. */
export const askableFields = (
  fields: Record<string, Pick<Field, 'kind' | 'mode' | 'isExternalId'>>,
): [name: string, isNeeded: boolean][] =>
  Object.entries(fields).flatMap(([name, { kind, mode, isExternalId }]): [string, boolean][] => {
    const asked = onlyAsked[name];
    if (asked) return [[name, asked.isNeeded]];
    const isInput = mode === 'required' || mode === 'optional';
    const isAskable = askable.has(kind) && isInput && !isExternalId && !excludedFields.has(name);
    return isAskable ? [[name, mode === 'required']] : [];
  });

/** Prefix of `field` in a question that asks for a custom field. */
export const customQuestion = 'custom.';
/** Excluded because visitors must not see the organization's records. */
const excludedKinds: readonly CustomKind[] = ['relation'];
/** The custom fields that a form can ask for. */
export const askableCustomFields = (fields: readonly CustomField[]): CustomField[] =>
  fields.filter(({ kind, retired }) => !retired && !excludedKinds.includes(kind));

const optionally = <T>(schema: z.ZodMiniType<T>) => z.optional(z.nullable(schema));

export const questions = z.array(formField).check(z.minLength(1), z.maxLength(limits.fieldsPerForm));
export const newForm = z.strictObject({
  name: line(80),
  /** Language of the page's built-in texts. The form's author writes the title and labels. */
  language: z.enum(languages),
  title: line(120),
  intro: optionally(lines(1_000)),
  /** What each submission creates: a lead if it is missing. */
  creates: z.optional(z.enum(formKinds)),
  /** The questions in page order. One must ask for the first name, or of issues, for the subject and the e-mail address. */
  fields: questions,
  /** Owner and tags of the records that the form creates, and the source of leads. */
  ownerId: optionally(id),
  sourceId: optionally(line(40)),
  tagIds: z.optional(z.array(id).check(z.maxLength(limits.tagsPerRecord))),
  /** The text that visitors must agree to. Without it, the form doesn't ask for consent. */
  consentText: optionally(lines(1_000)),
  thanks: lines(500),
  /** Where visitors are redirected instead of seeing the thank-you message. */
  redirectTo: optionally(secureAddress),
  /** How else visitors can reach the organization, such as an e-mail address: shown if a submission can’t be received. */
  otherContact: optionally(line(200)),
  /** Sites that can embed the form or submit to it by script. If empty, the form works only on its own page. */
  allowedOrigins: z.optional(z.array(webOrigin).check(z.maxLength(limits.originsPerForm))),
  isOn: z.boolean(),
});
export type NewForm = z.infer<typeof newForm>;
/** What an update of a form can change. */
const formChanges = z.partial(z.omit(newForm, { creates: true }));

export const form = z.object({
  /** Also the last part of the form's public URL. Its 122 random bits can't be guessed. */
  id,
  version: z.int(),
  name: z.string(),
  language: z.enum(languages),
  title: z.string(),
  intro: z.optional(z.string()),
  creates: z.optional(z.enum(formKinds)),
  fields: z.array(z.object({ field: z.string(), label: z.string(), isRequired: z.boolean() })),
  ownerId: z.optional(id),
  sourceId: z.optional(z.string()),
  tagIds: z.array(id),
  consentText: z.optional(z.string()),
  /** Increases with every change to the consent text. A record keeps the text and version that the visitor agreed to. */
  consentVersion: z.int(),
  thanks: z.string(),
  redirectTo: z.optional(z.string()),
  otherContact: z.optional(z.string()),
  allowedOrigins: z.array(z.string()),
  isOn: z.boolean(),
  createdAt: timestamp,
  updatedAt: timestamp,
});
export type Form = z.infer<typeof form>;

const all = '/v1/orgs/{orgId}/forms';
const one = `${all}/{id}` as const;

/** The organization's public forms. Each submission by a visitor creates a lead or an issue. */
export const forms = resource('forms', all, {
  list: operation({
    method: 'GET',
    path: all,
    access: 'form:read',
    summary: 'List all public forms, oldest first.',
    output: z.object({ items: z.array(form) }),
  }),
  get: operation({
    method: 'GET',
    path: one,
    access: 'form:read',
    summary: 'Get a public form.',
    output: form,
  }),
  create: operation({
    method: 'POST',
    path: all,
    access: 'form:create',
    summary: 'Create a public form.',
    description:
      '`fields` accepts text, e-mail, phone and amount fields of leads, or `subject`, `description`, `writerEmail` and `writerName` of issues, and custom fields of every kind except relations as `custom.<key>`. You can leave out required custom fields: the form then creates records without them. The first name of leads, and the subject and e-mail address of issues can’t be left out. An issue gets the contact who has the e-mail address, and the contact’s customer. Anyone who knows the ID of an active form can read and submit it.',
    body: newForm,
    output: form,
    status: 201,
  }),
  update: operation({
    method: 'PATCH',
    path: one,
    access: 'form:update',
    summary: 'Update a public form, or turn it on or off.',
    description: 'What a form creates can’t be changed.',
    body: formChanges,
    output: form,
    ifMatch: true,
  }),
  delete: operation({
    method: 'DELETE',
    path: one,
    access: 'form:delete',
    summary: 'Delete a public form. Its records and their consent texts are kept.',
    output: nothing,
    status: 204,
    ifMatch: true,
  }),
});
