import { customFields } from './custom-fields.ts';
import { dashboardCards } from './dashboard-cards.ts';
import type { InSettings } from '../messages.ts';
import { handOver, merge, newMember, pipelines, scoring } from './decisions.ts';
import { lists } from './lists.ts';
import { presets } from './presets.ts';
import { resources } from './resources.ts';
import { secondFactor } from './second-factor.ts';
import { settings } from './settings.ts';
import { webForms } from './web-forms.ts';
import { wording } from './wording.ts';

export const inSettings: InSettings = {
  customFields,
  dashboardCards,
  handOver,
  lists,
  merge,
  newMember,
  pipelines,
  presets,
  resources,
  scoring,
  secondFactor,
  settings,
  webForms,
  wording,
};
