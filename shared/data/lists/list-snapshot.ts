import { createHash, randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { zstdCompress, zstdDecompress } from 'node:zlib';
import type { Column } from '#contract/lists/column.ts';
import { getObject, putObject, removeObject } from '../files/object-store.ts';
import { ifAbsent, ifEquals } from '../store/condition.ts';
import { listSnapshotKey, listSnapshotPartition } from '../store/keys.ts';
import { errorNameOf, writeLog } from '../store/log.ts';
import { deleteItem, getItem, isConditionFailed, putItem, queryAll } from '../store/table.ts';
import type { Session } from '../store/units.ts';
import { isTooOld, positionAt } from './feed.ts';
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
  /** Size of the object. */
  bytes?: number;
  builtAt?: string;
  /** Number of builds, including those that failed. */
  attempts?: number;
  /** Changes with every write of the pointer. */
  revision?: string;
  /** The object that a build is writing, and until when no other build may start. */
  building?: { object: string; until: string };
  /** Former objects, which requests that have read the pointer before can still be reading. */
  replaced?: { object: string; at: string }[];
}

/** All pointers of a list. */
export const readPointers = (session: Session, { orgId, definition }: ListSubject): Promise<SnapshotItem[]> =>
  queryAll<SnapshotItem>(session, listSnapshotPartition(orgId), `${definition.type.name}#`);

/** Snapshots that are older than this are replaced when they are opened, long before they are too old to be used. */
const agedMs = 86_400_000;

/** A copy from a snapshot. `isAged` tells that the snapshot should be replaced. */
export interface OpenedSnapshot {
  copy: ListCopy;
  isAged: boolean;
}

/**
 * Opens the newest snapshot of a list, of any layout. Undefined if there is none, or none that can be used. Throws
 * `unavailable` if S3 doesn't respond.
 */
export async function openSnapshot(
  session: Session,
  subject: ListSubject,
): Promise<OpenedSnapshot | undefined> {
  const usable = (await readPointers(session, subject)).filter(
    ({ object, schema, through }) =>
      object && through && schema <= subject.definition.schema && !isTooOld({ through }),
  );
  usable.sort((one, other) => ((one.through ?? '') < (other.through ?? '') ? 1 : -1));
  const current = layoutOf(subject);
  for (const pointer of usable) {
    const { through = '', layout, schema } = pointer;
    const database = await opened(subject, pointer, current);
    if (!database) continue;
    const isAged = layout !== current || Date.now() - Date.parse(through) > agedMs;
    return { copy: { database, position: positionAt(through), layout, schema, changes: 0 }, isAged };
  }
  return undefined;
}

/** By default, a snapshot is decompressed in thousands of small pieces, which takes almost twice the CPU time. */
const decompressed = { chunkSize: 1024 * 1024 };

/** A missing or damaged object is logged, and treated like none. */
async function opened(
  subject: ListSubject,
  pointer: SnapshotItem,
  current: string,
): Promise<ListDatabase | undefined> {
  const bytes = await getObject(pointer.object ?? '', pointer.bytes ?? 0);
  try {
    if (!bytes || digestOf(bytes) !== pointer.digest) throw new Error('missing or damaged');
    const columns =
      pointer.layout === current ? columnsIn(subject) : (JSON.parse(pointer.columns ?? '[]') as Column[]);
    return ListDatabase.open(await decompress(bytes, decompressed), columns);
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
  const key = listSnapshotKey(orgId, definition.type.name, layout);
  const now = Date.now();
  const object = `lists/${orgId}/${definition.type.name}/${randomUUID()}`;
  const before = await getItem<SnapshotItem>(session, key);
  const isFree = !before?.building || Date.parse(before.building.until) < now;
  const isDue = !before?.builtAt || Date.parse(before.builtAt) < now - pauseMs;
  if (!isFree || !isDue) return undefined;
  const next: SnapshotItem = {
    ...before,
    ...key,
    layout,
    schema: definition.schema,
    attempts: (before?.attempts ?? 0) + 1,
    building: { object, until: new Date(now + leaseMs).toISOString() },
    replaced: [...(before?.replaced ?? []), ...abandoned(before, now)],
  };
  const isWritten = await putPointer(session, before, next);
  return isWritten ? { pointer: next, object } : undefined;
}

/** The object of a build that didn't end. */
function abandoned(before: SnapshotItem | undefined, now: number): { object: string; at: string }[] {
  return before?.building ? [{ object: before.building.object, at: new Date(now).toISOString() }] : [];
}

/**
 * Writes a pointer if it still is as it was read. Returns whether it was written, also if an earlier attempt of the same
 * request, whose response was lost, has written it.
 */
async function putPointer(
  session: Session,
  before: SnapshotItem | undefined,
  next: SnapshotItem,
): Promise<boolean> {
  const revision = randomUUID();
  try {
    await putItem(session, {
      Item: { ...next, kind: 'listSnapshot', revision },
      ...(before ? ifEquals({ revision: before.revision }) : ifAbsent),
    });
  } catch (error) {
    if (!isConditionFailed(error)) throw error;
    const there = await getItem<SnapshotItem>(session, { pk: next.pk, sk: next.sk });
    if (there?.revision !== revision) return false;
  }
  next.revision = revision;
  return true;
}

/** Ends a build without a snapshot, so that the next one need not wait. */
export async function releaseBuild(session: Session, { pointer, object }: Lease): Promise<void> {
  const { building: _building, ...next } = pointer;
  await putPointer(session, pointer, next);
  await removeObject(object);
}

/** Stores a snapshot and moves the pointer to it. Returns false if another build has taken over meanwhile. */
export async function publish(
  session: Session,
  subject: ListSubject,
  { pointer, object }: Lease,
  { database, position }: ListCopy,
): Promise<boolean> {
  const bytes = await compress(database.serialize());
  await putObject(object, 'application/octet-stream', bytes);
  const { building: _building, replaced = [], object: former, ...rest } = pointer;
  const at = new Date().toISOString();
  const expired = new Date(Date.now() - keepReplacedMs).toISOString();
  const all = [...replaced, ...(former ? [{ object: former, at }] : [])];
  const next: SnapshotItem = {
    ...rest,
    object,
    bytes: bytes.byteLength,
    digest: digestOf(bytes),
    through: position.through,
    columns: JSON.stringify(
      columnsIn(subject).map(({ name, kind, hasMembers }) => ({ name, kind, hasMembers })),
    ),
    builtAt: at,
    replaced: all.filter((one) => one.at >= expired),
  };
  if (!(await putPointer(session, pointer, next))) {
    await removeObject(object);
    return false;
  }
  for (const one of all) if (one.at < expired) await removeObject(one.object);
  await removeOutdated(session, subject);
  return true;
}

/** Removes snapshots of former layouts that have become too old to be used. */
async function removeOutdated(session: Session, subject: ListSubject): Promise<void> {
  for (const { pk, sk, object, through, replaced = [] } of await readPointers(session, subject)) {
    if (!object || !through || !isTooOld({ through })) continue;
    for (const key of [object, ...replaced.map((one) => one.object)]) await removeObject(key);
    await deleteItem(session, { Key: { pk, sk }, ...ifEquals({ object }) }).catch((error: unknown) => {
      if (!isConditionFailed(error)) throw error;
    });
  }
}
