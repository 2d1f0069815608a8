import type { RecordTypeName } from '#contract/record-types.ts';
import type { UniqueEmails } from '#contract/unique-emails.ts';
import { ProblemError } from '#contract/problem.ts';
import type { Context } from '../organization/context.ts';
import { readOrganization } from '../organization/settings.ts';
import { organizationActions, organizationFields } from '../organization/settings-actions.ts';
import { keyOf, type AnyRecord, type RecordDefinition } from '../records/definition.ts';
import { reservationOf } from '../records/unique-values.ts';
import type { Write } from '../records/write.ts';
import { nextVersion } from '../store/next-version.ts';
import { differences } from '../store/change.ts';
import { ifEquals } from '../store/condition.ts';
import { resultKey } from '../store/run-keys.ts';
import { getItem, query } from '../store/table.ts';
import type { Action } from '../store/transact.ts';
import type { JobPlan } from './job.ts';
import { unchanged } from './undo.ts';

/**
 * Reserves the e-mail address of a record from before its organization refused repeated addresses. The record itself
 * stays as it is. Later writes reserve addresses themselves, so the reservation is conditional on the record's version.
 */
export async function reserved(
  definition: RecordDefinition,
  context: Context,
  record: AnyRecord,
): Promise<Write> {
  const reservation = reservationOf(definition, context, record);
  if (!reservation || reservation.isHeld(await getItem(context, reservation.key))) return unchanged(record);
  const check: Action = {
    check: {
      Key: { ...keyOf(definition, context.orgId, record.id) },
      ...ifEquals({ version: record.version }),
    },
    refuse: (found) => new ProblemError(found ? 'precondition_failed' : 'not_found'),
  };
  return { record, before: record, actions: [reservation.action, check] };
}

/**
 * The actions that end `checking`: in `refuse`, or back in `warn` for record types with an address that couldn't be
 * reserved. None if the setting was changed since.
 */
export async function uniqueEmailsEnd(context: Context, plan: JobPlan): Promise<Action[]> {
  const before = await readOrganization(context, context.orgId);
  if (!before) return [];
  const modes: UniqueEmails = {};
  for (const name of plan.recordTypes as RecordTypeName[]) {
    const isCurrent = before.uniqueEmailsJobs?.[name] === plan.id;
    if (!isCurrent || before.uniqueEmails[name] !== 'checking') continue;
    modes[name] = (await hasFailures(context, plan.id, name)) ? 'warn' : 'refuse';
  }
  const uniqueEmails = { ...before.uniqueEmails, ...modes };
  const after = { ...before, uniqueEmails, ...nextVersion(before, context) };
  const changes = differences(before, after, organizationFields);
  return changes.length === 0 ? [] : organizationActions(context, before, after, changes);
}

async function hasFailures(
  { orgId, ...session }: Context,
  jobId: string,
  recordType: string,
): Promise<boolean> {
  const { pk, sk } = resultKey(orgId, jobId, recordType, '');
  const { items } = await query(session, {
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
    ExpressionAttributeValues: { ':pk': pk, ':prefix': sk },
    ConsistentRead: true,
    Limit: 1,
  });
  return items.length > 0;
}
