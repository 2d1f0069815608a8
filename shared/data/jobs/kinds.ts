import type { JobKind } from '#contract/job-kind.ts';
import { limits } from '#contract/limits.ts';
import { fieldProblem } from '#contract/problem.ts';
import type { Context } from '../organization/context.ts';
import { withCustomValues } from '../custom-fields/values.ts';
import { refuseErasing } from '../records/being-erased.ts';
import type { AnyRecord, RecordDefinition } from '../records/definition.ts';
import { asRead } from '../records/read.ts';
import { checkRecordLimit } from '../records/record-limit.ts';
import { checkReferences } from '../records/references.ts';
import { reindex } from '../projection/reindex.ts';
import { keepingHidden, seenBefore } from '../records/visible-about.ts';
import { change, deletion, type Write } from '../records/write.ts';
import { handOverActivities } from '../entries/task.ts';
import { fieldsListedIn } from '../records/list-uses.ts';
import { imported, prefetchImported } from '../imports/imported.ts';
import type { PlannedRow } from '../imports/planned-row.ts';
import type { Action } from '../store/transact.ts';
import type { JobParams, JobPlan, Needs } from './job.ts';
import { startNextImport } from './start-next-import.ts';
import { undoNextImport } from './start-undo.ts';
import { moveBackStep, moveStep, withMerged, withSeparated } from './merge-rows.ts';
import { live, restoredWrite, unchanged, undone } from './undo.ts';
import { reserved, uniqueEmailsEnd } from './unique-emails.ts';

/** What a kind of job requires and what it does to one record. */
export type KindOfJob<Params = never> = KindSettings<Params> & WriteOfKind<Params>;

interface KindSettings<Params> {
  /**
   * The permission that the creator needs at the start and at every step. If undefined, the job applies a change that
   * is already in force: it continues regardless of its creator's permissions, can't be canceled, and is visible to
   * everyone with access to jobs.
   */
  needs?: (params: Params) => Needs;
  /** Called before records are written. Throws if the write is no longer possible. */
  check?: (definition: RecordDefinition, context: Context, params: Params) => Promise<void>;
  /** Called before records are written, with their writes. Returns the definition to write them with. */
  within?: (
    definition: RecordDefinition,
    context: Context,
    writes: readonly Write[],
  ) => Promise<RecordDefinition>;
  /**
   * Further work before the records are frozen, done in small steps. Each step looks for remaining work and returns
   * whether it found any.
   */
  first?: (context: Context, params: Params) => Promise<boolean>;
  /** An idempotent effect on each record, in addition to the write. */
  follow?: (definition: RecordDefinition, context: Context, record: AnyRecord) => Promise<void>;
  /** The actions of the transaction that ends the job. They are prepared again after `precondition_failed`. */
  last?: (context: Context, plan: JobPlan) => Promise<Action[]>;
  /** Whether the records of a source are written before those of the next one are frozen, because one refers to the other. */
  isInOrder?: true;
  /** Whether one record that can't be changed makes further passes pointless. */
  isAllOrNothing?: true;
}

/**
 * How one record is written: an existing one, or the one that a planned row of an import creates or updates. Throws a
 * ProblemError if that isn't possible. A write without actions counts as done.
 */
type WriteOfKind<Params> =
  | {
      write: (
        definition: RecordDefinition,
        context: Context,
        record: AnyRecord,
        params: Params,
      ) => Write | Promise<Write>;
    }
  | {
      /** Reads what the writes of these rows need, for all of them together. */
      prefetch: (
        definition: RecordDefinition,
        context: Context,
        planned: readonly PlannedRow[],
        params: Params,
      ) => Promise<void>;
      writePlanned: (
        definition: RecordDefinition,
        context: Context,
        planned: PlannedRow,
        record: AnyRecord | undefined,
        params: Params,
      ) => Promise<Write>;
    };

