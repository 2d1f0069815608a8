import type { RecordReference } from '#contract/about.ts';
import type { CustomField } from '#contract/custom-field.ts';
import type { Field } from '#contract/field.ts';
import { customColumnPrefix } from '#contract/lists/column-kind.ts';
import type { RecordType } from '#contract/record-type.ts';
import { recordTypes } from '#contract/record-types.ts';
import type { FieldChange } from '../store/change.ts';
import { readCustomFields } from '../custom-fields/definitions.ts';
import type { Context } from '../organization/context.ts';
import type { AnyRecord, RecordDefinition } from './definition.ts';
import { readFinals } from './visible.ts';

/** The fields of a record type that refer to records of another one. */
export interface References {
  type: RecordType;
  /** Names of fields, with one id or a list of ids. */
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
  const fields = Object.entries<Field>(type.fields).flatMap(([field, { to }]) =>
    to === name ? [field] : [],
  );
  const relations = custom.filter(({ kind, to }) => kind === 'relation' && to === name);
  return {
    type,
    fields,
    customKeys: relations.map(({ key }) => key),
    hasRetired: relations.some(({ retired }) => retired),
  };
}

type Replace = (value: unknown, field: string) => unknown;

/** The values of a record's references that `replace` changes. */
export function replacedReferences(
  record: AnyRecord,
  { fields, customKeys }: References,
  replace: Replace,
): Record<string, unknown> {
  const patch: Record<string, unknown> = {};
  for (const field of fields) {
    const value = record[field];
    const next = value === undefined ? undefined : replace(value, field);
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
    if (JSON.stringify(value) === JSON.stringify(made.to)) return made.from;
    if (!Array.isArray(value) || !Array.isArray(made.from) || !Array.isArray(made.to)) return value;
    const [from, to] = [made.from as string[], made.to as string[]];
    const lost = from.filter((id) => !to.includes(id) && !value.includes(id));
    const stays = from.includes(intoId) || !value.includes(intoId);
    return value.flatMap((id: string) => (id === intoId ? [...(stays ? [id] : []), ...lost] : [id]));
  };
}

/** The fields of a record type that refer to records. */
function relationsIn(type: RecordType, custom: readonly CustomField[]): References {
  const names = new Set(Object.keys(recordTypes));
  const all = [...names].map((name) => referencesIn(type, name, custom));
  return {
    type,
    fields: all.flatMap(({ fields }) => fields),
    customKeys: all.flatMap(({ customKeys }) => customKeys),
    hasRetired: false,
  };
}

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
  const about = aboutIn(type, record);
  for (const { type: name, id } of about?.references ?? []) typeOf.set(id, name);
  const named = [...typeOf].filter(([id]) => !except.includes(id)).map(([id, name]) => ({ type: name, id }));
  const finals = await readFinals(context, named);
  const next = (id: unknown) => finals.get(id as string)?.id ?? id;
  return {
    ...replacedReferences(record, relations, (value) =>
      Array.isArray(value) ? [...new Set(value.map(next))] : next(value),
    ),
    ...replacedAbout(about, next),
  };
}

interface About {
  field: string;
  references: readonly RecordReference[];
}

/** The references of a record to what it is about. */
function aboutIn({ fields }: RecordType, record: AnyRecord): About | undefined {
  const field = Object.keys(fields).find((name) => fields[name]?.kind === 'about');
  const references = field === undefined ? undefined : (record[field] as RecordReference[] | undefined);
  return field === undefined || !references ? undefined : { field, references };
}

/** The references to what a record is about with other ids, if one changes. */
function replacedAbout(about: About | undefined, next: (id: unknown) => unknown): Record<string, unknown> {
  if (!about || about.references.every(({ id }) => next(id) === id)) return {};
  return { [about.field]: about.references.map((one) => ({ ...one, id: next(one.id) })) };
}
