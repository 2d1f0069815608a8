import type { RecordType } from '#contract/record-type.ts';
import { limits } from '#contract/limits.ts';
import { ProblemError } from '#contract/problem.ts';
import { type Condition, under } from '../store/condition.ts';
import type { OrganizationSettings } from '../organization/settings.ts';
import { listPartition, noValue, type Key } from '../store/keys.ts';
import { itemStateOf, schemaOver, withItemState } from '../store/item-state.ts';
import type { Item } from '../store/table.ts';
import { epochSeconds } from '../values/epoch.ts';
import {
  keyOf,
  upgraded,
  valuesOf,
  type AnyRecord,
  type ListRow,
  type RecordDefinition,
} from './definition.ts';
import { projectionHash } from './projection-hash.ts';

/**
 * A record's item: its list row in `row`, the values that the row doesn't contain in full in `data`, and attributes for
 * indexes and stream readers. Values of the row aren't repeated in `data`, because every KB adds to the cost of a
 * write.
 */
export interface RecordItem extends Key {
  kind: 'record';
  org: string;
  type: string;
  id: string;
  version: number;
  schema: number;
  /** The digest of the newest change. */
  digest?: string;
  row: string;
  data: string;
  /** The record into which this one was merged. */
  mergedInto?: string;
}

export const trashList = 'trash';
export const allList = 'all';

/** The item of a record. Deleted records move from all lists to the trash immediately. */
export function recordItem(
  definition: RecordDefinition,
  orgId: string,
  record: AnyRecord,
  settings: OrganizationSettings,
): Omit<RecordItem, 'digest'> & Item {
  const row = rowOf(definition, record);
  const isWhole = (name: string) => JSON.stringify(row[name]) === JSON.stringify(record[name]);
  const rest = Object.entries(record).filter(([name]) => name === 'id' || !isWhole(name));
  const data = JSON.stringify(Object.fromEntries(rest));
  if (Buffer.byteLength(data) > limits.recordBytes) throw new ProblemError('too_large');
  return {
    ...keyOf(definition, orgId, record.id),
    kind: 'record',
    org: orgId,
    type: definition.type.name,
    id: record.id,
    version: record.version,
    schema: schemaOver(record, definition.schema),
    digest: itemStateOf(record).digest,
    data,
    row: rowText(definition, row),
    ...placeOf(definition, orgId, record, settings),
  };
}

/** A record is in lists or in the trash. One that was merged is in neither, and doesn't expire. */
function placeOf(
  definition: RecordDefinition,
  orgId: string,
  record: AnyRecord,
  settings: OrganizationSettings,
): Item {
  const { deletedAt, mergedInto } = record;
  if (mergedInto !== undefined) return { mergedInto };
  return deletedAt
    ? trashKeys(definition, orgId, record, deletedAt)
    : { ...listKeys(definition, orgId, record, settings), ...definition.entry?.places(orgId, record) };
}

/**
 * All attributes that every write of a record sets or removes. The item's other attributes are left unchanged. Versions
 * up to 0.3 also wrote `facets`, numbers, and keys of further indexes.
 */
const written = [
  ...[
    'kind',
    'org',
    'type',
    'id',
    'version',
    'schema',
    'digest',
    'data',
    'row',
    'facets',
    'n1',
    'n2',
    'n3',
    'expiresAt',
    'mergedInto',
  ],
  ...[1, 2, 3, 4, 5, 6].flatMap((index) => [`g${index}pk`, `g${index}sk`]),
];

/** The update that replaces a record's previous version. Its tallies are left unchanged. */
export function recordUpdate({ pk, sk, ...item }: Key & Item, condition: Condition) {
  const sets = written.filter((name) => item[name] !== undefined);
  const removes = written.filter((name) => item[name] === undefined);
  return under(condition, {
    Key: { pk, sk },
    UpdateExpression: `SET ${sets.map((name) => `#${name} = :${name}`).join(', ')} REMOVE ${removes.map((name) => `#${name}`).join(', ')}`,
    ExpressionAttributeNames: Object.fromEntries(written.map((name) => [`#${name}`, name])),
    ExpressionAttributeValues: Object.fromEntries(sets.map((name) => [`:${name}`, item[name]])),
  });
}

/** Whether two items have the same values in all attributes that writes of a record set. */
export const isSameItem = (before: Item, after: Item): boolean =>
  written.every((name) => before[name] === after[name]);

