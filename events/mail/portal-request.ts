import { v7 as uuidv7 } from 'uuid';
import { ProblemError } from '#contract/problem.ts';
import type { Contact } from '#contract/records/contact.ts';
import type { Customer } from '#contract/records/customer.ts';
import { requestCounts } from '#data/mail/counts.ts';
import { settingsOf, type OrganizationSettings } from '#data/organization/settings.ts';
import { recipientLanguage } from '#data/portal/client-language.ts';
import { invitingActions, requestedInvitation } from '#data/portal/invitation.ts';
import { findPortalAccess } from '#data/portal/portal-access.ts';
import { contactRecords } from '#data/records/contact.ts';
import { customerRecords } from '#data/records/customer.ts';
import { readFinal } from '#data/records/read.ts';
import { ifPresent } from '#data/store/condition.ts';
import { portalRequestKey, uniqueKey } from '#data/store/keys.ts';
import type { UserContext } from '#data/store/request-context.ts';
import { deleteItem, getItem } from '#data/store/table.ts';
import { transact, type Action } from '#data/store/transact.ts';
import type { Session } from '#data/store/units.ts';

export interface PortalRequest {
  orgId: string;
  requestId: string;
}

/**
 * Invites whoever asked for access to the portal, if the address is that of a contact of a customer who has none. The
 * invitation goes to that address, so nobody gets access by knowing it. The request is removed with the answer, so that
 * there is only one.
 */
export async function answerRequest(
  session: Session,
  { orgId, requestId }: PortalRequest,
): Promise<'invited' | 'not answered'> {
  const Key = portalRequestKey(orgId, requestId);
  const [request, settings] = await Promise.all([
    getItem<{ email: string }>(session, Key),
    settingsOf(session, orgId),
  ]);
  if (!request) return 'not answered';
  const actions = settings?.portal?.takesRequests
    ? await answerTo(session, settings, request.email)
    : undefined;
  if (actions && (await isWritten(session, [...actions, { remove: { Key, ...ifPresent } }])))
    return 'invited';
  await deleteItem(session, { Key });
  return 'not answered';
}

/** Returns false if there were too many e-mails, or if somebody has just invited the contact. */
async function isWritten(session: Session, actions: readonly Action[]): Promise<boolean> {
  try {
    await transact(session, actions);
    return true;
  } catch (error) {
    if (error instanceof ProblemError && error.code !== 'unavailable') return false;
    throw error;
  }
}

/** The actions that invite the contact with an address; undefined if there is none who can be invited. */
async function answerTo(
  session: Session,
  settings: OrganizationSettings,
  email: string,
): Promise<Action[] | undefined> {
  const { id: orgId } = settings;
  const found = await contactWith({ ...session, orgId }, email);
  if (!found) return undefined;
  const { contact, customer } = found;
  const before = await findPortalAccess(session, orgId, { type: 'contact', id: contact.id });
  if (before?.status === 'active') return undefined;
  const now = new Date().toISOString();
  const invitation = requestedInvitation(before, {
    ...{ orgId, email, now, customerId: customer.id },
    subject: { type: 'contact', id: contact.id },
    language: recipientLanguage(settings, { customer, person: contact }),
  });
  if (!invitation) return undefined;
  const context: UserContext = {
    ...session,
    ...{ requestId: uuidv7(), now, reply: {} },
    actor: { userId: contact.id },
    via: 'portal',
  };
  return [
    ...invitingActions(context, before, invitation),
    ...requestCounts({ orgId, settings, now }, contact.id),
  ];
}

/** The contact with an address, and its customer. */
async function contactWith(
  session: Session & { orgId: string },
  email: string,
): Promise<{ contact: Contact; customer: Customer } | undefined> {
  const key = uniqueKey(session.orgId, 'contact.email', email);
  const known = await getItem<{ id: string }>(session, key);
  const [contact] = known ? await readFinal(session, [{ definition: contactRecords, id: known.id }]) : [];
  const { customerId } = (contact ?? {}) as Partial<Contact>;
  if (!contact || contact.deletedAt !== undefined || customerId === undefined) return undefined;
  const [customer] = await readFinal(session, [{ definition: customerRecords, id: customerId }]);
  if (!customer || customer.deletedAt !== undefined) return undefined;
  return { contact: contact as unknown as Contact, customer: customer as unknown as Customer };
}
