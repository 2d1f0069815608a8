import { jobs } from './jobs.ts';
import { customer, deal, employee, lead, vendor } from './record-types.ts';
import { conflict, contact, list, phoneLabels, records, tags, trash } from './records.ts';
import { deals, money, range, relation } from './selling.ts';
import { commands, demo, themes } from './work.ts';
import { worded } from './worded.ts';

/** What the frame and every list need, once signed in. */
export const inside = {
  commands,
  conflict,
  contact,
  demo,
  list,
  phoneLabels,
  records,
  tags,
  themes,
  trash,
  customer,
  deal,
  deals,
  employee,
  jobs,
  lead,
  money,
  range,
  relation,
  vendor,
  worded,
};
