import type { InputOf, OutputOf } from '#contract/operation.ts';
import type { portal } from '#contract/portal.ts';
import { fieldProblem, ProblemError } from '#contract/problem.ts';
import { loadProfile } from '#data/accounts/user.ts';
import type { AccessItem } from '#data/organization/member.ts';
import { refusedAsClient } from '#data/organization/rights.ts';
import { settingsOf, type OrganizationSettings } from '#data/organization/settings.ts';
import {
  acceptingActions,
  followPortalAccess,
  portalDefinition,
  type StoredPortalAccess,
} from '#data/portal/portal-access.ts';
import { partsOfToken } from '#data/portal/portal-token.ts';
import { readFinal } from '#data/records/read.ts';
import { accessKey } from '#data/store/keys.ts';
import { sameHash } from '#data/store/link-secret.ts';
import type { UserContext, VisitorContext } from '#data/store/request-context.ts';
import { getItem } from '#data/store/table.ts';
import { transact } from '#data/store/transact.ts';
import type { Session } from '#data/store/units.ts';
import { shownOrganization } from './shown-organization.ts';

type Operations = typeof portal.operations;

export async function preview(
  context: VisitorContext,
  { body }: InputOf<Operations['preview']>,
): Promise<OutputOf<Operations['preview']>> {
  const { access, settings } = await invitationOf(context, body.token, context.now);
  return { ...shownOrganization(settings), email: access.email };
}

export async function accept(
  context: UserContext,
  { body }: InputOf<Operations['accept']>,
): Promise<OutputOf<Operations['accept']>> {
  const profile = await loadProfile(context);
  const { access } = await invitationOf(context, body.token, context.now);
  if (access.email !== profile.email) throw fieldProblem('/token', 'other_address', 'conflict');
  if (!(await isStillTheirs(context, access))) throw fieldProblem('/token', 'expired', 'conflict');
  const rights = await getItem<AccessItem>(context, accessKey(profile.id));
  const refused = refusedAsClient(rights, access.org);
  if (refused) throw new ProblemError('conflict', refused);
  await transact(context, acceptingActions(context, profile, access));
  return { orgId: access.org };
}

/** Whether the record still has the address that was invited, which may have been corrected. */
async function isStillTheirs(
  session: Session,
  { org, recordType, recordId, email }: StoredPortalAccess,
): Promise<boolean> {
  const named = [{ definition: portalDefinition(recordType), id: recordId }];
  const [record] = await readFinal({ ...session, orgId: org }, named);
  return (record as { email?: string } | undefined)?.email === email;
}

/** The organization of an invitation that was accepted. */
export function accepted(
  _context: UserContext,
  { body }: InputOf<Operations['accept']>,
): Promise<OutputOf<Operations['accept']>> {
  return Promise.resolve({ orgId: partsOfToken(body.token)?.orgId ?? '' });
}

/** The invitation of a link. Unknown, withdrawn and replaced links get the same error. */
async function invitationOf(
  session: Session,
  token: string,
  now: string,
): Promise<{ access: StoredPortalAccess; settings: OrganizationSettings }> {
  const parts = partsOfToken(token);
  const access = parts && (await followPortalAccess(session, parts.orgId, parts.subject));
  if (!access) throw new ProblemError('not_found');
  const { orgId, secret } = parts;
  if (![...(access.tokenHashes ?? [])].some((hash) => sameHash(hash, secret)))
    throw new ProblemError('not_found');
  if (access.status !== 'invited') throw fieldProblem('/token', 'used', 'conflict');
  const settings = await settingsOf(session, orgId);
  if (access.validUntil <= now || !settings) throw fieldProblem('/token', 'expired', 'conflict');
  return { access, settings };
}
