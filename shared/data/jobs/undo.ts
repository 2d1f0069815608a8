import { fieldProblem, ProblemError } from '#contract/problem.ts';
import type { CustomField } from '#contract/custom-field.ts';
import { limits } from '#contract/limits.ts';
import { customColumnPrefix } from '#contract/lists/column-kind.ts';
import type { Context } from '../organization/context.ts';
import { successorOf, type ScheduledChange } from '../organization/scheduled-changes.ts';
import { readTagIds } from '../organization/tag-ids.ts';
import { flatCustom, withCustomValues } from '../custom-fields/values.ts';
import type { AnyRecord, RecordDefinition } from '../records/definition.ts';
import { lastVersion, readChanges } from '../records/read-changes.ts';
import { checkReferences } from '../records/references.ts';
import { replacedSince } from '../records/replaced-since.ts';
import { change, deletion, restoration, type Write } from '../records/write.ts';
import { changeIdOf, headerFrom, type ChangeItem, type FieldChange } from '../store/change.ts';
import type { JobParams } from './job.ts';

/** How many of a record's changes are read at once, and how many are searched for the change by the job. */
const changesRead = 10;
const changesSearched = 100;

export const unchanged = (record: AnyRecord): Write => ({ record, before: record, actions: [] });

export function live(record: AnyRecord): AnyRecord {
  if (record.deletedAt) throw new ProblemError('not_found');
  return record;
}

/**
 * The write that undoes what a job changed in a record, according to the record's history. It changes nothing if the
 * record has its previous state again, as after an earlier undo that was canceled. Throws the problem `changed_since` if
 * all of it has been changed to something else.
 */
export async function undone(
  definition: RecordDefinition,
  context: Context,
  record: AnyRecord,
  { jobId, jobCreatedAt, scheduledChanges = [], changesSince = [], fields = [] }: JobParams['undo'],
): Promise<Write> {
  const made = await changeBy(definition, context, record, { id: jobId, createdAt: jobCreatedAt });
  if (!made) return unchanged(record);
  const { action } = headerFrom(made);
  const isInTrash = record.deletedAt !== undefined;
  if (action === 'deleted') {
    if (!isInTrash) return unchanged(record);
    if (record.deletedAt !== made.at) throw changedSince();
    return restoredWrite(definition, context, record, scheduledChanges);
  }
  if (action === 'restored' || action === 'created') {
    if (isInTrash) return unchanged(record);
    if (record.version !== made.version) throw changedSince();
    // The file is imported again once it is corrected, and its values must not be in the way then.
    return deletion(definition, context, record, action === 'created' ? 'freed' : 'reserved');
  }
  // Values that were erased from the history can't be put back.
  if (made.data === undefined) throw changedSince();
  const all = JSON.parse(made.data) as FieldChange[];
  const changes = all.filter(({ field }) => isInput(definition, field));
  const patch = await earlierValues(definition, context, live(record), all, { changesSince, fields });
  if (Object.keys(patch).length === 0) {
    if (changes.length === 0 || changes.some((one) => isSame(valueOf(record, one), one.from)))
      return unchanged(record);
    throw changedSince();
  }
  return change(definition, context, record, patch);
}

/**
 * The values from before a change, of the fields that still have those of the change, and the read-only values that
 * followed from them.
 */
export async function earlierValues(
  definition: RecordDefinition,
  context: Context,
  record: AnyRecord,
  all: readonly FieldChange[],
  { changesSince, fields }: { changesSince: readonly ScheduledChange[]; fields: readonly CustomField[] },
): Promise<Record<string, unknown>> {
  const changes = all.filter(({ field }) => isInput(definition, field));
  const patch = await patchOf(definition, context, record, { changes, changesSince });
  if (Object.keys(patch).length === 0) return {};
  const complete = withCustomValues(fields, patch, record, '');
  await checkReferences(definition, context, complete, record, '', fields);
  return { ...complete, ...followingFrom(definition, context, record, complete, all) };
}

/** The write that restores a record from the trash, as if all changes of settings and merges had applied to it. */
export async function restoredWrite(
  definition: RecordDefinition,
  context: Context,
  record: AnyRecord,
  scheduledChanges: readonly ScheduledChange[],
): Promise<Write> {
  const replaced = await replacedSince(definition, context, record, scheduledChanges);
  return restoration(definition, context, record, replaced);
}

