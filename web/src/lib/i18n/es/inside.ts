import type { Inside } from '../messages.ts';
import { conflict, contact, list, notes, phoneLabels, records, tags, timeline, trash } from './records.ts';
import { settings } from './settings.ts';
import { commandGroups, commands, dashboard, demo, palette, resources, themes } from './work.ts';

export const inside: Inside = {
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
