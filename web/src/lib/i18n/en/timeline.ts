import { pluralIn } from '../plural.ts';

const plural = pluralIn('en');

export const timeline = {
  title: 'Timeline',
  show: 'Show',
  kinds: { all: 'Everything', note: 'Notes', change: 'Changes' },
  today: 'Today',
  yesterday: 'Yesterday',
  empty: 'Nothing here yet.',
  older: 'Show older',
  failed: 'The timeline could not be loaded',
  byKey: 'with an API key',
  actions: { created: 'created this', deleted: 'deleted this', restored: 'restored this' },
  changed: 'changed',
  changedMany: (count: number) => plural(count, { other: 'changed # fields' }),
  changedSomething: 'changed this',
  from: 'from',
  to: 'to',
};

export const notes = {
  one: 'Note',
  add: 'Add note',
  text: 'Note text',
  bold: 'Bold',
  list: 'List',
  actions: 'Note actions',
  pin: 'Pin',
  unpin: 'Unpin',
  pinned: 'Pinned',
  pinnedBy: 'noted',
  noted: 'noted',
  edited: 'edited',
  deleted: 'Note deleted',
};
