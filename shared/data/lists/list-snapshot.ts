import { createHash, randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { zstdCompress, zstdDecompress } from 'node:zlib';
import type { Column } from '#contract/lists/column.ts';
import { snapshotFolder } from '../files/folders.ts';
import { getObject, putObject, removeObject } from '../files/object-store.ts';
import { ifAbsent, ifEquals } from '../store/condition.ts';
import { listSnapshotKey, listSnapshotPartition } from '../store/keys.ts';
import { errorNameOf, writeLog } from '../store/log.ts';
import { deleteItem, getItem, isConditionFailed, putItem, queryAll } from '../store/table.ts';
import type { Session } from '../store/units.ts';
import { feedSince, isTooOld, positionAt } from './feed.ts';
import { columnsIn, layoutOf, type ListCopy } from './list-copy.ts';
import { ListDatabase, type ListPart } from './list-database.ts';
import { deriveList } from './list-derivation.ts';
import { listRecordFrom } from './list-record.ts';
import { renewalOf } from './list-renewal.ts';
import type { ListSubject } from './list-subject.ts';

const compress = promisify(zstdCompress);
const decompress = promisify(zstdDecompress);
/** The origin of the bucket of snapshots. */
const snapshotsUrl = process.env.SNAPSHOTS_URL ?? '';

/** The pointer to a list's newest snapshot, one for each layout, so that versions side by side don't replace each other's. */
export interface SnapshotItem {
  pk: string;
  sk: string;
  layout: string;
  /** The schema of the stored records. */
  schema: number;
  /** Prefix of the objects' keys. Undefined until the first build is complete. */
  object?: string;
  /** The objects of the parts. */
  parts?: Readonly<Record<ListPart, StoredPart>>;
  /** The position in the feed. */
  through?: string;
  builtAt?: string;
  /** Number of builds, including those that failed. */
  attempts?: number;
  /** Changes with every write of the pointer. */
  revision?: string;
  /** What a build is writing, and until when no other build may start. */
  building?: { object: string; until: string };
  /** Former objects, which requests that have read the pointer before can still be reading. */
  replaced?: { object: string; at: string }[];
}

interface StoredPart {
  /** Size of the object. */
  bytes: number;
  /** Size of the part in memory. Earlier releases didn't store it. */
  openBytes?: number;
  /** SHA-256 of the object. */
  digest: string;
}

const partKey = (object: string, part: ListPart): string => `${object}/${part}`;

async function removeParts(object: string): Promise<void> {
  for (const part of ['columns', 'bodies'] as const) await removeObject(partKey(object, part), snapshotsUrl);
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
 * Opens the newest snapshot of a list. The columns of a snapshot of another layout are derived from its bodies. Undefined
 * if there is none, or none that can be used. Throws `unavailable` if S3 doesn't respond.
 */
export async function openSnapshot(
  session: Session,
  subject: ListSubject,
  { withBodies = false }: { withBodies?: boolean } = {},
): Promise<OpenedSnapshot | undefined> {
  const usable = (await readPointers(session, subject)).filter(
    ({ object, schema, through }) =>
      object && through && schema <= subject.definition.schema && !isTooOld({ through }),
  );
  usable.sort((one, other) => ((one.through ?? '') < (other.through ?? '') ? 1 : -1));
  const layout = layoutOf(subject);
  for (const pointer of usable) {
    const { through = '' } = pointer;
    const database = await opened(subject, pointer, pointer.layout === layout, withBodies);
    if (!database) continue;
    const isAged = pointer.layout !== layout || Date.now() - Date.parse(through) > agedMs;
    return { copy: { database, position: positionAt(through), layout, changes: 0 }, isAged };
  }
  return undefined;
}

/** Missing or damaged objects are logged, and treated like none. */
async function opened(
  subject: ListSubject,
  pointer: SnapshotItem,
  isOfLayout: boolean,
  withBodies: boolean,
): Promise<ListDatabase | undefined> {
  const columns = columnsIn(subject);
  const stored = {
    columns: isOfLayout ? await storedPart(pointer, 'columns') : undefined,
    bodies: withBodies || !isOfLayout ? await storedPart(pointer, 'bodies') : undefined,
  };
  try {
    const parts = {
      columns: stored.columns && (await read(stored.columns)),
      bodies: stored.bodies && (await read(stored.bodies)),
    };
    const database = openParts(subject, columns, pointer.schema, parts);
    if (!withBodies) database.dropBodies();
    if (parts.columns) free(parts.columns);
    if (parts.bodies) free(parts.bodies);
    return database;
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

function openParts(
  subject: ListSubject,
  columns: readonly Column[],
  schema: number,
  parts: { columns: Uint8Array | undefined; bodies: Uint8Array | undefined },
): ListDatabase {
  if (parts.columns) return ListDatabase.open({ ...parts, columns: parts.columns }, columns);
  if (!parts.bodies) throw new Error('no bodies');
  return deriveList(parts.bodies, columns, (body) => listRecordFrom(subject, schema, body));
}

/** Smaller buffers can share their memory with others. */
const freedBytesMin = 1024 * 1024;

/** Frees the memory of a buffer that is no longer used at once, not only when garbage is collected. */
function free({ buffer, byteLength }: Uint8Array): void {
  if (byteLength >= freedBytesMin && buffer instanceof ArrayBuffer) buffer.transfer(0);
}

/** An object with the digest that it should have. */
interface StoredObject {
  bytes: Uint8Array | undefined;
  digest: string;
  openBytes: number;
}

/** Without its size, a snapshot is decompressed in pieces of this size. Each piece is garbage afterward. */
const pieceBytes = 1024 * 1024;

async function storedPart({ object = '', parts }: SnapshotItem, part: ListPart): Promise<StoredObject> {
  const { bytes = 0, digest = '', openBytes = pieceBytes } = parts?.[part] ?? {};
  return { bytes: await getObject(partKey(object, part), bytes, snapshotsUrl), digest, openBytes };
}

async function read({ bytes, digest, openBytes }: StoredObject): Promise<Uint8Array> {
  if (!bytes || digestOf(bytes) !== digest) throw new Error('missing or damaged');
  const open = await decompress(bytes, { chunkSize: openBytes });
  free(bytes);
  return open;
}

const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('base64url');

/** A snapshot that was renewed less than this time ago isn't renewed again. */
const renewedMs = 86_400_000;
/** Older objects would be deleted before the next renewal (`createSnapshotsBucket` in infra/files.ts). */
const objectsKeptMs = 2.5 * 86_400_000;

/**
 * Moves the newest snapshot of a list to the end of the feed if nothing of the list has changed since it was built, so that
 * it is usable for longer. Returns what is to be done: nothing, or a build.
 */
export async function renewSnapshot(
  session: Session,
  subject: ListSubject,
): Promise<'renewed' | 'not due' | 'changed'> {
  const { orgId, definition } = subject;
  const type = definition.type.name;
  const pointer = await getItem<SnapshotItem>(session, listSnapshotKey(orgId, type, layoutOf(subject)));
  const { through, builtAt = '', building } = pointer ?? {};
  if (!pointer || !through || isTooOld({ through })) return 'changed';
  const isBuilding = building !== undefined && Date.parse(building.until) >= Date.now();
  if (isBuilding || Date.parse(through) > Date.now() - renewedMs) return 'not due';
  if (Date.parse(builtAt) < Date.now() - objectsKeptMs) return 'changed';
  const end = await endUnlessChanged(session, subject, through);
  if (end === undefined) return 'changed';
  const next = { ...pointer, through: end, ...renewalOf(orgId, type) };
  return (await putPointer(session, pointer, next)) ? 'renewed' : 'not due';
}

/** The end of the feed. Undefined if a record of the list has changed after a position. */
async function endUnlessChanged(
  session: Session,
  { orgId, definition }: ListSubject,
  through: string,
): Promise<string | undefined> {
  let end = through;
  for await (const { entries, position } of feedSince(session, orgId, positionAt(through))) {
    if (entries.some(({ type }) => type === definition.type.name)) return undefined;
    end = position.through;
  }
  return end;
}

/**
 * Lets a list's snapshots of other layouts than `layout`, or all of them, wait for no renewal: they are no longer used, or
 * their organization is being deleted.
 */
export async function stopRenewals(
  session: Session,
  orgId: string,
  type: string,
  layout?: string,
): Promise<void> {
  const pointers = await queryAll<SnapshotItem & { g6pk?: string; g6sk?: string }>(
    session,
    listSnapshotPartition(orgId),
    `${type}#`,
  );
  for (const pointer of pointers) {
    const { g6pk, g6sk: _g6sk, ...next } = pointer;
    if (g6pk !== undefined && pointer.layout !== layout) await putPointer(session, pointer, next);
  }
}

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
  const object = `${snapshotFolder(orgId)}${definition.type.name}/${randomUUID()}`;
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
  await removeParts(object);
}

async function putPart(object: string, part: ListPart, database: ListDatabase): Promise<StoredPart> {
  const open = database.serialize(part);
  const openBytes = open.byteLength;
  const bytes = await compress(open);
  free(open);
  await putObject(partKey(object, part), 'application/octet-stream', bytes, snapshotsUrl);
  return { bytes: bytes.byteLength, openBytes, digest: digestOf(bytes) };
}

/** Stores a snapshot and moves the pointer to it. Returns false if another build has taken over meanwhile. */
export async function publish(
  session: Session,
  subject: ListSubject,
  { pointer, object }: Lease,
  { database, position }: ListCopy,
): Promise<boolean> {
  const parts = {
    columns: await putPart(object, 'columns', database),
    bodies: await putPart(object, 'bodies', database),
  };
  const { building: _building, replaced = [], object: former, ...rest } = pointer;
  const at = new Date().toISOString();
  const expired = new Date(Date.now() - keepReplacedMs).toISOString();
  const all = [...replaced, ...(former ? [{ object: former, at }] : [])];
  const next: SnapshotItem = {
    ...rest,
    object,
    parts,
    through: position.through,
    builtAt: at,
    ...renewalOf(subject.orgId, subject.definition.type.name),
    replaced: all.filter((one) => one.at >= expired),
  };
  if (!(await putPointer(session, pointer, next))) {
    await removeParts(object);
    return false;
  }
  for (const one of all) if (one.at < expired) await removeParts(one.object);
  await removeOutdated(session, subject);
  return true;
}

/** Removes snapshots of former layouts that have become too old to be used. */
async function removeOutdated(session: Session, subject: ListSubject): Promise<void> {
  for (const { pk, sk, object, through, replaced = [] } of await readPointers(session, subject)) {
    if (!object || !through || !isTooOld({ through })) continue;
    for (const former of [object, ...replaced.map((one) => one.object)]) await removeParts(former);
    await deleteItem(session, { Key: { pk, sk }, ...ifEquals({ object }) }).catch((error: unknown) => {
      if (!isConditionFailed(error)) throw error;
    });
  }
}
