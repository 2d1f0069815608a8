import { a } from '#contract/noun.ts';
import type { Nouns } from '../nouns.ts';
import { pluralIn } from '../plural.ts';

const plural = pluralIn('en');

const byItself = (nouns: Nouns) => ({
  overdue: 'is overdue',
  expired: 'has expired',
  acceptedOnline: `was accepted by the ${nouns.customer.one}`,
  declinedOnline: `was declined by the ${nouns.customer.one}`,
  answeredByCustomer: `was answered by the ${nouns.customer.one}`,
  rated: `was rated by the ${nouns.customer.one}`,
  reminded: '– payment reminder sent',
  notReminded: '– payment reminder not sent',
});

const dashboard = (nouns: Nouns) => ({
  greeting: (hour: number, name: string) =>
    `Good ${hour < 12 ? 'morning' : hour < 18 ? 'afternoon' : 'evening'}${name ? `, ${name}` : ''}`,
  today: (count: number) =>
    count === 0
      ? `No new ${nouns.contact.many} yet today.`
      : plural(count, {
          one: `# new ${nouns.contact.one} today.`,
          other: `# new ${nouns.contact.many} today.`,
        }),
  failed: 'The dashboard could not be loaded',
  emptyTitle: 'No data yet',
  emptyText: `Numbers appear here once you have ${nouns.contact.many}. Create the first one, or explore with demo data.`,
  addedInDays: (count: number, days: number) => `${plural(count, { other: '#' })} new in ${days} days`,
  newInMonth: (count: number) => `${plural(count, { other: '#' })} new this month`,
  from: (before: string) => `from ${before}`,
  newPerDay: `New ${nouns.contact.many}`,
  newPerDaySummary: (week: number, before: number) =>
    `New ${nouns.contact.many} per day over two weeks: ${week} this week, ${before} the week before.`,
  day: 'Day',
  asTable: 'Show as table',
  asChart: 'Show as chart',
  recent: 'Recent activity',
  activities: 'Activities this week',
  noActivity: 'No activity yet.',
  byForm: 'came in through a web form',
  byItself: byItself(nouns),
  verbs: {
    created: 'created',
    updated: 'updated',
    deleted: 'deleted',
    restored: 'restored',
    moved: 'moved',
    won: 'won',
    lost: 'lost',
    reopened: 'reopened',
    reordered: 'moved',
    qualified: 'qualified',
    disqualified: 'disqualified',
    converted: 'converted',
    confirmed: 'confirmed',
    delivered: 'recorded a delivery of',
    fulfilled: 'delivered the rest of',
    deliveryCorrected: 'corrected the delivery of',
    canceled: 'canceled',
    sent: 'sent',
    markedSent: 'marked as sent:',
    accepted: 'recorded the acceptance of',
    declined: 'recorded the refusal of',
    linksRevoked: 'revoked the links to',
    ordered: `created ${a(nouns.order)} from`,
    invoiced: `created ${a(nouns.invoice)} from`,
    issued: 'issued',
    voided: 'voided',
    credited: 'issued a credit note for',
    settled: `changed the ${nouns.payment.many} of`,
    released: 'changed the allocation of',
    refunded: 'recorded a refund of',
    answered: 'answered',
    merged: 'merged',
    separated: 'undid the merge of',
    'note.created': 'wrote a note on',
    'note.updated': 'edited a note on',
    'note.deleted': 'deleted a note on',
    'note.restored': 'restored a note on',
  },
});

const selling = (nouns: Nouns) => ({
  leadsByStatus: `${nouns.lead.Many} by status`,
  contactsByStatus: `${nouns.contact.Many} by status`,
  closedLeads: `${nouns.lead.Many} closed this month`,
  newLeads: `New ${nouns.lead.many} this week`,
  openDeals: `Open ${nouns.deal.many}`,
  worth: (sum: string) => `worth ${sum}`,
  wonMonth: 'Won this month',
  pipeline: 'Pipeline',
  pipelineSummary: (parts: string) => `Open ${nouns.deal.many} by stage: ${parts}`,
  weighted: (sum: string) => `Weighted value: ${sum}`,
  noTasks: 'You’re all caught up.',
  allTasks: 'All tasks',
});

/** UI text for the dashboard. */
export const dashboardTexts = (nouns: Nouns) => ({
  dashboard: dashboard(nouns),
  selling: selling(nouns),
});
