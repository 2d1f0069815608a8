import { errors, fieldErrors, form, problems } from './errors.ts';
import { actions, frame, languages, nav, roles } from './frame.ts';

/** What is needed everywhere, before signing in too; fetched first. */
export const outside = {
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
  roles,
};
