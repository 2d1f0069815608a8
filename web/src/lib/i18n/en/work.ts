import type { CommandId } from '#lib/commands/catalog.ts';
import type { Permission } from '#contract/permission.ts';
import { pluralIn } from '../plural.ts';

const plural = pluralIn('en');

export const commands: Record<CommandId, string> = {
  palette: 'Search and commands',
  sheet: 'Keyboard shortcuts',
  search: 'Search this list',
  create: 'Create',
  save: 'Save',
  undo: 'Undo',
  themeLight: 'Light theme',
  themeDark: 'Dark theme',
  themeSystem: 'Theme of the system',
  language: 'Cambiar a español',
  signOut: 'Sign out',
  goDashboard: 'Go to dashboard',
  goContacts: 'Go to contacts',
  goCustomers: 'Go to customers',
  goLeads: 'Go to leads',
  goDeals: 'Go to deals',
  goTasks: 'Go to activities',
  goVendors: 'Go to vendors',
  goEmployees: 'Go to employees',
  goChart: 'Go to organization chart',
  goTags: 'Go to tags',
  goMembers: 'Go to members',
  goSettings: 'Go to settings',
  nextRow: 'Next row',
  previousRow: 'Previous row',
  openRow: 'Open row',
  selectRow: 'Select row',
  editRow: 'Edit row in place',
  density: 'Switch density',
  trash: 'Open trash',
  switchView: 'Switch between list and board',
  editRecord: 'Edit',
  note: 'Write a note',
  nextRecord: 'Next in the list',
  previousRecord: 'Previous in the list',
  deleteRecord: 'Delete',
};

export const commandGroups = { general: 'General', goTo: 'Go to', list: 'Lists', record: 'Record', or: 'or' };

export const palette = {
  label: 'Search records, pages and actions',
  placeholder: 'Search records, pages and actions',
  results: 'Results',
  records: 'Records',
  actions: 'Actions',
  pages: 'Pages',
  searching: 'Searching…',
  nothing: (words: string) => (words ? `Nothing found for “${words}”` : 'Type to search'),
  choose: 'choose',
  open: 'open',
  newTab: 'new tab',
  allKeys: 'all keys',
};

export const themes = { light: 'Light', dark: 'Dark', system: 'Like the system' };
type ResourceName = Permission extends `${infer Name}:${string}` ? Name : never;
/** What permissions are about. */
export const resources: Record<ResourceName, string> = {
  contact: 'Contacts',
  customer: 'Customers',
  lead: 'Leads',
  deal: 'Deals',
  pipeline: 'Pipelines',
  customField: 'Custom fields',
  vendor: 'Vendors',
  employee: 'Employees',
  activity: 'Activities',
  task: 'Tasks',
  timeline: 'Timelines',
  job: 'Jobs',
  note: 'Notes',
  tag: 'Tags',
  search: 'Search',
  dashboard: 'Dashboard',
  member: 'Members',
  invitation: 'Invitations',
  organization: 'Organization',
  apiKey: 'API keys',
};

export const demo = {
  load: 'Load demo data',
  loaded: (count: number) => plural(count, { one: '# demo contact loaded', other: '# demo contacts loaded' }),
};

export const dashboard = {
  greeting: (hour: number, name: string) =>
    `Good ${hour < 12 ? 'morning' : hour < 18 ? 'afternoon' : 'evening'}${name ? `, ${name}` : ''}`,
  today: (count: number) =>
    count === 0
      ? 'No new contacts yet today.'
      : plural(count, { one: '# new contact today.', other: '# new contacts today.' }),
  failed: 'The dashboard could not be loaded',
  emptyTitle: 'Nothing to count yet',
  emptyText:
    'Numbers appear here as soon as there are contacts. Create the first one, or look around with demo data.',
  newThisWeek: 'New this week',
  addedInDays: (count: number, days: number) => `${plural(count, { other: '#' })} new in ${days} days`,
  from: (before: string) => `from ${before}`,
  qualified: 'Qualified',
  customers: 'Customers',
  share: (percent: number) => `${percent}% of all`,
  newPerDay: 'New contacts',
  newPerDaySummary: (week: number, before: number) =>
    `New contacts per day over two weeks: ${week} this week, ${before} the week before.`,
  byStatus: 'Contacts by status',
  day: 'Day',
  asTable: 'Show as table',
  asChart: 'Show as chart',
  recent: 'Recent activity',
  noActivity: 'Nothing has happened yet.',
  verbs: {
    created: 'created',
    updated: 'changed',
    deleted: 'deleted',
    restored: 'restored',
    moved: 'moved',
    won: 'won',
    lost: 'lost',
    reopened: 'reopened',
    reordered: 'moved',
    qualified: 'qualified',
    disqualified: 'disqualified',
    converted: 'converted',
    'note.created': 'wrote a note on',
    'note.updated': 'changed a note on',
    'note.deleted': 'deleted a note on',
    'note.restored': 'restored a note on',
  },
};
