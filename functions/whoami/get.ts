import type { ApiKey } from '#contract/api-key.ts';
import { isGranted, permissionNames } from '#contract/permission.ts';
import { ProblemError } from '#contract/problem.ts';
import type { Identity } from '#contract/whoami.ts';
import type { AccessItem } from '#data/organization/member.ts';
import { readOrganization, settingsOf } from '#data/organization/settings.ts';
import { accessKey, apiKeyKey } from '#data/store/keys.ts';
import { getItem } from '#data/store/table.ts';
import { beingDeleted } from '#data/organization/deletion.ts';
import { rightOf } from '#http/authorize.ts';
import type { CallerContext } from '#http/call.ts';

/** The caller. A key whose creator has left can do nothing, so it is refused like one that doesn’t exist. */
export async function get(context: CallerContext): Promise<Identity> {
  const { actor, apiKey } = context;
  if (!actor.apiKeyId || !apiKey) return { kind: 'user', id: actor.userId };
  const { orgId } = apiKey;
  const [access, key, settings] = await Promise.all([
    getItem<AccessItem>(context, accessKey(actor.userId)),
    getItem<ApiKey & { expiry?: string }>(context, apiKeyKey(orgId, actor.apiKeyId)),
    settingsOf(context, orgId),
  ]);
  const right = rightOf(access ?? {}, orgId, apiKey);
  if (!right || !key) throw new ProblemError('unauthenticated');
  if (!settings) throw await refusalOf(context, orgId);
  return {
    kind: 'key',
    id: key.id,
    name: key.name,
    start: key.start,
    organization: { id: orgId, name: settings.name },
    permissions: permissionNames.filter(
      (permission) => apiKey.permissions.includes(permission) && isGranted(right.role, permission),
    ),
    createdBy: actor.userId,
    ...(key.expiry ? { expiresAt: key.expiry } : {}),
  };
}

async function refusalOf(context: CallerContext, orgId: string): Promise<ProblemError> {
  const deletingAt = (await readOrganization(context, orgId))?.deletingAt;
  return deletingAt === undefined ? new ProblemError('unauthenticated') : beingDeleted(deletingAt);
}
