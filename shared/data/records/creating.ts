import type { RecordTypeName } from '#contract/record-types.ts';
import { codePrefixOf } from '#contract/code-prefixes.ts';
import type { CustomField } from '#contract/custom-field.ts';
import { scopeOf } from '#contract/permission.ts';
import { fieldProblem, ProblemError, type FieldFault } from '#contract/problem.ts';
import { bulkRowsMax } from '#contract/record-operations.ts';
import { codeFieldOf, externalIdFieldOf } from '#contract/record-type.ts';
import { readCustomFields } from '../custom-fields/definitions.ts';
import { newCustomValues, withCustomValues } from '../custom-fields/values.ts';
import type { Context } from '../organization/context.ts';
import { withCurrentTags } from '../organization/tag-ids.ts';
import { transactOnce, type Making } from '../store/idempotency.ts';
import { sequenceKey } from '../store/keys.ts';
import { getItems, updateItem } from '../store/table.ts';
import { numberDigits } from '../values/identifier-terms.ts';
import { keyOf, type AnyRecord, type RecordDefinition } from './definition.ts';
import { refuseErased } from './erased-values.ts';
import { othersOf, together, untilLinked, type Linked } from './linked.ts';
import { changeReach, isVisible, reachOf, readPermission, recordAttributes } from './read.ts';
import { checkRecordLimit } from './record-limit.ts';
import { checkReferences, prefetchReferences } from './references.ts';
import { isGone, recordFrom, type RecordItem } from './stored.ts';
import { holdersOf, TakenError, uniqueFields } from './unique-values.ts';
import { actionsOf, creation, type Write } from './write.ts';

type Body = Record<string, unknown>;

export interface Creating {
  allowErased?: 'true' | undefined;
}

export interface Row {
  body: Body;
  /** Prefix of the JSON pointers in the row's errors: '' or `/items/<index>`. */
  pointer: string;
  /** Values of a record that the caller can see, whose references aren't checked again. */
  copied?: Body | undefined;
}

/** Creates all rows in one transaction, or none of them. Errors in several rows are reported together. */
export async function createAll(
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
  );
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
  const fields = await fieldsOf(definition, context);
  const made = rows.map(({ body, ...row }) => ({ ...row, body: ownedByCaller(definition, context, body) }));
  await prefetchReferences(
    definition,
    context,
    made.filter(({ copied }) => !copied).map(({ body }) => body),
    fields,
  );
  const checked = [];
  for (const { body, pointer, copied } of made) {
    try {
      // A copy has no custom values of its own, and nobody could enter those that are required.
      const complete = copied
        ? { ...body, ...newCustomValues(fields, {}) }
        : withCustomValues(fields, body, undefined, pointer);
      await checkReferences(definition, context, complete, copied as AnyRecord | undefined, pointer, fields);
      const values = { ...complete, ...codesFrom(definition, context, 0, 1)[0] };
      checked.push({ complete, pointer, write: creation(definition, context, values, pointer) });
    } catch (error) {
      if (!(error instanceof ProblemError) || !error.errors) throw error;
      errors.push(...error.errors);
    }
  }
  if (errors.length > 0) throw new ProblemError('invalid_input', undefined, errors);
  const others = await othersOf(
    context,
    checked.map(({ write }) => write),
    linked,
    rows.map(({ pointer }) => pointer),
  );
  const writes = await coded(definition, context, checked);
  const records = writes.map((write) => write.record);
  return {
    actions: together(actionsOf(definition, context, writes), others),
    ids: records.map((record) => record.id),
    value: records,
  };
}

/** A new record that was checked with a code that isn't its own. */
interface Checked {
  complete: Body;
  pointer: string;
  write: Write;
}

/** The same records with the next codes, which a request that is refused doesn't use up. */
async function coded(
  definition: RecordDefinition,
  context: Context,
  checked: readonly Checked[],
): Promise<Write[]> {
  if (codeFieldOf(definition.type) === undefined) return checked.map(({ write }) => write);
  await refuseTaken(definition, context, checked);
  const codes = await nextCodes(definition, context, checked.length);
  return checked.map(({ complete, pointer, write }, index) =>
    creation(definition, context, { ...complete, ...codes[index] }, pointer, write.record.id),
  );
}

/** The transaction refuses values that others have reserved, too, but only after the codes are used up. */
async function refuseTaken(
  definition: RecordDefinition,
  context: Context,
  checked: readonly Checked[],
): Promise<void> {
  const [field] = uniqueFields(definition, context.settings).filter(
    (name) => name === definition.type.uniqueBySetting,
  );
  if (field === undefined) return;
  const values = checked.map(({ write }) => write.record[field] as string | undefined);
  const holders = await holdersOf(definition, context, values);
  for (const [place, { pointer }] of checked.entries()) {
    const holder = holders[place];
    if (holder !== undefined) throw new TakenError(`${pointer}/${field}`, holder);
  }
}

/** The current custom fields of the type. */
export async function fieldsOf({ type }: RecordDefinition, context: Context): Promise<CustomField[]> {
  return (await readCustomFields(context, type.name)).items;
}

/**
 * Reserves consecutive codes for new records; none for a type without codes. If the request is refused later, its codes
 * are never used, so it is called when nothing but the transaction can refuse the request any more.
 */
export async function nextCodes(
  definition: RecordDefinition,
  context: Context,
  count: number,
): Promise<Body[]> {
  const { name } = definition.type;
  if (codeFieldOf(definition.type) === undefined) return [];
  const sequence = await updateItem(context, {
    Key: sequenceKey(context.orgId, name),
    UpdateExpression: 'ADD #last :count',
    ExpressionAttributeNames: { '#last': 'last' },
    ExpressionAttributeValues: { ':count': count },
    ReturnValues: 'UPDATED_NEW',
  });
  return codesFrom(definition, context, Number(sequence?.last) - count + 1, count);
}

/** Consecutive codes; none for a type without codes. */
export function codesFrom(
  { type }: RecordDefinition,
  { settings }: Pick<Context, 'settings'>,
  first: number,
  count: number,
): Body[] {
  const field = codeFieldOf(type);
  if (field === undefined) return [];
  const prefix = codePrefixOf(type.name as RecordTypeName, settings);
  return Array.from({ length: count }, (_, index) => ({
    [field]: `${prefix}-${String(first + index).padStart(numberDigits, '0')}`,
  }));
}

/**
 * Callers whose role can change only their own or their team's records become the owners of records that they create
 * without an owner, even with an API key that can't change them.
 */
export function ownedByCaller(definition: RecordDefinition, context: Context, body: Body): Body {
  const reach = changeReach(definition, context);
  const owns = reach !== 'all' && reach.ids.length > 0 && 'ownerId' in definition.type.fields;
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
  const scope = scopeOf(context, readPermission(definition));
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
