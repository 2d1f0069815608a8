import { limits } from '#contract/limits.ts';
import { ProblemError } from '#contract/problem.ts';
import { listAttributes, type ListItem } from '../lists/list-record.ts';
import type { Context } from '../organization/context.ts';
import { keyOf, type AnyRecord, type RecordDefinition } from '../records/definition.ts';
import { definitionOf } from '../records/definitions.ts';
import { isGone, recordFrom } from '../records/stored.ts';
import { getItems } from '../store/table.ts';
import type { JobPlan } from './job.ts';
import { kindOf } from './kinds.ts';
import { presentParams } from './present-params.ts';

/**
 * The records to which a scheduled change must be applied, in its later passes again: slow writes used the previous
 * settings after the job had found its records, or after it had changed them.
 */
export async function outdatedAmong(
  context: Context,
  { plan, passes }: { plan: JobPlan; passes: number },
  recordType: string,
  ids: readonly string[],
): Promise<string[]> {
  const definition = definitionOf(recordType);
  if (!definition || ids.length === 0) return [];
  const keys = ids.map((id) => keyOf(definition, context.orgId, id));
  const items = await getItems<ListItem>(context, keys, listAttributes(definition));
  const present = { ...plan, params: await presentParams(context, plan, passes) };
  const outdated: string[] = [];
  for (const item of items) {
    const record = item && recordFrom(definition, item);
    if (!record || isGone(record, context.now)) continue;
    if (await isOutdated(definition, context, record, present, passes)) outdated.push(record.id);
  }
  return outdated;
}

async function isOutdated(
  definition: RecordDefinition,
  context: Context,
  record: AnyRecord,
  { kind, params, createdAt }: JobPlan,
  passes: number,
): Promise<boolean> {
  const { follow, ...how } = kindOf(kind);
  // What a job does in addition to the write can't be seen in the record, so it is repeated for all recent writes.
  if (follow) return Date.parse(record.updatedAt) >= Date.parse(createdAt) - limits.requestSeconds * 1000;
  try {
    return (
      'write' in how && (await how.write(definition, context, record, params as never)).actions.length > 0
    );
  } catch (error) {
    // The first pass reports records that can't be changed.
    if (error instanceof ProblemError) return passes === 0;
    throw error;
  }
}
