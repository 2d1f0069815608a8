import { isDeliverable } from '#contract/email-address.ts';
import type { HeldReason } from '#contract/held-submission.ts';
import type { Contact } from '#contract/records/contact.ts';
import type { Customer } from '#contract/records/customer.ts';
import { requestCounts } from '../mail/counts.ts';
import type { OrganizationSettings } from '../organization/settings.ts';
import { contactRecords } from '../records/contact.ts';
import { customerRecords } from '../records/customer.ts';
import { keyOf } from '../records/definition.ts';
import { readFinal } from '../records/read.ts';
import { uniqueKey } from '../store/keys.ts';
import type { UserContext } from '../store/request-context.ts';
import { getItem } from '../store/table.ts';
import type { Action } from '../store/transact.ts';
import type { Session } from '../store/units.ts';
import { recipientLanguage } from './client-language.ts';
import { lastSetBy } from './address-setters.ts';
import { invitingActions, isFor, requestedInvitation, waitingRequest } from './invitation.ts';
import { isInViews, isOfAll, viewsOf, type Lender } from './lent-view.ts';
import { findPortalAccess } from './portal-access.ts';
import { placeOfContact, viewerBy } from './viewer.ts';

type AnswerToRequest =
  | { contactId: string; actions: Action[] }
  /** Why nobody can be invited. */
  | { reason: HeldReason }
  /** Nothing is to be done: a link is on its way already. */
  | undefined;

/**
 * What a request for access leads to: the actions that invite the contact who has the address, or why nobody can be
 * invited. The invitation goes to that address, so nobody gets access by knowing it, and shows what those who chose address
 * and customer of the contact can read, so nobody gets more by choosing it. If they can't read the customer, nothing is sent
 * and the request waits.
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
  if (before?.status !== 'active' && !isDeliverable(email)) return { reason: 'undeliverable' };
  const context = placeOfContact(session, settings, contact.id);
  const { now } = context;
  if (before?.status === 'active') {
    const viewer = await viewerBy(context, before, contact);
    return { reason: viewer ? 'hasAccess' : 'accessSuspended' };
  }
  const isOpen = before?.status === 'invited' && isFor(before, { email, customerId: customer.id });
  const lenders = isOpen ? (before.lenders ?? []) : await chosenBy(context, orgId, contact);
  const views = lenders && (await viewsOf(context, settings, lenders));
  const limited = (lenders ?? []).filter((_, at) => !views?.[at] || !isOfAll(views[at]));
  const inviting = {
    ...{ orgId, email, now, customerId: customer.id, lenders: limited },
    subject: { type: 'contact', id: contact.id } as const,
    language: recipientLanguage(settings, { customer, person: contact }),
  };
  const isLent = views !== undefined && isInViews(views, customerRecords, customer);
  const after = isLent ? requestedInvitation(before, inviting) : waitingRequest(before, inviting);
  if (!after) return before?.tokenHashes ? { reason: 'tooManyEmails' } : undefined;
  const actions = [
    ...invitingActions(context, before, after, isLent ? undefined : 'requested'),
    ...requestCounts({ orgId, settings, now }, contact.id),
  ];
  return { contactId: contact.id, actions };
}

/** Who has last set the address and the customer of a contact. Undefined if that isn't known any more. */
async function chosenBy(context: UserContext, orgId: string, { id }: Contact): Promise<Lender[] | undefined> {
  const setters = await lastSetBy(context, keyOf(contactRecords, orgId, id), ['email', 'customerId']);
  const known = setters.filter((setter) => setter !== undefined);
  return known.length < setters.length ? undefined : known.filter(isFirstOf(known));
}

const isFirstOf =
  (lenders: readonly Lender[]) =>
  ({ userId, apiKeyId }: Lender, at: number): boolean =>
    lenders.findIndex((other) => other.userId === userId && other.apiKeyId === apiKeyId) === at;

/** The contact with an address, and its customer. */
async function contactWith(
  session: Session & { orgId: string },
  email: string,
): Promise<{ contact: Contact; customer: Customer } | { reason: HeldReason }> {
  const key = uniqueKey(session.orgId, 'contact.email', email);
  const known = await getItem<{ id: string }>(session, key);
  const [contact] = known ? await readFinal(session, [{ definition: contactRecords, id: known.id }]) : [];
  if (!contact || contact.deletedAt !== undefined) return { reason: 'unknownAddress' };
  const { customerId } = contact;
  if (customerId === undefined) return { reason: 'noCustomer' };
  const [customer] = await readFinal(session, [{ definition: customerRecords, id: customerId }]);
  if (!customer || customer.deletedAt !== undefined) return { reason: 'noCustomer' };
  return { contact, customer };
}
