import type { Nouns } from '../nouns.ts';
import { errors, fieldErrors, form, problems } from './errors.ts';
import { actions, frame, languages, nav, roles } from './frame.ts';
import { builtInWords } from './nouns.ts';

export { builtInWords };

/** Texts needed everywhere, including before sign-in; loaded first. */
export const outside = (nouns: Nouns) => ({
  product: 'Cobalt CRM',
  loading: 'Loading',
  actions,
  builtInWords,
  errors,
  fieldErrors,
  form,
  frame,
  languages,
  nav,
  problems,
  roles: roles(nouns),
});
