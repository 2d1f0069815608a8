import type { StatusMeaning } from './status.ts';

/** Fields of a record that can’t be changed once one of some others has a value. */
export interface LockedFields {
  by: readonly string[];
  /** Meanings of the record’s status with which they can’t be changed either. */
  lockedIn?: readonly StatusMeaning[];
  fields: readonly string[];
  /**
   * The meanings of the status with which list rows, which lack the values of `by`, offer to change the fields. Without
   * it, they always do, and the change can be refused.
   */
  openIn?: readonly StatusMeaning[];
  /** Whether a field that is empty can still be filled in. */
  isFillable?: boolean;
  /** A field with which these fields can be changed all the same. */
  unless?: string;
  /** Fields to which another rule applies, such as those that can be changed for longer. */
  later?: LockedFields;
}

const priced = ['customerId', 'currency', 'lines', 'discountPercent'];

/** What was sent, confirmed, issued, settled or answered stays as it is. */
export const lockedFields = {
  quote: {
    by: ['sentAt'],
    fields: [...priced, 'title', 'quotedOn', 'notes'],
    openIn: ['draft'],
    // An offer that nobody has answered can be extended.
    later: { by: ['acceptedAt', 'declinedAt'], fields: ['validUntil'], openIn: ['draft', 'sent', 'expired'] },
  },
  order: { by: ['confirmedAt', 'canceledAt'], fields: [...priced, 'orderedOn'], openIn: ['draft'] },
  // Notes and references are printed on invoices.
  invoice: {
    by: ['issuedAt'],
    fields: [
      ...priced,
      'contactId',
      'orderId',
      'dealId',
      'seriesId',
      'issuedOn',
      'dueOn',
      'reference',
      'notes',
    ],
    openIn: ['draft'],
  },
  // A payment of the wrong customer or amount is canceled and entered again.
  payment: {
    by: ['allocations', 'refunds', 'provider'],
    lockedIn: ['canceled'],
    fields: ['customerId', 'amount'],
    openIn: [],
  },
  // Another customer would read what this one was answered. Without a customer, nobody reads it in the portal yet, and
  // another contact would.
  issue: {
    by: ['lastAnswerAt'],
    fields: ['customerId'],
    openIn: [],
    isFillable: true,
    later: {
      by: ['lastAnswerAt'],
      fields: ['contactId'],
      isFillable: true,
      unless: 'customerId',
    },
  },
} satisfies Record<string, LockedFields>;

/** The locked fields of a record type; undefined if there are none. */
export const lockedFieldsOf = (typeName: string): LockedFields | undefined =>
  (lockedFields as Partial<Record<string, LockedFields>>)[typeName];

/** All fields that can be locked. */
export const lockableFields = ({ fields, later }: LockedFields): string[] => [
  ...fields,
  ...(later ? lockableFields(later) : []),
];

/** Whether a field of a record can’t be changed any more. `meaning` is that of its status. */
export const isLocked = (
  { by, lockedIn = [], fields, isFillable, unless, later }: LockedFields,
  record: Readonly<Record<string, unknown>>,
  meaning: StatusMeaning | undefined,
  name: string,
): boolean =>
  (fields.includes(name) &&
    (by.some((field) => record[field] !== undefined) ||
      (meaning !== undefined && lockedIn.includes(meaning))) &&
    !(unless !== undefined && record[unless] !== undefined) &&
    !(isFillable && record[name] === undefined)) ||
  (later !== undefined && isLocked(later, record, meaning, name));

/** Whether a list offers to change a field of a row whose status has a meaning. */
export const isOpenInRow = (
  locked: LockedFields | undefined,
  meaning: StatusMeaning | undefined,
  name: string,
): boolean =>
  !locked ||
  ((!locked.fields.includes(name) ||
    !locked.openIn ||
    (meaning !== undefined && locked.openIn.includes(meaning))) &&
    isOpenInRow(locked.later, meaning, name));
