import type { StatusMeaning } from '#contract/status.ts';
import { pluralIn } from '../plural.ts';
import type { Nouns } from '../nouns.ts';

const plural = pluralIn('en');

const meanings = (nouns: Nouns): Record<StatusMeaning, string> => ({
  prospect: 'Not yet won',
  qualified: 'Qualified',
  customer: nouns.customer.One,
  inactive: 'Inactive',
  active: 'Active',
  open: 'Open',
  disqualified: 'Disqualified',
  won: 'Converted',
  lost: 'Lost',
});

export const lists = (nouns: Nouns) => ({
  title: 'Statuses and sources',
  lead: 'Name statuses and sources the way your team does. Each keeps a fixed meaning, which qualifying, converting and reports rely on.',
  meanings: meanings(nouns),
  readOnly: 'Only owners and admins can change these.',
  failed: 'The list could not be loaded',
  edit: (name: string) => `Edit ${name}`,
  name: 'Name',
  color: 'Colour',
  byMeaning: 'Automatic',
  meaning: 'Meaning',
  default: 'Default',
  isDefault: (name: string) => `Default for new records: ${name}`,
  newEntry: 'New entry',
  add: 'Add entry',
  up: (name: string) => `Move ${name} up`,
  down: (name: string) => `Move ${name} down`,
  retire: (name: string) => `Retire ${name}`,
  retired: 'Retired',
  bringBack: (name: string) => `Reactivate ${name}`,
  successor: (name: string) => `Replace ${name} with`,
  uses: (count: number) => plural(count, { one: '# record', other: '# records' }),
  show: 'Show records',
  saved: (name: string) => `${name} saved`,
});
