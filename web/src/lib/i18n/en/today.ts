import type { Nouns } from '../nouns.ts';
import { pluralIn } from '../plural.ts';

const plural = pluralIn('en');

/** UI text for what waits for the user today. */
export const texts = (nouns: Nouns) => ({
  today: {
    title: 'Today',
    tasks: 'Tasks',
    nothing: 'Nothing else is waiting for you.',
    all: (count: string) => `Show all ${count}`,
    plan: 'Plan the next step',
    planFor: (title: string) => `Plan the next step: ${title}`,
    sections: {
      lead: `${nouns.lead.Many} without an answer`,
      deal: `${nouns.deal.Many} that need you`,
      quote: `${nouns.quote.Many} about to expire`,
      invoice: `Overdue ${nouns.invoice.many}`,
      issue: `${nouns.issue.Many} due`,
    },
    failed: 'What is waiting for you could not be loaded',
    waiting: (days: number) =>
      days === 0 ? 'Came in today' : plural(days, { one: 'Waiting for # day', other: 'Waiting for # days' }),
    noStep: 'No next step',
    pastClose: (days: number) =>
      plural(days, { one: 'Should have closed yesterday', other: 'Should have closed # days ago' }),
    inStage: (days: number) => plural(days, { other: '# days in this stage' }),
    expires: (days: number) =>
      days === 0 ? 'Expires today' : plural(days, { one: 'Expires tomorrow', other: 'Expires in # days' }),
    overdue: (days: number) => plural(days, { one: '# day overdue', other: '# days overdue' }),
  },
});
