import { a } from '#contract/noun.ts';
import type { Nouns } from '../nouns.ts';
import { pluralIn } from '../plural.ts';

const plural = pluralIn('en');

/** UI text for answers to customers. */
export const answers = ({ customer, contact }: Nouns) => ({
  send: 'Send answer',
  hint: `Answer the ${customer.one}, who can read this`,
  then: 'Status afterwards',
  answered: `answered the ${customer.one}`,
  byCustomer: 'answered',
  fromCustomer: `From the ${customer.one}`,
  visitor: 'The visitor who wrote through the form',
  formerContact: `Somebody at the ${customer.one}`,
  attach: 'Attach files',
  files: 'Files of the answer',
  download: (name: string) => `Download ${name}`,
  remove: (name: string) => `Remove ${name}`,
  dropNow: 'Drop to attach',
  tooManyFiles: (most: number) => plural(most, { other: 'An answer can have # files at most.' }),
  filesUnderWay: 'Wait until the files are uploaded.',
  filesFailed: 'Retry the uploads that failed, or remove them.',
  nobody: `Nobody will get this answer: choose ${a(contact)} with an e-mail address first.`,
  undeliverable: `Nobody will get an e-mail: it can’t be sent to addresses with accents or letters other than a–z before the @. Choose ${a(contact)} with another address first.`,
  noEmail: `Nobody will get an e-mail: choose ${a(contact)} with an e-mail address first, unless the ${customer.one} reads answers in the portal.`,
  revoke: 'Revoke links',
  revokeTitle: 'Revoke all links to this?',
  revokeText:
    'Links in e-mails, with which it can be read and answered without an account, stop working. The next e-mail has a new one.',
  revoked: 'Links revoked',
  newerFirst: 'A new answer has arrived. Read it before you send yours.',
});

/** UI text for what is added to a timeline. */
export const composer = {
  kinds: { answer: 'Answer', note: 'Note', activity: 'Activity', call: 'Call', task: 'Task' },
  label: 'Add to the timeline',
  add: { activity: 'Add activity', call: 'Add call', any: 'Log activity' },
  /** The same while the chosen time is still to come. */
  plan: { activity: 'Plan activity', call: 'Plan call', any: 'Plan activity' },
  addTask: 'Add task',
  title: 'Title',
  notes: 'Notes',
  when: 'When',
  outcome: 'Outcome',
  minutes: 'Minutes',
  kind: 'Type',
  due: 'Due',
  duration: 'Duration',
  remind: 'Reminder',
  priority: 'Priority',
  assignee: 'Assigned to',
  hints: {
    activity: 'What happened, or what’s planned?',
    call: 'What was the call about?',
    any: 'What was it about?',
    task: 'What needs to be done?',
  },
};
