import type { OnMatch } from '#contract/import.ts';
import { importProblems } from '#contract/import-problem-texts/en.ts';
import type { KnownSender } from '#contract/known-senders.ts';
import { limits } from '#contract/limits.ts';
import { a } from '#contract/noun.ts';
import type { ReceivedState, SourcePreview } from '#contract/webhook-source.ts';
import type { Nouns } from '../nouns.ts';
import { pluralIn } from '../plural.ts';

const plural = pluralIn('en');

const states: Record<ReceivedState, string> = {
  waiting: 'Waiting',
  done: 'Done',
  ignored: 'Ignored',
  held: 'Held',
};

/** Why a message is held. Most reasons are those of imported rows. */
const problems = {
  ...importProblems,
  not_readable: 'The message is neither JSON nor a form',
  internal: 'Something went wrong on our side. Read the message again',
  source_deleted: 'The webhook was deleted before the message was read',
  payload_erased: 'The message has no content, or it was erased',
  other_currency: 'What it pays is in another currency',
  unknown_field: 'This field no longer exists',
  unknown_reference: 'Nothing has this name or value',
  wrong_decimal_mark: 'Not a number with a decimal point',
  wrong_date_order: 'Not a date, such as 2026-03-31',
  missing_field: 'Required, but the message has no value for it',
  record_limit: 'Your organization has reached its limit of records',
  other: 'No record can be created with this value',
};

const form = {
  steps: {
    target: 'Name and records',
    sender: 'Sender',
    connect: 'Address and secret',
    mapping: 'Mapping',
  },
  connectAhead: 'Once the webhook is created, you get its address and secret.',
  mappingAhead: 'Then you paste a message and choose what goes where.',
  name: 'Name',
  nameHelp: 'Where the messages come from, such as “Website”.',
  recordType: 'Each message becomes',
  proof: 'How the sender proves that a message comes from it',
  header: 'Header',
  headerHelp: 'The name of the header that has the secret or the signature.',
  username: 'User name',
  algorithm: 'Algorithm',
  encoding: 'Encoding',
  prefix: 'Prefix (optional)',
  prefixHelp: 'What comes before the signature in the header, such as “sha256=”.',
  secret: 'Secret (optional)',
  secretHelp:
    'If the sender gives you a secret, enter it here. Otherwise, leave this empty and one is created.',
};

type Sender = KnownSender | 'custom';
const senders: Record<Sender, { label: string; text: string }> = {
  standard: {
    label: 'Standard Webhooks',
    text: 'A signature that many services and libraries support. The best choice for programs of your own.',
  },
  github: { label: 'GitHub', text: 'The signature in X-Hub-Signature-256.' },
  shopify: { label: 'Shopify', text: 'The signature by the client secret of your app.' },
  twilio: { label: 'Twilio', text: 'The signature by the auth token of your account.' },
  token: { label: 'Token in a header', text: 'The secret itself in a header, such as Authorization.' },
  basic: { label: 'User name and password', text: 'For programs that can only sign in.' },
  custom: { label: 'Another signature', text: 'An HMAC of the message in a header of your choice.' },
};

const secret = {
  title: 'Secret',
  shownOnce: 'Copy the secret now and enter it in the other program. It won’t be shown again.',
  kept: 'I’ve saved it',
  leaveTitle: 'Have you saved the secret?',
  leaveText: 'It won’t be shown again. If you lose it, you can rotate it.',
  stay: 'Back to the secret',
  about: 'The sender proves with the secret that its messages are genuine. If others may know it, rotate it.',
  theirs: 'Messages are checked with the secret that you entered.',
  previousUntil: 'The previous secret is also accepted until',
  action: 'Rotate secret',
  rotate: 'Rotate',
  rotateTitle: (name: string) => `Rotate the secret of “${name}”`,
  rotateText: 'Creates a new secret. While both are valid, messages with either of them are accepted.',
  olderEnds: 'The secret before the current one, which is still valid, is no longer accepted from now on.',
  overlap: 'The current secret is no longer accepted',
  overlapNow: 'from now on',
  hours: (count: number) => plural(count, { one: 'after # hour', other: 'after # hours' }),
  days: (count: number) => plural(count, { one: 'after # day', other: 'after # days' }),
  rotated: (name: string) => `New secret of “${name}”`,
};

const mapping = {
  example: 'Example message',
  exampleHelp: 'Paste a message of the sender, in JSON or as a form (name=Ada&email=…).',
  latest: 'Use the latest message',
  noLatest: 'No message has arrived yet. Paste one instead.',
  fields: 'Fields',
  fieldsHelp: 'Choose where each value is in the message.',
  fieldsUnmapped:
    'Until you choose a place, each field is expected under its own name at the top level of the message.',
  fieldsAhead: 'Paste a message to choose places from it.',
  none: 'Leave empty',
  fixed: 'Same value for all messages…',
  placeOf: (field: string) => `Place of ${field}`,
  valueOf: (field: string) => `Value of ${field}`,
  currencyOf: (field: string) => `Currency of ${field}`,
  usualCurrency: 'Your currency, or as in the value',
  isMinor: (field: string) => `${field} is in cents`,
  another: 'another one',
  fullName: 'Full name',
  about: 'About (e-mail or phone)',
};

