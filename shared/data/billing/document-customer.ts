import type { Party } from '#contract/document-fields.ts';
import { ProblemError } from '#contract/problem.ts';
import type { Invoice } from '#contract/records/invoice.ts';
import type { Quote } from '#contract/records/quote.ts';
import { recordPermission } from '#contract/record-permission.ts';
import type { Context } from '../organization/context.ts';
import { customerRecords } from '../records/customer.ts';
import { isVisible, reachOf, readFinal } from '../records/read.ts';
import { isGone } from '../records/stored.ts';
import type { DocumentType } from './document-links.ts';
import { recipientOf, type Recipient } from './document-recipient.ts';
import { buyerOf } from './parties.ts';

/*
 * What a document tells of its customer, whether the caller can read the customer or not: whoever can read the document sees
 * what it prints, and whoever can send it also sees the address to which it goes and whether reminders do. Nothing else of
 * the customer is told through a document.
 */

/** The customer as a document without a copy of its own prints it. */
export async function printedBuyer(
  context: Context,
  { customerId }: { customerId?: string | undefined },
): Promise<Party | undefined> {
  if (customerId === undefined) return undefined;
  const [customer] = await readFinal(context, [{ definition: customerRecords, id: customerId }]);
  return customer && !isGone(customer, context.now) ? buyerOf(customer) : undefined;
}

/** Refuses an address of their own to callers who can't read the document, because its e-mail opens it. */
export function checkAddress(
  { scopeFor }: Pick<Context, 'scopeFor'>,
  type: DocumentType,
  email: string | undefined,
): void {
  if (email !== undefined && !scopeFor(recordPermission(type, 'read'))) throw new ProblemError('forbidden');
}

/** Who gets a document, as the caller sees it. */
export async function recipientSeen(
  context: Context,
  type: DocumentType,
  document: Invoice | Quote,
): Promise<Recipient & { isSeen: boolean }> {
  const recipient = await recipientOf(context, document);
  const isSeen = isVisible(document, reachOf(context, context.scopeFor(recordPermission(type, 'update'))));
  return { ...recipient, email: isSeen ? recipient.email : undefined, isSeen };
}
