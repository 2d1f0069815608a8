import type { InSettings } from '../messages.ts';
import { handOver, merge, newMember, pipelines, scoring } from './decisions.ts';
import { webForms } from './web-forms.ts';
import { resources } from './resources.ts';
import { settings } from './settings.ts';

export const inSettings: InSettings = {
  handOver,
  merge,
  newMember,
  pipelines,
  resources,
  scoring,
  settings,
  webForms,
};
