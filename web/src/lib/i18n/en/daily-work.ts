import { activityKindNames } from './activity-kinds.ts';
import { answers, composer } from './composer.ts';
import { a } from '#contract/noun.ts';
import type { Nouns } from '../nouns.ts';
import { inSentence } from '../in-sentence.ts';
import { pluralIn } from '../plural.ts';
import { commandTitles } from './command-titles.ts';
import { dashboardTexts } from './dashboard.ts';

const plural = pluralIn('en');

const activities = {
  kinds: activityKindNames,
  act: { call: 'Call', email: 'E-mail' },
  did: {
    call: 'called',
    email: 'sent an e-mail',
    meeting: 'had a meeting',
    note: 'wrote a note',
    task: 'completed a task',
  },
  minutes: (count: number) => `${count} min`,
  actions: 'Activity actions',
  save: 'Save activity',
  deleted: 'Activity deleted',
  logged: (title: string) => `Logged: ${title}`,
  loggedAndNext: (title: string, next: string, when: string) => `Logged: ${title}. Next: ${next}, ${when}`,
  planned: (title: string, when: string) => `Planned: ${title}, ${when}`,
  plannedAndNext: (title: string, when: string, next: string, nextWhen: string) =>
    `Planned: ${title}, ${when}. Next: ${next}, ${nextWhen}`,
  notTakenBack: (reason: string) => `This couldn’t be undone. ${reason}`,
};

const tasks = {
  one: 'Task',
  add: 'Task',
  create: 'Create task',
  edit: 'Edit task',
  snooze: 'Snooze',
  snoozed: (title: string, when: string) => `${title}: due ${when}`,
  save: 'Save task',
  views: { today: 'My day', overdue: 'Overdue', upcoming: 'Upcoming', done: 'Done', history: 'History' },
  view: 'Task filter',
  layouts: { list: 'List', calendar: 'Calendar' },
  layout: 'View',
  priorities: { low: 'Low', normal: 'Normal', high: 'High' },
  noDuration: 'None',
  noReminder: 'None',
  reminders: { atDue: 'When due', hour: '1 hour before', day: '1 day before' },
  empty: {
    today: { title: 'Nothing due today', text: 'Tasks due today appear here, earliest first.' },
    overdue: {
      title: 'Nothing is overdue',
      text: 'Overdue tasks stay here until they’re done.',
    },
    upcoming: { title: 'Nothing planned', text: 'Tasks due after today appear here, earliest first.' },
    done: { title: 'Nothing completed yet', text: 'Tasks you complete appear here, newest first.' },
  },
  failed: 'The tasks could not be loaded',
  done: (title: string) => `Done: ${title}`,
  undone: (title: string) => `Reopened: ${title}`,
  markDone: (title: string) => `Done: ${title}`,
  deleted: (title: string) => `Task “${title}” deleted`,
  actions: (title: string) => `Actions for ${title}`,
  doneBy: (who: string) => `${who} completed`,
  dueAt: (when: string) => `due ${when}`,
  whose: 'Assignee',
  mine: 'Mine',
  everyone: 'Everyone’s',
};

const timeline = ({ customer, vendor }: Nouns) => ({
  title: 'Timeline',
  show: 'Show',
  kinds: { all: 'Everything', answer: 'Answers', note: 'Notes', change: 'Changes' },
  today: 'Today',
  yesterday: 'Yesterday',
  empty: 'Nothing here yet.',
  moving: 'What belongs to the merged records is still being moved here.',
  older: 'Show older',
  failed: 'The timeline could not be loaded',
  actions: { created: 'created this', deleted: 'deleted this', restored: 'restored this' },
  changed: 'changed',
  changedMany: (count: number) => plural(count, { other: 'changed # fields' }),
  changedSomething: 'changed this',
  /** How a change came about, after the sentence about it. */
  via: {
    api: 'with an API key',
    form: 'through a web form',
    link: 'through a link',
    job: 'in the background',
    automation: 'automatically',
    portal: 'in the portal',
    import: 'in an import',
  },
  /** Who changes records with the messages of another program. Its name isn’t known here. */
  byWebhook: 'A webhook',
  /** Who acts in the portal, whose name isn’t known here. */
  inPortal: { customer: `The ${customer.one}`, vendor: `The ${vendor.one}` },
  from: 'from',
  to: 'to',
});

