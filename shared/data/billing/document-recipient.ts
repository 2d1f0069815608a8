import { documentLanguage } from '#contract/document-language.ts';
import type { Language } from '#contract/language.ts';
import type { Contact } from '#contract/records/contact.ts';
import type { Customer } from '#contract/records/customer.ts';
import type { Context } from '../organization/context.ts';
import { contactRecords } from '../records/contact.ts';
import { customerRecords } from '../records/customer.ts';
import { keyOf } from '../records/definition.ts';
import { recordAttributes } from '../records/read.ts';
import { recordFrom, type RecordItem } from '../records/stored.ts';
import { getItems } from '../store/table.ts';
import type { Session } from '../store/units.ts';
import { billingEmailOf } from './parties.ts';

/** Who gets a document unless somebody says otherwise. */
export interface Recipient {
  /** The customer's address, or that of the document's contact. */
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
  const { orgId, settings } = context;
  const named = [
    { definition: customerRecords, id: customerId },
    { definition: contactRecords, id: contactId },
  ].flatMap(({ definition, id }) => (id === undefined ? [] : [{ definition, id }]));
  const items = await getItems<RecordItem>(
    context,
    named.map(({ definition, id }) => keyOf(definition, orgId, id)),
    recordAttributes,
  );
  const live = named.flatMap(({ definition }, index) => {
    const item = items[index];
    const record = item && recordFrom(definition, item);
    return record && record.deletedAt === undefined ? [record as unknown as Customer & Contact] : [];
  });
  const customer = live.find(({ id }) => id === customerId);
  return {
    email: live.map(billingEmailOf).find((email) => email !== undefined),
    language: documentLanguage(customer?.country, settings.country),
    isReminded: customer?.noReminders !== true,
  };
}
