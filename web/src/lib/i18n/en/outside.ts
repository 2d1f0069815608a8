import type { Nouns } from '../nouns.ts';
import { errors, fieldErrors, form, problems } from './errors.ts';
import { actions, frame, languages, nav, roles } from './frame.ts';

/** Texts needed everywhere, including before sign-in; loaded first. */
export const outside = (nouns: Nouns) => ({
  product: 'Cobalt CRM',
  loading: 'Loading',
  actions,
  errors,
  fieldErrors,
  form,
  frame,
  languages,
  nav,
  problems,
  roles: roles(nouns),
});