const notes = {
  one: 'Note',
  add: 'Add note',
  text: 'Note text',
  bold: 'Bold',
  list: 'List',
  actions: 'Note actions',
  pin: 'Pin',
  unpin: 'Unpin',
  pinned: 'Pinned',
  pinnedBy: 'noted',
  noted: 'noted',
  edited: 'edited',
  deleted: 'Note deleted',
};

const sentences = (nouns: Nouns) => ({
  moved: (from: string, to: string) => `moved this from ${from} to ${to}`,
  movedSomewhere: 'moved this to another stage',
  won: 'won this',
  wonFrom: (from: string) => `won this from the stage ${from}`,
  lost: (reason: string) => (reason ? `lost this: ${reason}` : 'lost this'),
  reopened: 'reopened this',
  withdrawn: 'made this a draft again',
  /** `by` is empty if nobody knows who answered. */
  withdrewAccepted: (by: string) =>
    `made this a draft again, although ${by === '' ? 'it had been accepted' : `${by} had accepted it`}`,
  withdrewDeclined: (by: string) =>
    `made this a draft again, after ${by === '' ? 'it had been declined' : `${by} had declined it`}`,
  reordered: 'moved this on the board',
  qualified: 'qualified this',
  disqualified: (reason: string) => (reason ? `disqualified this: ${reason}` : 'disqualified this'),
  converted: 'converted this',
  confirmed: 'confirmed this',
  delivered: 'recorded a delivery',
  fulfilled: 'delivered all that was left',
  deliveryCorrected: 'corrected what was delivered',
  /** Quantities by line, such as "6 · 0". */
  deliveryCorrectedFrom: (from: string, to: string) => `corrected the delivered quantities: ${from} → ${to}`,
  canceled: (reason: string) => (reason ? `canceled this: ${reason}` : 'canceled this'),
  issued: 'issued this',
  voided: (reason: string) => (reason ? `voided this: ${reason}` : 'voided this'),
  sent: 'sent this',
  markedSent: 'marked this as sent',
  accepted: 'recorded that this was accepted',
  declined: (reason: string) =>
    reason ? `recorded that this was declined: ${reason}` : 'recorded that this was declined',
  acceptedOnline: (name: string) => `${name} accepted this online`,
  declinedOnline: (name: string, reason: string) =>
    reason ? `${name} declined this online: ${reason}` : `${name} declined this online`,
  linksRevoked: 'revoked all links to this',
  ordered: `made this ${a(nouns.order)}`,
  invoiced: `created ${a(nouns.invoice)} from this`,
  overdue: 'This is overdue',
  expired: 'This has expired',
  reminded: 'sent a payment reminder',
  remindedByItself: 'A payment reminder was sent',
  notReminded: 'A payment reminder wasn’t sent: there was no e-mail address that it could be sent to',
  credited: 'issued a credit note for this',
  settled: (amount: string) => `recorded ${a(nouns.payment)} that settles ${amount} of this`,
  unsettled: (amount: string) => `removed ${a(nouns.payment)} that settled ${amount} of this`,
  released: `changed the ${nouns.invoice.many} that this settles`,
  refunded: 'recorded a refund',
  merged: 'merged this with other records',
  separated: 'undid the merge of this',
  openAgain: `Open again, because the ${nouns.customer.one} has answered`,
  rated: (isGood: boolean, comment: string) =>
    `The ${nouns.customer.one} is ${isGood ? 'satisfied' : 'not satisfied'}${comment ? `: ${comment}` : ''}`,
  rescored: 'The score was recalculated',
  arrived: (form: string) => `Came in through the web form ${form}`,
  dealCreated: `opened the ${nouns.deal.one}`,
  dealEnds: { won: `Won the ${nouns.deal.one}`, lost: `Lost the ${nouns.deal.one}` },
  leadConverted: `Came from the ${nouns.lead.one}`,
  fields: (names: string) => `changed ${names}`,
  kinds: { activity: 'Activities', task: 'Tasks', deal: nouns.deal.Many, attachment: 'Files' },
  file: { created: 'added the file', deleted: 'deleted the file' },
  upcoming: 'Upcoming',
});

/** What leads to the page that merges records. */
const merging = { open: 'Merge with another…' };
const ofPerson = { open: 'Personal data…' };

