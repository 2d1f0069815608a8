import { pluralIn } from '../plural.ts';

const plural = pluralIn('en');

/** UI text of the page with the erasures of persons. */
export const erasureTexts = {
  title: 'Erasures',
  lead: 'People who were erased for good. Only keyed hashes of their e-mail addresses and phone numbers remain, by which Cobalt notices if somebody enters them again.',
  emptyTitle: 'Nobody has been erased',
  emptyText: 'To erase a person, open the menu of their record and choose “Personal data”.',
  states: { running: 'Erasing', done: 'Erased' },
  runningText:
    'Gone from all lists. Copies and texts elsewhere are being searched until nothing more is found.',
  record: (noun: string, id: string) => `${noun} ${id}`,
  removed: (count: number) => plural(count, { one: '# record removed', other: '# records removed' }),
  changed: (count: number) =>
    plural(count, { one: '# place changed elsewhere', other: '# places changed elsewhere' }),
  nobody: 'Repeated after a restore',
  finished: 'done',
};
