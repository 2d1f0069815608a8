import { repeatedPrefixes } from '#contract/code-prefixes.ts';
import type { Organization } from '#contract/organization.ts';
import { withChoice } from '#contract/record-access.ts';
import { ProblemError } from '#contract/problem.ts';
import { firstProductActions } from '#data/billing/preset-products.ts';
import { rescoreJob } from '#data/jobs/start.ts';
import type { Context } from '#data/organization/context.ts';
import { createOrganization, type NewOrganization } from '#data/organization/create.ts';
import { withNamesOf } from '#data/organization/presets/stored-status.ts';
import { loadOrganization, rememberSettings } from '#data/organization/settings.ts';
import {
  organizationActions,
  organizationFields,
  type OrganizationValues,
} from '#data/organization/settings-actions.ts';
import { nextVersion } from '#data/store/next-version.ts';
import { differences } from '#data/store/change.ts';
import type { UserContext } from '#data/store/request-context.ts';
import { transact } from '#data/store/transact.ts';
import { withLogo } from './logo.ts';
import { changeUniqueEmails } from './unique-emails.ts';

export const create = (context: UserContext, { body }: { body: NewOrganization }): Promise<Organization> =>
  createOrganization(context, body, firstProductActions);

export async function get(context: Context): Promise<Organization> {
  return withLogo(await loadOrganization(context, context.orgId));
}

export async function update(
  context: Context,
  { body }: { body: OrganizationValues },
): Promise<Organization> {
  checkPrefixes(body);
  const before = await loadOrganization(context, context.orgId, context);
  const patch = Object.fromEntries(
    Object.entries({
      ...body,
      recordAccess: body.recordAccess && withChoice(before.recordAccess, body.recordAccess),
    }).filter(([, value]) => value !== undefined),
  ) as Partial<Organization>;
  const changesScores = differences(before, { ...before, ...patch }, ['leadWeights', 'currency']).length > 0;
  const { settings, jobActions } = await changeUniqueEmails(context, before, body.uniqueEmails, {
    isCounted: !changesScores,
  });
  const after = withNamesOf({ ...before, ...patch, ...settings, ...nextVersion(before, context) });
  const changes = differences(before, after, organizationFields);
  if (changes.length === 0) return withLogo(before);
  await transact(context, [
    ...organizationActions(context, before, after, changes),
    ...(changesScores ? rescoreJob(context) : []),
    ...jobActions,
  ]);
  rememberSettings(after);
  return withLogo(after);
}

function checkPrefixes({ codePrefixes = {} }: OrganizationValues): void {
  const repeated = repeatedPrefixes(codePrefixes).filter((type) => codePrefixes[type] !== undefined);
  if (repeated.length === 0) return;
  const errors = repeated.map((type) => ({ pointer: `/codePrefixes/${type}`, code: 'taken' as const }));
  throw new ProblemError('invalid_input', undefined, errors);
}