const matching = {
  title: 'Known records',
  by: 'Find existing records by',
  byHelp: 'The first of these fields with which a record is found counts.',
  onMatch: 'If a message is about one of them',
  choices: {
    create: {
      label: 'Create another record',
      text: 'A message with a value that must be unique and is taken is held.',
    },
    updateEmpty: { label: 'Fill in missing values', text: 'Only fields without a value are set.' },
    update: {
      label: 'Update the record',
      text: 'The values of the message replace those of the record. Missing values change nothing.',
    },
    skip: { label: 'Ignore the message', text: 'The record stays as it is.' },
  } satisfies Record<OnMatch, object>,
};

const further = {
  title: 'Which messages',
  onlyAt: 'Only messages with a certain text (optional)',
  onlyAtHelp: 'The place of the text, such as the kind of event. Other messages are ignored.',
  onlyAll: 'All messages',
  onlyIs: 'Text',
  onlyIsHelp: 'Separate several texts with commas.',
  idAt: 'ID of a message (optional)',
  idAtHelp:
    'A header, such as X-GitHub-Delivery, or a place, such as /id. A message with the same ID is taken once, even if its text differs.',
};

const preview = {
  title: 'Preview',
  empty: 'Paste a message to see what becomes of it.',
  reading: 'Reading…',
  actions: {
    create: (one: string) => `Creates a record: ${one}`,
    update: (one: string) => `Updates a record: ${one}`,
    ignore: () => 'Is ignored',
    hold: () => 'Is held, because it can’t become a record',
  } satisfies Record<SourcePreview['action'], (one: string) => string>,
  failed: 'The preview could not be created',
};

const test = {
  send: 'Send this message',
  saveAndSend: 'Save and send this message',
  about: 'Takes the example as if the sender had sent it. It becomes a real record.',
  noExample: 'Paste a message first.',
  sending: 'Reading the message…',
};

const messages = {
  title: 'Messages',
  failed: 'The messages could not be loaded',
  filters: 'Filter messages',
  state: 'State',
  anyState: 'Any state',
  emptyTitle: 'No message has arrived yet',
  emptyText: 'Each message appears here with what became of it. Enter the address in the other program.',
  noneTitle: 'No message matches',
  noneText: 'Change the filter to see others.',
  noneSoFar: 'None found so far.',
  searchOlder: 'Search older ones',
  one: 'Message',
  oneFailed: 'The message could not be loaded',
  goneTitle: 'This message no longer exists',
  goneText: `Messages are kept for ${limits.webhookDays} days.`,
  back: 'All messages',
  outcomes: {
    created: 'Record created',
    updated: 'Record updated',
    ignored: 'Ignored',
    waiting: 'Being read',
    held: 'No record created',
  },
  record: 'Record',
  received: 'Received',
  id: 'ID at the sender',
  size: 'Size',
  problems: 'Problems',
  problemAt: (place: string) => `at ${place}`,
  payload: 'Content',
  erased: 'The content of this message was erased.',
  readAgain: 'Read again',
  againTitle: 'Read this message again?',
  againText:
    'It has already become a record. It creates another one, unless the settings for known records say otherwise.',
  putAside: 'Put aside',
  fix: 'Fix the mapping',
  readAllAgain: 'Read all held again',
  readingAgain: (count: number) =>
    plural(count, { one: '# message is being read again', other: '# messages are being read again' }),
};

/** UI text for incoming webhooks. */
export const texts = (nouns: Nouns) => ({
  webhookSources: {
    title: 'Incoming webhooks',
    lead: 'Other programs send messages here, and each becomes a record.',
    failed: 'The incoming webhooks could not be loaded',
    emptyTitle: 'No incoming webhooks yet',
    emptyText: `Give a form, a shop or another program an address here. Each message that it sends becomes a record, such as ${a(nouns.lead)}, as soon as it arrives.`,
    create: 'Create incoming webhook',
    newTitle: 'New incoming webhook',
    created: (name: string) => `Incoming webhook “${name}” created`,
    open: 'Open webhook',
    oneFailed: 'The incoming webhook could not be loaded',
    address: 'Address',
    addressHelp: 'Enter it in the other program.',
    becomes: (record: string) => `Creates: ${record}`,
    held: (count: number) => (count >= 100 ? '100+ held' : plural(count, { one: '# held', other: '# held' })),
    heldTitle: (count: number) =>
      count >= 100
        ? 'More than 100 messages are held'
        : plural(count, { one: '# message is held', other: '# messages are held' }),
    heldText: 'What couldn’t become a record waits here. Fix the mapping, then read it again.',
    showHeld: 'Show held messages',
    on: 'On',
    off: 'Off',
    isOff: 'This webhook is off',
    offText: 'While it’s off, the address answers with 404. Most senders try again for some time.',
    turnOn: 'Turn on',
    turnOff: 'Turn off',
    turnOffTitle: (name: string) => `Turn off “${name}”?`,
    turnedOn: (name: string) => `“${name}” is on`,
    turnedOff: (name: string) => `“${name}” is off`,
    tabs: 'Parts of the webhook',
    settings: 'Settings',
    createdBy: (name: string) => `Created by ${name}`,
    remove: 'Delete webhook',
    removeTitle: (name: string) => `Delete “${name}”?`,
    removeText:
      'Messages that are waiting don’t become records, and its messages can no longer be seen. This can’t be undone.',
    removed: (name: string) => `Incoming webhook “${name}” deleted`,
    states,
    problems,
    form,
    senders,
    secret,
    mapping: { ...mapping, invoice: `${nouns.invoice.One} number` },
    matching,
    further,
    preview,
    test,
    messages,
  },
});
