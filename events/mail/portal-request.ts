import { v7 as uuidv7 } from 'uuid';
import { languageOf } from '#contract/document-language.ts';
import { ProblemError } from '#contract/problem.ts';
import type { Contact } from '#contract/records/contact.ts';
import type { Customer } from '#contract/records/customer.ts';
import { automaticMailCount, checkMailAgain } from '#data/mail/counts.ts';
import { settingsOf } from '#data/organization/settings.ts';
import { findPortalAccess, invitingActions, newInvitation } from '#data/portal/portal-access.ts';
import { contactRecords } from '#data/records/contact.ts';
import { customerRecords } from '#data/records/customer.ts';
import { readFinal } from '#data/records/read.ts';
import { uniqueKey } from '#data/store/keys.ts';
import type { UserContext } from '#data/store/request-context.ts';
import { getItem } from '#data/store/table.ts';
import { transact } from '#data/store/transact.ts';
import type { Session } from '#data/store/units.ts';

export interface PortalRequest {
  orgId: string;
  email: string;
}

/**
 * Invites whoever asked for access to the portal, if the address is that of a contact of a customer who has none. The
 * invitation goes to that address, so nobody gets access by knowing it.
 */
export async function answerRequest(
  session: Session,
  { orgId, email }: PortalRequest,
): Promise<'invited' | 'not answered'> {
  const settings = await settingsOf(session, orgId);
  if (!settings?.portal?.takesRequests) return 'not answered';
  const inside = { ...session, orgId };
  const known = await getItem<{ id: string }>(session, uniqueKey(orgId, 'contact.email', email));
  const [contact] = known ? await readFinal(inside, [{ definition: contactRecords, id: known.id }]) : [];
  if (!contact || contact.deletedAt !== undefined) return 'not answered';
  const { customerId, country } = contact as Partial<Contact>;
  const named = customerId === undefined ? [] : [{ definition: customerRecords, id: customerId }];
  const [customer] = await readFinal(inside, named);
  if (!customer || customer.deletedAt !== undefined) return 'not answered';
  const subject = { type: 'contact', id: contact.id } as const;
  const before = await findPortalAccess(session, orgId, subject);
  if (before?.status === 'active') return 'not answered';
  const now = new Date().toISOString();
  const language = languageOf((customer as Partial<Customer>).country ?? country ?? settings.country);
  const invitation = newInvitation(before, {
    ...{ orgId, subject, email, language, now },
    customerId: customer.id,
  });
  const context: UserContext = {
    ...session,
    ...{ requestId: uuidv7(), now, reply: {} },
    actor: { userId: contact.id },
    via: 'portal',
  };
  try {
    if (before) checkMailAgain(before, now);
    await transact(context, [
      ...invitingActions(context, before, invitation),
      automaticMailCount({ orgId, settings, now }),
    ]);
  } catch (error) {
    // Too many e-mails, or somebody has just invited the contact.
    if (error instanceof ProblemError) return 'not answered';
    throw error;
  }
  return 'invited';
}
