import { a } from '#contract/noun.ts';
import { heldSubmissions } from './held-submissions.ts';
import type { Nouns } from '../nouns.ts';
import { capitalized, pluralIn } from '../plural.ts';

const plural = pluralIn('en');

/** UI text for public forms. */
export const webForms = (nouns: Nouns) => ({
  title: 'Web forms',
  lead: `What visitors to your site submit becomes ${nouns.lead.many} or ${nouns.issue.many}. Forms work without JavaScript. What looks automated is held for review.`,
  failed: 'The web forms could not be loaded',
  emptyTitle: 'No web forms yet',
  emptyText: `Create a form and put it on your site. Each submission creates ${a(nouns.lead)} or ${a(nouns.issue)}.`,
  create: 'Create web form',
  edit: (name: string) => `Edit ${name}`,
  share: (name: string) => `Show and embed ${name}`,
  remove: (name: string) => `Delete ${name}`,
  removeTitle: (name: string) => `Delete ${name}?`,
  removeText:
    'Its link and embedded copies stop working immediately. Records that came in through it are kept.',
  removed: (name: string) => `${name} was deleted`,
  saved: (name: string) => `${name} saved`,
  turnOn: (name: string) => `Turn ${name} on`,
  turnOff: (name: string) => `Turn ${name} off`,
  on: 'On',
  off: 'Off',
  questions: (count: number) => plural(count, { one: '# question', other: '# questions' }),
  name: 'Name',
  nameHelp: 'Visible only to your team. It shows where each record came from.',
  creates: 'Each submission creates',
  createsHelp: `Each ${nouns.issue.one} is linked to the ${nouns.contact.one} with the visitor’s e-mail address, and to their ${nouns.customer.one}. Visitors don’t see this.`,
  kinds: { lead: capitalized(a(nouns.lead)), issue: capitalized(a(nouns.issue)) },
  language: 'Page language',
  heading: 'Heading',
  intro: 'Introduction',
  fields: 'Questions',
  question: 'Question',
  label: 'Label',
  required: 'Required',
  addQuestion: 'Add question',
  retiredField: (label: string) => `${label} (retired, no longer asked)`,
  up: (label: string) => `Move ${label} up`,
  down: (label: string) => `Move ${label} down`,
  removeQuestion: (label: string) => `Remove ${label}`,
  newRecordsGet: { lead: `New ${nouns.lead.many} get`, issue: `New ${nouns.issue.many} get` },
  noOwner: 'Unassigned',
  source: 'Source',
  noSource: 'Default source, if any',
  tags: 'Tags',
  consent: 'Consent text',
  consentHelp:
    'Leave it empty if visitors don’t need to agree to anything. Each record keeps the exact text that was accepted.',
  wording: (version: number) => `Version ${version}`,
  thanks: 'Thank-you message',
  redirect: 'Redirect to',
  redirectHelp: 'An https:// address to show instead of the thank-you message.',
  origins: 'Sites that can embed the form',
  otherContact: 'Other way to reach you',
  otherContactHelp:
    'An e-mail address or phone number that visitors see if the form can’t accept their answers.',
  originsHelp:
    'One per line, such as https://www.example.com. If empty, the form is available only through its own link.',
  isOn: 'Accepting submissions',
  link: 'Link',
  frame: 'Embed as iframe',
  script: 'Embed with a script',
  preview: 'Preview',
  previewHelp: {
    lead: `This is the live form: submitting it creates ${a(nouns.lead)}.`,
    issue: `This is the live form: submitting it creates ${a(nouns.issue)}.`,
  },
  held: heldSubmissions(nouns),
  isOff: 'This form is off, so its link says that the form isn’t available. Turn it on to see it.',
});
