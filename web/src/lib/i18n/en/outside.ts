import { auth, invitation, onboarding } from './auth.ts';
import { errors, fieldErrors, form, problems } from './errors.ts';
import { actions, frame, languages, nav, roles } from './frame.ts';

/** What is needed before and around signing in; fetched first. */
export const outside = {
  product: 'Cobalt CRM',
  loading: 'Loading',
  actions,
  auth,
  errors,
  fieldErrors,
  form,
  frame,
  invitation,
  languages,
  nav,
  onboarding,
  problems,
  roles,
};
