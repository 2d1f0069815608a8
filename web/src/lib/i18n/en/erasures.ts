import { limits } from '#contract/limits.ts';
import { pluralIn } from '../plural.ts';

const plural = pluralIn('en');

/** UI text of the page with the erasures of persons. */
export const erasureTexts = {
  title: 'Erasures',
  lead: 'People who were erased for good. Cobalt keeps the IDs of their records and keyed hashes, by which it notices if somebody enters them again.',
  emptyTitle: 'Nobody has been erased',
  emptyText: 'To erase a person, open the menu of their record and choose “Personal data”.',
  states: { running: 'Erasing', done: 'Erased' },
  runningText:
    'Their records are being removed. Copies and texts elsewhere are searched until nothing more is found.',
  record: (noun: string, id: string) => `${noun} ${id}`,
  removed: (count: number) => plural(count, { one: '# record removed', other: '# records removed' }),
  changed: (count: number) =>
    plural(count, { one: '# place changed elsewhere', other: '# places changed elsewhere' }),
  nobody: 'Repeated after a restore',
  latestOnly: plural(limits.erasuresListed, { other: 'The latest # erasures are shown.' }),
  finished: 'done',
};
