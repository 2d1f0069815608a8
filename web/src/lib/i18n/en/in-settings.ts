import { customFields } from './custom-fields.ts';
import { handOver, merge, newMember, pipelines, scoring } from './decisions.ts';
import { resources } from './resources.ts';
import { settings } from './settings.ts';

/** What only the pages of settings need. */
export const inSettings = {
  customFields,
  handOver,
  merge,
  newMember,
  pipelines,
  resources,
  scoring,
  settings,
};
