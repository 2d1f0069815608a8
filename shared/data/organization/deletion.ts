import { limits } from '#contract/limits.ts';
import type { Organization } from '#contract/organization.ts';
import { ProblemError } from '#contract/problem.ts';
import { ifAbsent } from '../store/condition.ts';
import { differences } from '../store/change.ts';
import { purgeKey } from '../store/keys.ts';
import { nextVersion } from '../store/next-version.ts';
import type { UserContext } from '../store/request-context.ts';
import { getItem } from '../store/table.ts';
import type { Action } from '../store/transact.ts';
import type { Session } from '../store/units.ts';
import { organizationActions } from './settings-actions.ts';
import { readOrganization } from './settings.ts';

const dayMs = 86_400_000;

/** The organization after its deletion was requested. Its version changes, so concurrent changes of settings fail. */
export const deletedFrom = (organization: Organization, now: string): Organization => ({
  ...organization,
  ...nextVersion(organization, { now }),
  deletingAt: new Date(Date.parse(now) + limits.organizationGraceDays * dayMs).toISOString(),
});

export function restoredFrom(
  { deletingAt: _deletingAt, ...organization }: Organization,
  now: string,
): Organization {
  return { ...organization, ...nextVersion(organization, { now }) };
}

/** The change that a request for deletion makes, by which the relay recognizes that there is an e-mail to send. */
export const deletionRequested = 'deletionRequested';

export const deletionActions = (context: UserContext, before: Organization, after: Organization): Action[] =>
  organizationActions(context, before, after, differences(before, after, ['deletingAt']), deletionRequested);

/** Either the organization is restored, or its purge begins: each is conditional on what the other one writes. */
export const restoreActions = (context: UserContext, before: Organization, after: Organization): Action[] => [
  ...organizationActions(context, before, after, differences(before, after, ['deletingAt']), 'restored'),
  {
    check: { Key: { ...purgeKey(after.id) }, ...ifAbsent },
    refuse: () => new ProblemError('conflict', 'organization_purged'),
  },
];

/** Why members can't use an organization whose data will be removed at a time. */
export const beingDeleted = (until: string): ProblemError =>
  new ProblemError('being_deleted', { code: 'organization_deleted', until });

/** Whether an organization without usable settings exists and is being deleted, so that its work waits for a restore. */
export const isBeingDeleted = async (session: Session, orgId: string): Promise<boolean> =>
  (await readOrganization(session, orgId))?.deletingAt !== undefined;

/** Whether the data of an organization is being removed, or was. Nothing may be written for it any more. */
export const isPurged = async (session: Session, orgId: string): Promise<boolean> =>
  (await getItem(session, purgeKey(orgId), { ProjectionExpression: 'pk' })) !== undefined;
