import type { NamedCommandId } from '#lib/commands/catalog.ts';
import { pluralIn } from '../plural.ts';
import type { Nouns } from '../nouns.ts';

const plural = pluralIn('en');

export const commands: Record<NamedCommandId, string> = {
  palette: 'Search and commands',
  sheet: 'Keyboard shortcuts',
  search: 'Search this list',
  create: 'Create',
  save: 'Save',
  undo: 'Undo',
  themeLight: 'Light theme',
  themeDark: 'Dark theme',
  themeSystem: 'System theme',
  language: 'Cambiar a español',
  signOut: 'Sign out',
  goDashboard: 'Go to dashboard',
  goTasks: 'Go to activities',
  goChart: 'Go to organization chart',
  goTags: 'Go to tags',
  goMembers: 'Go to members',
  goSettings: 'Go to settings',
  nextRow: 'Next row or card',
  previousRow: 'Previous row or card',
  nextColumn: 'Next column of the board',
  previousColumn: 'Previous column of the board',
  openRow: 'Open row',
  selectRow: 'Select row',
  editRow: 'Edit row in place',
  density: 'Switch density',
  trash: 'Open trash',
  switchView: 'Switch between list and board',
  editRecord: 'Edit',
  note: 'Write a note',
  nextRecord: 'Next record',
  previousRecord: 'Previous record',
  deleteRecord: 'Delete',
};

export const themes = { light: 'Light', dark: 'Dark', system: 'System' };

export const demo = (nouns: Nouns) => ({
  load: 'Load demo data',
  loaded: (count: number) =>
    plural(count, {
      one: `# demo ${nouns.contact.one} loaded`,
      other: `# demo ${nouns.contact.many} loaded`,
    }),
});
