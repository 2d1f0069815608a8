import * as z from 'zod/mini';
import { line, named, oneLineBreak } from './field.ts';
import { limits } from './limits.ts';
import { nothing, operation, resource } from './operation.ts';

/**
 * A hidden field that only bots fill in. Its name says nothing, so that browsers don’t fill it in with what they have
 * stored about the visitor.
 */
export const trapField = 'entry2';
/** With the name that pages of version 0.4 have. */
export const trapFields: readonly string[] = [trapField, 'company_fax'];
/** Names of the values that are submitted in addition to the form's fields. */
export const tokenField = 'token';
export const consentField = 'consent';

/** Approximate height in pixels of a frame that shows the form without scrolling. */
export const formHeightPx = (fields: number, hasConsent: boolean): number =>
  300 + fields * 84 + (hasConsent ? 90 : 0);

const description = z.object({
  language: z.string(),
  title: z.string(),
  intro: z.optional(z.string()),
  fields: z.array(
    z.object({
      field: z.string(),
      label: z.string(),
      kind: z.string(),
      isRequired: z.boolean(),
      help: z.optional(z.string()),
      /** The available options. Submit their ids. */
      options: z.optional(z.array(z.object({ id: z.string(), label: z.string() }))),
    }),
  ),
  consentText: z.optional(z.string()),
  /** Must be submitted with the values. It contains the time when the form was shown. */
  token: z.string(),
});

const one = '/v1/forms/{formId}';

/** What visitors can do without signing in: view a form and submit it. */
export const publicForms = resource('public-forms', one, {
  page: operation({
    method: 'GET',
    path: one,
    access: 'public',
    summary: 'Get the form as a page that needs no JavaScript, to link to or embed in a frame.',
    output: z.string(),
    contentType: 'text/html; charset=utf-8',
  }),
  describe: operation({
    method: 'GET',
    path: `${one}/description`,
    access: 'public',
    summary: 'Get the form’s questions, for pages that submit it with their own script.',
    output: description,
  }),
  script: operation({
    method: 'GET',
    path: `${one}/script`,
    access: 'public',
    summary: 'Get a script that inserts the form in place of its script tag.',
    output: z.string(),
    contentType: 'text/javascript; charset=utf-8',
  }),
  preflight: operation({
    method: 'OPTIONS',
    path: one,
    access: 'public',
    summary: 'Answer a browser’s CORS preflight for sites that may submit the form.',
    output: nothing,
    status: 204,
  }),
  submit: operation({
    method: 'POST',
    path: one,
    access: 'public',
    summary: 'Submit the form and create a lead or an issue.',
    description:
      'Send each value as a string under the name of the form’s field: the ID of a choice, comma-separated IDs for several choices, `yes` or `no`, a number or amount such as `1250.5`, or a date such as `2026-11-30`. Also send the `token` from the form’s page or questions, and `consent` if the form has a consent text. HTML forms can send `application/x-www-form-urlencoded` and receive a page in response.',
    body: named(
      line(limits.questionNameCharacters),
      z.string().check(oneLineBreak, z.maxLength(limits.formValueCharacters)),
      limits.formNames,
    ),
    output: z.object({ thanks: z.string(), redirectTo: z.optional(z.string()) }),
    takesForms: true,
  }),
});
