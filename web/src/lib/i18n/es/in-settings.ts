import type { Nouns } from '../nouns.ts';
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

export const inSettings = (nouns: Nouns): InSettings => ({
  customFields,
  dashboardCards: dashboardCards(nouns),
  handOver,
  lists: lists(nouns),
  merge,
  newMember,
  pipelines: pipelines(nouns),
  presets,
  resources,
  scoring: scoring(nouns),
  secondFactor,
  settings: settings(nouns),
  webForms: webForms(nouns),
  wording,
});
