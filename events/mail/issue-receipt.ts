import { sellersPlace } from '#data/billing/document-email.ts';
import { readBilling } from '#data/billing/settings.ts';
import { newIssueLink } from '#data/entries/issue-links.ts';
import { layOut } from '#data/mail/layout.ts';
import { receiptMail } from '#data/mail/portal-mail.ts';
import { settingsOf } from '#data/organization/settings.ts';
import type { OutboxItem } from '#data/outbox/effects.ts';
import { keyOf } from '#data/records/definition.ts';
import { issueRecords } from '#data/records/issue.ts';
import { recordAttributes } from '#data/records/read.ts';
import { recordFrom, type RecordItem } from '#data/records/stored.ts';
import { getItem, putItem } from '#data/store/table.ts';
import type { Session } from '#data/store/units.ts';
import { replyAddress } from './reply-address.ts';
import { sendMail } from './send-mail.ts';

/** Confirms an issue to the visitor who wrote through a form, with its number and a link to read and answer it. */
export async function sendReceipt(
  session: Session,
  { org: orgId, requestedAt: madeAt, what: mail }: OutboxItem<'issue-receipt'>,
): Promise<'sent' | 'no longer needed'> {
  const { recordId: id, email, language } = mail;
  const settings = await settingsOf(session, orgId);
  if (!settings) return 'no longer needed';
  const item = await getItem<RecordItem>(session, keyOf(issueRecords, orgId, id), recordAttributes);
  const issue = item && recordFrom(issueRecords, item);
  if (!issue || issue.deletedAt !== undefined) return 'no longer needed';
  const link = newIssueLink({ orgId, id, email, language, madeAt });
  await putItem(session, { Item: link.item });
  const billing = await readBilling({ ...session, orgId, settings });
  const replyTo = await replyAddress(session, orgId, billing, [issue.ownerId]);
  const text = receiptMail(language, {
    ...{ orgName: settings.name, orgAddress: sellersPlace(settings, billing, language) },
    ...{ code: issue.code, url: link.url, naming: settings },
  });
  await sendMail(email, layOut(language, text), { replyTo });
  return 'sent';
}
