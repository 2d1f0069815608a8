import type { AnyRecord } from '../records/definition.ts';
import { languageOf } from '#contract/document-language.ts';
import type { Language } from '#contract/language.ts';
import type { Contact } from '#contract/records/contact.ts';
import type { Customer } from '#contract/records/customer.ts';
import type { Context } from '../organization/context.ts';
import { contactRecords } from '../records/contact.ts';
import { customerRecords } from '../records/customer.ts';
import { readFinal } from '../records/read.ts';
import type { Session } from '../store/units.ts';
import { billingEmailOf } from './parties.ts';

/** Who gets a document unless somebody says otherwise. */
export interface Recipient {
  /** The customer's address for documents, or that of the document's contact. */
  email?: string | undefined;
  language: Language;
  /** Whether the customer gets reminders. */
  isReminded: boolean;
}

/**
 * Customer and contact are read whoever may see them, because the document is about them. What is in the trash has no
 * address.
 */
export async function recipientOf(
  context: Session & Pick<Context, 'orgId' | 'settings'>,
  { customerId, contactId }: { customerId?: string | undefined; contactId?: string | undefined },
): Promise<Recipient> {
  const { settings } = context;
  const named = [
    { definition: customerRecords, id: customerId },
    { definition: contactRecords, id: contactId },
  ].flatMap(({ definition, id }) => (id === undefined ? [] : [{ definition, id }]));
  // A merge replaces those that a document names a moment later.
  const records = (await readFinal<AnyRecord>(context, named)) as (Partial<Customer & Contact> | undefined)[];
  const live = records.map((record) => (record?.deletedAt === undefined ? record : undefined));
  const customer = customerId === undefined ? undefined : live[0];
  const [email] = live.flatMap((one) => (one && billingEmailOf(one)) ?? []);
  return {
    email,
    language: languageOf(customer?.country ?? settings.country),
    isReminded: customer?.paymentReminders !== false,
  };
}
