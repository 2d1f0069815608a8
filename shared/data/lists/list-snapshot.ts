import { createHash, randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { zstdCompress, zstdDecompress } from 'node:zlib';
import type { Column } from '#contract/lists/column.ts';
import { getObject, putObject, removeObject } from '../files/object-store.ts';
import { ifEquals } from '../store/condition.ts';
import { listSnapshotKey, listSnapshotPartition } from '../store/keys.ts';
import { errorNameOf, writeLog } from '../store/log.ts';
import { deleteItem, isConditionFailed, queryAll, updateItem } from '../store/table.ts';
import type { Session } from '../store/units.ts';
import { isTooOld } from './feed.ts';
import { columnsIn, layoutOf, type ListCopy } from './list-copy.ts';
import { ListDatabase } from './list-database.ts';
import type { ListSubject } from './list-subject.ts';

const compress = promisify(zstdCompress);
const decompress = promisify(zstdDecompress);

/** The pointer to a list's newest snapshot, one for each layout, so that versions side by side don't replace each other's. */
export interface SnapshotItem {
  pk: string;
  sk: string;
  layout: string;
  /** The schema of the stored records. */
  schema: number;
  /** Key of the object. Undefined until the first build is complete. */
  object?: string;
  /** SHA-256 of the object. */
  digest?: string;
  /** The position in the feed. */
  through?: string;
  /** The columns as JSON, for other layouts that derive theirs from the records. */
  columns?: string;
  builtAt?: string;
  builds?: number;
  /** The object that a build is writing, and until when no other build may start. */
  building?: { object: string; until: string };
  /** Former objects, which requests that have read the pointer before can still be reading. */
  replaced?: { object: string; at: string }[];
}

/** The pointers of a list, the newest first. */
export async function readPointers(
  session: Session,
  { orgId, definition }: ListSubject,
): Promise<SnapshotItem[]> {
  const items = await queryAll<SnapshotItem>(
    session,
    listSnapshotPartition(orgId),
    `${definition.type.name}#`,
  );
  return items.sort((one, other) => ((one.through ?? '') < (other.through ?? '') ? 1 : -1));
}

/** Opens the newest usable snapshot of a list: of its layout or, without one, of another. Undefined if there is none. */
export async function openSnapshot(session: Session, subject: ListSubject): Promise<ListCopy | undefined> {
  const layout = layoutOf(subject);
  const pointers = await readPointers(session, subject);
  const own = pointers.filter((pointer) => pointer.layout === layout);
  for (const pointer of [...own, ...pointers.filter((pointer) => pointer.layout !== layout)]) {
    const { through = '', schema } = pointer;
    const position = { through, seen: new Set<string>() };
    if (!pointer.object || schema !== subject.definition.schema || isTooOld(position)) continue;
    const database = await opened(subject, pointer);
    if (database) return { database, position, layout: pointer.layout };
  }
  return undefined;
}

/** A missing or damaged object is logged, and treated like none. */
async function opened(subject: ListSubject, pointer: SnapshotItem): Promise<ListDatabase | undefined> {
  try {
    const bytes = await getObject(pointer.object ?? '');
    if (!bytes || digestOf(bytes) !== pointer.digest) throw new Error('damaged');
    const columns =
      pointer.layout === layoutOf(subject)
        ? columnsIn(subject)
        : (JSON.parse(pointer.columns ?? '[]') as Column[]);
    return ListDatabase.open(await decompress(bytes), columns);
  } catch (error) {
    writeLog({
      level: 'error',
      message: 'list snapshot unreadable',
      orgId: subject.orgId,
      recordType: subject.definition.type.name,
      error: errorNameOf(error),
    });
    return undefined;
  }
}

const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('base64url');

/** A build that fails can be repeated after this time. It is longer than the builder's timeout. */
const leaseMs = 6 * 60_000;
const keepReplacedMs = 60 * 60_000;

/** The right to replace a list's snapshot. */
export interface Lease {
  pointer: SnapshotItem;
  object: string;
}

/** Reserves a build. Undefined if another build is running, or has just replaced the snapshot. */
export async function leaseBuild(
  session: Session,
  subject: ListSubject,
  pauseMs: number,
): Promise<Lease | undefined> {
  const { orgId, definition } = subject;
  const layout = layoutOf(subject);
  const now = Date.now();
  const object = `lists/${orgId}/${definition.type.name}/${randomUUID()}`;
  try {
    const pointer = (await updateItem(session, {
      Key: listSnapshotKey(orgId, definition.type.name, layout),
      UpdateExpression: 'SET kind = :kind, layout = :layout, #schema = :schema, building = :building',
      ConditionExpression:
        '(attribute_not_exists(building) OR building.#until < :now) AND (attribute_not_exists(builtAt) OR builtAt < :before)',
      ExpressionAttributeNames: { '#schema': 'schema', '#until': 'until' },
      ExpressionAttributeValues: {
        ':kind': 'listSnapshot',
        ':layout': layout,
        ':schema': definition.schema,
        ':building': { object, until: new Date(now + leaseMs).toISOString() },
        ':now': new Date(now).toISOString(),
        ':before': new Date(now - pauseMs).toISOString(),
      },
      ReturnValues: 'ALL_OLD',
    })) as SnapshotItem | undefined;
    const key = listSnapshotKey(orgId, definition.type.name, layout);
    return { pointer: pointer ?? { ...key, layout, schema: definition.schema }, object };
  } catch (error) {
    if (isConditionFailed(error)) return undefined;
    throw error;
  }
}

/** Stores a snapshot and moves the pointer to it. Returns false if the lease was taken over meanwhile. */
export async function publish(
  session: Session,
  subject: ListSubject,
  { pointer, object }: Lease,
  { database, position }: ListCopy,
): Promise<boolean> {
  const bytes = await compress(database.serialize());
  await putObject(object, 'application/octet-stream', bytes);
  const at = new Date().toISOString();
  const expired = new Date(Date.now() - keepReplacedMs).toISOString();
  const former = [pointer.object, pointer.building?.object].flatMap((key) =>
    key ? [{ object: key, at }] : [],
  );
  const replaced = [...(pointer.replaced ?? []), ...former];
  try {
    await updateItem(session, {
      Key: { pk: pointer.pk, sk: pointer.sk },
      UpdateExpression:
        'SET #object = :object, digest = :digest, through = :through, #columns = :columns, builtAt = :at, builds = :builds, replaced = :replaced REMOVE building',
      ConditionExpression: 'building.#object = :object',
      ExpressionAttributeNames: { '#object': 'object', '#columns': 'columns' },
      ExpressionAttributeValues: {
        ':object': object,
        ':digest': digestOf(bytes),
        ':through': position.through,
        ':columns': JSON.stringify(
          columnsIn(subject).map(({ name, kind, hasMembers }) => ({ name, kind, hasMembers })),
        ),
        ':at': at,
        ':builds': (pointer.builds ?? 0) + 1,
        ':replaced': replaced.filter((one) => one.at >= expired),
      },
    });
  } catch (error) {
    if (!isConditionFailed(error)) throw error;
    await removeObject(object);
    return false;
  }
  for (const one of replaced) if (one.at < expired) await removeObject(one.object);
  await removeOutdated(session, subject);
  return true;
}

/** Removes snapshots of former layouts that have become too old to be used. */
async function removeOutdated(session: Session, subject: ListSubject): Promise<void> {
  for (const { pk, sk, object, through, replaced = [] } of await readPointers(session, subject)) {
    if (!object || !through || !isTooOld({ through, seen: new Set() })) continue;
    for (const key of [object, ...replaced.map((one) => one.object)]) await removeObject(key);
    await deleteItem(session, { Key: { pk, sk }, ...ifEquals({ object }) }).catch((error: unknown) => {
      if (!isConditionFailed(error)) throw error;
    });
  }
}
