import type { CustomField } from '#contract/custom-field.ts';
import { limits } from '#contract/limits.ts';
import { scopeOf } from '#contract/permission.ts';
import { fieldProblem, ProblemError, type FieldFault } from '#contract/problem.ts';
import { codeFieldOf, externalIdFieldOf } from '#contract/record-type.ts';
import { bulkRowsMax } from '#contract/record-operations.ts';
import type { ActivityTally } from '#contract/tally.ts';
import type { Context } from '../organization/context.ts';
import { readCustomFields } from '../custom-fields/definitions.ts';
import { withCurrentTags } from '../organization/tag-ids.ts';
import { scheduledChangesForRestoration, replacedIn } from '../organization/scheduled-changes.ts';
import { sequenceKey } from '../store/keys.ts';
import { checkRecordLimit } from './record-limit.ts';
import { changesIn } from '../store/read-only.ts';
import { getItem, getItems, updateItem } from '../store/table.ts';
import { repeatable, transactOnce, type Making } from '../store/idempotency.ts';
import { transact } from '../store/transact.ts';
import { withCustomValues } from '../custom-fields/values.ts';
import { refuseErasing } from './being-erased.ts';
import { keyOf, type AnyRecord, type RecordDefinition } from './definition.ts';
import { refuseErased } from './erased-values.ts';
import { withDuplicates } from './duplicates.ts';
import { recordHistory } from './history.ts';
import { linkedActionsOf, untilLinked, type Linked } from './linked.ts';
import { MergedError } from './merged.ts';
import {
  asRead,
  isVisible,
  loadRecord,
  loadStored,
  reachOf,
  readPermission,
  readReach,
  readTally,
  recordAttributes,
} from './read.ts';
import { checkReferences, prefetchReferences } from './references.ts';
import { currentReferences } from './relations.ts';
import { isGone, recordFrom, type RecordItem } from './stored.ts';
import { change, creation, deletion, restoration, type Write } from './write.ts';
import { uniqueFields } from './unique-values.ts';
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

/** The answer to a repeated restoration: the current state, whatever has happened since. */
const readStored =
  (definition: RecordDefinition) =>
  async (context: Context, { id }: One): Promise<AnyRecord> =>
    asRead(context, await loadStored(definition, context, id, context.scope));

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
  const commit = async (context: Context, write: Write, within = definition): Promise<AnyRecord> => {
    if (write.actions.length > 0)
      await untilLinked(async () =>
        transact(context, await linkedActionsOf(within, context, [write], linked)),
      ).catch((error: unknown) => explainTaken(definition, context, error));
    return write.record;
  };

  return {
    async get(context: Context, { id }: One): Promise<AnyRecord & ActivityTally> {
      const record = await load(context, id);
      return definition.type.hasActivities
        ? { ...record, ...(await readTally(context, keyOf(definition, context.orgId, id))) }
        : record;
    },

    async create(
      context: Context,
      { body, allowErased, copied }: Creating & { body: Body; copied?: Body },
    ): Promise<AnyRecord> {
      const rows = [{ body, pointer: '', copied }];
      const [record] = await createAll(definition, context, rows, { allowErased, linked });
      if (!record) throw new Error('nothing was created');
      return withDuplicates(definition, context, record);
    },

    async createMany(
      context: Context,
      { body, allowErased }: Creating & { body: { items: Body[] } },
    ): Promise<{ items: AnyRecord[] }> {
      if (body.items.length === 0) throw new ProblemError('invalid_request', 'items_missing');
      const rows = body.items.map((item, index) => ({ body: item, pointer: `/items/${index}` }));
      return { items: await createAll(definition, context, rows, { allowErased, linked }) };
    },

    async update(context: Context, { id, body }: One & { body: Body }): Promise<AnyRecord> {
      const before = await loadLive(context, id);
      checkVersion(context, before);
      const changes = changesIn(body, definition.type.update, before, definition.type.unversioned);
      const fields = changes.custom ? await fieldsOf(definition, context) : [];
      const complete = withCustomValues(fields, changes, before, '');
      await checkReferences(definition, context, complete, before, '', fields);
      const saved = await commit(context, change(definition, context, before, complete));
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
      const replaced = await replacedSince(definition, context, before);
      return asRead(
        context,
        await commit(context, restoration(definition, context, before, replaced), restoring),
      );
    }, readStored(definition)),

    async history(
      context: Context,
      { id, ...page }: One & { limit?: number | undefined; cursor?: string | undefined },
    ) {
      const record = await load(context, id);
      return recordHistory(definition, record, context, page);
    },
  };
}

