import { isDeliverable } from '#contract/email-address.ts';
import type { Language } from '#contract/language.ts';
import { limits } from '#contract/limits.ts';
import { ProblemError } from '#contract/problem.ts';
import type { Contact } from '#contract/records/contact.ts';
import type { Customer } from '#contract/records/customer.ts';
import type { Issue } from '#contract/records/issue.ts';
import type { Context } from '../organization/context.ts';
import { effectAction } from '../outbox/outbox.ts';
import { clientLanguage, recipientLanguage } from '../portal/client-language.ts';
import { hasNotices } from '../portal/notices.ts';
import { followPortalAccess } from '../portal/portal-access.ts';
import { isShownTo } from '../portal/viewer.ts';
import { contactRecords } from '../records/contact.ts';
import { customerRecords } from '../records/customer.ts';
import type { AnyRecord, RecordDefinition } from '../records/definition.ts';
import { issueRecords } from '../records/issue.ts';
import { finalId, readFinal } from '../records/read.ts';
import { noticeCountKey, recordKey } from '../store/keys.ts';
import { getItem } from '../store/table.ts';
import type { Action } from '../store/transact.ts';
import { epochSeconds } from '../values/epoch.ts';

/**
 * The actions that tell the contact of an issue by e-mail that the team has answered, or the visitor who opened it through a
 * form. There are none if the contact wants no such e-mails and reads answers in the portal, and once the organization has
 * sent as many as it can on a day: the answer itself must not fail for that. It fails if nobody could receive it.
 */
export async function noticeActions(context: Context, issue: Issue, answerId: string): Promise<Action[]> {
  const { contact, customer } = await readSides(context, issue);
  if (contact?.email === undefined) {
    const { writerEmail: email } = issue;
    if (email !== undefined) {
      if (!isDeliverable(email)) throw undeliverable();
      const language = recipientLanguage(context.settings, { customer });
      return mailActions(context, issue, { answerId, email, language });
    }
    if (!(await isReadInPortal(context, issue, contact))) throw unreachable();
    return [];
  }
  if (customer && !(await belongsTo(context, contact, customer))) throw unreachable();
  // What a merged contact wanted moves to the one that stays a moment later.
  const wishes = [...new Set([issue.contactId ?? contact.id, contact.id])];
  const areOn = await Promise.all(
    wishes.map((id) => hasNotices(context, context.orgId, { type: 'contact', id })),
  );
  const isUnwanted = areOn.includes(false);
  if (isUnwanted || !isDeliverable(contact.email)) {
    if (!(await isReadInPortal(context, issue, contact))) throw isUnwanted ? unreachable() : undeliverable();
    return [];
  }
  const access = await accessOf(context, contact);
  return mailActions(context, issue, {
    answerId,
    contactId: issue.contactId ?? contact.id,
    email: contact.email,
    language: access
      ? await clientLanguage(context, access)
      : recipientLanguage(context.settings, { customer, person: contact }),
  });
}

/**
 * Who reads the answers of an issue by e-mail: its contact or, without an address of one, the visitor who opened it through
 * a form. Undefined if there is nobody, or the contact has left the customer.
 */
export async function addresseeOf(
  context: Context,
  issue: Issue,
): Promise<{ email: string; contactId?: string } | undefined> {
  const { contact, customer } = await readSides(context, issue);
  if (contact?.email === undefined)
    return issue.writerEmail === undefined ? undefined : { email: issue.writerEmail };
  if (customer && !(await belongsTo(context, contact, customer))) return undefined;
  return { email: contact.email, contactId: contact.id };
}

/** The contact and the customer of an issue, as far as they matter. A contact in the trash can't be told anything. */
async function readSides(
  context: Context,
  { contactId, customerId, writerEmail }: Issue,
): Promise<{ contact?: Contact; customer?: Customer }> {
  if (contactId === undefined && writerEmail === undefined) return {};
  const named = [
    { definition: contactRecords, id: contactId },
    { definition: customerRecords, id: customerId },
  ].flatMap(({ definition, id }) => (id === undefined ? [] : [{ definition, id }]));
  const found = await readFinal<AnyRecord>(context, named);
  const readOf = <R extends AnyRecord>(definition: RecordDefinition<R>) =>
    found[named.findIndex((one) => one.definition === definition)] as R | undefined;
  const [contact, customer] = [readOf(contactRecords), readOf(customerRecords)];
  return {
    ...(contact && contact.deletedAt === undefined ? { contact } : {}),
    ...(customer ? { customer } : {}),
  };
}

const unreachable = (): ProblemError => new ProblemError('conflict', 'answer_unreachable');
const undeliverable = (): ProblemError => new ProblemError('conflict', 'answer_undeliverable');

/**
 * Whether clients can read an answer: the contact with access to the portal or, if the issue names no contact, those of the
 * customer. A contact in the trash reads nothing.
 */
async function isReadInPortal(
  context: Context,
  issue: Issue,
  contact: AnyRecord | undefined,
): Promise<boolean> {
  if (issue.customerId === undefined) return false;
  if (!contact) return issue.contactId === undefined;
  const access = await accessOf(context, contact);
  return isShownTo(context, { access, record: contact }, issueRecords, issue);
}

const accessOf = (context: Context, { id }: { id: string }) =>
  followPortalAccess(context, context.orgId, { type: 'contact', id });

interface Recipient {
  answerId: string;
  contactId?: string;
  email: string;
  language: Language;
}

/** The actions that send the e-mail and count it, unless the organization has sent as many as it can on a day. */
async function mailActions(context: Context, { id }: Issue, recipient: Recipient): Promise<Action[]> {
  const { orgId, now } = context;
  const countKey = noticeCountKey(orgId, now.slice(0, 10));
  const count = await getItem<{ used: number }>(context, countKey);
  if ((count?.used ?? 0) >= limits.answerMailsPerDay) return [];
  return [
    effectAction(context, 'issue-answer', { recordId: id, ...recipient }, recordKey(orgId, 'issue', id)),
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
