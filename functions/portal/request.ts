import type { InputOf, OutputOf } from '#contract/operation.ts';
import { limits } from '#contract/limits.ts';
import type { portal } from '#contract/portal.ts';
import { ProblemError } from '#contract/problem.ts';
import { countAddress } from '#data/limits/attempt-count.ts';
import { effectAction } from '#data/outbox/outbox.ts';
import { settingsOf, type OrganizationSettings } from '#data/organization/settings.ts';
import type { VisitorContext } from '#data/store/request-context.ts';
import { transact } from '#data/store/transact.ts';
import type { Session } from '#data/store/units.ts';
import { shownOrganization } from './shown-organization.ts';

type Operations = typeof portal.operations;

/** An organization that takes requests. The others are not known to strangers. */
async function openOrganization(session: Session, orgId: string): Promise<OrganizationSettings | undefined> {
  const settings = await settingsOf(session, orgId);
  return settings?.portal?.takesRequests ? settings : undefined;
}

export async function entrance(
  context: VisitorContext,
  { orgId }: InputOf<Operations['entrance']>,
): Promise<OutputOf<Operations['entrance']>> {
  const settings = await openOrganization(context, orgId);
  if (!settings) throw new ProblemError('not_found');
  return shownOrganization(settings);
}

const requestLimit = {
  kind: 'portal-requests',
  most: limits.portalRequestsPerAddress,
  spanSeconds: 3_600,
} as const;

/**
 * Takes a request for access. Whether the address is known is looked up later, by events/mail, so that neither the
 * response nor its time tells.
 */
export async function request(
  context: VisitorContext,
  { body }: InputOf<Operations['request']>,
): Promise<null> {
  const { now, visitor } = context;
  await countAddress(context, requestLimit, visitor.address, now);
  if (!(await openOrganization(context, body.orgId))) throw new ProblemError('not_found');
  const { orgId, email } = body;
  await transact(context, [effectAction({ orgId, now }, 'portal-request', { email })]);
  return null;
}
