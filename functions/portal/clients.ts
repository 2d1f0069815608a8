import { isDeliverable } from '#contract/email-address.ts';
import type { InputOf, OutputOf } from '#contract/operation.ts';
import { portalTypes, type PortalAccess, type PortalType } from '#contract/portal-access.ts';
import type { portal } from '#contract/portal.ts';
import { ProblemError } from '#contract/problem.ts';
import type { Contact } from '#contract/records/contact.ts';
import { recordPermission } from '#contract/record-permission.ts';
import { listSubject } from '#data/lists/list-subject.ts';
import { readPage } from '#data/lists/list-page.ts';
import { checkMailAgain, mailCounts } from '#data/mail/counts.ts';
import { isOfAll } from '#data/portal/lent-view.ts';
import type { Context } from '#data/organization/context.ts';
import type { AccessItem, PortalSubject } from '#data/organization/member.ts';
import { refusedAsClient } from '#data/organization/rights.ts';
import {
  accessItemKey,
  confirmingActions,
  endingActions,
  findPortalAccess,
  isConfirmed,
  portalDefinition,
  shownAccess,
  type StoredPortalAccess,
} from '#data/portal/portal-access.ts';
import { recipientLanguage, type Recipient } from '#data/portal/client-language.ts';
import { invitingActions, isFor, newInvitation } from '#data/portal/invitation.ts';
import { viewersBy } from '#data/portal/viewer.ts';
import { contactRecords } from '#data/records/contact.ts';
import { unreadable } from '#data/records/cursor.ts';
import { customerRecords } from '#data/records/customer.ts';
import type { AnyRecord } from '#data/records/definition.ts';
import { finalId, loadRecord, readFinal, readReach } from '#data/records/read.ts';
import { accessKey, emailKey } from '#data/store/keys.ts';
import { getItem, getItems } from '#data/store/table.ts';
import { transact } from '#data/store/transact.ts';
import type { PageInput } from './listed.ts';

type Operations = typeof portal.operations;
type Invited = InputOf<Operations['invite']>;

export async function clients(
  context: Context,
  { customerId, contactId, vendorId, limit, cursor }: InputOf<Operations['clients']>,
): Promise<OutputOf<Operations['clients']>> {
  const contacts = await contactsOf(context, customerId, { limit, cursor });
  const isFirst = cursor === undefined;
  const subjects = [
    ...contacts.subjects,
    ...(isFirst ? await readable(context, 'contact', contactId) : []),
    ...(isFirst ? await readable(context, 'vendor', vendorId) : []),
  ];
  const keys = subjects.map((subject) => accessItemKey(context.orgId, subject));
  const found = await getItems<StoredPortalAccess>(context, keys);
  const accesses = found.filter((access) => access !== undefined);
  return {
    items: await shownNow(context, accesses),
    ...(contacts.nextCursor === undefined ? {} : { nextCursor: contacts.nextCursor }),
  };
}

/** Accesses as they work now. An active one that shows nothing is suspended. */
async function shownNow(context: Context, accesses: readonly StoredPortalAccess[]): Promise<PortalAccess[]> {
  const active = accesses.filter(({ status }) => status === 'active');
  const records = await readFinal(
    context,
    active.map(({ recordType, recordId: id }) => ({ definition: portalDefinition(recordType), id })),
  );
  const looking = active.map((access, index) => ({ access, record: records[index] }));
  const viewers = await viewersBy(context, looking);
  const suspended = new Set(active.filter((_, index) => viewers[index] === undefined));
  return accesses.map((access) => ({
    ...shownAccess(access, context.now),
    ...(suspended.has(access) ? { state: 'suspended' as const } : {}),
  }));
}

/** A page of the contacts of a customer that the caller can read. */
async function contactsOf(
  context: Context,
  customerId: string | undefined,
  { limit, cursor }: PageInput,
): Promise<{ subjects: PortalSubject[]; nextCursor?: string | undefined }> {
  if (customerId === undefined && cursor !== undefined) throw unreadable();
  if (customerId === undefined) return { subjects: [] };
  await loadRecord(customerRecords, context, customerId, context.scopeFor('customer:read'));
  const subject = await listSubject(context, contactRecords);
  const filter = { field: 'customerId', op: 'anyOf', value: [customerId] } as const;
  const question = { filter, limit, cursor, columns: ['fullName'] };
  const reach = readReach(contactRecords, context);
  const { items, nextCursor } = await readPage(context, subject, question, reach);
  return { subjects: items.map(({ id }) => ({ type: 'contact' as const, id })), nextCursor };
}

async function readable(
  context: Context,
  type: PortalType,
  id: string | undefined,
): Promise<PortalSubject[]> {
  if (id === undefined) return [];
  const record = await loadRecord(portalDefinition(type), context, id, context.scopeFor(`${type}:read`));
  return [{ type, id: record.id }];
}

