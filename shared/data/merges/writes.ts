import type { Context } from '../organization/context.ts';
import { keyOf, type AnyRecord, type RecordDefinition } from '../records/definition.ts';
import { movingValueActions, type Transition } from '../records/moving-values.ts';
import {
  actionsOf,
  nextVersion,
  patched,
  recordDifferences,
  restored,
  type Write,
} from '../records/write.ts';
import { mergedKey } from '../store/keys.ts';
import type { Action } from '../store/transact.ts';

/**
 * The write of the record that stays, with its new values. It has a new version in any case, so that of two merges of
 * the same record, only one succeeds.
 */
export function remaining(
  definition: RecordDefinition,
  context: Context,
  before: AnyRecord,
  patch: Record<string, unknown>,
  { action, pointer }: { action: 'merged' | 'separated'; pointer: string },
): Write {
  const after = patched(definition, context, before, patch, pointer);
  const changes = recordDifferences(definition, before, after);
  return nextVersion(definition, context, before, after, { action, changes, uniqueValues: 'apart' });
}

/** The write of a record that is merged into another one. It keeps its values, but reserves none of them. */
export function mergedAway(
  definition: RecordDefinition,
  context: Context,
  before: AnyRecord,
  intoId: string,
): Write {
  const after = { ...before, deletedAt: context.now, mergedInto: intoId };
  return nextVersion(definition, context, before, after, {
    action: 'merged',
    changes: [],
    uniqueValues: 'apart',
  });
}

/** The write that makes a merged record one of its own again, with the values in `replaced`. */
export function separated(
  definition: RecordDefinition,
  context: Context,
  before: AnyRecord,
  replaced: Record<string, unknown>,
): Write {
  const after = restored(definition, context, before, replaced);
  const changes = recordDifferences(definition, before, after);
  return nextVersion(definition, context, before, after, {
    action: 'separated',
    changes,
    uniqueValues: 'apart',
  });
}

/** The markers of merged records, by which a purge of the remaining one finds them. */
export const mergedMarkers = (
  definition: RecordDefinition,
  { orgId }: Context,
  intoId: string,
  ids: readonly string[],
  change: 'put' | 'remove',
): Action[] =>
  ids.map((id) => {
    const key = mergedKey(keyOf(definition, orgId, intoId), id);
    return change === 'put' ? { put: { Item: { ...key, kind: 'merged' } } } : { remove: { Key: { ...key } } };
  });

/** The actions of a merge or its undo. Unique values move between the records. */
export function mergeActions(
  definition: RecordDefinition,
  context: Context,
  writes: readonly Write[],
  pointer: string,
): Action[] {
  const transitions = writes.map(({ before, record }): Transition => {
    if (!before) throw new Error('a merge creates no record');
    return { before, after: record };
  });
  return [
    ...actionsOf(definition, context, writes),
    ...movingValueActions(definition, context, transitions, pointer),
  ];
}
