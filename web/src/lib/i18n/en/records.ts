import { listIn, pluralIn } from '../plural.ts';

const plural = pluralIn('en');
const together = listIn('en');

export const records = {
  details: 'Details',
  record: 'Record',
  parts: 'Page sections',
  created: 'Created',
  updated: 'Updated',
  nearlyFull: (used: number, most: number) =>
    `This record uses about ${used} of ${most} KB. Shorten its texts to make room.`,
  ownFields: 'More details',
  yes: 'Yes',
  no: 'No',
  none: 'None',
  nothing: 'empty',
  unassigned: 'Unassigned',
  formerMember: 'Former member',
  someone: 'Someone',
  addField: (label: string) => `Add ${label.toLowerCase()}`,
  saved: 'Saved',
  write: (email: string) => `E-mail ${email}`,
  call: (number: string) => `Call ${number}`,
  openSite: (address: string) => `Open ${address}`,
  more: 'More',
  copyLink: 'Copy link',
  deleteText: (days: number) =>
    `They stay in the trash for ${days} days, with their notes, and can be restored.`,
  keepThem: 'Keep them',
  editUndone: (label: string) => `${label}: edit undone`,
  notSaved: (why: string) => `Not saved: ${why}`,
  notDeleted: (count: number, why: string) =>
    `${plural(count, { one: 'Not deleted', other: '# were not deleted' })}: ${why}`,
  notRestored: (why: string) => `Not restored: ${why}`,
};

export const list = {
  rescoring:
    'Scores are being recalculated with the new weights. Until that’s done, the order may be out of date.',
  filter: 'Filter',
  addFilter: 'Add filter',
  team: 'Team of',
  removeFilter: (label: string) => `Remove filter ${label}`,
  clear: 'Clear',
  clearFilters: 'Clear filters',
  is: 'is',
  any: 'any',
  or: ' or ',
  oneOf: (count: number) => `one of ${count}`,
  noChoices: 'No options',
  sort: 'Sort',
  sortBy: (label: string, descending: boolean, isMoment: boolean, isNumber: boolean) => {
    if (isMoment) return `${label}, ${descending ? 'newest first' : 'oldest first'}`;
    if (isNumber) return `${label}, ${descending ? 'largest first' : 'smallest first'}`;
    return `${label}, ${descending ? 'Z to A' : 'A to Z'}`;
  },
  view: 'Columns and density',
  columns: 'Columns',
  density: 'Density',
  densities: { comfortable: 'Comfortable', compact: 'Compact' },
  moveBefore: (label: string) => `Move ${label} forward`,
  moveAfter: (label: string) => `Move ${label} back`,
  resize: (label: string) => `Width of ${label}`,
  select: (name: string) => `Select ${name}`,
  selectPage: 'Select all on this page',
  selected: (count: number) => plural(count, { other: '# selected' }),
  selection: 'Selection',
  clearSelection: 'Clear selection',
  editCell: (label: string, name: string) => `Edit ${label} of ${name}`,
  range: (first: string, last: string, total: string) => `${first}–${last} of ${total}`,
  place: (place: string, total: string) => `${place} of ${total}`,
  rows: 'Rows',
  rowsPerPage: 'Rows per page',
  previousPage: 'Previous page',
  nextPage: 'Next page',
  more: 'Show more',
  nothingFound: 'No results',
  nothingFoundText: 'Nothing matches your search and filters.',
};

export const conflict = {
  title: 'Someone else changed this in the meantime',
  text: (who: string) => `${who} saved another version. For each field, choose the value to keep.`,
  set: (who: string, value: string) => `${who} set ${value}`,
  cell: (who: string, value: string) => `${who} set it to “${value}” while you were editing.`,
  keep: (value: string) => `Keep ${value}`,
  takeTheirs: 'Use theirs',
  mine: 'Mine',
  theirs: 'Theirs',
  saveChosen: 'Save selected',
};

export const trash = {
  title: 'Trash',
  lead: (days: number) => `Deleted records stay here for ${days} days.`,
  deleted: 'deleted',
  gone: 'gone',
  until: 'Deleted on',
};

export const phoneLabels = { work: 'Work', mobile: 'Mobile', home: 'Home', other: 'Other' };

export const tags = {
  lead: 'Labels that everyone in the organization shares.',
  name: 'Name',
  color: 'Colour',
  colors: {
    blue: 'Blue',
    cyan: 'Cyan',
    violet: 'Violet',
    amber: 'Amber',
    green: 'Green',
    red: 'Red',
    gray: 'Grey',
  },
  create: 'Create tag',
  createNamed: (name: string) => `Create “${name}”`,
  add: 'Add tag',
  choose: 'Choose tags',
  find: 'Find or create a tag',
  noneFound: 'No matching tag',
  full: (count: number) => `At most ${count} tags`,
  edit: (name: string) => `Edit tag ${name}`,
  delete: (name: string) => `Delete tag ${name}`,
  remove: (name: string) => `Remove tag ${name}`,
  deleteTitle: (name: string) => `Delete the tag “${name}”?`,
  deleteText: (uses: readonly string[]) =>
    uses.length === 0 ? 'No records use it.' : `It will be removed from ${together(uses)}.`,
  deleted: (name: string) => `Tag “${name}” deleted`,
  emptyTitle: 'No tags yet',
  emptyText:
    'Use tags to group records across statuses and owners, such as an event, a region or an interest.',
};