/** The values of a record in the trash that changes of settings and merges have replaced elsewhere. */
async function replacedSince(
  definition: RecordDefinition,
  context: Context,
  record: AnyRecord,
): Promise<Record<string, unknown>> {
  const scheduledChanges = await scheduledChangesForRestoration(context);
  return {
    ...replacedIn(definition.type, record, scheduledChanges),
    ...(await currentReferences(definition, context, record)),
  };
}

interface Creating {
  allowErased?: 'true' | undefined;
}

interface Row {
  body: Body;
  /** Prefix of the JSON pointers in the row's errors: '' or `/items/<index>`. */
  pointer: string;
  /** Values of a record that the caller can see, whose references aren't checked again. */
  copied?: Body | undefined;
}

/** Creates all rows in one transaction, or none of them. Errors in several rows are reported together. */
async function createAll(
  definition: RecordDefinition,
  context: Context,
  rows: Row[],
  { allowErased, linked }: Creating & { linked: Linked | undefined },
): Promise<AnyRecord[]> {
  return untilLinked(() =>
    transactOnce(
      context,
      async () => {
        if (!allowErased) await refuseErased(context, definition, rows);
        return prepareAll(definition, context, rows, linked);
      },
      (ids) => readAgain(definition, context, ids),
    ),
  ).catch((error: unknown) => explainTaken(definition, context, error));
}

async function prepareAll(
  definition: RecordDefinition,
  context: Context,
  rows: Row[],
  linked: Linked | undefined,
): Promise<Making<AnyRecord[]>> {
  const errors = repeatedValues(definition, context, rows);
  checkActions(
    definition,
    context,
    rows.map(({ body }) => body),
  );
  await checkRecordLimit(context, rows.length);
  await definition.rules?.room?.(context, rows.length);
  const codes = await nextCodes(definition, context, rows.length);
  const fields = await fieldsOf(definition, context);
  const made = rows.map(({ body, ...row }, index) => ({
    ...row,
    body: { ...ownedByCaller(definition, context, body), ...codes[index] },
  }));
  await prefetchReferences(
    definition,
    context,
    made.filter(({ copied }) => !copied).map(({ body }) => body),
    fields,
  );
  const writes = [];
  for (const { body, pointer, copied } of made) {
    try {
      const complete = withCustomValues(fields, body, undefined, pointer);
      await checkReferences(definition, context, complete, copied as AnyRecord | undefined, pointer, fields);
      writes.push(creation(definition, context, complete, pointer));
    } catch (error) {
      if (!(error instanceof ProblemError) || !error.errors) throw error;
      errors.push(...error.errors);
    }
  }
  if (errors.length > 0) throw new ProblemError('invalid_input', undefined, errors);
  const records = writes.map((write) => write.record);
  return {
    actions: await linkedActionsOf(
      definition,
      context,
      writes,
      linked,
      rows.map(({ pointer }) => pointer),
    ),
    ids: records.map((record) => record.id),
    value: records,
  };
}

/** The current custom fields of the type. */
async function fieldsOf({ type }: RecordDefinition, context: Context): Promise<CustomField[]> {
  return (await readCustomFields(context, type.name)).items;
}

