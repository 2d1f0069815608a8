import { recordTypes } from 'virtual:record-types';
import type { RecordTypeName } from '#contract/record-types.ts';

interface Command {
  /** The group in the list of shortcuts. */
  group: 'general' | 'goTo' | 'list' | 'tasks' | 'record';
  /**
   * Key combinations. `mod+k` means ⌘K or Ctrl+K; `g c` means pressing G, then C. `space` runs no command: it presses what
   * has the focus.
   */
  keys: readonly string[];
  /** Whether the command is left out of the palette, because it only makes sense as a shortcut. */
  keyboardOnly?: true;
  /** Whether the command repeats while the key is held down. */
  repeats?: true;
}

const named = {
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
  goTasks: { group: 'goTo', keys: ['g a'] },
  goChart: { group: 'goTo', keys: ['g o'] },
  goQueue: { group: 'goTo', keys: ['g w'] },
  goTags: { group: 'goTo', keys: ['g t'] },
  goMembers: { group: 'goTo', keys: ['g m'] },
  goSettings: { group: 'goTo', keys: ['g s'] },
  nextRow: { group: 'list', keys: ['j', 'down'], keyboardOnly: true, repeats: true },
  previousRow: { group: 'list', keys: ['k', 'up'], keyboardOnly: true, repeats: true },
  nextColumn: { group: 'list', keys: ['l', 'right'], keyboardOnly: true, repeats: true },
  previousColumn: { group: 'list', keys: ['h', 'left'], keyboardOnly: true, repeats: true },
  openRow: { group: 'list', keys: ['enter'], keyboardOnly: true },
  selectRow: { group: 'list', keys: ['x'], keyboardOnly: true },
  selectAll: { group: 'list', keys: ['mod+a'] },
  assignSelected: { group: 'list', keys: ['a'] },
  tagSelected: { group: 'list', keys: ['t'] },
  statusSelected: { group: 'list', keys: ['s'] },
  deleteSelected: { group: 'list', keys: ['delete'] },
  editRow: { group: 'list', keys: ['e'], keyboardOnly: true },
  addFilter: { group: 'list', keys: ['f'] },
  sort: { group: 'list', keys: ['o'] },
  group: { group: 'list', keys: ['b'] },
  density: { group: 'list', keys: [] },
  export: { group: 'list', keys: [] },
  trash: { group: 'list', keys: [] },
  switchView: { group: 'list', keys: ['v'] },
  views: { group: 'list', keys: ['w'] },
  saveView: { group: 'list', keys: ['mod+s'] },
  tickTask: { group: 'tasks', keys: ['x', 'space'], keyboardOnly: true },
  snoozeTask: { group: 'tasks', keys: ['s'], keyboardOnly: true },
  nextStep: { group: 'tasks', keys: ['n'], keyboardOnly: true },
  editRecord: { group: 'record', keys: ['e'] },
  note: { group: 'record', keys: ['n'] },
  logActivity: { group: 'record', keys: ['r'] },
  nextRecord: { group: 'record', keys: ['j'] },
  previousRecord: { group: 'record', keys: ['k'] },
  assignToMe: { group: 'record', keys: ['i'] },
  deleteRecord: { group: 'record', keys: ['delete'] },
} as const satisfies Record<string, Command>;

/** Commands with their own titles. */
export type NamedCommandId = keyof typeof named;
/** The command that opens the list of a record type. */
type GoCommandId = `go:${RecordTypeName}`;
export type CommandId = NamedCommandId | GoCommandId;

const goCommands = Object.fromEntries(
  Object.values(recordTypes).map(({ name, shortcut }) => [
    `go:${name}`,
    { group: 'goTo', keys: shortcut ? [`g ${shortcut}`] : [] },
  ]),
) as unknown as Record<GoCommandId, Command>;

/** All commands. The palette, the list of shortcuts and the tooltips are generated from this catalog. */
const catalog: Record<CommandId, Command> = { ...named, ...goCommands };
export const commandIds = Object.keys(catalog) as CommandId[];

export const commandOf = (id: CommandId): Command => catalog[id];
export const keysOf = (id: CommandId): readonly string[] => catalog[id].keys;
export const isGo = (id: CommandId): id is GoCommandId => Object.hasOwn(goCommands, id);
