import type { Form } from '#contract/form.ts';
import type { OrganizationSettings } from '../organization/settings.ts';
import type { Question } from './questions.ts';

/** A form with its organization. */
export interface OpenForm {
  orgId: string;
  form: Form;
  settings: OrganizationSettings;
  /** The form's questions whose fields are in use. */
  questions: Question[];
}
