import type { RecordTypeName } from '#contract/record-types.ts';
import type { Noun, Words } from '../nouns.ts';

/** What the product calls records. */
export const builtInWords: Record<RecordTypeName, Words> = {
  contact: { one: 'Contact', many: 'Contacts' },
  customer: { one: 'Customer', many: 'Customers' },
  lead: { one: 'Lead', many: 'Leads' },
  deal: { one: 'Deal', many: 'Deals' },
  vendor: { one: 'Vendor', many: 'Vendors' },
  employee: { one: 'Employee', many: 'Employees' },
};

/** "a deal", "an opportunity". */
export const a = ({ one }: Noun): string => `${/^[aeio]/i.test(one) ? 'an' : 'a'} ${one}`;
