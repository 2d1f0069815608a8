import type { RecordReference } from '#contract/about.ts';
import type { CustomField } from '#contract/custom-field.ts';
import type { DocumentLine } from '#contract/document-fields.ts';
import { fieldProblem, ProblemError, type FieldFault } from '#contract/problem.ts';
import type { Context } from '../organization/context.ts';
import { itemName } from '../store/item-name.ts';
import { memberKey, recordKey, tagKey, type Key } from '../store/keys.ts';
import { getItems } from '../store/table.ts';
import { epochSeconds } from '../values/epoch.ts';
import type { AnyRecord, RecordDefinition } from './definition.ts';
import { definitionOf } from './definitions.ts';
import { changeReach, isVisible, readReach } from './read.ts';
import { recordFrom, type RecordItem } from './stored.ts';

type Body = Record<string, unknown>;

/** The key of a field's target, and the field's pointer in the body. */
interface Reference {
  key: Key;
  pointer: string;
  /** Set for records, which the caller must be able to read. */
  type?: string;
  mayBeGone?: boolean;
}

/** A stored member, tag or record. */
interface Found extends RecordItem {
  active?: boolean;
  expiresAt?: number;
}

/** Input for a record whose references are checked, and its JSON pointer. */
interface Referring {
  body: Body;
  before: AnyRecord | undefined;
  pointer: string;
}

/**
 * Throws `invalid_input` unless the targets of all new references exist. Records must also be visible to the caller and
 * not be in the trash, and members must be active. Unchanged references are not checked again, and some records may be
 * permanently deleted (`mayBeGone`).
 */
export async function checkReferences(
  definition: RecordDefinition,
  context: Context,
  body: Body,
  before: AnyRecord | undefined,
  pointer: string,
  fields: readonly CustomField[] = [],
): Promise<void> {
  if (changes(body, before, 'ownerId'))
    checkOwner(definition, context, body.ownerId ?? null, `${pointer}/ownerId`);
  const references = referencesOf(definition, context, { body, before, pointer }, fields);
  const found = await getItems<Found>(
    context,
    references.map(({ key }) => key),
  );
  const errors = references.flatMap((reference, index): FieldFault[] =>
    isThere(context, reference, found[index])
      ? []
      : [{ pointer: reference.pointer, code: 'unknown_reference' }],
  );
  if (errors.length > 0) throw new ProblemError('invalid_input', undefined, errors);
}

/**
 * Reads what new records refer to, so that `checkReferences` reads nothing until the next transaction. Most rows of a
 * file refer to the same member and the same tags.
 */
export async function prefetchReferences(
  definition: RecordDefinition,
  context: Context,
  bodies: readonly Body[],
  fields: readonly CustomField[] = [],
): Promise<void> {
  const keys = bodies.flatMap((body) =>
    referencesOf(definition, context, { body, before: undefined, pointer: '' }, fields).map(({ key }) => key),
  );
  const items = await getItems(context, keys);
  for (const [index, key] of keys.entries()) context.prefetched.set(itemName(key), items[index]);
}

/** Whether a body contains a field with another value than before. */
const changes = (body: Body, before: AnyRecord | undefined, field: string): boolean =>
  field in body && JSON.stringify(body[field] ?? null) !== JSON.stringify(before?.[field] ?? null);

/** The references that a body adds to a record. */
function referencesOf(
  { type, rules }: RecordDefinition,
  context: Context,
  { body, before, pointer }: Referring,
  fields: readonly CustomField[],
): Reference[] {
  const gone = rules?.mayBeGone?.(body) ?? [];
  const declared = Object.entries(type.fields).flatMap(([field, { kind, to = '' }]): Reference[] => {
    const value = body[field] ?? null;
    if (value === null || !changes(body, before, field)) return [];
    const place = `${pointer}/${field}`;
    if (kind === 'member') return [{ key: memberKey(context.orgId, value as string), pointer: place }];
    if (kind === 'relation')
      return newRecords(context, to, [value as string], undefined, () => place).map((one) => ({
        ...one,
        mayBeGone: gone.includes(field),
      }));
    if (kind === 'relations') {
      return newRecords(context, to, value as string[], before?.[field], (index) => `${place}/${index}`);
    }
    if (kind === 'about') return newAbout(context, value as RecordReference[], before?.[field], place);
    if (kind === 'lines') return newProducts(context, value as DocumentLine[], before?.[field], place);
    return kind === 'tags' ? newTags(context, value as string[], before?.[field], place) : [];
  });
  return [...declared, ...customRelations(fields, context, body, before, pointer)];
}

