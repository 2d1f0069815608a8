import { limits } from '#contract/limits.ts';
import { fieldProblem, ProblemError } from '#contract/problem.ts';
import type { Context } from '../organization/context.ts';
import { checkRecordLimit } from './record-limit.ts';
import { changesIn } from '../store/read-only.ts';
import { getItem } from '../store/table.ts';
import { repeatable } from '../store/idempotency.ts';
import { transact } from '../store/transact.ts';
import { withCustomValues } from '../custom-fields/values.ts';
import { refuseErasing } from './being-erased.ts';
import { keyOf, type AnyRecord, type RecordDefinition } from './definition.ts';
import { createAll, fieldsOf, type Creating, type Row } from './creating.ts';
import { withDuplicates } from './duplicates.ts';
import { recordHistory } from './history.ts';
import { linkedActionsOf, untilLinked, type Linked } from './linked.ts';
import { MergedError } from './merged.ts';
import { asRead, isVisible, loadRecord, loadStored, readReach, recordAttributes } from './read.ts';
import { checkReferences } from './references.ts';
import { scheduledChangesForRestoration } from '../organization/scheduled-changes.ts';
import { replacedSince } from './replaced-since.ts';
import { isGone, recordFrom, type RecordItem } from './stored.ts';
import { change, deletion, restoration, type Write } from './write.ts';
import { keepingHidden, seenBefore } from './visible-about.ts';
import { checkVersion } from '../store/version-match.ts';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the contract's schemas give each type its own input and output
type Verb = (context: Context, input: any) => Promise<any>;
type RecordImplementation = Record<
  'get' | 'create' | 'createMany' | 'update' | 'delete' | 'restore' | 'history',
  Verb
>;
type Body = Record<string, unknown>;
interface One {
  id: string;
}
type CreatingOne = Creating & { body: Body; copied?: Body };
type CreatingMany = Creating & { body: { items: Body[] } };

/** The answer to a repeated request: the current state of the record, whatever has happened since. */
export const readAgain =
  (definition: RecordDefinition): Verb =>
  (context: Context, { id }: One): Promise<AnyRecord> =>
    loadRecord(definition, context, id, context.scope);

/**
 * The operations of every record type as plain functions of (context, input). A record named in the path is read with
 * strong consistency, and is not found if it is outside the scope of the operation's permission.
 */
export function recordOperations(definition: RecordDefinition, linked?: Linked): RecordImplementation {
  const load = (context: Context, id: string) => loadRecord(definition, context, id, context.scope);
  /** Loads a record that is not in the trash. */
  const loadLive = async (context: Context, id: string): Promise<AnyRecord> => {
    const record = await load(context, id);
    if (record.deletedAt) throw new ProblemError('not_found');
    return record;
  };
  const explain = (context: Context) => (error: unknown) => explainTaken(definition, context, error);
  const created = (context: Context, rows: Row[], allowErased: Creating['allowErased']) =>
    createAll(definition, context, rows, { allowErased, linked }).catch(explain(context));
  const commit = async (context: Context, write: Write, within = definition): Promise<AnyRecord> => {
    const attempt = async () => transact(context, await linkedActionsOf(within, context, [write], linked));
    if (write.actions.length > 0) await untilLinked(attempt).catch(explain(context));
    return write.record;
  };

  return {
    async get(context: Context, { id, trash }: One & { trash?: 'true' | undefined }): Promise<AnyRecord> {
      const found = await load(context, id);
      if (found.deletedAt && !trash) throw fieldProblem('', 'deleted', 'not_found');
      return found;
    },

    async create(context: Context, { body, allowErased, copied }: CreatingOne): Promise<AnyRecord> {
      const [record] = await created(context, [{ body, pointer: '', copied }], allowErased);
      if (!record) throw new Error('nothing was created');
      return withDuplicates(definition, context, record);
    },

    async createMany(context: Context, { body, allowErased }: CreatingMany): Promise<{ items: AnyRecord[] }> {
      if (body.items.length === 0) throw new ProblemError('invalid_request', 'items_missing');
      const rows = body.items.map((item, index) => ({ body: item, pointer: `/items/${index}` }));
      return { items: await created(context, rows, allowErased) };
    },

    async update(context: Context, { id, body }: One & { body: Body }): Promise<AnyRecord> {
      const before = await loadLive(context, id);
      checkVersion(context, before);
      const changes = changesIn(body, definition.type.update, before, definition.type.unversioned);
      const fields = changes.custom ? await fieldsOf(definition, context) : [];
      const complete = withCustomValues(fields, changes, before, '');
      const seen = await seenBefore(definition, context, before, complete);
      await checkReferences(definition, context, complete, seen, '', fields);
      const patch = keepingHidden(definition, before, seen, complete);
      const saved = await commit(context, change(definition, context, before, patch));
      return withDuplicates(definition, context, saved, before);
    },

    async delete(context: Context, { id }: One): Promise<AnyRecord> {
      const before = await loadLive(context, id);
      checkVersion(context, before);
      return commit(context, await deletion(definition, context, before));
    },

    restore: repeatable(async (context: Context, { id }: One): Promise<AnyRecord> => {
      // The history names the tags that a restoration replaces.
      const before = await loadStored(definition, context, id, context.scope);
      if (!before.deletedAt) return asRead(context, before);
      await refuseErasing(context, definition, [id]);
      await checkRecordLimit(context, 1);
      const restoring = await definition.rules?.restoring?.(context, [before]);
      const scheduledChanges = await scheduledChangesForRestoration(context);
      const replaced = await replacedSince(definition, context, before, scheduledChanges);
      return asRead(
        context,
        await commit(context, restoration(definition, context, before, replaced), restoring),
      );
    }, readAgain(definition)),

    async history(
      context: Context,
      { id, ...page }: One & { limit?: number | undefined; cursor?: string | undefined },
    ) {
      const record = await load(context, id);
      return recordHistory(definition, record, context, page);
    },
  };
}

/**
 * Rethrows an error. If the caller can see the record that has a taken value, the error names that record, and says so
 * if it is in the trash. Otherwise, the id of that record is removed from the error.
 */
export async function explainTaken(
  definition: RecordDefinition,
  context: Context,
  error: unknown,
): Promise<never> {
  if (!(error instanceof ProblemError) || error instanceof MergedError) throw error;
  if (!error.errors?.some((entry) => entry.recordId !== undefined)) throw error;
  const errors = [];
  for (const { recordId, ...entry } of error.errors.slice(0, limits.transactionActions)) {
    const item = recordId
      ? await getItem<RecordItem>(context, keyOf(definition, context.orgId, recordId), recordAttributes)
      : undefined;
    const other = item && recordFrom(definition, item);
    const visible = other && !isGone(other, context.now) && isVisible(other, readReach(definition, context));
    if (!visible) errors.push(entry);
    else if (other.deletedAt) errors.push({ ...entry, code: 'in_trash' as const, recordId: other.id });
    else errors.push({ ...entry, recordId: other.id });
  }
  throw new ProblemError(error.code, undefined, errors);
}
