import { limits } from '#contract/limits.ts';
import { scopeOf, type Permission } from '#contract/permission.ts';
import { fieldErrors, fieldProblem, ProblemError, type FieldError } from '#contract/problem.ts';
import type { ListQuery } from '#contract/record-operations.ts';
import type { Context } from '../context.ts';
import { memberKey, tagKey, type Key } from '../keys.ts';
import { getItem, getItems } from '../table.ts';
import { transact, transactOnce, type Making } from '../transact.ts';
import { keyOf, type AnyRecord, type RecordDefinition } from './definition.ts';
import { listRecords } from './list.ts';
import { isVisible, loadRecord, readPermission, readScope, recordAttributes, recordHistory } from './read.ts';
import { isGone, recordFrom, type RecordItem } from './stored.ts';
import { change, creation, deletion, restoration, type Write } from './write.ts';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the contract's schemas give each type its own input and output
type Verb = (context: Context, input: any) => Promise<any>;
type RecordImplementation = Record<
  'list' | 'get' | 'create' | 'createMany' | 'update' | 'delete' | 'restore' | 'history',
  Verb
>;
type Body = Record<string, unknown>;
interface One {
  id: string;
}

/**
 * The operations that every record type has, as plain functions of (context, input). The record that the path names was
 * not read before: each reads it once, strongly, in the scope of the caller.
 */
export function recordOperations(definition: RecordDefinition): RecordImplementation {
  const load = (context: Context, id: string) => loadRecord(definition, context, id, context.scope);
  /** A record outside the trash. */
  const loadLive = async (context: Context, id: string): Promise<AnyRecord> => {
    const record = await load(context, id);
    if (record.deletedAt) throw new ProblemError('not_found');
    return record;
  };
  const commit = async (context: Context, { record, actions }: Write): Promise<AnyRecord> => {
    if (actions.length > 0)
      await transact(context, actions).catch((error: unknown) => explainTaken(definition, context, error));
    return record;
  };

  return {
    list: (context: Context, input: ListQuery & Body) => listRecords(definition, context, input),

    get: (context: Context, { id }: One) => load(context, id),

    async create(context: Context, { body }: { body: Body }): Promise<AnyRecord> {
      const [record] = await createAll(definition, context, [{ body, pointer: '' }]);
      if (!record) throw new Error('nothing was created');
      return record;
    },

    async createMany(
      context: Context,
      { body }: { body: { items: Body[] } },
    ): Promise<{ items: AnyRecord[] }> {
      if (body.items.length === 0) throw new ProblemError('invalid_request', 'Give at least one item.');
      const rows = body.items.map((item, index) => ({ body: item, pointer: `/items/${index}` }));
      return { items: await createAll(definition, context, rows) };
    },

    async update(context: Context, { id, body }: One & { body: Body }): Promise<AnyRecord> {
      const before = await loadLive(context, id);
      checkVersion(context, before);
      await checkReferences(definition, context, body, before, '');
      return commit(context, change(definition, context, before, body));
    },

    async delete(context: Context, { id }: One): Promise<AnyRecord> {
      const before = await loadLive(context, id);
      checkVersion(context, before);
      return commit(context, deletion(definition, context, before));
    },

    async restore(context: Context, { id }: One): Promise<AnyRecord> {
      const before = await load(context, id);
      if (!before.deletedAt) return before;
      return commit(context, restoration(definition, context, before));
    },

    async history(
      context: Context,
      { id, ...page }: One & { limit?: number | undefined; cursor?: string | undefined },
    ) {
      const record = await load(context, id);
      return recordHistory(
        { key: keyOf(definition, context.orgId, record.id), id: record.id },
        context,
        page,
      );
    },
  };
}

interface Row {
  body: Body;
  /** '' or `/items/<index>` */
  pointer: string;
}

/** One transaction for all rows: each bad row is told, and none is written unless all are. */
async function createAll(definition: RecordDefinition, context: Context, rows: Row[]): Promise<AnyRecord[]> {
  return transactOnce(
    context,
    () => prepareAll(definition, context, rows),
    (ids) => readAgain(definition, context, ids),
  ).catch((error: unknown) => explainTaken(definition, context, error));
}

async function prepareAll(
  definition: RecordDefinition,
  context: Context,
  rows: Row[],
): Promise<Making<AnyRecord[]>> {
  const errors = repeatedValues(definition, rows);
  const writes = [];
  for (const row of rows) {
    const body = ownedByCaller(definition, context, row.body);
    try {
      await checkReferences(definition, context, body, undefined, row.pointer);
      writes.push(creation(definition, context, body, row.pointer));
    } catch (error) {
      if (!(error instanceof ProblemError) || !error.errors) throw error;
      errors.push(...error.errors);
    }
  }
  if (errors.length > 0) throw new ProblemError('invalid_input', undefined, errors);
  const records = writes.map((write) => write.record);
  return {
    actions: writes.flatMap((write) => write.actions),
    ids: records.map((record) => record.id),
    value: records,
  };
}

