import { handOver, merge, newMember, pipelines, scoring } from './decisions.ts';
import { webForms } from './web-forms.ts';
import { resources } from './resources.ts';
import { settings } from './settings.ts';

/** What only the pages of settings need. */
export const inSettings = { handOver, merge, newMember, pipelines, resources, scoring, settings, webForms };
