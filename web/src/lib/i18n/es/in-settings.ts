import type { InSettings } from '../messages.ts';
import { handOver, merge, newMember, pipelines, scoring } from './decisions.ts';
import { lists } from './lists.ts';
import { resources } from './resources.ts';
import { settings } from './settings.ts';

export const inSettings: InSettings = {
  handOver,
  lists,
  merge,
  newMember,
  pipelines,
  resources,
  scoring,
  settings,
};
