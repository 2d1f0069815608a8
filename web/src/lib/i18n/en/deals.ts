import type { Nouns } from '../nouns.ts';
import { pluralIn } from '../plural.ts';

const plural = pluralIn('en');

const deals = (nouns: Nouns) => ({
  pipeline: 'Pipeline',
  open: (sum: string) => `${sum} open`,
  days: (count: number) => (count === 0 ? 'Today' : plural(count, { one: '# day', other: '# days' })),
  daysInStage: (count: number) => plural(count, { one: '# day in stage', other: '# days in stage' }),
  closes: (date: string) => `closes ${date}`,
  overdue: (date: string) => `Close was due ${date}`,
  noDate: 'No close date',
  won: 'Won',
  lost: 'Lost',
  win: 'Won',
  winTitle: (title: string) => `${title}: won`,
  winAction: 'Mark as won',
  closedOn: 'Won on',
  lose: 'Lost',
  loseTitle: (title: string) => `${title}: lost`,
  loseAction: 'Mark as lost',
  reason: 'Reason',
  reopen: 'Reopen',
  isWon: (title: string) => `${title} was won`,
  isLost: (title: string) => `${title} was lost`,
  reopened: (title: string) => `${title} was reopened`,
  overWon: 'Over Won',
  overLost: 'Over Lost',
  hintTouch: 'Drag to a stage, or to Won or Lost',
  timeIn: 'Time in stages',
  notCounted: `Without an exchange rate, this ${nouns.deal.one} isn’t included in totals.`,
});

/** UI text for boards of deals, and for winning and losing them. */
export const texts = (nouns: Nouns) => ({
  deals: deals(nouns),
});
