import type { contact as contactType } from '#contract/contact.ts';
import { listIn, pluralIn } from '../plural.ts';
import type { RecordTexts } from '../record-texts.ts';

const plural = pluralIn('en');
const together = listIn('en');

export const contact: RecordTexts<keyof (typeof contactType)['fields']> = {
  one: 'Contact',
  many: 'Contacts',
  add: 'Contact',
  create: 'Create contact',
  createNamed: (name) => `Create contact “${name}”`,
  edit: 'Edit contact',
  count: (count) => plural(count, { one: '# contact', other: '# contacts' }),
  search: 'Search contacts',
  empty: {
    title: 'No contacts yet',
    text: 'A contact is a person you deal with: how to reach them, where they stand, and everything that was said.',
  },
  trashEmpty: { title: 'The trash is empty', text: 'Deleted contacts wait here before they are gone.' },
  loadFailed: 'The contacts could not be loaded',
  noteHint: 'Write a note',
  deleted: (name) => `${name} is in the trash`,
  restored: (name) => `${name} is back`,
  deletedMany: (count) =>
    plural(count, { one: '# contact is in the trash', other: '# contacts are in the trash' }),
  deleteMany: (count) => plural(count, { one: 'Delete # contact?', other: 'Delete # contacts?' }),
  inTrash: 'This contact is in the trash',
  fields: {
    firstName: 'First name',
    lastName: 'Last name',
    fullName: 'Name',
    email: 'E-mail',
    phones: 'Phone',
    statusId: 'Status',
    jobTitle: 'Job title',
    customerId: 'Customer',
    city: 'City',
    country: 'Country',
    nationalId: 'National id',
    ownerId: 'Owner',
    tagIds: 'Tags',
    createdAt: 'Created',
    updatedAt: 'Changed',
  },
  help: {
    email: 'Nobody else in the organization may have it.',
    nationalId: 'Cédula, DNI, passport or the like.',
  },
};

export const records = {
  details: 'Details',
  record: 'Record',
  parts: 'Parts of the page',
  created: 'Created',
  updated: 'Changed',
  nearlyFull: (used: number, most: number) =>
    `This record holds some ${used} KB of the ${most} KB that a record can hold: shorten its texts.`,
  ownFields: 'More details',
  yes: 'Yes',
  no: 'No',
  none: 'None',
  nothing: 'nothing',
  unassigned: 'Unassigned',
  formerMember: 'Former member',
  someone: 'Someone',
  addField: (label: string) => `Add ${label.toLowerCase()}`,
  saved: 'Saved',
  write: (email: string) => `Write to ${email}`,
  call: (number: string) => `Call ${number}`,
  openSite: (address: string) => `Open ${address}`,
  more: 'More',
  copyLink: 'Copy link',
  deleteText: (days: number) =>
    `They stay in the trash for ${days} days, with their notes, and can be brought back.`,
  keepThem: 'Keep them',
  notSaved: (why: string) => `Not saved: ${why}`,
  notDeleted: (count: number, why: string) =>
    `${plural(count, { one: 'Not deleted', other: '# were not deleted' })}: ${why}`,
  notRestored: (why: string) => `Not restored: ${why}`,
};

export const list = {
  rescoring:
    'The weights were changed and scores are being counted anew: until that is done, this order may be old.',
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
  noChoices: 'Nothing to choose from',
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
  nothingFound: 'Nothing found',
  nothingFoundText: 'Nothing matches the search and the filters together.',
};

export const conflict = {
  title: 'Someone else changed this meanwhile',
  text: (who: string) => `${who} saved another version. Choose for each field what is to stay.`,
  set: (who: string, value: string) => `${who} set ${value}`,
  cell: (who: string, value: string) => `${who} set it to “${value}” while you were editing.`,
  keep: (value: string) => `Keep ${value}`,
  takeTheirs: 'Take theirs',
  mine: 'Mine',
  theirs: 'Theirs',
  saveChosen: 'Save what is chosen',
};

export const trash = {
  title: 'Trash',
  lead: (days: number) => `What is deleted stays here for ${days} days.`,
  deleted: 'deleted',
  gone: 'gone',
  until: 'Deleted on',
};

export const phoneLabels = { work: 'Work', mobile: 'Mobile', home: 'Home', other: 'Other' };

export const tags = {
  lead: 'Labels of your own, the same for everyone in the organization.',
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
  noneFound: 'No such tag',
  full: (count: number) => `At most ${count} tags`,
  edit: (name: string) => `Edit tag ${name}`,
  delete: (name: string) => `Delete tag ${name}`,
  remove: (name: string) => `Remove tag ${name}`,
  deleteTitle: (name: string) => `Delete the tag “${name}”?`,
  deleteText: (uses: readonly string[]) =>
    uses.length === 0 ? 'No record carries it.' : `It is taken off ${together(uses)}.`,
  deleted: (name: string) => `Tag “${name}” deleted`,
  emptyTitle: 'No tags yet',
  emptyText: 'Tags gather records across statuses and owners: an event, a region, a kind of interest.',
};
