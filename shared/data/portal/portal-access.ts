import type { Language } from '#contract/language.ts';
import { limits } from '#contract/limits.ts';
import type { PortalAccess, PortalType } from '#contract/portal-access.ts';
import { ProblemError } from '#contract/problem.ts';
import type { Profile } from '../accounts/user.ts';
import { profileUnchanged } from '../accounts/user.ts';
import type { PortalSubject, Right } from '../organization/member.ts';
import { keyOf, type RecordDefinition } from '../records/definition.ts';
import { recordDefinitions } from '../records/definitions.ts';
import { finalId } from '../records/read.ts';
import { changeAction, type ChangeAction, type FieldChange } from '../store/change.ts';
import { ifEquals, ifLive, under } from '../store/condition.ts';
import { nextItemState, withItemState } from '../store/item-state.ts';
import { accessKey, portalAccessKey, unconfirmedAccessPartition, type Key } from '../store/keys.ts';
import type { UserContext } from '../store/request-context.ts';
import { getItem } from '../store/table.ts';
import type { Action } from '../store/transact.ts';
import type { Session } from '../store/units.ts';
import type { Lender } from './lent-view.ts';

/**
 * The access of a contact or a vendor to the portal. It is in the record's partition, so that it ends with the record,
 * and written in one transaction with the client's `Right`.
 */
export interface StoredPortalAccess extends Key {
  schema?: number;
  digest?: string;
  /** Distinguishes it from earlier ones of the same record, in whose history all of them are. */
  id: string;
  org: string;
  recordType: PortalType;
  recordId: string;
  email: string;
  /** Of a contact: the customer for whom access was given. It ends when the contact moves to another one. */
  customerId?: string;
  language: Language;
  /** A request waits until somebody who can read everything confirms it. Nothing was sent. */
  status: 'waiting' | 'invited' | 'active';
  /**
   * Whose view the client has: of what belongs to the customer, the records that all of them can read. Missing if somebody
   * who can read everything has given or confirmed the access, and if an earlier release gave it.
   */
  lenders?: readonly Lender[];
  version: number;
  /** Left out if the person asked for access. */
  invitedById?: string;
  invitedAt: string;
  /** When the link stops working. */
  validUntil: string;
  /** Number of e-mails that members sent, and when the last one was sent. */
  mails: number;
  mailedAt: string;
  /** Hex digests of the link secrets, one per delivery attempt since the invitation was last sent. */
  tokenHashes?: ReadonlySet<string>;
  userId?: string;
  activeSince?: string;
}
export type PortalAccessState = Omit<StoredPortalAccess, 'pk' | 'sk'>;

export const portalDefinition = (type: PortalType): RecordDefinition => recordDefinitions[type];

export const recordKeyOf = (orgId: string, { type, id }: PortalSubject): Key =>
  keyOf(portalDefinition(type), orgId, id);
export const accessItemKey = (orgId: string, subject: PortalSubject): Key =>
  portalAccessKey(recordKeyOf(orgId, subject));

export const subjectOf = ({ recordType, recordId }: PortalAccessState): PortalSubject => ({
  type: recordType,
  id: recordId,
});

export async function findPortalAccess(
  session: Session,
  orgId: string,
  subject: PortalSubject,
): Promise<StoredPortalAccess | undefined> {
  const item = await getItem<StoredPortalAccess>(session, accessItemKey(orgId, subject));
  return item && withItemState(item, item);
}

/** Like `findPortalAccess`, also for a record that was merged into another one, to which its access moves. */
export async function followPortalAccess(
  session: Session,
  orgId: string,
  { type, id }: PortalSubject,
): Promise<StoredPortalAccess | undefined> {
  const access = await findPortalAccess(session, orgId, { type, id });
  if (access) return access;
  const presentId = await finalId({ ...session, orgId }, portalDefinition(type), id);
  return presentId === id ? undefined : findPortalAccess(session, orgId, { type, id: presentId });
}

/** Whether somebody who can read everything stands behind an access, so that the client sees all of the customer's. */
export const isConfirmed = ({ status, lenders }: PortalAccessState): boolean =>
  status !== 'waiting' && lenders === undefined;

/** The attributes that list an access among those that nobody has confirmed. */
export const unconfirmedIndex = (access: PortalAccessState): { g1pk?: string; g1sk?: string } =>
  isConfirmed(access)
    ? {}
    : {
        g1pk: unconfirmedAccessPartition(access.org),
        g1sk: `${access.invitedAt}#${access.recordType}#${access.recordId}`,
      };

/** The access as people in the organization see it. */
export function shownAccess(access: PortalAccessState, now: string): PortalAccess {
  const { recordType, recordId, email, status, invitedById, invitedAt, validUntil, activeSince } = access;
  const { lenders } = access;
  return {
    recordType,
    recordId,
    email,
    state: status === 'invited' && validUntil <= now ? 'expired' : status,
    ...(lenders ? { lentByIds: [...new Set(lenders.map(({ userId }) => userId))] } : {}),
    ...(invitedById === undefined ? {} : { invitedById }),
    invitedAt,
    ...(status === 'invited' ? { expiresAt: validUntil } : {}),
    ...(activeSince === undefined ? {} : { activeSince }),
  };
}

type AccessChange =
  | 'created'
  | 'resent'
  | 'requested'
  | 'granted'
  | 'confirmed'
  | 'accepted'
  | 'moved'
  | 'deleted';

