import type { BeyondLists } from '../messages.ts';
import { activities, calendar, composer, selling, sentences, tasks } from './daily-work.ts';
import { dashboard } from './dashboard.ts';
import { leads, related } from './leads.ts';
import { commandGroups, palette } from './palette.ts';
import { notes, timeline } from './timeline.ts';

export const beyondLists: BeyondLists = {
  activities,
  calendar,
  commandGroups,
  composer,
  dashboard,
  leads,
  notes,
  palette,
  related,
  selling,
  sentences,
  tasks,
  timeline,
};
