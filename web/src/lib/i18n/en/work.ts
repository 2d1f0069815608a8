import type { CommandId } from '#lib/commands/catalog.ts';
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

export const themes = { light: 'Light', dark: 'Dark', system: 'Like the system' };

export const demo = {
  load: 'Load demo data',
  loaded: (count: number) => plural(count, { one: '# demo contact loaded', other: '# demo contacts loaded' }),
};