/**
 * The change of a client's access, in the history of the record. After `created`, `resent` and `granted`, events/mail sends
 * the invitation. After `requested`, it tells those who can confirm the request.
 */
export function accessChange(
  context: UserContext,
  before: PortalAccessState | undefined,
  after: PortalAccessState,
  action: AccessChange,
  changes: readonly FieldChange[] = [],
): ChangeAction {
  const { id, org: orgId, version } = after;
  const subject = subjectOf(after);
  const key = recordKeyOf(orgId, subject);
  return changeAction(
    context,
    { orgId, type: 'portalAccess', id, key, version, before, about: subject },
    action,
    changes,
  );
}

/** The actions with which a user accepts an invitation. A user who already has access to the organization can't. */
export function acceptingActions(
  context: UserContext,
  profile: Profile,
  before: StoredPortalAccess,
): Action[] {
  const { org, version } = before;
  const subject = subjectOf(before);
  const right: Right = { role: 'client', active: true, since: context.now, client: subject };
  const change = accessChange(context, before, { ...before, version: version + 1 }, 'accepted');
  return [
    profileUnchanged(profile),
    {
      update: under(ifEquals({ status: 'invited', version }), {
        Key: { ...accessItemKey(org, subject) },
        UpdateExpression:
          'SET #status = :active, userId = :user, activeSince = :now, digest = :digest ADD #version :one',
        ExpressionAttributeValues: {
          ':active': 'active',
          ':user': profile.id,
          ':now': context.now,
          ':one': 1,
          ':digest': nextItemState(before, 1, change).digest,
        },
      }),
      refuse: () => new ProblemError('conflict', 'portal_access_changed'),
    },
    {
      check: { Key: { ...recordKeyOf(org, subject) }, ...ifLive },
      refuse: () => new ProblemError('not_found'),
    },
    {
      update: {
        Key: { ...accessKey(profile.id) },
        UpdateExpression: 'SET orgs.#org = :right',
        ConditionExpression:
          'attribute_exists(pk) AND attribute_not_exists(orgs.#org) AND size(orgs) < :most',
        ExpressionAttributeNames: { '#org': org },
        ExpressionAttributeValues: { ':right': right, ':most': limits.organizationsPerUser },
      },
      refuse: () =>
        new ProblemError('conflict', { code: 'organizations_a_user', limit: limits.organizationsPerUser }),
    },
    change,
  ];
}

/** The actions after which an access shows everything that belongs to the customer. */
export function confirmingActions(context: UserContext, before: StoredPortalAccess): Action[] {
  const { org, version, lenders } = before;
  const lent = { field: 'lenders', from: lenders, to: null };
  const change = accessChange(context, before, { ...before, version: version + 1 }, 'confirmed', [lent]);
  return [
    {
      update: under(ifEquals({ version }), {
        Key: { ...accessItemKey(org, subjectOf(before)) },
        UpdateExpression: 'SET digest = :digest REMOVE lenders, g1pk, g1sk ADD #version :one',
        ExpressionAttributeValues: { ':digest': nextItemState(before, 1, change).digest, ':one': 1 },
      }),
      refuse: () => new ProblemError('conflict', 'portal_access_changed'),
    },
    change,
  ];
}

/** The actions that end a client's access, or withdraw the invitation. */
export function endingActions(context: UserContext, before: StoredPortalAccess): Action[] {
  const { org, version, userId } = before;
  return [
    {
      remove: { Key: { ...accessItemKey(org, subjectOf(before)) }, ...ifEquals({ version }) },
      refuse: () => new ProblemError('conflict', 'portal_access_changed'),
    },
    ...(userId === undefined ? [] : [rightAction(org, userId, before.recordId, removal)]),
    accessChange(context, before, { ...before, version: version + 1 }, 'deleted'),
  ];
}

/** What happens to a client's `Right`. */
interface RightChange {
  set: string;
  values?: Record<string, string>;
}

const removal: RightChange = { set: 'REMOVE orgs.#org' };

const rightChange = (orgId: string, userId: string, recordId: string, { set, values }: RightChange) => ({
  Key: { ...accessKey(userId) },
  UpdateExpression: set,
  ConditionExpression: 'attribute_exists(pk) AND orgs.#org.#client.id = :id',
  ExpressionAttributeNames: { '#org': orgId, '#client': 'client' },
  ExpressionAttributeValues: { ':id': recordId, ...values },
});

/** The update that removes a client's `Right`, unless the user has another one by now. */
export const rightEnd = (orgId: string, userId: string, recordId: string) =>
  rightChange(orgId, userId, recordId, removal);

/** The action that changes a client's `Right`, unless the user has another one by now, or none. */
export const rightAction = (
  orgId: string,
  userId: string,
  recordId: string,
  change: RightChange,
): Action => ({
  update: rightChange(orgId, userId, recordId, change),
  otherwise: () => ({
    check: {
      Key: { ...accessKey(userId) },
      ConditionExpression: 'attribute_not_exists(orgs.#org.#client.id) OR orgs.#org.#client.id <> :id',
      ExpressionAttributeNames: { '#org': orgId, '#client': 'client' },
      ExpressionAttributeValues: { ':id': recordId },
    },
  }),
});

/** Whether a user is a client by an access that is still in force. */
export const isOf = (access: StoredPortalAccess | undefined, userId: string): boolean =>
  access?.status === 'active' && access.userId === userId;