/**
 * Reserves consecutive codes for new records; none for a type without codes. If the request is refused later, its codes
 * are never used.
 */
export async function nextCodes(
  definition: RecordDefinition,
  context: Context,
  count: number,
): Promise<Body[]> {
  const { fields, name } = definition.type;
  const field = codeFieldOf(definition.type);
  if (field === undefined) return [];
  const { codePrefix = '' } = fields[field] ?? {};
  const sequence = await updateItem(context, {
    Key: sequenceKey(context.orgId, name),
    UpdateExpression: 'ADD #last :count',
    ExpressionAttributeNames: { '#last': 'last' },
    ExpressionAttributeValues: { ':count': count },
    ReturnValues: 'UPDATED_NEW',
  });
  const first = Number(sequence?.last) - count + 1;
  return Array.from({ length: count }, (_, index) => ({
    [field]: `${codePrefix}-${String(first + index).padStart(4, '0')}`,
  }));
}

/**
 * Callers whose role can read only their own or their team's records become the owners of records that they create
 * without an owner, even with an API key that can't read.
 */
export function ownedByCaller(definition: RecordDefinition, context: Context, body: Body): Body {
  const scope = scopeOf(context.role, readPermission(definition));
  const owns = (scope === 'own' || scope === 'team') && 'ownerId' in definition.type.fields;
  return owns && !body.ownerId ? { ...body, ownerId: context.actor.userId } : body;
}

/** Values that are unique by a setting, and external IDs, need more actions, so that fewer records fit into a transaction. */
function checkActions(definition: RecordDefinition, { settings }: Context, rows: readonly Body[]): void {
  const { type } = definition;
  const externalId = externalIdFieldOf(type);
  const hasExternalIds = externalId !== undefined && rows.some((row) => typeof row[externalId] === 'string');
  const used = uniqueFields(definition, settings).filter((field) => field !== externalId || hasExternalIds);
  const limit = bulkRowsMax(used.length, type.actionsAlong);
  if (rows.length > limit) throw fieldProblem('/items', 'too_many', 'invalid_input', { limit });
}

/** Errors for unique values that occur more than once in a request. */
function repeatedValues(definition: RecordDefinition, { settings }: Context, rows: Row[]): FieldFault[] {
  return uniqueFields(definition, settings).flatMap((field) => {
    const seen = new Set<unknown>();
    return rows.flatMap((row): FieldFault[] => {
      const value = row.body[field];
      if (value === undefined || value === null) return [];
      if (seen.has(value)) return [{ pointer: `${row.pointer}/${field}`, code: 'taken' }];
      seen.add(value);
      return [];
    });
  });
}

/**
 * The records that an earlier attempt of this request created. Throws `not_found` if the caller can no longer see one
 * of them. The read scope of the caller's role applies even if an API key has only the create permission.
 */
async function readAgain(
  definition: RecordDefinition,
  context: Context,
  ids: string[],
): Promise<AnyRecord[]> {
  const scope = scopeOf(context.role, readPermission(definition));
  const keys = ids.map((id) => keyOf(definition, context.orgId, id));
  const items = await getItems<RecordItem>(context, keys, recordAttributes);
  const records = items.map((item) => {
    const record = item && recordFrom(definition, item);
    if (!record || isGone(record, context.now) || !isVisible(record, reachOf(context, scope)))
      throw new ProblemError('not_found');
    return record;
  });
  return withCurrentTags(context, records);
}

/**
 * Loads the record that an operation will change. It must have the version in If-Match and not be in the trash.
 * `refuse` can throw errors that take precedence over a stale version.
 */
export async function loadForWrite(
  definition: RecordDefinition,
  context: Context,
  id: string,
  refuse?: (record: AnyRecord) => void,
): Promise<AnyRecord> {
  const record = await loadRecord(definition, context, id, context.scope);
  if (record.deletedAt) throw new ProblemError('not_found');
  refuse?.(record);
  checkVersion(context, record);
  return record;
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
