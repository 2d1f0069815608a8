import { limits } from '#contract/limits.ts';
import type { AttemptProblem, DeliveryState, WebhookContent, WebhookOffReason } from '#contract/webhook.ts';
import type { Nouns } from '../nouns.ts';
import { pluralIn } from '../plural.ts';
import { webhookEvents } from './webhook-events.ts';

const plural = pluralIn('en');

const offReasons: Record<WebhookOffReason, string> = {
  gone: 'The receiver answered that it takes no more messages (410).',
  failing: `All attempts failed for ${limits.webhookFailingDays} days.`,
  creator_left:
    'Whoever created it, or the API key with which it was created, can no longer use the organization. A webhook sends what its creator can see, so create a new one.',
};

const states: Record<DeliveryState, string> = {
  waiting: 'Waiting',
  delivered: 'Delivered',
  failed: 'Failed',
};

/** What went wrong in an attempt, in a few words. */
const problemNames: Record<AttemptProblem, string> = {
  refused_status: 'Error status',
  redirected: 'Redirect',
  timed_out: 'No answer in time',
  unknown_host: 'Unknown host',
  address_not_public: 'Private address',
  not_secure: 'No secure connection',
  no_connection: 'No connection',
  bad_answer: 'Invalid answer',
  switched_off: 'Webhook off',
  resting: 'Skipped',
  day_limit: 'Daily limit',
};

/** Why an attempt failed, and what to do about it. */
const problems: Record<AttemptProblem, string> = {
  refused_status: 'The receiver answered with an error. Only statuses from 200 to 299 count as delivered.',
  redirected: 'The receiver redirected the message. Redirects aren’t followed, so enter the final address.',
  timed_out: `The receiver didn’t answer within ${limits.webhookAnswerSeconds} seconds. Answer first and do slow work afterwards.`,
  unknown_host: 'No server has this name. Check the address.',
  address_not_public: 'The address belongs to a private network. Only public addresses are allowed.',
  not_secure: 'No secure connection was possible. Check the receiver’s TLS certificate.',
  no_connection: 'The receiver didn’t accept the connection, or ended it. Check that it’s running.',
  bad_answer: 'The receiver’s answer isn’t valid HTTP.',
  switched_off: 'The webhook was turned off before this attempt.',
  resting:
    'Skipped, because the receiver has failed many times in a row. It’s tried less often until it answers.',
  day_limit: 'Your organization has sent as many messages today as it can. Send this one again tomorrow.',
};

const form = {
  steps: {
    target: 'Name and address',
    events: 'Events',
    content: 'Content',
    verify: 'Verify and test',
  },
  done: 'done',
  verifyAhead: 'Once the webhook is created, you get its signing secret and can send a test message.',
  name: 'Name',
  nameHelp: 'What it’s for, such as “Accounting”.',
  url: 'Address',
  urlHelp:
    'Where your program receives messages. It must begin with https:// and be reachable from the internet.',
  find: 'Find an event',
  nothingFound: (typed: string) => `No event matches “${typed}”.`,
  allOf: (records: string) => `All events of ${records}`,
  showEvents: (records: string) => `Show the events of ${records}`,
  chosenOf: (chosen: string, all: string) => `${chosen} of ${all}`,
  chosen: (count: number) => plural(count, { one: '# event chosen', other: '# events chosen' }),
  noneChosen: 'Choose at least one event',
  content: 'Each message contains',
  contents: {
    ids: {
      label: 'IDs only',
      text: 'The event and the record’s ID. Your program reads the record through the API. Nothing confidential is sent.',
    },
    record: {
      label: 'The whole record',
      text: 'The record as the API returns it when the message is sent.',
    },
  } satisfies Record<WebhookContent, object>,
  filter: 'Filter (optional)',
  filterHelp: (records: string) => `Only send events of ${records} that match.`,
  filterNeedsType: 'You can filter by fields if all events are of one record type.',
  addFilter: 'Add a filter',
};

const secret = {
  title: 'Signing secret',
  shownOnce: 'Copy the signing secret now. It won’t be shown again.',
  kept: 'I’ve saved it',
  leaveTitle: 'Have you saved the secret?',
  leaveText: 'It won’t be shown again. If you lose it, you can rotate it.',
  stay: 'Back to the secret',
  verifyTitle: 'Verify messages',
  verifyText:
    'Each message is signed as Standard Webhooks specifies, so you can use its library in your language. It rejects messages that aren’t from here or are too old.',
  action: 'Rotate secret',
  libraries: 'Libraries for other languages',
  example: 'Example in Node.js',
  rotate: 'Rotate',
  rotateTitle: (name: string) => `Rotate the secret of “${name}”`,
  rotateText: 'Creates a new secret. While both are valid, each message has a signature by each of them.',
  olderEnds: 'The secret before the current one, which is still valid, stops signing immediately.',
  overlap: 'The current secret stops signing',
  overlapNow: 'immediately',
  hours: (count: number) => plural(count, { one: 'in # hour', other: 'in # hours' }),
  days: (count: number) => plural(count, { one: 'in # day', other: 'in # days' }),
  rotated: (name: string) => `New secret of “${name}”`,
  about: 'Receivers verify messages with the signing secret. If others may know it, rotate it.',
  previousUntil: 'The previous secret also signs until',
};