/** Sends an invitation, or sends it again. Earlier links stop working before the new one is sent. */
export async function invite(
  context: Context,
  { recordType, recordId, body }: Invited,
): Promise<OutputOf<Operations['invite']>> {
  const { orgId, now, actor, settings } = context;
  const subject = await invitable(context, recordType, recordId);
  const before = await findPortalAccess(context, orgId, subject);
  if (before?.status === 'active') {
    const [shown] = await shownNow(context, [before]);
    throw new ProblemError(
      'conflict',
      shown?.state === 'suspended' ? 'portal_access_suspended' : 'already_client',
    );
  }
  if (before?.status === 'invited') checkMailAgain(before, now);
  const { email, customerId, recipient } = subject;
  await refuseMember(context, email);
  const access = newInvitation(before, {
    ...{ orgId, subject: { type: subject.type, id: subject.id }, email, customerId, now },
    language: body.language ?? recipientLanguage(settings, recipient),
    invitedById: actor.userId,
    lenders: isOfAll(context) ? [] : [{ userId: actor.userId }],
  });
  await transact(context, [...invitingActions(context, before, access), ...mailCounts(context)]);
  return shownAccess(access, now);
}

/** The access of a contact or vendor who was invited. */
export async function invited(
  context: Context,
  { recordType, recordId }: Invited,
): Promise<OutputOf<Operations['invite']>> {
  const { type, record } = await loadSubject(context, recordType, recordId, 'update');
  const access = await findPortalAccess(context, context.orgId, { type, id: record.id });
  if (!access) throw new ProblemError('not_found');
  return shownAccess(access, context.now);
}

/** Confirms an access with the address that the caller has seen. The invitation of a request that waits is sent now. */
export async function confirm(
  context: Context,
  { recordType, recordId, body }: InputOf<Operations['confirm']>,
): Promise<OutputOf<Operations['confirm']>> {
  const { orgId, now } = context;
  const { type, record } = await loadSubject(context, recordType, recordId, 'read');
  const before = await findPortalAccess(context, orgId, { type, id: record.id });
  if (!before) throw new ProblemError('not_found');
  if (before.email !== body.email) throw new ProblemError('conflict', 'portal_access_changed');
  if (before.status === 'waiting') return grant(context, before);
  if (isConfirmed(before)) return shownAccess(before, now);
  await transact(context, confirmingActions(context, before));
  const { lenders: _lenders, ...confirmed } = before;
  return shownAccess(confirmed, now);
}

/** Sends the invitation of a request, unless the contact has another address or customer by now. */
async function grant(context: Context, before: StoredPortalAccess): Promise<OutputOf<Operations['confirm']>> {
  const { orgId, now } = context;
  const { recordType, recordId, language } = before;
  const { type, id, email, customerId } = await invitable(context, recordType, recordId);
  if (!isFor(before, { email, customerId })) throw new ProblemError('conflict', 'portal_request_outdated');
  await refuseMember(context, before.email);
  const access = newInvitation(before, {
    ...{ orgId, subject: { type, id }, email, customerId, language, now },
    lenders: [],
  });
  await transact(context, [...invitingActions(context, before, access, 'granted'), ...mailCounts(context)]);
  return shownAccess(access, now);
}

/** The contact or vendor, if it can be invited. */
async function invitable(
  context: Context,
  recordType: string,
  recordId: string,
): Promise<PortalSubject & { email: string; customerId?: string; recipient: Recipient }> {
  const { type, record } = await loadSubject(context, recordType, recordId, 'update');
  const person = record as AnyRecord & Partial<Contact>;
  const { email, customerId } = person;
  if (email === undefined) throw new ProblemError('conflict', 'portal_email_missing');
  if (!isDeliverable(email)) throw new ProblemError('conflict', 'portal_email_undeliverable');
  if (type === 'vendor') return { type, id: record.id, email, recipient: { person } };
  if (customerId === undefined) throw new ProblemError('conflict', 'portal_customer_missing');
  // Whoever gives access to a customer's documents can read the customer.
  const scope = context.scopeFor('customer:read');
  const presentId = await finalId(context, customerRecords, customerId);
  const customer = await loadRecord(customerRecords, context, presentId, scope);
  if (customer.deletedAt !== undefined) throw new ProblemError('conflict', 'portal_customer_missing');
  return {
    ...{ type, id: record.id, email, customerId: customer.id },
    recipient: { customer, person },
  };
}

async function loadSubject(
  context: Context,
  recordType: string,
  recordId: string,
  action: 'read' | 'update',
): Promise<{ type: PortalType; record: AnyRecord }> {
  const type = portalTypes.find((one) => one === recordType);
  if (!type) throw new ProblemError('not_found');
  const scope = context.scopeFor(recordPermission(type, action));
  const record = await loadRecord(portalDefinition(type), context, recordId, scope);
  if (record.deletedAt !== undefined) throw new ProblemError('not_found');
  return { type, record };
}

/** Refuses the address of somebody who already has access to the organization, as a member or as another client. */
async function refuseMember(context: Context, email: string): Promise<void> {
  const known = await getItem<{ userId: string }>(context, emailKey(email));
  const access = known && (await getItem<AccessItem>(context, accessKey(known.userId)));
  const refused = refusedAsClient(access, context.orgId);
  if (refused) throw new ProblemError('conflict', refused);
}

export async function revoke(
  context: Context,
  { recordType, recordId }: InputOf<Operations['revoke']>,
): Promise<null> {
  const { type, record } = await loadSubject(context, recordType, recordId, 'update');
  const before = await findPortalAccess(context, context.orgId, { type, id: record.id });
  if (!before) throw new ProblemError('not_found');
  await transact(context, endingActions(context, before));
  return null;
}
