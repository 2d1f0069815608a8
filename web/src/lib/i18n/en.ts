import { auth, invitation, onboarding } from './en/auth.ts';
import { errors, fieldErrors, form, problems } from './en/errors.ts';
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
} from './en/frame.ts';
import { conflict, contact, list, notes, phoneLabels, records, tags, timeline, trash } from './en/records.ts';
import { settings } from './en/settings.ts';

/** Every text of the interface in English. What is here has to be in every other language too. */
export const en = {
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

export type Messages = typeof en;
