import { limits } from '#contract/limits.ts';
import { customColumnPrefix } from '#contract/lists/column-kind.ts';
import { moveEntries, moveEntriesBack } from '../merges/moved-entries.ts';
import { moveTasks } from '../merges/moved-tasks.ts';
import type { Context } from '../organization/context.ts';
import { aboutOf } from '../records/about.ts';
import { keyOf, type AnyRecord, type RecordDefinition } from '../records/definition.ts';
import { definitionOf } from '../records/definitions.ts';
import { recordAttributes, type Parent } from '../records/read.ts';
import {
  backFrom,
  idsReferred,
  intoRemaining,
  referencesIn,
  replacedReferences,
  type References,
} from '../records/relations.ts';
import { recordFrom, type RecordItem } from '../records/stored.ts';
import { unlockedChange, type Write } from '../records/write.ts';
import type { FieldChange } from '../store/change.ts';
import { getItem } from '../store/table.ts';
import type { JobParams, MergeParams } from './job.ts';
import { changeBy, changedSince, isSame, unchanged, valueOf } from './undo.ts';

/** Moves some entries of merged records to the one that stays. */
export async function moveStep(
  context: Context,
  { recordType, intoId, ids, movesTasks = true }: MergeParams,
): Promise<boolean> {
  const to = await parentOf(context, recordType, intoId);
  for (const id of ids) {
    const from = to && (await parentOf(context, recordType, id));
    if (!from) continue;
    if (await moveEntries(context, { from, to })) return true;
    if (movesTasks && (await moveTasks(context, { from, to }))) return true;
  }
  return false;
}

/** Moves some entries back to the records that were separated again. */
export async function moveBackStep(
  context: Context,
  { recordType, intoId, ids }: JobParams['unmerge'],
): Promise<boolean> {
  const from = await parentOf(context, recordType, intoId);
  for (const id of ids) {
    const to = from && (await parentOf(context, recordType, id));
    if (to && (await moveEntriesBack(context, { from, to }))) return true;
  }
  return false;
}

/** A record in whatever state it is. */
async function parentOf(context: Context, type: string, id: string): Promise<Parent | undefined> {
  const definition = definitionOf(type);
  if (!definition) return undefined;
  const key = keyOf(definition, context.orgId, id);
  const item = await getItem<RecordItem>(context, key, recordAttributes);
  return item && { definition, key, record: recordFrom(definition, item) };
}

/** The write that replaces a record's references to merged records. */
export function withMerged(
  definition: RecordDefinition,
  context: Context,
  record: AnyRecord,
  { recordType, intoId, ids, fieldsOf = {} }: MergeParams,
): Write {
  const { type } = definition;
  const references = referencesIn(type, recordType, fieldsOf[type.name] ?? []);
  const patch = replacedReferences(record, references, intoRemaining(ids, intoId));
  return Object.keys(patch).length === 0
    ? unchanged(record)
    : unlockedChange(definition, context, record, patch);
}

/** The write that puts back the references that a merge replaced, according to the record's history. */
export async function withSeparated(
  definition: RecordDefinition,
  context: Context,
  record: AnyRecord,
  { recordType, jobId, jobCreatedAt, intoId }: JobParams['unmerge'],
): Promise<Write> {
  const made = await changeBy(definition, context, record, { id: jobId, createdAt: jobCreatedAt });
  if (!made) return unchanged(record);
  // Values that were erased from the history can't be put back.
  if (made.data === undefined) throw changedSince();
  const all = JSON.parse(made.data) as FieldChange[];
  const changes = all.filter(({ to }) => [idsReferred(to)].flat().includes(intoId));
  const references = referencesOf(definition, recordType, changes);
  const patch = replacedReferences(record, references, backFrom(changes, intoId));
  // Others may have taken the places of those that come back.
  if (isTooMuch(definition, patch)) throw changedSince();
  if (Object.keys(patch).length > 0) return unlockedChange(definition, context, record, patch);
  // A job that found a record in two passes names it twice.
  if (changes.some((one) => isSame(valueOf(record, one), one.from))) return unchanged(record);
  throw changedSince();
}

const isTooMuch = ({ type }: RecordDefinition, patch: Readonly<Record<string, unknown>>): boolean =>
  aboutOf(type, patch as AnyRecord).length > limits.aboutRecords;

function referencesOf({ type }: RecordDefinition, to: string, changes: readonly FieldChange[]): References {
  const names = changes.map(({ field }) => field);
  const isCustom = (name: string) => name.startsWith(customColumnPrefix);
  return {
    type,
    to,
    fields: names.filter((name) => !isCustom(name)),
    customKeys: names.filter(isCustom).map((name) => name.slice(customColumnPrefix.length)),
    hasRetired: false,
  };
}
