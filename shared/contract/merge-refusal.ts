import type { Issue } from './records/issue.ts';
import type { Lead } from './records/lead.ts';

/** Why a record can't become part of another one. */
export type MergeRefusal = 'issues_of_two_customers' | 'lead_converted';

type Rule<T> = (record: T, into: T) => MergeRefusal | undefined;

/** A converted lead stays, because its customer and contact name it. */
export const leadMergeRefusal: Rule<Pick<Lead, 'convertedAt'>> = ({ convertedAt }) =>
  convertedAt === undefined ? undefined : 'lead_converted';

type Readers = Pick<Issue, 'customerId' | 'contactId' | 'writerEmail'>;

/** Whoever reads the answers of one issue would read those of the other. */
export const issueMergeRefusal: Rule<Readers> = (one, other) =>
  haveOneReader(one, other) ? undefined : 'issues_of_two_customers';

/** Without a customer, the contact reads the answers, or the visitor who wrote through a form. */
function haveOneReader(one: Readers, other: Readers): boolean {
  if (one.customerId !== other.customerId) return false;
  if (one.customerId !== undefined || !hasReader(one) || !hasReader(other)) return true;
  const haveContacts = one.contactId !== undefined && other.contactId !== undefined;
  if (haveContacts) return one.contactId === other.contactId;
  return one.writerEmail !== undefined && one.writerEmail === other.writerEmail;
}

const hasReader = ({ contactId, writerEmail }: Readers): boolean =>
  contactId !== undefined || writerEmail !== undefined;

const rules: Partial<Record<string, Rule<object>>> = {
  lead: leadMergeRefusal,
  issue: issueMergeRefusal,
};

/** Why a record of a type can't become part of another one; undefined if nothing of the two is against it. */
export const mergeRefusal = (type: string, record: object, into: object): MergeRefusal | undefined =>
  rules[type]?.(record, into);
