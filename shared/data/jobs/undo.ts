import { fieldProblem, ProblemError } from '#contract/problem.ts';
import type { CustomValue, CustomValues } from '#contract/custom-value.ts';
import { customColumnPrefix } from '#contract/lists/column-kind.ts';
import type { Context } from '../organization/context.ts';
import { replacedIn } from '../organization/scheduled-changes.ts';
import { readTagIds } from '../organization/tag-ids.ts';
import { flatCustom } from '../custom-fields/values.ts';
import { keyOf, type AnyRecord, type RecordDefinition } from '../records/definition.ts';
import { checkReferences } from '../records/references.ts';
import { change, deletion, restoration, type Write } from '../records/write.ts';
import { changeIdOf, headerFrom, type ChangeItem, type FieldChange } from '../store/change.ts';
import { changePrefix } from '../store/keys.ts';
import { query } from '../store/table.ts';
import type { JobParams } from './job.ts';

/** Older changes of a record are not searched for the job's change: too much was changed since. */
const changesRead = 10;

export const unchanged = (record: AnyRecord): Write => ({ record, before: record, actions: [] });

export function live(record: AnyRecord): AnyRecord {
  if (record.deletedAt) throw new ProblemError('not_found');
  return record;
}

/**
 * The write that undoes what a job changed in a record, according to the record's history. Throws the problem
 * `changed_since` if nothing of it is left to undo.
 */
export async function undone(
  definition: RecordDefinition,
  context: Context,
  record: AnyRecord,
  { jobId, scheduledChanges = [] }: JobParams['undo'],
): Promise<Write> {
  const made = await changeBy(definition, context, record, jobId);
  if (!made) return unchanged(record);
  const { action } = headerFrom(made);
  if (action === 'deleted') {
    if (record.deletedAt !== made.at) throw changedSince();
    return restoration(definition, context, record, replacedIn(definition.type, record, scheduledChanges));
  }
  if (action === 'restored') {
    if (record.version !== made.version) throw changedSince();
    return deletion(definition, context, record);
  }
  const changes = (JSON.parse(made.data ?? '[]') as FieldChange[]).filter(({ field }) =>
    isInput(definition, field),
  );
  const patch = await patchOf(definition, context, live(record), changes);
  if (changes.length > 0 && Object.keys(patch).length === 0) throw changedSince();
  await checkReferences(definition, context, patch, record, '');
  return change(definition, context, record, patch);
}

const changedSince = (): ProblemError => fieldProblem('', 'changed_since');

/** The job's change of the record. Undefined if the job didn't change it. */
async function changeBy(
  definition: RecordDefinition,
  context: Context,
  record: AnyRecord,
  jobId: string,
): Promise<ChangeItem | undefined> {
  const { items, lastKey } = await query<ChangeItem>(context, {
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
    ExpressionAttributeValues: {
      ':pk': keyOf(definition, context.orgId, record.id).pk,
      ':prefix': changePrefix,
    },
    ScanIndexForward: false,
    ConsistentRead: true,
    Limit: changesRead,
  });
  const cause = changeIdOf({ id: jobId, version: 1 });
  const found = items.find((item) => headerFrom(item).cause?.changeId === cause);
  if (!found && lastKey) throw changedSince();
  return found;
}

/** Derived values follow from the others. */
function isInput({ type }: RecordDefinition, field: string): boolean {
  const mode = type.fields[field]?.mode;
  return (
    field.startsWith(customColumnPrefix) || (mode !== undefined && mode !== 'derived' && mode !== 'kept')
  );
}

/** The previous values of fields that still have the values of the change. */
async function patchOf(
  { type }: RecordDefinition,
  context: Context,
  record: AnyRecord,
  changes: readonly FieldChange[],
): Promise<Record<string, unknown>> {
  const custom = flatCustom(record.custom);
  const patch: Record<string, unknown> = {};
  const customPatch: CustomValues = { ...record.custom };
  for (const { field, from, to } of changes) {
    const isCustom = field.startsWith(customColumnPrefix);
    if (type.fields[field]?.kind === 'tags') {
      patch[field] = await tagsWithout(context, record[field], { from, to });
    } else if (isSame(isCustom ? custom[field] : record[field], to)) {
      if (isCustom) {
        setOrRemove(customPatch, field.slice(customColumnPrefix.length), from as CustomValue | null);
        patch.custom = customPatch;
      } else patch[field] = from;
    }
  }
  return patch;
}

function setOrRemove(custom: CustomValues, key: string, value: CustomValue | null): void {
  if (value === null) delete custom[key];
  else custom[key] = value;
}

/** The tags of a record without those that a change added, and with those that it removed, if they still exist. */
async function tagsWithout(
  context: Context,
  current: unknown,
  { from, to }: Pick<FieldChange, 'from' | 'to'>,
): Promise<string[] | null> {
  const [tags, before, after] = [current, from, to].map((value) => (value ?? []) as string[]);
  const existing = await readTagIds(context);
  const kept = tags!.filter((id) => before!.includes(id) || !after!.includes(id));
  const back = before!.filter((id) => !after!.includes(id) && existing.has(id));
  const all = [...new Set([...kept, ...back])];
  return all.length > 0 ? all : null;
}

const isSame = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one ?? null) === JSON.stringify(other ?? null);
