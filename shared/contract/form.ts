import * as z from 'zod/mini';
import type { CustomField, CustomKind } from './custom-field.ts';
import { id, line, lines, timestamp, type Field, type FieldKind } from './field.ts';
import { limits } from './limits.ts';
import { languages } from './language.ts';
import { nothing, operation, resource } from './operation.ts';
import { secureAddress, webOrigin } from './web-address.ts';

/** The name of a question's field. */
export const questionName = line(limits.questionNameCharacters);
/** A question of a form. `field` is the name of a lead field or `custom.<key>`, and `label` is the question's text. */
const formField = z.strictObject({
  field: questionName,
  label: line(80),
  isRequired: z.boolean(),
});
export type FormField = z.infer<typeof formField>;

const askable = new Set<FieldKind>(['text', 'longText', 'email', 'phones', 'money']);
/** Excluded because a lead's value is estimated by the organization, not by the visitor. */
const excludedFields = new Set(['estimatedValue']);

/** The fields of leads that a form can ask for. */
export const askableFields = <F extends Pick<Field, 'kind' | 'mode' | 'isExternalId'>>(
  fields: Record<string, F>,
): [string, F][] =>
  Object.entries(fields).filter(
    ([name, { kind, mode, isExternalId }]) =>
      askable.has(kind) &&
      (mode === 'required' || mode === 'optional') &&
      !isExternalId &&
      !excludedFields.has(name),
  );

/** Prefix of `field` in a question that asks for a custom field. */
export const customQuestion = 'custom.';
/** Excluded because visitors must not see the organization's records. */
const excludedKinds: readonly CustomKind[] = ['relation'];
/** The custom fields of leads that a form can ask for. */
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
  /** The questions in page order. One of them must ask for the first name. */
  fields: questions,
  /** Owner, source and tags of the leads that the form creates. */
  ownerId: optionally(id),
  sourceId: optionally(line(40)),
  tagIds: z.optional(z.array(id).check(z.maxLength(limits.tagsPerRecord))),
  /** The text that visitors must agree to. Without it, the form doesn't ask for consent. */
  consentText: optionally(lines(1_000)),
  thanks: lines(500),
  /** Where visitors are redirected instead of seeing the thank-you message. */
  redirectTo: optionally(secureAddress),
  /** Sites that can embed the form or submit to it by script. If empty, the form works only on its own page. */
  allowedOrigins: z.optional(z.array(webOrigin).check(z.maxLength(limits.originsPerForm))),
  isOn: z.boolean(),
});
export type NewForm = z.infer<typeof newForm>;

export const form = z.object({
  /** Also the last part of the form's public URL. Its 122 random bits can't be guessed. */
  id,
  version: z.int(),
  name: z.string(),
  language: z.enum(languages),
  title: z.string(),
  intro: z.optional(z.string()),
  fields: z.array(z.object({ field: z.string(), label: z.string(), isRequired: z.boolean() })),
  ownerId: z.optional(id),
  sourceId: z.optional(z.string()),
  tagIds: z.array(id),
  consentText: z.optional(z.string()),
  /** Increases with every change to the consent text. A lead keeps the text and version that the visitor agreed to. */
  consentVersion: z.int(),
  thanks: z.string(),
  redirectTo: z.optional(z.string()),
  allowedOrigins: z.array(z.string()),
  isOn: z.boolean(),
  createdAt: timestamp,
  updatedAt: timestamp,
});
export type Form = z.infer<typeof form>;

const all = '/v1/orgs/{orgId}/forms';
const one = `${all}/{id}` as const;

/** The organization's public forms. Each submission by a visitor creates a lead. */
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
      '`fields` accepts text, e-mail, phone and amount fields of leads, and custom fields of every kind except relations as `custom.<key>`. You can leave out required custom fields: the form then creates leads without them. The first name can’t be left out. Anyone who knows the ID of an active form can read and submit it.',
    body: newForm,
    output: form,
    status: 201,
  }),
  update: operation({
    method: 'PATCH',
    path: one,
    access: 'form:update',
    summary: 'Update a public form, or turn it on or off.',
    body: z.partial(newForm),
    output: form,
    ifMatch: true,
  }),
  delete: operation({
    method: 'DELETE',
    path: one,
    access: 'form:delete',
    summary: 'Delete a public form. Its leads and their consent texts are kept.',
    output: nothing,
    status: 204,
    ifMatch: true,
  }),
});
