import type { Nouns } from '../nouns.ts';
import { pluralIn } from '../plural.ts';

const plural = pluralIn('en');

const jobs = (nouns: Nouns) => ({
  lead: (days: string) =>
    `Changes to many records at once, with their progress and results. They’re kept for ${days} days. Until then, you can undo the changes that were made in lists.`,
  all: 'All jobs',
  emptyTitle: 'No jobs yet',
  emptyText:
    'Select records in a list and change them all at once. The change appears here with its progress and result.',
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
  deleteTitle: (count: string) => `Delete ${count}?`,
  running: (done: string, total: string) => `${done} of ${total}`,
  freezing: (found: string) => `Preparing: ${found} found`,
  kinds: {
    update: 'Edit',
    addTags: 'Add tags',
    removeTags: 'Remove tags',
    delete: 'Delete',
    restore: 'Restore',
    undo: 'Undo',
    rescore: 'Recalculate scores',
    tagMerge: 'Merge tags',
    handOver: 'Hand over records',
    stageMove: `Move ${nouns.deal.many} to another stage`,
    statusMove: 'Replace a retired entry',
    customFields: 'Update lists and search',
  },
  states: {
    freezing: 'Preparing',
    running: 'Running',
    done: 'Done',
    cancelled: 'Canceled',
    stopped: 'Stopped',
  },
  progress: 'Progress',
  cancel: 'Cancel',
  close: 'Dismiss',
  failed: (count: number) => plural(count, { other: '# not changed' }),
  show: 'Show details',
  reasons: {
    too_many: 'The record already has the maximum number of entries',
    record_limit: 'The organization has reached its limit of records',
    other: 'The change isn’t possible for this record',
  },
  hidden: 'A record you don’t have access to',
  undo: 'Undo',
  undoOf: (change: string) => `Undo “${change}”`,
  undone: 'Undone',
  changeTitle: (records: string) => `Change ${records}?`,
  change: (count: string) => `Change ${count}`,
  keepUnchanged: 'Keep as they are',
  undoTitle: (count: string) => `Undo the change of ${count} records?`,
  undoText: 'Values that were changed again since then are kept.',
  keepChange: 'Keep the change',
});

/** UI text for bulk changes and for jobs. */
export const texts = (nouns: Nouns) => ({
  jobs: jobs(nouns),
});
