import type { Nouns } from '../nouns.ts';
import type { BeyondLists } from '../messages.ts';
import { activities, calendar, composer, selling, sentences, tasks } from './daily-work.ts';
import { dashboard } from './dashboard.ts';
import { dealPage } from './deal-page.ts';
import { leads, related } from './leads.ts';
import { commandGroups, palette } from './palette.ts';
import { notes, timeline } from './timeline.ts';

export const beyondLists = (nouns: Nouns): BeyondLists => ({
  activities,
  calendar,
  commandGroups,
  composer,
  dealPage: dealPage(nouns),
  dashboard: dashboard(nouns),
  leads: leads(nouns),
  notes,
  palette,
  related: related(nouns),
  selling: selling(nouns),
  sentences: sentences(nouns),
  tasks,
  timeline,
});
