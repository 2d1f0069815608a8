import { customFields } from './custom-fields.ts';
import type { InSettings } from '../messages.ts';
import { handOver, merge, newMember, pipelines, scoring } from './decisions.ts';
import { resources } from './resources.ts';
import { settings } from './settings.ts';

export const inSettings: InSettings = {
  customFields,
  handOver,
  merge,
  newMember,
  pipelines,
  resources,
  scoring,
  settings,
};
