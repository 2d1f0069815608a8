import { v7 as uuidv7 } from 'uuid';
import type { HeldReason } from '#contract/held-submission.ts';
import type { Contact } from '#contract/records/contact.ts';
import type { Customer } from '#contract/records/customer.ts';
import { requestCounts } from '../mail/counts.ts';
import type { OrganizationSettings } from '../organization/settings.ts';
import { contactRecords } from '../records/contact.ts';
import { customerRecords } from '../records/customer.ts';
import { readFinal } from '../records/read.ts';
import { uniqueKey } from '../store/keys.ts';
import type { UserContext } from '../store/request-context.ts';
import { getItem } from '../store/table.ts';
import type { Action } from '../store/transact.ts';
import type { Session } from '../store/units.ts';
import { recipientLanguage } from './client-language.ts';
import { invitingActions, requestedInvitation } from './invitation.ts';
import { findPortalAccess } from './portal-access.ts';

type AnswerToRequest =
  | { contactId: string; actions: Action[] }
  /** Why nobody can be invited. */
  | { reason: HeldReason }
  /** Nothing is to be done: a link is on its way already. */
  | undefined;

/**
 * What a request for access leads to: the actions that invite the contact who has the address, or why nobody can be
 * invited. The invitation goes to that address, so nobody gets access by knowing it.
 */
export async function answerToRequest(
  session: Session,
  settings: OrganizationSettings,
  email: string,
): Promise<AnswerToRequest> {
  const { id: orgId } = settings;
  const found = await contactWith({ ...session, orgId }, email);
  if ('reason' in found) return found;
  const { contact, customer } = found;
  const before = await findPortalAccess(session, orgId, { type: 'contact', id: contact.id });
  if (before?.status === 'active') return { reason: 'hasAccess' };
  const now = new Date().toISOString();
  const invitation = requestedInvitation(before, {
    ...{ orgId, email, now, customerId: customer.id },
    subject: { type: 'contact', id: contact.id },
    language: recipientLanguage(settings, { customer, person: contact }),
  });
  if (!invitation) return before?.tokenHashes ? { reason: 'tooManyEmails' } : undefined;
  const context: UserContext = {
    ...session,
    ...{ requestId: uuidv7(), now, reply: {} },
    actor: { userId: contact.id },
    via: 'portal',
  };
  const actions = [
    ...invitingActions(context, before, invitation),
    ...requestCounts({ orgId, settings, now }, contact.id),
  ];
  return { contactId: contact.id, actions };
}

/** The contact with an address, and its customer. */
async function contactWith(
  session: Session & { orgId: string },
  email: string,
): Promise<{ contact: Contact; customer: Customer } | { reason: HeldReason }> {
  const key = uniqueKey(session.orgId, 'contact.email', email);
  const known = await getItem<{ id: string }>(session, key);
  const [contact] = known ? await readFinal(session, [{ definition: contactRecords, id: known.id }]) : [];
  if (!contact || contact.deletedAt !== undefined) return { reason: 'unknownAddress' };
  const { customerId } = contact as Partial<Contact>;
  if (customerId === undefined) return { reason: 'noCustomer' };
  const [customer] = await readFinal(session, [{ definition: customerRecords, id: customerId }]);
  if (!customer || customer.deletedAt !== undefined) return { reason: 'noCustomer' };
  return { contact: contact as unknown as Contact, customer: customer as unknown as Customer };
}
