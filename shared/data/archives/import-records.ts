import type { RecordReference } from '#contract/about.ts';
import type { CustomField } from '#contract/custom-field.ts';
import type { RecordTypeName } from '#contract/record-types.ts';
import { bulkRowsMax } from '#contract/record-operations.ts';
import { codeFieldOf, type RecordType } from '#contract/record-type.ts';
import { readCustomFields } from '../custom-fields/definitions.ts';
import type { Context } from '../organization/context.ts';
import { keyOf, upgraded, type AnyRecord, type RecordDefinition } from '../records/definition.ts';
import { definitionOf } from '../records/definitions.ts';
import { erasedIn } from '../records/erased-values.ts';
import { checkRecordLimit } from '../records/record-limit.ts';
import { uniqueFields } from '../records/unique-values.ts';
import { isGone } from '../records/stored.ts';
import { aboutOf, aboutValue } from '../records/about.ts';
import { readFinals } from '../records/visible.ts';
import { actionsOf, recreation } from '../records/write.ts';
import { ifAbsent } from '../store/condition.ts';
import { sequenceKey } from '../store/keys.ts';
import { isConditionFailed, updateItem } from '../store/table.ts';
import { transact, type Action } from '../store/transact.ts';
import { memberOf, notWritten, type ImportTarget } from './import-target.ts';
import { customIn } from './line-rules.ts';
import { recordLine } from './line-schemas.ts';

/** The definition of a type that an archive names. */
export function importedDefinition(name: string): RecordDefinition {
  const definition = definitionOf(name);
  if (!definition) throw new Error(`no definition of ${name}`);
  return definition;
}

/** Records that fit into one transaction. */
export const recordsTogether = (name: RecordTypeName, { settings }: Context): number => {
  const definition = importedDefinition(name);
  const { along, type } = definition;
  return bulkRowsMax(uniqueFields(definition, settings).length + (along?.each ?? 0), type.actionsAlong);
};

/** Writes the records of some lines in one transaction. */
export async function importRecords(
  target: ImportTarget,
  { recordType, schema }: { recordType: RecordTypeName; schema: number },
  lines: readonly Record<string, unknown>[],
): Promise<void> {
  const { context } = target;
  const definition = importedDefinition(recordType);
  const { items } = await readCustomFields(context, recordType);
  const all = lines.map((line) => withMembers(target, definition, recordIn(definition, schema, items, line)));
  const unwritten = await notWritten(target, all, ({ id }) => keyOf(definition, context.orgId, id));
  const missing = await withoutLost(target, definition, await withoutErased(context, definition, unwritten));
  if (missing.length === 0) return;
  await checkRecordLimit(context, missing.length);
  await definition.rules?.room?.(context, missing.length);
  const writes = missing.map((record) => recreation(definition, context, record));
  const actions = actionsOf(definition, context, writes);
  await transact(context, definition.entry ? actions.map((one) => withoutPast(context, one)) : actions);
}

/** What is about records of which none is in the organization is left out, as their entries are. */
async function withoutLost(
  { context }: ImportTarget,
  { type }: RecordDefinition,
  records: readonly AnyRecord[],
): Promise<AnyRecord[]> {
  const finals = await readFinals(
    context,
    records.flatMap((record) => aboutOf(type, record)),
  );
  const isThere = ({ id }: RecordReference): boolean => {
    const record = finals.get(id);
    return record !== undefined && record.deletedAt === undefined && !isGone(record, context.now);
  };
  return records.flatMap((record) => {
    const about = aboutOf(type, record);
    const left = about.filter(isThere);
    if (left.length === about.length) return [record];
    return left.length === 0 ? [] : [{ ...record, ...aboutValue(type, left) }];
  });
}

/** Reminders of the past have been sent before. */
function withoutPast({ now }: Context, action: Action): Action {
  if (!('put' in action) || !(String(action.put.Item?.g6sk ?? '~') < now)) return action;
  const { g6pk: _pk, g6sk: _sk, ...Item } = action.put.Item ?? {};
  return { ...action, put: { ...action.put, Item } };
}

/** Persons whom the organization has erased since the archive was written stay out, and with them their entries. */
async function withoutErased(
  context: Context,
  definition: RecordDefinition,
  records: readonly AnyRecord[],
): Promise<AnyRecord[]> {
  const rows = records.map((body) => ({ body, pointer: '' }));
  const erased = await erasedIn(context, definition, rows);
  return records.filter((_, index) => erased[index]?.length === 0);
}

const schemas = new Map<string, ReturnType<typeof recordLine>>();

/** The record in a line. Throws if its values aren't valid. */
export function recordIn(
  definition: RecordDefinition,
  schema: number,
  fields: readonly CustomField[],
  line: Readonly<Record<string, unknown>>,
): AnyRecord {
  const { type } = definition;
  const known = schemas.get(type.name) ?? recordLine(type);
  schemas.set(type.name, known);
  const values = upgraded(definition, schema, { ...line, version: 1 });
  const { custom, ...record } = known.parse(values) as AnyRecord;
  return { ...record, ...(custom ? { custom: customIn(fields, custom) } : {}) };
}

/** A record whose people are members of the organization. */
function withMembers(target: ImportTarget, { type }: RecordDefinition, record: AnyRecord): AnyRecord {
  return {
    ...record,
    ...membersIn(target, type, record),
    createdBy: memberOf(target, record.createdBy),
    updatedBy: memberOf(target, record.updatedBy),
  };
}

/** The members in a record's fields. One that only one record can name is left out unless the person is a member. */
function membersIn(
  target: ImportTarget,
  { fields, unique }: RecordType,
  record: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, { kind }]) => {
      const id = record[name];
      if (kind !== 'member' || typeof id !== 'string') return [];
      const isUnique = unique.includes(name);
      return [[name, isUnique ? target.members.get(id) : memberOf(target, id)] as const];
    }),
  );
}

/** The number in a record's code; 0 if it has none. */
export function codeNumber(name: string, line: Readonly<Record<string, unknown>>): number {
  const field = codeFieldOf(importedDefinition(name).type);
  const code = field === undefined ? undefined : line[field];
  const [digits = '0'] = typeof code === 'string' ? (/\d{1,15}$/.exec(code) ?? []) : [];
  return Number(digits);
}

/** Lets the next code follow the highest one in the archive. */
export async function continueCodes(context: Context, name: string, last: number): Promise<void> {
  if (last === 0) return;
  await updateItem(context, {
    Key: sequenceKey(context.orgId, name),
    UpdateExpression: 'SET #last = :last',
    ConditionExpression: `${ifAbsent.ConditionExpression} OR #last < :last`,
    ExpressionAttributeNames: { '#last': 'last' },
    ExpressionAttributeValues: { ':last': last },
  }).catch((error: unknown) => {
    if (!isConditionFailed(error)) throw error;
  });
}