const kinds: { [K in JobKind]: KindOfJob<JobParams[K]> } = {
  update: {
    needs: () => 'update',
    check: (definition, context, { values, fields }) =>
      checkReferences(definition, context, values, undefined, '', fields),
    async write(definition, context, record, { values, fields = [] }) {
      const seen = await seenBefore(definition, context, record, values);
      const kept = keepingHidden(definition, record, seen, values);
      return change(definition, context, live(record), withCustomValues(fields, kept, record, ''));
    },
  },
  addTags: {
    needs: () => 'update',
    check: (definition, context, { tagIds }) =>
      checkReferences(definition, context, { tagIds }, undefined, ''),
    async write(definition, context, record, { tagIds }) {
      const current = await asRead(context, live(record));
      return tagged(definition, context, current, [...tagsOf(current), ...tagIds]);
    },
  },
  removeTags: {
    needs: () => 'update',
    async write(definition, context, record, { tagIds }) {
      const current = await asRead(context, live(record));
      const left = tagsOf(current).filter((id) => !tagIds.includes(id));
      return tagged(definition, context, current, left);
    },
  },
  delete: {
    needs: () => 'delete',
    write: (definition, context, record) =>
      record.deletedAt ? unchanged(record) : deletion(definition, context, record),
  },
  restore: {
    needs: () => 'delete',
    within: withRestored,
    write: (definition, context, record, { scheduledChanges = [] }) =>
      record.deletedAt ? restoredWrite(definition, context, record, scheduledChanges) : unchanged(record),
  },
  import: {
    needs: () => 'create',
    isInOrder: true,
    prefetch: prefetchImported,
    writePlanned: imported,
    last: startNextImport,
  },
  undo: {
    needs: ({ needs }) => needs,
    // Entries are found only as long as their records, which the same import can have created, exist.
    isInOrder: true,
    within: withRestored,
    write: undone,
    last: undoNextImport,
  },
  merge: {
    first: moveStep,
    write: withMerged,
  },
  unmerge: {
    first: moveBackStep,
    write: withSeparated,
  },
  rescore: {
    // An empty change recalculates the derived values from the current settings.
    write: (definition, context, record) => change(definition, context, record, {}, 'rescored'),
  },
  tagMerge: {
    write: (definition, context, record, { fromId, intoId }) =>
      tagged(
        definition,
        context,
        record,
        tagsOf(record).map((id) => (id === fromId ? intoId : id)),
      ),
  },
  handOver: {
    first: async (context, { fromUserId, toUserId }) =>
      fromUserId !== toUserId && (await handOverActivities(context, fromUserId, toUserId)),
    write: (definition, context, record, { fromUserId, toUserId }) =>
      record.ownerId === fromUserId
        ? change(definition, context, record, { ownerId: toUserId })
        : unchanged(record),
  },
  stageMove: {
    write(definition, context, record, { moves }) {
      const stageId = moves[String(record.stageId)];
      if (stageId === undefined) return unchanged(record);
      return change(definition, context, record, { stageId }, 'moved');
    },
  },
  statusMove: {
    write(definition, context, record, { list, moves }) {
      const patch = Object.fromEntries(
        fieldsListedIn(definition.type, list).flatMap((field) => {
          const to = moves[String(record[field])];
          return to === undefined ? [] : [[field, to]];
        }),
      );
      return change(definition, context, record, patch);
    },
  },
  customFields: {
    // The record itself is unchanged, so its version and history stay as they are.
    follow: (definition, context, { id }) => reindex(context, { definition, orgId: context.orgId, id }),
    write: (_definition, _context, record) => unchanged(record),
  },
  uniqueEmails: {
    write: reserved,
    last: uniqueEmailsEnd,
    isAllOrNothing: true,
  },
};

/** The implementation of a kind of job. Its functions accept only the parameters of a plan of the same kind. */
export const kindOf = (kind: JobKind): KindOfJob => kinds[kind];

/** What the creator of a job must be permitted to do. Undefined for changes that are already in force. */
export const needsOf = ({ kind, params }: Pick<JobPlan, 'kind' | 'params'>): Needs | undefined =>
  kindOf(kind).needs?.(params as never);

/** Checks the records that are restored, or whose earlier values are put back, against the current state. */
async function withRestored(
  definition: RecordDefinition,
  context: Context,
  writes: readonly Write[],
): Promise<RecordDefinition> {
  const restored = writes.filter(({ before, record }) => before?.deletedAt && !record.deletedAt);
  await refuseErasing(
    context,
    definition,
    restored.map(({ record }) => record.id),
  );
  await checkRecordLimit(context, restored.length);
  const live = writes.flatMap(({ record, actions }) =>
    actions.length > 0 && !record.deletedAt ? record : [],
  );
  return (await definition.rules?.restoring?.(context, live)) ?? definition;
}

const tagsOf = (record: AnyRecord): string[] => (record.tagIds ?? []) as string[];

function tagged(
  definition: RecordDefinition,
  context: Context,
  record: AnyRecord,
  requestedTags: string[],
): Write {
  const tagIds = [...new Set(requestedTags)];
  if (tagIds.length > limits.tagsPerRecord) {
    throw fieldProblem('/tagIds', 'too_many', 'invalid_input', { limit: limits.tagsPerRecord });
  }
  return change(definition, context, record, { tagIds: tagIds.length > 0 ? tagIds : null });
}
