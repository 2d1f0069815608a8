import type { StatusMeaning } from '#contract/organization.ts';
import type { StatusListName } from '#contract/status-list.ts';
import { pluralIn } from '../plural.ts';

const plural = pluralIn('en');

const names: Record<StatusListName, string> = {
  leadStatuses: 'Lead statuses',
  leadSources: 'Lead sources',
  customerStatuses: 'Customer statuses',
  contactStatuses: 'Contact statuses',
  vendorStatuses: 'Vendor statuses',
};
const meanings: Record<StatusMeaning, string> = {
  prospect: 'Not won yet',
  qualified: 'Worth pursuing',
  customer: 'Customer',
  inactive: 'At rest',
  active: 'Active',
  open: 'Being worked on',
  disqualified: 'Not worth pursuing',
  won: 'Converted',
  lost: 'Gone',
};

export const lists = {
  title: 'Statuses and sources',
  lead: 'Call the steps what you call them. What each means stays fixed behind it: that is what qualifying, converting and counting go by.',
  names,
  meanings,
  readOnly: 'Only owners and admins change these.',
  failed: 'The list could not be loaded',
  edit: (name: string) => `Edit ${name}`,
  name: 'Name',
  color: 'Colour',
  byMeaning: 'Automatic',
  meaning: 'Meaning',
  default: 'Default',
  isDefault: (name: string) => `New records begin with ${name}`,
  newEntry: 'New entry',
  add: 'Add entry',
  up: (name: string) => `Move ${name} up`,
  down: (name: string) => `Move ${name} down`,
  retire: (name: string) => `Retire ${name}`,
  retired: 'Retired',
  bringBack: (name: string) => `Bring back ${name}`,
  successor: (name: string) => `Records with ${name} get`,
  uses: (count: number) => plural(count, { one: '# record', other: '# records' }),
  show: 'Show records',
  saved: (name: string) => `${name} are saved`,
};