export const changedSince = (): ProblemError => fieldProblem('', 'changed_since');

/** The job's change of the record. Undefined if the job didn't change it. */
export async function changeBy(
  definition: RecordDefinition,
  context: Context,
  record: AnyRecord,
  job: { id: string; createdAt: string },
): Promise<ChangeItem | undefined> {
  const cause = changeIdOf({ id: job.id, version: 1 });
  let to = lastVersion;
  for (let read = 0; read < changesSearched; read += changesRead) {
    const of = { definition, id: record.id };
    const items = await readChanges(context, of, { versions: [0, to], most: changesRead });
    const found = items.find((item) => headerFrom(item).cause?.changeId === cause);
    const isAll = items.length < changesRead || items.some(({ at }) => at < job.createdAt);
    if (found ?? isAll) return found;
    to = (items.at(-1)?.version ?? 0) - 1;
  }
  throw changedSince();
}

/**
 * The previous values of the read-only fields that the job's change set along with the values that are put back, such as
 * the time when a deal was closed. Otherwise, they would be set as of now.
 */
function followingFrom(
  definition: RecordDefinition,
  context: Context,
  record: AnyRecord,
  patch: Record<string, unknown>,
  changes: readonly FieldChange[],
): Record<string, unknown> {
  const set = definition.filledIn?.keep?.(record, { ...record, ...patch }, context) ?? {};
  const previous = changes.filter(({ field, to }) => field in set && isSame(record[field], to));
  return Object.fromEntries(
    previous.flatMap(({ field, from }) => (isInput(definition, field) ? [] : [[field, from] as const])),
  );
}

/** Derived and read-only values follow from the others. */
function isInput({ type }: RecordDefinition, field: string): boolean {
  const mode = type.fields[field]?.mode;
  return isCustom(field) || (mode !== undefined && mode !== 'derived' && mode !== 'kept');
}

/** The previous values of fields that still have the values of the change. Tags merged since count as the final tag. */
async function patchOf(
  { type }: RecordDefinition,
  context: Context,
  record: AnyRecord,
  { changes, changesSince }: { changes: readonly FieldChange[]; changesSince: readonly ScheduledChange[] },
): Promise<Record<string, unknown>> {
  const present = (tagIds: unknown): string[] =>
    listOf(tagIds).map((id) => successorOf(changesSince, 'tagMerge', id));
  const patch: Record<string, unknown> = {};
  const customPatch: Record<string, unknown> = {};
  for (const one of changes) {
    const { field, from, to } = one;
    if (type.fields[field]?.kind === 'tags') {
      const moved = { from: present(from), to: present(to) };
      patch[field] = await tagsWithout(context, present(record[field]), moved);
    } else if (isSame(valueOf(record, one), to)) {
      if (isCustom(field)) customPatch[field.slice(customColumnPrefix.length)] = from;
      else patch[field] = from;
    }
  }
  return { ...patch, ...(Object.keys(customPatch).length > 0 ? { custom: customPatch } : {}) };
}

const isCustom = (field: string): boolean => field.startsWith(customColumnPrefix);

export const valueOf = (record: AnyRecord, { field }: FieldChange): unknown =>
  (isCustom(field) ? flatCustom(record.custom) : record)[field];

const listOf = (value: unknown): string[] => (value ?? []) as string[];

/** The tags of a record without those that a change added, and with those that it removed, if they still exist. */
async function tagsWithout(
  context: Context,
  current: readonly string[],
  { from, to }: { from: readonly string[]; to: readonly string[] },
): Promise<string[] | null> {
  const existing = await readTagIds(context);
  const kept = current.filter((id) => from.includes(id) || !to.includes(id));
  const back = from.filter((id) => !to.includes(id) && existing.has(id));
  const all = [...new Set([...kept, ...back])];
  const limit = limits.tagsPerRecord;
  if (all.length > limit) throw fieldProblem('/tagIds', 'too_many', 'invalid_input', { limit });
  return all.length > 0 ? all : null;
}

export const isSame = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one ?? null) === JSON.stringify(other ?? null);
