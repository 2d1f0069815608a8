import type { Issue } from './records/issue.ts';
import type { Lead } from './records/lead.ts';

/** Why a record can't become part of another one. */
export type MergeRefusal = 'issues_of_two_customers' | 'lead_converted';

type Rule<T> = (record: T, into: T) => MergeRefusal | undefined;

/** A converted lead stays, because its customer and contact name it. */
export const leadMergeRefusal: Rule<Pick<Lead, 'convertedAt'>> = ({ convertedAt }) =>
  convertedAt === undefined ? undefined : 'lead_converted';

type Reader = Pick<Issue, 'customerId' | 'writerEmail'>;

/** Whoever reads the answers of one issue would read those of the other. */
export const issueMergeRefusal: Rule<Reader> = (one, other) => {
  const haveOneReader =
    one.customerId === other.customerId &&
    (one.customerId !== undefined ||
      one.writerEmail === undefined ||
      other.writerEmail === undefined ||
      one.writerEmail === other.writerEmail);
  return haveOneReader ? undefined : 'issues_of_two_customers';
};

const rules: Partial<Record<string, Rule<object>>> = {
  lead: leadMergeRefusal as Rule<object>,
  issue: issueMergeRefusal as Rule<object>,
};

/** Why a record of a type can't become part of another one; undefined if nothing of the two is against it. */
export const mergeRefusal = (type: string, record: object, into: object): MergeRefusal | undefined =>
  rules[type]?.(record, into);
