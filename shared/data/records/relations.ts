import type { RecordReference } from '#contract/about.ts';
import type { CustomField } from '#contract/custom-field.ts';
import type { Field } from '#contract/field.ts';
import { customColumnPrefix } from '#contract/lists/column-kind.ts';
import type { RecordType } from '#contract/record-type.ts';
import { recordTypes } from '#contract/record-types.ts';
import type { FieldChange } from '../store/change.ts';
import { readCustomFields } from '../custom-fields/definitions.ts';
import type { Context } from '../organization/context.ts';
import { aboutOf, aboutValue } from './about.ts';
import type { AnyRecord, RecordDefinition } from './definition.ts';
import { readFinals } from './visible.ts';

/** The fields of a record type that refer to records of another one. */
export interface References {
  type: RecordType;
  /** The type of the records that they refer to. */
  to: string;
  /** Names of fields, with one id, a list of ids, or a list of records of any types. */
  fields: readonly string[];
  /** Keys of custom fields, including retired ones. */
  customKeys: readonly string[];
  /** Whether a retired field is among them, which lists can't be filtered by. */
  hasRetired: boolean;
}

/** The fields that refer to records of a type, by the type that has them. */
export const referencesTo = (
  name: string,
  fieldsOf: Readonly<Record<string, readonly CustomField[]>>,
): References[] =>
  Object.values<RecordType>(recordTypes as never).flatMap((type) => {
    const references = referencesIn(type, name, fieldsOf[type.name] ?? []);
    return references.fields.length + references.customKeys.length > 0 ? [references] : [];
  });

export function referencesIn(type: RecordType, name: string, custom: readonly CustomField[]): References {
  const fields = Object.entries<Field>(type.fields).flatMap(([field, { to, kind }]) =>
    to === name || kind === 'about' ? [field] : [],
  );
  const relations = custom.filter(({ kind, to }) => kind === 'relation' && to === name);
  return {
    type,
    to: name,
    fields,
    customKeys: relations.map(({ key }) => key),
    hasRetired: relations.some(({ retired }) => retired),
  };
}

type Replace = (value: unknown, field: string) => unknown;

/** The ids in a value of a field that refers to records. */
export const idsReferred = (value: unknown): unknown =>
  Array.isArray(value) ? value.map((one: unknown) => (isReference(one) ? one.id : one)) : value;

const isReference = (value: unknown): value is RecordReference => typeof value === 'object' && value !== null;

/** What something is about after `replace` has changed its ids. Ids that come in are those of records of one type. */
function aboutAfter(
  references: readonly RecordReference[],
  field: string,
  to: string,
  replace: Replace,
): RecordReference[] {
  const ids = replace(idsReferred(references), field) as string[];
  return ids.map((id) => references.find((one) => one.id === id) ?? { type: to, id });
}

/** The values of a record's references that `replace` changes. It gets and returns ids and lists of ids. */
export function replacedReferences(
  record: AnyRecord,
  { type, to, fields, customKeys }: References,
  replace: Replace,
): Record<string, unknown> {
  const patch: Record<string, unknown> = {};
  for (const field of fields) {
    const value = record[field];
    const next =
      value === undefined
        ? undefined
        : type.fields[field]?.kind === 'about'
          ? aboutAfter(value as RecordReference[], field, to, replace)
          : replace(value, field);
    if (JSON.stringify(next) !== JSON.stringify(value)) patch[field] = next;
  }
  const custom: Record<string, unknown> = { ...record.custom };
  let isChanged = false;
  for (const key of customKeys) {
    const value = custom[key];
    const next = value === undefined ? undefined : replace(value, `${customColumnPrefix}${key}`);
    if (next === value) continue;
    custom[key] = next;
    isChanged = true;
  }
  return isChanged ? { ...patch, custom } : patch;
}

/** Replaces the ids of merged records, each of which a list contains once. */
export function intoRemaining(ids: readonly string[], intoId: string): Replace {
  const next = (id: unknown) => (ids.includes(id as string) ? intoId : id);
  return (value) => (Array.isArray(value) ? [...new Set(value.map(next))] : next(value));
}

/**
 * Puts back the ids of merged records that a change replaced. In a list that was changed since, they take the place of
 * the remaining record's id, which stays if it was there before.
 */
export function backFrom(changes: readonly FieldChange[], intoId: string): Replace {
  return (value, field) => {
    const made = changes.find((one) => one.field === field);
    if (!made) return value;
    const [before, after] = [idsReferred(made.from), idsReferred(made.to)];
    if (JSON.stringify(value) === JSON.stringify(after)) return before;
    if (!Array.isArray(value) || !Array.isArray(before) || !Array.isArray(after)) return value;
    const [from, to] = [before as string[], after as string[]];
    const lost = from.filter((id) => !to.includes(id) && !value.includes(id));
    const stays = from.includes(intoId) || !value.includes(intoId);
    return value.flatMap((id: string) => (id === intoId ? [...(stays ? [id] : []), ...lost] : [id]));
  };
}

/** The fields of a record type that refer to records of one type each. */
const relationsIn = (type: RecordType, custom: readonly CustomField[]): References => ({
  type,
  to: '',
  fields: Object.keys(type.fields).filter((name) => type.fields[name]?.to !== undefined),
  customKeys: custom.flatMap(({ kind, key }) => (kind === 'relation' ? [key] : [])),
  hasRetired: false,
});

/**
 * The references of a record that is restored, if they name records that were merged since. `except` are merged records
 * that are separated at the same time.
 */
export async function currentReferences(
  { type }: RecordDefinition,
  context: Context,
  record: AnyRecord,
  except: readonly string[] = [],
): Promise<Record<string, unknown>> {
  const custom = record.custom ? (await readCustomFields(context, type.name)).items : [];
  const relations = relationsIn(type, custom);
  const typeOf = new Map<string, string>();
  replacedReferences(record, relations, (value, field) => {
    const to =
      type.fields[field]?.to ?? custom.find(({ key }) => `${customColumnPrefix}${key}` === field)?.to;
    for (const id of [value].flat()) if (to && typeof id === 'string') typeOf.set(id, to);
    return value;
  });
  const about = aboutOf(type, record);
  for (const { type: name, id } of about) typeOf.set(id, name);
  const named = [...typeOf].filter(([id]) => !except.includes(id)).map(([id, name]) => ({ type: name, id }));
  const finals = await readFinals(context, named);
  const next = <T>(id: T): T | string => finals.get(id as string)?.id ?? id;
  const isMoved = about.some(({ id }) => next(id) !== id);
  return {
    ...replacedReferences(record, relations, (value) =>
      Array.isArray(value) ? [...new Set(value.map(next))] : next(value),
    ),
    ...(isMoved
      ? aboutValue(
          type,
          about.map((one) => ({ ...one, id: next(one.id) })),
        )
      : {}),
  };
}
