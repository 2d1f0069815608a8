import type { Nouns } from '../nouns.ts';
import type { Outside } from '../messages.ts';
import { errors, fieldErrors, form, problems } from './errors.ts';
import { actions, frame, languages, nav, roles } from './frame.ts';

export const outside = (nouns: Nouns): Outside => ({
  product: 'Cobalt CRM',
  loading: 'Cargando',
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
