import type { Messages } from './en.ts';
import { auth, invitation, onboarding } from './es/auth.ts';
import { errors, fieldErrors, form, problems } from './es/errors.ts';
import {
  actions,
  commandGroups,
  commands,
  dashboard,
  demo,
  frame,
  languages,
  nav,
  palette,
  resources,
  roles,
  themes,
} from './es/frame.ts';
import { conflict, contact, list, notes, phoneLabels, records, tags, timeline, trash } from './es/records.ts';
import { settings } from './es/settings.ts';

/** Every text of the interface in Spanish. */
export const es: Messages = {
  product: 'Cobalt CRM',
  loading: 'Loading',
  actions,
  auth,
  commandGroups,
  commands,
  conflict,
  contact,
  dashboard,
  demo,
  errors,
  fieldErrors,
  form,
  frame,
  invitation,
  languages,
  list,
  nav,
  notes,
  onboarding,
  palette,
  phoneLabels,
  problems,
  records,
  resources,
  roles,
  settings,
  tags,
  themes,
  timeline,
  trash,
};
