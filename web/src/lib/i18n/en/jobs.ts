import type { Nouns } from '../nouns.ts';
import { pluralIn } from '../plural.ts';

const plural = pluralIn('en');

/** Questions before large changes. */
const questions = {
  deleteTitle: (records: string) => `Delete ${records}?`,
  restoreTitle: (records: string) => `Restore ${records}?`,
  restoreText: 'They return to the list with their notes, activities and files.',
  restore: (count: string) => `Restore ${count}`,
  keepInTrash: 'Keep in the trash',
  changeTitle: (records: string) => `Change ${records}?`,
  change: (count: string) => `Change ${count}`,
  keepUnchanged: 'Keep as they are',
  undoTitle: (records: string) => `Undo the change of ${records}?`,
  undoText: 'Values that were changed again since then are kept.',
  keepChange: 'Keep the change',
  undoImportTitle: (records: string) => `Undo the import of ${records}?`,
  undoImportText:
    'Records that it created move to the trash, unless they were changed since. Values that it changed are restored.',
  keepImport: 'Keep the import',
};

/** The tray of jobs, and the tools for a selection. */
const tools = {
  selection: 'Selection',
  clearSelection: 'Clear selection',
  selectAll: (count: string) => `Select all ${count}`,
  allSelected: (count: string) => `All ${count} selected`,
  assign: 'Assign',
  assignTo: 'Assign to',
  tag: 'Tag',
  untag: 'Remove tags',
  status: 'Status',
  setStatus: 'Set status to',
  setField: 'Edit field',
  field: 'Field',
  chooseField: 'Choose a field',
  emptyClears: 'Leave it empty to clear the value.',
  apply: 'Apply',
  dismissAll: 'Dismiss all',
  runningJobs: (count: number) => plural(count, { other: '# running' }),
  endedJobs: (count: number) => plural(count, { other: '# finished' }),
  showJobs: 'Show jobs',
  hideJobs: 'Hide jobs',
  merge: 'Merge',
  toList: 'View list',
  toTrash: 'View trash',
};

/** What a job imports besides records. */
const entries = {
  note: {
    one: 'Note',
    many: 'Notes',
    count: (count: number) => plural(count, { one: '# note', other: '# notes' }),
  },
  activity: {
    one: 'Activity',
    many: 'Activities',
    count: (count: number) => plural(count, { one: '# activity', other: '# activities' }),
  },
  task: {
    one: 'Task',
    many: 'Tasks',
    count: (count: number) => plural(count, { one: '# task', other: '# tasks' }),
  },
};

const jobs = (nouns: Nouns) => ({
  ...tools,
  ...questions,
  entries,
  lead: (days: string) =>
    `Changes to many records at once, with their progress and results. They’re kept for ${days} days. Changes made from a list can be undone during that time.`,
  all: 'All jobs',
  emptyTitle: 'No jobs yet',
  emptyText:
    'Select records in a list and change them all at once. The change appears here with its progress and result.',
  running: (done: string, total: string) => `${done} of ${total}`,
  preparing: 'Preparing…',
  freezing: (found: string) => `Preparing: ${found} found`,
  records: (count: number) => plural(count, { one: '# record', other: '# records' }),
  titleOf: (change: string, records: string) => `${change} · ${records}`,
  ended: {
    done: (progress: string) => `Done: ${progress}`,
    cancelled: (progress: string) => `Canceled after ${progress}`,
    stopped: (progress: string) => `Stopped after ${progress}`,
  },
  otherTotal: (total: string, expected: string) =>
    `Nothing was changed: ${total} match by now instead of ${expected}. Select them again.`,
  endedMerge: { done: 'Done', cancelled: 'Canceled', stopped: 'Stopped' },
  endedUnchanged: {
    done: 'Done: nothing to change',
    cancelled: 'Canceled before the first change',
    stopped: 'Stopped before the first change',
  },
  kinds: {
    update: 'Edit',
    addTags: 'Add tags',
    removeTags: 'Remove tags',
    delete: 'Delete',
    restore: 'Restore',
    undo: 'Undo',
    import: 'Import',
    merge: 'Merge',
    unmerge: 'Undo “Merge”',
    rescore: 'Recalculate scores',
    tagMerge: 'Merge tags',
    handOver: 'Hand over records',
    stageMove: `Move ${nouns.deal.many} to another stage`,
    statusMove: 'Replace a retired entry',
    customFields: 'Update lists and search',
    uniqueEmails: 'Check e-mail addresses',
  },
  progress: 'Progress',
  cancel: 'Cancel',
  canceling: 'Canceling…',
  close: 'Dismiss',
  failed: (count: number) => plural(count, { other: '# not changed' }),
  notImported: (count: number) => plural(count, { other: '# not imported' }),
  show: 'Show details',
  reasons: {
    too_many: 'The record already has the maximum number of entries',
    read_only: 'This can no longer be changed',
    record_limit: 'The organization has reached its limit of records',
    other: 'The change isn’t possible for this record',
  },
  hidden: 'A record you don’t have access to',
  row: (number: string) => `Row ${number}`,
  undo: 'Undo',
  undoOf: (change: string) => `Undo “${change}”`,
  undone: 'Undone',
  undonePartly: (done: string, total: string) => `Undone for ${done} of ${total}`,
});

/** UI text for bulk changes and for jobs. */
export const texts = (nouns: Nouns) => ({
  jobs: jobs(nouns),
});
