import { issuePath, noticesPath } from '#contract/invitation-link.ts';
import { sellersPlace } from '#data/billing/document-email.ts';
import { readBilling } from '#data/billing/settings.ts';
import { newIssueLink } from '#data/entries/issue-links.ts';
import { noteFrom, type StoredNote } from '#data/entries/note.ts';
import { answerMail } from '#data/mail/portal-mail.ts';
import { layOut } from '#data/mail/layout.ts';
import type { PortalSubject } from '#data/organization/member.ts';
import { settingsOf, type OrganizationSettings } from '#data/organization/settings.ts';
import type { OutboxItem } from '#data/outbox/effects.ts';
import { noticesToken } from '#data/portal/notices.ts';
import { followPortalAccess } from '#data/portal/portal-access.ts';
import { isShownTo, placeOfContact } from '#data/portal/viewer.ts';
import { contactRecords } from '#data/records/contact.ts';
import { keyOf } from '#data/records/definition.ts';
import { issueRecords } from '#data/records/issue.ts';
import { readFinal, recordAttributes } from '#data/records/read.ts';
import { recordFrom, type RecordItem } from '#data/records/stored.ts';
import type { Issue } from '#contract/records/issue.ts';
import { answerKey } from '#data/store/keys.ts';
import { getItem, putItem } from '#data/store/table.ts';
import type { Session } from '#data/store/units.ts';
import { replyAddress } from './reply-address.ts';
import { sendMail } from './send-mail.ts';

/**
 * Tells a contact, or the visitor who opened the issue through a form, what the team has answered, with a link to read and
 * answer it: in the portal for contacts who have access, and otherwise without an account. Nobody is told of an answer that
 * was deleted meanwhile.
 */
export async function sendAnswer(
  session: Session,
  item: OutboxItem<'issue-answer'>,
): Promise<'sent' | 'no longer needed'> {
  const { org: orgId, what: mail } = item;
  const { recordId, answerId, contactId } = mail;
  const settings = await settingsOf(session, orgId);
  if (!settings) return 'no longer needed';
  const key = keyOf(issueRecords, orgId, recordId);
  const [stored, answer] = await Promise.all([
    getItem<RecordItem>(session, key, recordAttributes),
    getItem<StoredNote>(session, answerKey(key, answerId)),
  ]);
  const issue = stored && recordFrom(issueRecords, stored);
  const note = answer && noteFrom(answer);
  if (!issue || issue.deletedAt !== undefined || !note || note.deletedAt !== undefined)
    return 'no longer needed';
  if (contactId !== undefined && issue.contactId === undefined) return 'no longer needed';
  const contact = contactId === undefined ? undefined : ({ type: 'contact', id: contactId } as const);
  const billing = await readBilling({ ...session, orgId, settings });
  const replyTo = await replyAddress(session, orgId, billing, [note.authorId, issue.ownerId]);
  const isInPortal = contact !== undefined && (await isReadInPortal(session, settings, contact, issue));
  const link = isInPortal ? undefined : await newLink(session, item);
  const text = answerMail(mail.language, {
    orgName: settings.name,
    naming: settings,
    orgAddress: sellersPlace(settings, billing, mail.language),
    takesReplies: replyTo !== undefined,
    subject: issue.subject,
    code: issue.code,
    body: note.body,
    files: note.files?.length ?? 0,
    url: link ?? `${process.env.SITE_URL}${issuePath(orgId, recordId)}`,
    isInPortal,
    stopUrl: contact && `${process.env.SITE_URL}${noticesPath(noticesToken(orgId, contact))}`,
  });
  await sendMail(mail.email, layOut(mail.language, text), { replyTo });
  return 'sent';
}

/** Whether the contact finds the issue in the portal. Without a customer it isn’t there, and access can be suspended. */
async function isReadInPortal(
  session: Session,
  settings: OrganizationSettings,
  contact: PortalSubject,
  issue: Issue,
): Promise<boolean> {
  const { id: orgId } = settings;
  const access = await followPortalAccess(session, orgId, contact);
  if (access?.status !== 'active') return false;
  const place = placeOfContact(session, settings, contact.id);
  const [record] = await readFinal(place, [{ definition: contactRecords, id: contact.id }]);
  return isShownTo(place, { access, record }, issueRecords, issue);
}

/** A link to read and answer the issue without an account. */
async function newLink(
  session: Session,
  { org: orgId, requestedAt: madeAt, what: { recordId: id, email, language } }: OutboxItem<'issue-answer'>,
): Promise<string> {
  const { url, item } = newIssueLink({ orgId, id, email, language, madeAt });
  await putItem(session, { Item: item });
  return url;
}
