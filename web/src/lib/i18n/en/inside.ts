import { conflict, contact, list, notes, phoneLabels, records, tags, timeline, trash } from './records.ts';
import { activities, calendar, composer, jobs, selling, sentences, tasks } from './daily-work.ts';
import { customer, deal, employee, lead, vendor } from './record-types.ts';
import { deals, leads, money, range, related, relation } from './selling.ts';
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
  tags,
  themes,
  timeline,
  trash,
  activities,
  calendar,
  composer,
  customer,
  deal,
  deals,
  employee,
  jobs,
  lead,
  leads,
  money,
  range,
  related,
  relation,
  selling,
  sentences,
  tasks,
  vendor,
};
