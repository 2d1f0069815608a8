import * as z from 'zod/mini';
import { line, named } from './field.ts';
import { limits } from './limits.ts';
import { nothing, operation, resource } from './operation.ts';

/** The field that people do not see and programs fill in. */
export const trapField = 'company_fax';
/** Beside the form's own fields: the page's token, and that the consent was agreed to. */
export const tokenField = 'token';
export const consentField = 'consent';

/** How high a frame has to be for a form of so many fields to show without scrolling, about. */
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
      /** What can be chosen, by the ids that are to be posted. */
      options: z.optional(z.array(z.object({ id: z.string(), label: z.string() }))),
    }),
  ),
  consentText: z.optional(z.string()),
  /** To be posted with the values: it tells when the form was shown. */
  token: z.string(),
});

const one = '/v1/forms/{formId}';

/** What a visitor of somebody's site can do: see a form and send it. Nobody signs in. */
export const publicForms = resource('public-forms', one, {
  page: operation({
    method: 'GET',
    path: one,
    access: 'public',
    summary: 'The form as a page that needs no JavaScript, to link to or to show in a frame.',
    output: z.string(),
    contentType: 'text/html; charset=utf-8',
  }),
  describe: operation({
    method: 'GET',
    path: `${one}/description`,
    access: 'public',
    summary: 'The form for a page of one’s own that posts it by script.',
    output: description,
  }),
  script: operation({
    method: 'GET',
    path: `${one}/script`,
    access: 'public',
    summary: 'A script that puts the form where it stands.',
    output: z.string(),
    contentType: 'text/javascript; charset=utf-8',
  }),
  preflight: operation({
    method: 'OPTIONS',
    path: one,
    access: 'public',
    summary: 'Tells a browser which sites may post the form by script.',
    output: nothing,
    status: 204,
  }),
  submit: operation({
    method: 'POST',
    path: one,
    access: 'public',
    summary: 'Send the form: it becomes a lead.',
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