/**
 * Throws if the caller's role doesn't allow updating records of the new owner. The narrower permissions of an API key
 * don't matter.
 */
export function checkOwner(
  definition: RecordDefinition,
  context: Context,
  ownerId: unknown,
  pointer: string,
): void {
  if (!isVisible({ ownerId }, changeReach(definition, context))) throw fieldProblem(pointer, 'not_allowed');
}

function newRecords(
  { orgId }: Context,
  type: string,
  ids: string[],
  before: unknown,
  pointer: (index: number) => string,
): Reference[] {
  const known = new Set((before ?? []) as string[]);
  return ids.flatMap((id, index) =>
    known.has(id) ? [] : [{ key: recordKey(orgId, type, id), pointer: pointer(index), type }],
  );
}

/** The records that something is about now, and was not before. */
function newAbout(
  context: Context,
  references: readonly RecordReference[],
  before: unknown,
  place: string,
): Reference[] {
  const nameOf = ({ type, id }: RecordReference) => `${type}#${id}`;
  const known = new Set(((before ?? []) as RecordReference[]).map(nameOf));
  return references.flatMap(({ type, id }, index) =>
    known.has(nameOf({ type, id }))
      ? []
      : newRecords(context, type, [id], undefined, () => `${place}/${index}`),
  );
}

/** The products that lines name for the first time. */
function newProducts(
  { orgId }: Context,
  lines: readonly DocumentLine[],
  before: unknown,
  place: string,
): Reference[] {
  const known = new Set(((before ?? []) as DocumentLine[]).map(({ productId }) => productId));
  return lines.flatMap(({ productId }, index) =>
    productId === undefined || known.has(productId)
      ? []
      : [
          {
            key: recordKey(orgId, 'product', productId),
            pointer: `${place}/${index}/productId`,
            type: 'product',
          },
        ],
  );
}

/** New references to records in custom fields. The values have already been validated. */
function customRelations(
  fields: readonly CustomField[],
  context: Context,
  { custom }: Body,
  before: AnyRecord | undefined,
  pointer: string,
): Reference[] {
  const values = (custom ?? {}) as Record<string, unknown>;
  return fields.flatMap(({ key, kind, to = '' }): Reference[] => {
    const value = Object.hasOwn(values, key) ? values[key] : undefined;
    if (kind !== 'relation' || typeof value !== 'string' || value === before?.custom?.[key]) return [];
    return newRecords(context, to, [value], undefined, () => `${pointer}/custom/${key}`);
  });
}

function newTags(context: Context, ids: string[], before: unknown, pointer: string): Reference[] {
  const known = new Set((before ?? []) as string[]);
  return ids.flatMap((id, index) =>
    known.has(id) ? [] : [{ key: tagKey(context.orgId, id), pointer: `${pointer}/${index}` }],
  );
}

function isThere(context: Context, { type, mayBeGone }: Reference, item: Found | undefined): boolean {
  if (mayBeGone && isPurged(context, item)) return true;
  // Nothing can be assigned to an inactive member.
  if (!item || type === undefined) return item !== undefined && item.active !== false;
  const definition = definitionOf(type);
  return (
    definition !== undefined &&
    item.expiresAt === undefined &&
    item.mergedInto === undefined &&
    isVisible(recordFrom(definition, item), readReach(definition, context))
  );
}

/** Whether a record is permanently deleted, even if TTL hasn't removed it yet. */
const isPurged = ({ now }: Context, item: Found | undefined): boolean =>
  !item ||
  (item.mergedInto === undefined && item.expiresAt !== undefined && item.expiresAt <= epochSeconds(now));
