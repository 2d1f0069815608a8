import { t } from '#lib/i18n/i18n.svelte.ts';

interface Command {
  /** Where the sheet lists it. */
  group: 'general' | 'goTo' | 'list' | 'record';
  /** Combinations that run it; `g c` is one key after the other. */
  keys: readonly string[];
  /** Not offered in the palette: it only makes sense where the cursor is. */
  keyboardOnly?: true;
  /** Goes on while its key is held down. */
  repeats?: true;
}

/** Every command of the product, once. The palette, the sheet and the tooltips are made from it. */
export const catalog = {
  palette: { group: 'general', keys: ['mod+k'], keyboardOnly: true },
  sheet: { group: 'general', keys: ['?'] },
  search: { group: 'general', keys: ['/'], keyboardOnly: true },
  create: { group: 'general', keys: ['c'] },
  save: { group: 'general', keys: ['mod+enter'], keyboardOnly: true },
  undo: { group: 'general', keys: ['mod+z'], keyboardOnly: true },
  themeLight: { group: 'general', keys: [] },
  themeDark: { group: 'general', keys: [] },
  themeSystem: { group: 'general', keys: [] },
  language: { group: 'general', keys: [] },
  signOut: { group: 'general', keys: [] },
  goDashboard: { group: 'goTo', keys: ['g h'] },
  goContacts: { group: 'goTo', keys: ['g c'] },
  goCustomers: { group: 'goTo', keys: ['g u'] },
  goLeads: { group: 'goTo', keys: ['g l'] },
  goDeals: { group: 'goTo', keys: ['g d'] },
  goTasks: { group: 'goTo', keys: ['g a'] },
  goVendors: { group: 'goTo', keys: ['g v'] },
  goEmployees: { group: 'goTo', keys: ['g e'] },
  goChart: { group: 'goTo', keys: ['g o'] },
  goTags: { group: 'goTo', keys: ['g t'] },
  goMembers: { group: 'goTo', keys: ['g m'] },
  goSettings: { group: 'goTo', keys: ['g s'] },
  nextRow: { group: 'list', keys: ['j', 'down'], keyboardOnly: true, repeats: true },
  previousRow: { group: 'list', keys: ['k', 'up'], keyboardOnly: true, repeats: true },
  openRow: { group: 'list', keys: ['enter'], keyboardOnly: true },
  selectRow: { group: 'list', keys: ['x'], keyboardOnly: true },
  editRow: { group: 'list', keys: ['e'], keyboardOnly: true },
  density: { group: 'list', keys: [] },
  trash: { group: 'list', keys: [] },
  switchView: { group: 'list', keys: ['v'] },
  editRecord: { group: 'record', keys: ['e'] },
  note: { group: 'record', keys: ['n'] },
  nextRecord: { group: 'record', keys: ['j'] },
  previousRecord: { group: 'record', keys: ['k'] },
  deleteRecord: { group: 'record', keys: ['delete'] },
} as const satisfies Record<string, Command>;

export type CommandId = keyof typeof catalog;
export const commandIds = Object.keys(catalog) as CommandId[];

export const commandOf = (id: CommandId): Command => catalog[id];
export const keysOf = (id: CommandId): readonly string[] => catalog[id].keys;
export const commandTitle = (id: CommandId): string => t.commands[id];
