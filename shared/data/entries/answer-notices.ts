import { languageOf } from '#contract/document-language.ts';
import { limits } from '#contract/limits.ts';
import type { Contact } from '#contract/records/contact.ts';
import type { Customer } from '#contract/records/customer.ts';
import type { Issue } from '#contract/records/issue.ts';
import { documentMailAction } from '../billing/document-mails.ts';
import type { Context } from '../organization/context.ts';
import { hasNotices } from '../portal/notices.ts';
import { contactRecords } from '../records/contact.ts';
import { customerRecords } from '../records/customer.ts';
import { finalId, readFinal } from '../records/read.ts';
import { noticeCountKey } from '../store/keys.ts';
import { getItem } from '../store/table.ts';
import type { Action } from '../store/transact.ts';
import { epochSeconds } from '../values/epoch.ts';

/**
 * The actions that tell the contact of an issue by e-mail that the team has answered. There are none without an address,
 * if the contact wants no such e-mails, and once the organization has sent as many as it can on a day: the answer itself
 * must not fail for that.
 */
export async function noticeActions(context: Context, issue: Issue, answerId: string): Promise<Action[]> {
  const { orgId, now, settings } = context;
  const named = [
    { definition: contactRecords, id: issue.contactId },
    { definition: customerRecords, id: issue.customerId },
  ].flatMap(({ definition, id }) => (id === undefined ? [] : [{ definition, id }]));
  if (issue.contactId === undefined) return [];
  const [contact, customer] = (await readFinal(context, named)) as [Contact?, Customer?];
  if (contact?.email === undefined || contact.deletedAt !== undefined) return [];
  if (customer && !(await belongsTo(context, contact, customer))) return [];
  const countKey = noticeCountKey(orgId, now.slice(0, 10));
  // What a merged contact wanted moves to the one that stays a moment later.
  const wishes = [...new Set([issue.contactId, contact.id])];
  const [areOn, count] = await Promise.all([
    Promise.all(wishes.map((id) => hasNotices(context, orgId, { type: 'contact', id }))),
    getItem<{ used: number }>(context, countKey),
  ]);
  if (areOn.includes(false) || (count?.used ?? 0) >= limits.answerMailsPerDay) return [];
  return [
    documentMailAction(
      context,
      { type: 'issue', id: issue.id },
      {
        purpose: { kind: 'issue-answer', answerId },
        email: contact.email,
        language: languageOf(customer?.country ?? contact.country ?? settings.country),
      },
    ),
    {
      update: {
        Key: { ...countKey },
        UpdateExpression: 'SET kind = :kind, expiresAt = :end ADD used :one',
        ExpressionAttributeValues: {
          ':kind': 'notice-count',
          ':end': epochSeconds(now) + 3 * 86_400,
          ':one': 1,
        },
      },
    },
  ];
}

/** Whether a contact belongs to the customer of the issue. One that has left the customer is told nothing. */
const belongsTo = async (context: Context, { customerId }: Contact, { id }: Customer): Promise<boolean> =>
  customerId !== undefined &&
  (customerId === id || (await finalId(context, customerRecords, customerId)) === id);