/** Who sees only their own records owns what they make. */
function ownedByCaller(definition: RecordDefinition, context: Context, body: Body): Body {
  const owns = readScope(definition, context) === 'own' && 'ownerId' in definition.type.fields;
  return owns && !body.ownerId ? { ...body, ownerId: context.actor.userId } : body;
}

/** A unique value given twice in one request. */
function repeatedValues(definition: RecordDefinition, rows: Row[]): FieldError[] {
  return definition.unique.flatMap((field) => {
    const seen = new Set<unknown>();
    return rows.flatMap((row): FieldError[] => {
      const value = row.body[field];
      if (value === undefined || value === null) return [];
      if (seen.has(value))
        return [{ pointer: `${row.pointer}/${field}`, code: 'taken', message: fieldErrors.taken }];
      seen.add(value);
      return [];
    });
  });
}

/** What this very request made before, for who may still see it. A key that may only create learns what it made. */
async function readAgain(
  definition: RecordDefinition,
  context: Context,
  ids: string[],
): Promise<AnyRecord[]> {
  const scope = scopeOf(context.role, readPermission(definition));
  const keys = ids.map((id) => keyOf(definition, context.orgId, id));
  const items = await getItems<RecordItem>(context, keys, recordAttributes);
  return items.map((item) => {
    const record = item && recordFrom(definition, item);
    if (!record || isGone(record, context.now) || !isVisible(record, scope, context.actor.userId))
      throw new ProblemError('not_found');
    return record;
  });
}

function checkVersion(context: Context, record: AnyRecord): void {
  if (context.ifMatch !== record.version) throw new ProblemError('precondition_failed');
}

/** Owners must be active members, tags must exist; what was there before is not looked at again. */
async function checkReferences(
  definition: RecordDefinition,
  context: Context,
  body: Body,
  before: AnyRecord | undefined,
  pointer: string,
): Promise<void> {
  const wanted: Reference[] = [];
  for (const [field, { kind }] of Object.entries(definition.type.fields)) {
    const value = body[field] ?? null;
    if (!(field in body) || value === (before?.[field] ?? null)) continue;
    const place = `${pointer}/${field}`;
    if (kind === 'member') {
      const own = context.scopeFor(`${definition.type.name}:update` as Permission) !== 'all';
      // Giving a record away would put it out of the caller's own reach.
      if (own && value !== context.actor.userId) throw fieldProblem(place, 'not_allowed');
      if (value !== null) wanted.push({ key: memberKey(context.orgId, value as string), pointer: place });
    }
    if (kind === 'tags') wanted.push(...newTags(context, value as string[] | null, before?.[field], place));
  }
  const found = await getItems<{ active?: boolean }>(
    context,
    wanted.map((reference) => reference.key),
    { ProjectionExpression: 'pk, sk, active' },
  );
  const errors = wanted.flatMap((reference, index): FieldError[] =>
    found[index] && found[index].active !== false
      ? []
      : [{ pointer: reference.pointer, code: 'unknown_reference', message: fieldErrors.unknown_reference }],
  );
  if (errors.length > 0) throw new ProblemError('invalid_input', undefined, errors);
}

interface Reference {
  key: Key;
  pointer: string;
}

function newTags(context: Context, ids: string[] | null, before: unknown, pointer: string): Reference[] {
  const known = new Set((before ?? []) as string[]);
  return (ids ?? []).flatMap((id, index) =>
    known.has(id) ? [] : [{ key: tagKey(context.orgId, id), pointer: `${pointer}/${index}` }],
  );
}

/** Names the record that has a taken value only to callers who may see it, and says when it lies in the trash. */
async function explainTaken(definition: RecordDefinition, context: Context, error: unknown): Promise<never> {
  if (!(error instanceof ProblemError) || !error.errors?.some((entry) => entry.recordId !== undefined))
    throw error;
  const errors = [];
  for (const { recordId, ...entry } of error.errors.slice(0, limits.transactionActions)) {
    const item = recordId
      ? await getItem<RecordItem>(context, keyOf(definition, context.orgId, recordId), recordAttributes)
      : undefined;
    const other = item && recordFrom(definition, item);
    const visible =
      other &&
      !isGone(other, context.now) &&
      isVisible(other, readScope(definition, context), context.actor.userId);
    if (!visible) errors.push(entry);
    else if (other.deletedAt)
      errors.push({ ...entry, code: 'in_trash' as const, message: fieldErrors.in_trash, recordId: other.id });
    else errors.push({ ...entry, recordId: other.id });
  }
  throw new ProblemError(error.code, undefined, errors);
}