/**
 * The record in an item, upgraded to the current shape. Values that this release doesn't know stay in the record, so that
 * writes keep them.
 */
export function recordFrom<R extends AnyRecord>(
  definition: RecordDefinition<R>,
  { row, data, schema, digest }: Pick<RecordItem, 'row' | 'data' | 'schema' | 'digest'>,
): R {
  const values = {
    ...(JSON.parse(row.slice(row.indexOf('{'))) as object),
    ...(JSON.parse(data) as object),
  };
  return withItemState(upgraded(definition, schema, values) as R, { schema, digest });
}

/**
 * Whether a record was merged into another one, or a deleted record's time in the trash is over, even if TTL hasn't
 * removed it yet.
 */
export function isGone(
  { deletedAt, mergedInto }: { deletedAt?: string | undefined; mergedInto?: string | undefined },
  now: string,
): boolean {
  if (mergedInto !== undefined) return true;
  return deletedAt !== undefined && trashEndSeconds(deletedAt) * 1000 <= Date.parse(now);
}

const trashSeconds = limits.trashDays * 86_400;

/** When TTL can remove a deleted record, in epoch seconds. */
export const trashEndSeconds = (deletedAt: string): number => epochSeconds(deletedAt) + trashSeconds;

/** The earliest deletion time that is still within the trash period. */
export const trashBegin = (now: string): string =>
  new Date((epochSeconds(now) - trashSeconds + 1) * 1000).toISOString();

function trashKeys(definition: RecordDefinition, orgId: string, record: AnyRecord, deletedAt: string): Item {
  return {
    expiresAt: trashEndSeconds(deletedAt),
    g1pk: listPartition(orgId, definition.type.name, trashList),
    g1sk: `${deletedAt}#${record.id}`,
  };
}

function listKeys(
  definition: RecordDefinition,
  orgId: string,
  record: AnyRecord,
  settings: OrganizationSettings,
): Item {
  return Object.fromEntries(
    definition.lists.flatMap((list) => {
      const { index, by, isInternal, sort } = list;
      const value = by === undefined ? '' : (valuesOf(record, by)[0] ?? noValue);
      if ((isInternal && value === noValue) || list.holds?.(record) === false) return [];
      return [
        [`${index}pk`, listPartition(orgId, definition.type.name, listName(by, value))],
        [`${index}sk`, `${definition.sorts[sort]?.(record, settings) ?? ''}#${record.id}`],
      ];
    }),
  );
}

/** The name of a list, such as `statusId=prospect`. */
export const listName = (by: string | undefined, value: string): string =>
  by === undefined ? allList : `${by}=${value}`;

/** A list row as a JSON string, preceded by the first four characters of the hash of the projection that wrote it. */
function rowText(definition: RecordDefinition, row: ListRow): string {
  // The id is left out, because every key contains it.
  return `${markOf(definition)}${JSON.stringify({ ...row, id: undefined })}`;
}

/**
 * The list row of a record. If it exceeds the size limit, optional values are shortened or left out until it fits, the
 * last ones first.
 */
export function rowOf({ type }: RecordDefinition, record: AnyRecord): ListRow {
  const { id, version, createdAt, updatedAt, deletedAt } = record;
  const row: ListRow = { id, version, createdAt, updatedAt, deletedAt };
  for (const field of type.row) row[field] = record[field];
  return fitsRow(type, row) ? row : shortened(type, row);
}

const fitsRow = ({ rowBytes = limits.rowBytes }: RecordType, row: ListRow): boolean =>
  Buffer.byteLength(JSON.stringify(row)) <= rowBytes;

/** Parses a list row; undefined if another version of the projection wrote it. */
export function rowFrom(definition: RecordDefinition, id: string, text: string): ListRow | undefined {
  const mark = markOf(definition);
  if (!text.startsWith(mark)) return undefined;
  return Object.assign(JSON.parse(text.slice(mark.length)) as ListRow, { id });
}

const markOf = (definition: RecordDefinition): string => projectionHash(definition).slice(0, 4);

function shortened(type: RecordType, row: ListRow): ListRow {
  const short = { ...row };
  const droppable = type.row.filter((field) => type.fields[field]?.mode === 'optional').reverse();
  for (const field of droppable) {
    if (fitsRow(type, short)) break;
    const value = short[field];
    short[field] = Array.isArray(value) ? value.slice(0, 2) : undefined;
  }
  return short;
}
