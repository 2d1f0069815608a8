import * as z from 'zod/mini';
import { line, named } from './field.ts';
import { limits } from './limits.ts';
import { nothing, operation, resource } from './operation.ts';

/** A hidden field that only bots fill in. */
export const trapField = 'company_fax';
/** Besides the form's own fields: the page's token, and the consent. */
export const tokenField = 'token';
export const consentField = 'consent';

/** Approximate frame height in pixels to show a form without scrolling. */
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
      /** Available options, by the ids to submit. */
      options: z.optional(z.array(z.object({ id: z.string(), label: z.string() }))),
    }),
  ),
  consentText: z.optional(z.string()),
  /** To be submitted with the values. It contains when the form was shown. */
  token: z.string(),
});

const one = '/v1/forms/{formId}';

/** What visitors of a site can do: see a form and submit it, without signing in. */
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
    summary: 'Get a script that inserts the form where the script tag stands.',
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
    summary: 'Submit the form and create a lead.',
    description:
      'Values are texts by the names of the form’s fields: of a choice its id, of several ids with commas between, `yes` or `no`, numbers and amounts in digits with a point, days as 2026-11-30. With them go the token of the form’s description or page, and `consent` where something has to be agreed to. A page’s form may send them as `application/x-www-form-urlencoded`, and is answered with a page.',
    body: named(
      line(limits.questionNameCharacters),
      z.string().check(z.maxLength(limits.formValueCharacters)),
      limits.formNames,
    ),
    output: z.object({ thanks: z.string(), redirectTo: z.optional(z.string()) }),
    takesForms: true,
  }),
});