const test = {
  send: 'Send a test message',
  again: 'Send another test message',
  about: 'Sends a message of the event “test” to your address and shows what your program answers.',
  sending: 'Waiting for an answer…',
  failedHelp: 'Fix your program or the address, and send another one.',
};

const deliveries = {
  title: 'Deliveries',
  failed: 'The deliveries could not be loaded',
  filters: 'Filter deliveries',
  state: 'State',
  anyState: 'Any state',
  event: 'Event',
  anyEvent: 'Any event',
  emptyTitle: 'Nothing was sent yet',
  emptyText: 'Each message appears here with the receiver’s answers. Send a test message to try it.',
  noneTitle: 'No delivery matches',
  noneText: 'Change the filters to see others.',
  noneSoFar: 'None found so far.',
  searchOlder: 'Search older ones',
  attempts: (count: number) => plural(count, { one: '# attempt', other: '# attempts' }),
  status: (status: number) => `Status ${status}`,
  next: 'Next attempt',
  none: 'No attempt yet',
  one: 'Delivery',
  oneFailed: 'The delivery could not be loaded',
  goneTitle: 'This delivery no longer exists',
  goneText: `Deliveries are kept for ${limits.webhookDays} days.`,
  back: 'All deliveries',
  sendAgain: 'Send again',
  sendAllAgain: 'Send all again',
  sentAgain: (count: number) =>
    plural(count, { one: '# message is being sent again', other: '# messages are being sent again' }),
  sendNow: 'Send now',
  created: 'Created',
  record: 'Record',
  id: 'Message ID',
  attemptsTitle: 'Attempts',
  earlierLeftOut: (count: number) =>
    plural(count, { one: 'Only the last one is kept.', other: 'Only the last # are kept.' }),
  answer: 'Answer',
  payload: 'Message',
  milliseconds: (time: string) => `${time} ms`,
};

/** UI text for webhooks. */
export const texts = (nouns: Nouns) => ({
  webhooks: {
    title: 'Webhooks',
    outgoing: 'Outgoing webhooks',
    lead: 'Webhooks tell your own programs about what happens here, as soon as it does.',
    failed: 'The webhooks could not be loaded',
    emptyTitle: 'No webhooks yet',
    emptyText: `A webhook sends a signed message to an address of yours when something happens, such as a won ${nouns.deal.one}. Your program can then act at once instead of asking again and again.`,
    create: 'Create webhook',
    newTitle: 'New webhook',
    created: (name: string) => `Webhook “${name}” created`,
    open: 'Open webhook',
    oneFailed: 'The webhook could not be loaded',
    eventCount: (count: number) => plural(count, { one: '# event', other: '# events' }),
    on: 'On',
    off: 'Off',
    failing: 'Failing',
    failingSince: 'All attempts have failed since',
    isFailing: 'The receiver doesn’t accept messages',
    failingHelp: `After ${limits.webhookFailingDays} days, the webhook is turned off and administrators get an e-mail.`,
    isOff: 'This webhook is off',
    offText: 'Nothing is sent while it’s off, and what happens meanwhile isn’t sent later.',
    turnOn: 'Turn on',
    turnOff: 'Turn off',
    turnOffTitle: (name: string) => `Turn off “${name}”?`,
    turnedOn: (name: string) => `“${name}” is on`,
    turnedOff: (name: string) => `“${name}” is off`,
    offReasons,
    tabs: 'Parts of the webhook',
    settings: 'Settings',
    createdBy: (name: string) => `Created by ${name}`,
    creatorHelp: 'It sends only what its creator can see.',
    remove: 'Delete webhook',
    removeTitle: (name: string) => `Delete “${name}”?`,
    removeText:
      'Messages that are waiting aren’t sent, and its deliveries can no longer be seen. This can’t be undone.',
    removed: (name: string) => `Webhook “${name}” deleted`,
    events: webhookEvents(nouns),
    testEvent: 'Test message',
    states,
    problemNames,
    problems,
    form,
    secret,
    test,
    deliveries,
  },
});
