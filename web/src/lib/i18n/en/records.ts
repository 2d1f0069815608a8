import { phoneLabelTexts } from '#contract/phone-label-texts/en.ts';
import { inSentence } from '../in-sentence.ts';
import { ofTypes, type Noun, type Nouns } from '../nouns.ts';
import { pluralIn } from '../plural.ts';
import { listTexts } from './lists.ts';

const plural = pluralIn('en');

const records = {
  /** One of several values of a field. */
  numbered: (label: string, place: number) => `${label} (${place})`,
  addRecord: 'Add a record',
  details: 'Details',
  record: 'Record',
  parts: 'Page sections',
  created: 'Created',
  updated: 'Updated',
  nearlyFull: (used: number, most: number) =>
    `This record uses about ${used} of ${most} KB. Shorten its texts to make room.`,
  ownFields: 'More details',
  yes: 'Yes',
  no: 'No',
  none: 'None',
  nothing: 'empty',
  overdue: 'Overdue',
  currentValue: 'Current value',
  unassigned: 'Unassigned',
  assignToMe: 'Assign to me',
  assignedToMe: (title: string) => `${title} is assigned to you`,
  assignedElsewhere: (title: string, owner: string) =>
    `${title} was changed in the meantime. Assigned to: ${owner}`,
  log: 'Log activity',
  logOn: (title: string) => `Log activity: ${title}`,
  formerMember: 'Former member',
  someone: 'Someone',
  showAll: 'Show all',
  showLess: 'Show less',
  addField: (label: string) => `Add ${inSentence(label)}`,
  saved: 'Saved',
  createdNamed: (name: string) => `${name} was created`,
  duplicate: (name: string) => `Possible duplicate: ${name}`,
  open: 'Open',
  savedNamed: (name: string) => `${name} was saved`,
  write: (email: string) => `E-mail ${email}`,
  call: (number: string) => `Call ${number}`,
  openSite: (address: string) => `Open ${address}`,
  more: 'More',
  copyLink: 'Copy link',
  linkNotCopied: 'The link couldn’t be copied. Copy it from the address bar.',
  deleteText: (days: number) =>
    `They stay in the trash for ${days} days, with their notes, and can be restored.`,
  keepThem: 'Keep them',
  editUndone: (name: string, label: string) => `${name} · ${label}: edit undone`,
  overtaken: 'This was changed in the meantime. You now see its current state.',
  notSaved: (why: string) => `Not saved: ${why}`,
  otherRefused: (label: string, why: string) => `${label}: ${why}. Change both in the form.`,
  notDeleted: (count: number, why: string) =>
    `${plural(count, { one: 'Not deleted', other: '# were not deleted' })}: ${why}`,
  notRestored: (why: string, field?: string) => `Not restored: ${why}${field ? ` (${field})` : ''}`,
};

const trash = {
  title: 'Trash',
  lead: (days: number) => `Deleted records stay here for ${days} days.`,
  deleted: (who?: string) => (who ? `deleted by ${who}` : 'deleted'),
  gone: 'permanently deleted',
  until: 'Deleted on',
  entries: 'Notes, activities and files come back when the record is restored.',
};

const tags = {
  createNamed: (name: string) => `Create “${name}”`,
  add: 'Add tag',
  choose: 'Choose tags',
  find: 'Find or create a tag',
  noneFound: 'No matching tag',
  full: (count: number) => `At most ${count} tags`,
  remove: (name: string) => `Remove tag ${name}`,
};

const relation = {
  choose: (label: string) => `Choose ${inSentence(label)}`,
  change: (label: string) => `Change ${inSentence(label)}`,
  remove: (name: string) => `Remove ${name}`,
  none: 'None',
  nothing: 'No results',
  /** Instead of the title of a record, by the scope in which the user can read records of its type. */
  missing: { all: 'Deleted', some: 'Deleted or no access', none: 'No access' },
};

const money = { amount: 'Amount', currency: 'Currency' };

