import type { Outside } from '../messages.ts';
import { auth, invitation, onboarding } from './auth.ts';
import { errors, fieldErrors, form, problems } from './errors.ts';
import { actions, frame, languages, nav, roles } from './frame.ts';

export const outside: Outside = {
  product: 'Cobalt CRM',
  loading: 'Cargando',
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
