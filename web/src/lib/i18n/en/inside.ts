import { conflict, contact, list, notes, phoneLabels, records, tags, timeline, trash } from './records.ts';
import { settings } from './settings.ts';
import { commandGroups, commands, dashboard, demo, palette, resources, themes } from './work.ts';

/** What is needed once signed in. */
export const inside = {
  commandGroups,
  commands,
  conflict,
  contact,
  dashboard,
  demo,
  list,
  notes,
  palette,
  phoneLabels,
  records,
  resources,
  settings,
  tags,
  themes,
  timeline,
  trash,
};
