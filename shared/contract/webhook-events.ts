import type { RecordTypeName } from './record-types.ts';

/** What can happen to a record of every type. */
const everywhere = ['created', 'updated', 'deleted', 'restored'] as const;

/** What else can become of records of some types, by the field with the instant at which it did. */
export const moments = {
  lead: { converted: 'convertedAt' },
  quote: { sent: 'sentAt', accepted: 'acceptedAt', declined: 'declinedAt' },
  order: { confirmed: 'confirmedAt', fulfilled: 'fulfilledAt', canceled: 'canceledAt' },
  invoice: { issued: 'issuedAt', overdue: 'overdueAt', paid: 'paidAt', voided: 'voidedAt' },
  issue: { resolved: 'resolvedAt' },
  activity: { completed: 'doneAt' },
} as const satisfies Partial<Record<RecordTypeName, Record<string, string>>>;

/** Meanings of stages whose beginning is an event of a deal. */
export const closingMeanings = ['won', 'lost'] as const;

/** What webhooks can tell of, such as `deal.won`: a record's type and what became of it. */
export const webhookEventsOf = (type: RecordTypeName): string[] => [
  ...everywhere.map((what) => `${type}.${what}`),
  ...(type === 'deal' ? closingMeanings.map((meaning) => `deal.${meaning}`) : []),
  ...Object.keys((moments as Partial<Record<RecordTypeName, object>>)[type] ?? {}).map(
    (what) => `${type}.${what}`,
  ),
];

/** What becomes of a record with its person. Receivers then remove what they have. */
export const erased = 'erased';

/** The record type of an event. */
export const typeOfEvent = (event: string): RecordTypeName => event.split('.')[0] as RecordTypeName;

/** The event with which a webhook is tried out. */
export const testEvent = 'test';