/** Labels of fields that several record types share. The labels of a type's own fields are in its view. */
const fieldLabels = (nouns: Nouns) => ({
  createdAt: 'Created',
  createdBy: 'Created by',
  updatedBy: 'Updated by',
  activityCount: 'Activities',
  lastTouchAt: 'Last touch',
  lastDoneAt: 'Last completed activity',
  lastActivityAt: 'Last logged activity',
  wonDeals: `${nouns.deal.Many} won`,
  wonValue: 'Won value',
  counting: 'Value in total',
  outcome: 'Outcome',
  nextTaskAt: 'Next task',
  updatedAt: 'Updated',
  externalId: 'External ID',
  code: 'Code',
  name: 'Name',
  firstName: 'First name',
  lastName: 'Last name',
  fullName: 'Name',
  statusId: 'Status',
  email: 'E-mail',
  phones: 'Phone',
  website: 'Website',
  jobTitle: 'Job title',
  city: 'City',
  country: 'Country',
  customerId: nouns.customer.One,
  ownerId: 'Owner',
  title: 'Title',
  value: 'Value',
  exchangeRate: 'Exchange rate',
  contactId: nouns.contact.One,
  contactIds: nouns.contact.Many,
  dealId: nouns.deal.One,
  pipelineId: 'Pipeline',
  stageId: 'Stage',
  probability: 'Probability',
  sourceId: 'Source',
  company: 'Company',
  score: 'Score',
  message: 'Message',
  address: 'Address',
  category: 'Category',
  department: 'Department',
  userId: 'User',
  estimatedValue: 'Estimated value',
  profession: 'Profession',
  nationalId: 'National ID',
  contactPerson: 'Contact person',
  rating: 'Rating',
  hireDate: 'Hire date',
  tagIds: 'Tags',
});

/** Outcomes of deals. */
/** The values of computed columns of deals. */
const outcomes = {
  open: 'Open',
  won: 'Won',
  lost: 'Lost',
  counted: 'Included',
  uncounted: 'Not included',
};

/** What totals leave out, because it is in other currencies. */
const otherCurrencies = {
  /** Up to two amounts. */
  amounts: (amounts: readonly string[]) => `+ ${amounts.join(' + ')}`,
  count: (count: number) => `+ ${count} in other currencies`,
  why: (count: number) =>
    plural(count, {
      one: 'Not in the total: # value in another currency has no exchange rate',
      other: 'Not in the total: # values in other currencies have no exchange rate',
    }),
};

/** UI text that is the same for all record types, except for the noun. */
const recordSentences = ({ one, many, One, Many }: Noun) => ({
  one: One,
  many: Many,
  all: `All ${many}`,
  /** Label of the button that creates a record. */
  add: One,
  create: `Create ${one}`,
  createNamed: (name: string) => `Create ${one} “${name}”`,
  edit: `Edit ${one}`,
  goTo: `Go to ${many}`,
  count: (count: number) => plural(count, { one: `# ${one}`, other: `# ${many}` }),
  search: `Search ${many}`,
  /** Titles of the record type's lists in settings. */
  statuses: `${One} statuses`,
  sources: `${One} sources`,
  empty: { title: `No ${many} yet` },
  trashEmpty: {
    title: 'The trash is empty',
    text: `Deleted ${many} stay here until they’re permanently removed.`,
  },
  loadFailed: `The ${many} could not be loaded`,
  noteHint: 'Write a note',
  deleted: (name: string) => `${name} was moved to the trash`,
  restored: (name: string) => `${name} was restored`,
  deletedMany: (count: number) =>
    plural(count, { one: `# ${one} is in the trash`, other: `# ${many} are in the trash` }),
  deleteMany: (count: number) => plural(count, { one: `Delete # ${one}?`, other: `Delete # ${many}?` }),
  inTrash: `This ${one} is in the trash`,
});

/** UI text for lists and forms of records. Every page after sign-in loads it. */
export const texts = (nouns: Nouns) => ({
  fieldLabels: fieldLabels(nouns),
  money,
  nouns,
  otherCurrencies,
  outcomes,
  phoneLabels: phoneLabelTexts,
  records,
  recordTypes: ofTypes(nouns, recordSentences),
  relation,
  tags,
  trash,
  ...listTexts(nouns),
});
