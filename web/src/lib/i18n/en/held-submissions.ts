import type { Nouns } from '../nouns.ts';
import { capitalized, pluralIn } from '../plural.ts';

const plural = pluralIn('en');

/** UI text for what visitors sent that is held for review. */
export const heldSubmissions = (nouns: Nouns) => ({
  title: 'Held for review',
  lead: (days: string) =>
    `What visitors sent that looks automated or couldn’t be answered. Browsers that fill in forms by themselves can cause this, too. Release what is real: it becomes what it would have been. The rest is deleted ${days} days after it was sent.`,
  failed: 'The held submissions could not be loaded',
  emptyTitle: 'Nothing is held for review',
  emptyText: 'Submissions that look automated appear here. All others are accepted right away.',
  count: (count: number) => plural(count, { one: '# held for review', other: '# held for review' }),
  full: 'There is no room for more. Further visitors see that their answers weren’t sent. Release or delete some.',
  kinds: {
    lead: capitalized(nouns.lead.one),
    issue: capitalized(nouns.issue.one),
    portalAccess: 'Request for access to the portal',
  },
  from: (form: string) => `Form: ${form}`,
  reasons: {
    hiddenField: 'A field was filled in that visitors don’t see',
    tooFast: 'Sent faster than people type',
    undeliverable: 'E-mail can’t be sent to this address',
    unknownAddress: `No ${nouns.contact.one} has this e-mail address`,
    noCustomer: `The ${nouns.contact.one} belongs to no ${nouns.customer.one}`,
    hasAccess: `The ${nouns.contact.one} already has access`,
    accessSuspended: `The ${nouns.contact.one} has access for another ${nouns.customer.one}, which has to end first`,
    tooManyEmails: 'Too many e-mails were sent on that day',
    requestsOff: 'Requests for access were turned off',
  },
  until: 'Will be deleted:',
  release: 'Release',
  releaseOne: (title: string) => `Release: ${title}`,
  removeOne: (title: string) => `Delete: ${title}`,
  released: {
    lead: `${capitalized(nouns.lead.one)} created`,
    issue: `${capitalized(nouns.issue.one)} created`,
    portalAccess: 'Invitation sent',
  },
  open: 'Open',
  removeTitle: 'Delete this submission?',
  removeText: 'It can’t be restored.',
  removed: 'The submission was deleted',
});
