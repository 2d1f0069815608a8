import type { Nouns } from '../nouns.ts';
import { a } from '#contract/noun.ts';

export const related = (nouns: Nouns) => ({
  add: (label: string) => `Add: ${label}`,
  all: (count: string) => `All ${count}`,
  none: 'None yet',
  failed: 'Could not be loaded',
  reports: 'Direct reports',
  becameOf: `Came from ${nouns.lead.one}`,
});

export const leads = (nouns: Nouns) => ({
  scoreOf: (score: string) => `Score ${score} of 100`,
  scoreTitle: 'Score',
  points: (points: number) => `+${points}`,
  capped: 'The score is capped at 100.',
  noPoints: 'No details that score points yet.',
  qualify: 'Qualify',
  qualified: (name: string) => `${name} is qualified`,
  disqualify: 'Disqualify',
  disqualified: (name: string) => `${name} is disqualified`,
  disqualifyTitle: (name: string) => `Disqualify ${name}?`,
  reason: 'Reason',
  reasonHelp: `It stands in the timeline, for whoever picks this ${nouns.lead.one} up again.`,
  reopened: (name: string) => `${name} is open again`,
  convert: 'Convert',
  convertTitle: `Convert ${nouns.lead.one}`,
  convertLead: (name: string) => `Choose what ${name} becomes. Notes, activities and tags are kept.`,
  converted: (name: string) => `${name} was converted`,
  already: `This ${nouns.lead.one} is converted`,
  customer: nouns.customer.One,
  contact: nouns.contact.One,
  newCustomer: (name: string) => `New ${nouns.customer.one} “${name}”`,
  newContact: (name: string) => `New ${nouns.contact.one} “${name}”`,
  useCustomer: `Another ${nouns.customer.one}`,
  useContact: `Another ${nouns.contact.one}`,
  customerOfContact: (name: string) =>
    `${name}, the ${nouns.customer.one} of the chosen ${nouns.contact.one}`,
  sameAddress: 'same e-mail or phone',
  withDeal: `Create ${a(nouns.deal)}`,
  dealTitle: 'Title',
  dealValue: 'Value',
  pipeline: 'Pipeline',
  rate: 'Exchange rate',
  matchesFailed: 'Could not check for existing records',
});