const related = {
  add: (label: string) => `Add ${inSentence(label)}`,
  all: (count: string) => `All ${count}`,
  none: 'None yet',
  failed: 'Could not be loaded',
  reports: 'Direct reports',
};

const leads = (nouns: Nouns) => ({
  scoreOf: (score: string) => `Score ${score} of 100`,
  scoreTitle: 'Score',
  points: (points: number) => `+${points}`,
  capped: 'The score is capped at 100.',
  noPoints: 'No details that add points yet.',
  qualify: 'Qualify',
  qualified: (name: string) => `${name} is qualified`,
  disqualify: 'Disqualify',
  disqualified: (name: string) => `${name} is disqualified`,
  disqualifyTitle: (name: string) => `Disqualify ${name}?`,
  reason: 'Reason',
  reasonHelp: `Shown in the timeline for anyone who reopens this ${nouns.lead.one}.`,
  reopen: 'Reopen',
  reopened: (name: string) => `${name} is open again`,
  convert: 'Convert',
  convertTitle: `Convert ${nouns.lead.one}`,
  convertLead: (name: string) =>
    `Choose what ${name} becomes. Tags are kept, and whoever can see the new records also sees the notes and activities.`,
  converted: (name: string) => `${name} was converted`,
  already: `This ${nouns.lead.one} has already been converted`,
  customer: nouns.customer.One,
  contact: nouns.contact.One,
  newCustomer: (name: string) => `New ${nouns.customer.one} “${name}”`,
  newContact: (name: string) => `New ${nouns.contact.one} “${name}”`,
  useCustomer: `Another ${nouns.customer.one}`,
  useContact: `Another ${nouns.contact.one}`,
  customerOfContact: (name: string) =>
    `${name}, the ${nouns.customer.one} of the chosen ${nouns.contact.one}`,
  customerTaken: `Another ${nouns.customer.one} has this e-mail address. Choose that ${nouns.customer.one}, or change the ${nouns.lead.one}’s address.`,
  contactTaken: `Another ${nouns.contact.one} has this e-mail address. Choose that ${nouns.contact.one}, or change the ${nouns.lead.one}’s address.`,
  sameAddress: 'same e-mail or phone',
  withDeal: `Create ${a(nouns.deal)}`,
  dealTitle: 'Title',
  dealValue: 'Value',
  pipeline: 'Pipeline',
  rate: 'Exchange rate',
  matchesFailed: 'Could not check for existing records',
});

/** UI text that only deals need. */
const dealPage = (nouns: Nouns) => ({
  fromStage: 'from the stage',
  useStage: (percent: string) => `Use ${percent} from the stage`,
  moveTo: (stage: string) => `Move to ${stage}`,
  movedTo: (title: string, stage: string) => `${title} moved to ${stage}`,
  next: 'Next activity',
  nothingPlanned: 'Nothing planned',
  noCustomer: `No ${nouns.customer.one} yet`,
  noContacts: `No ${nouns.contact.many} yet`,
  more: (count: string) => `${count} more`,
});

const commandGroups = {
  general: 'General',
  goTo: 'Go to',
  list: 'Lists',
  tasks: 'Activities',
  record: 'Record',
  or: 'or',
};

const palette = {
  label: 'Search records, pages and actions',
  placeholder: 'Search records, pages and actions',
  results: 'Results',
  records: 'Records',
  actions: 'Actions',
  pages: 'Pages',
  searching: 'Searching…',
  nothing: (words: string) => (words ? `No results for “${words}”` : 'Type to search'),
  findIn: (list: string, words: string) => `${list}: all with “${words}”`,
  importMany: (many: string) => `Import ${many}…`,
  choose: 'choose',
  open: 'open',
  newTab: 'new tab',
  allKeys: 'all shortcuts',
};

/** UI text for record pages, the dashboard, tasks and the command palette. */
export const texts = (nouns: Nouns) => ({
  activities,
  commandGroups,
  commandTitles,
  answers: answers(nouns),
  composer,
  dealPage: dealPage(nouns),
  leads: leads(nouns),
  notes,
  palette,
  merging,
  ofPerson,
  related,
  sentences: sentences(nouns),
  tasks,
  timeline: timeline(nouns),
  ...dashboardTexts(nouns),
});
