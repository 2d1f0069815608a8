import type { Nouns } from '../nouns.ts';
import { pluralIn } from '../plural.ts';

const plural = pluralIn('en');

const deals = (nouns: Nouns) => ({
  skip: 'Skip to the cards',
  stages: 'Stages',
  pipeline: 'Pipeline',
  open: (sum: string) => `${sum} open`,
  weighted: (sum: string) => `${sum} weighted`,
  addIn: (stage: string) => `Add ${nouns.deal.one} in ${stage}`,
  empty: `No ${nouns.deal.many} in this stage`,
  failed: 'The board could not be loaded',
  moreFailed: 'More cards could not be loaded',
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
  cameFrom: 'Previous stage',
  notMoved: (title: string, why: string) => `${title} was moved back: ${why}`,
  moved: (title: string, stage: string, place: number, count: number) =>
    `${title} moved to ${stage}, ${place} of ${count}`,
  lifted: (title: string, stage: string, place: number, count: number) =>
    `${title} picked up. ${stage}, ${place} of ${count}. Use the arrow keys to move, Space to drop, Escape to cancel.`,
  over: (stage: string, place: number, count: number) => `${stage}, ${place} of ${count}`,
  overWon: 'Over Won',
  overLost: 'Over Lost',
  putBack: (title: string) => `${title} put back`,
  hintStage: 'stage',
  hintPlace: 'position',
  hintDrop: 'drop',
  hintBack: 'cancel',
  hintTouch: 'Drag to a stage, or to Won or Lost',
  space: 'Space',
  lift: 'Press Space to move this card with the keyboard',
  timeIn: 'Time in stages',
  notCounted: `Without an exchange rate, this ${nouns.deal.one} isn’t included in totals.`,
  cards: (stage: string) => `${nouns.deal.Many} in ${stage}`,
});

/** UI text for boards, and for winning and losing deals. */
export const texts = (nouns: Nouns) => ({
  deals: deals(nouns),
});
