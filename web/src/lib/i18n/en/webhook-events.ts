import { a } from '#contract/noun.ts';
import type { closingMeanings, erased, moments } from '#contract/webhook-events.ts';
import type { Noun, Nouns } from '../nouns.ts';
import { capitalized } from '../plural.ts';

type Moments = typeof moments;
/** What can happen to a record: the part of an event's name after the record type. */
type EventKind =
  | 'created'
  | 'updated'
  | 'deleted'
  | 'restored'
  | typeof erased
  | (typeof closingMeanings)[number]
  | { [Type in keyof Moments]: keyof Moments[Type] }[keyof Moments];

interface EventText {
  /** What has happened to a record of a type, such as "Deal won". */
  name: (noun: Noun) => string;
  /** When that is sent. */
  about: (noun: Noun) => string;
}

/** UI text for what can happen to records. */
export const webhookEvents = ({ contact, customer, deal }: Nouns): Record<EventKind, EventText> => ({
  created: {
    name: ({ One }) => `${One} created`,
    about: (noun) => `By hand, by a form or import, or through the API. Once for each ${noun.one}.`,
  },
  updated: {
    name: ({ One }) => `${One} changed`,
    about: () => 'Any of its fields has a new value.',
  },
  deleted: { name: ({ One }) => `${One} deleted`, about: () => 'It’s now in the trash.' },
  restored: { name: ({ One }) => `${One} restored`, about: () => 'It’s back from the trash.' },
  erased: {
    name: ({ One }) => `${One} erased`,
    about: (noun) =>
      `What was stored about a person was erased. Receivers should remove the ${noun.one}, too.`,
  },
  won: {
    name: ({ One }) => `${One} won`,
    about: (noun) => `${capitalized(a(noun))} has reached a stage that means won.`,
  },
  lost: {
    name: ({ One }) => `${One} lost`,
    about: (noun) => `${capitalized(a(noun))} has reached a stage that means lost.`,
  },
  converted: {
    name: ({ One }) => `${One} converted`,
    about: () => `It has become ${a(contact)}, possibly with ${a(customer)} and ${a(deal)}.`,
  },
  sent: { name: ({ One }) => `${One} sent`, about: () => 'Sent by e-mail, or marked as sent.' },
  accepted: {
    name: ({ One }) => `${One} accepted`,
    about: () => `By the ${customer.one}, or recorded by your team.`,
  },
  declined: {
    name: ({ One }) => `${One} declined`,
    about: () => `By the ${customer.one}, or recorded by your team.`,
  },
  confirmed: { name: ({ One }) => `${One} confirmed`, about: () => 'It’s no longer a draft.' },
  fulfilled: { name: ({ One }) => `${One} fulfilled`, about: () => 'Everything in it has been delivered.' },
  canceled: { name: ({ One }) => `${One} canceled`, about: () => 'It won’t be delivered.' },
  issued: { name: ({ One }) => `${One} issued`, about: () => 'It has its number and a due date.' },
  overdue: {
    name: ({ One }) => `${One} overdue`,
    about: () => 'The due date has passed with an amount unpaid.',
  },
  paid: { name: ({ One }) => `${One} paid`, about: () => 'Nothing is left to pay.' },
  voided: { name: ({ One }) => `${One} voided`, about: () => 'It no longer counts.' },
  resolved: {
    name: ({ One }) => `${One} resolved`,
    about: () => `The ${customer.one}’s problem is solved.`,
  },
  completed: { name: ({ One }) => `${One} completed`, about: () => 'It was marked as done.' },
});
