import { createHash, randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { zstdCompress, zstdDecompress } from 'node:zlib';
import { snapshotFolder } from '../files/folders.ts';
import { getObject, putObject, removeObject } from '../files/object-store.ts';
import { ifAbsent, ifEquals } from '../store/condition.ts';
import { listSnapshotKey, listSnapshotPartition } from '../store/keys.ts';
import { errorNameOf, writeLog } from '../store/log.ts';
import { deleteItem, getItem, isConditionFailed, putItem, queryAll } from '../store/table.ts';
import type { Session } from '../store/units.ts';
import { feedSince, isTooOld, positionAt } from './feed.ts';
import { renewalOf } from './copy-renewal.ts';
import type { CopyDatabase, CopyPart, CopySource } from './copy-source.ts';
import type { Copy } from './copy.ts';

const compress = promisify(zstdCompress);
const decompress = promisify(zstdDecompress);
/** The origin of the bucket of snapshots. */
const snapshotsUrl = process.env.SNAPSHOTS_URL ?? '';

/** The pointer to a copy's newest snapshot, one for each layout, so that versions side by side don't replace each other's. */
export interface SnapshotItem {
  pk: string;
  sk: string;
  layout: string;
  /** The schema of the stored records. */
  schema: number;
  /** Prefix of the objects' keys. Undefined until the first build is complete. */
  object?: string;
  /** The objects of the parts. */
  parts?: Readonly<Partial<Record<CopyPart, StoredPart>>>;
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

const partKey = (object: string, part: CopyPart): string => `${object}/${part}`;

async function removeParts(object: string): Promise<void> {
  for (const part of ['columns', 'bodies'] as const) await removeObject(partKey(object, part), snapshotsUrl);
}

/** What names a copy. */
type Named = Pick<CopySource<CopyDatabase>, 'orgId' | 'name'>;

/** All pointers of a copy. */
export const readPointers = (session: Session, { orgId, name }: Named): Promise<SnapshotItem[]> =>
  queryAll<SnapshotItem>(session, listSnapshotPartition(orgId), `${name}#`);

/** Snapshots that are older than this are replaced when they are opened, long before they are too old to be used. */
const agedMs = 86_400_000;

/** A copy from a snapshot. `isAged` tells that the snapshot should be replaced. */
export interface OpenedSnapshot<Database extends CopyDatabase> {
  copy: Copy<Database>;
  isAged: boolean;
}

/**
 * Opens the newest snapshot of a copy. The columns of a snapshot of another layout are derived from its bodies. Undefined
 * if there is none, or none that can be used. Throws `unavailable` if S3 doesn't respond.
 */
export async function openSnapshot<D extends CopyDatabase>(
  session: Session,
  source: CopySource<D>,
  { withBodies = false }: { withBodies?: boolean } = {},
): Promise<OpenedSnapshot<D> | undefined> {
  const { layout, derive } = source;
  const usable = (await readPointers(session, source)).filter(
    (pointer) =>
      pointer.object &&
      pointer.through &&
      pointer.schema <= source.schema &&
      (pointer.layout === layout || derive) &&
      !isTooOld({ through: pointer.through }),
  );
  usable.sort((one, other) => ((one.through ?? '') < (other.through ?? '') ? 1 : -1));
  for (const pointer of usable) {
    const { through = '' } = pointer;
    const database = await opened(source, pointer, withBodies);
    if (!database) continue;
    const isAged = pointer.layout !== layout || Date.now() - Date.parse(through) > agedMs;
    return { copy: { database, position: positionAt(through), layout, changes: 0 }, isAged };
  }
  return undefined;
}

/** Missing or damaged objects are logged, and treated like none. */
async function opened<D extends CopyDatabase>(
  source: CopySource<D>,
  pointer: SnapshotItem,
  withBodies: boolean,
): Promise<D | undefined> {
  const isOfLayout = pointer.layout === source.layout;
  const needsBodies = source.parts.includes('bodies') && (withBodies || !isOfLayout);
  const stored = {
    columns: isOfLayout ? await storedPart(pointer, 'columns') : undefined,
    bodies: needsBodies ? await storedPart(pointer, 'bodies') : undefined,
  };
  try {
    const parts = {
      columns: stored.columns && (await read(stored.columns)),
      bodies: stored.bodies && (await read(stored.bodies)),
    };
    const database = openParts(source, pointer.schema, parts);
    if (!withBodies) database.dropBodies?.();
    if (parts.columns) free(parts.columns);
    if (parts.bodies) free(parts.bodies);
    return database;
  } catch (error) {
    writeLog({
      level: 'error',
      message: 'list snapshot unreadable',
      orgId: source.orgId,
      recordType: source.name,
      error: errorNameOf(error),
    });
    return undefined;
  }
}

function openParts<D extends CopyDatabase>(
  source: CopySource<D>,
  schema: number,
  parts: { columns: Uint8Array | undefined; bodies: Uint8Array | undefined },
): D {
  if (parts.columns) return source.open({ ...parts, columns: parts.columns });
  if (!parts.bodies || !source.derive) throw new Error('no bodies');
  return source.derive(parts.bodies, schema);
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

async function storedPart({ object = '', parts }: SnapshotItem, part: CopyPart): Promise<StoredObject> {
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
 * Moves the newest snapshot of a copy to the end of the feed if none of its records has changed since it was built, so
 * that it is usable for longer. Returns what is to be done: nothing, or a build.
 */
export async function renewSnapshot<D extends CopyDatabase>(
  session: Session,
  source: CopySource<D>,
): Promise<'renewed' | 'not due' | 'changed'> {
  const { orgId, name, layout } = source;
  const pointer = await getItem<SnapshotItem>(session, listSnapshotKey(orgId, name, layout));
  const { through, builtAt = '', building } = pointer ?? {};
  if (!pointer || !through || isTooOld({ through })) return 'changed';
  const isBuilding = building !== undefined && Date.parse(building.until) >= Date.now();
  if (isBuilding || Date.parse(through) > Date.now() - renewedMs) return 'not due';
  if (Date.parse(builtAt) < Date.now() - objectsKeptMs) return 'changed';
  const end = await endUnlessChanged(session, source, through);
  if (end === undefined) return 'changed';
  const next = { ...pointer, through: end, ...renewalOf(orgId, name) };
  return (await putPointer(session, pointer, next)) ? 'renewed' : 'not due';
}

/** The end of the feed. Undefined if a record of the copy has changed after a position. */
async function endUnlessChanged<D extends CopyDatabase>(
  session: Session,
  { orgId, definitions }: CopySource<D>,
  through: string,
): Promise<string | undefined> {
  const types = new Set(definitions.map(({ type }) => type.name));
  let end = through;
  for await (const { entries, position } of feedSince(session, orgId, positionAt(through))) {
    if (entries.some(({ type }) => types.has(type))) return undefined;
    end = position.through;
  }
  return end;
}

/**
 * Lets a copy's snapshots of other layouts than `layout`, or all of them, wait for no renewal: they are no longer used, or
 * their organization is being deleted.
 */
export async function stopRenewals(session: Session, named: Named, layout?: string): Promise<void> {
  const pointers: (SnapshotItem & { g6pk?: string; g6sk?: string })[] = await readPointers(session, named);
  for (const pointer of pointers) {
    const { g6pk, g6sk: _g6sk, ...next } = pointer;
    if (g6pk !== undefined && pointer.layout !== layout) await putPointer(session, pointer, next);
  }
}

/** A build that fails can be repeated after this time. It is longer than the builder's timeout. */
const leaseMs = 6 * 60_000;
const keepReplacedMs = 60 * 60_000;

/** The right to replace a copy's snapshot. */
export interface Lease {
  pointer: SnapshotItem;
  object: string;
}

/** Reserves a build. Undefined if another build is running, or has just replaced the snapshot. */
export async function leaseBuild<D extends CopyDatabase>(
  session: Session,
  { orgId, name, layout, schema }: CopySource<D>,
  pauseMs: number,
): Promise<Lease | undefined> {
  const key = listSnapshotKey(orgId, name, layout);
  const now = Date.now();
  const object = `${snapshotFolder(orgId)}${name}/${randomUUID()}`;
  const before = await getItem<SnapshotItem>(session, key);
  const isFree = !before?.building || Date.parse(before.building.until) < now;
  const isDue = !before?.builtAt || Date.parse(before.builtAt) < now - pauseMs;
  if (!isFree || !isDue) return undefined;
  const next: SnapshotItem = {
    ...before,
    ...key,
    layout,
    schema,
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

async function putPart(object: string, part: CopyPart, database: CopyDatabase): Promise<StoredPart> {
  const open = database.serialize(part);
  const openBytes = open.byteLength;
  const bytes = await compress(open);
  free(open);
  await putObject(partKey(object, part), 'application/octet-stream', bytes, snapshotsUrl);
  return { bytes: bytes.byteLength, openBytes, digest: digestOf(bytes) };
}

/** Stores a snapshot and moves the pointer to it. Returns false if another build has taken over meanwhile. */
export async function publish<D extends CopyDatabase>(
  session: Session,
  source: CopySource<D>,
  { pointer, object }: Lease,
  { database, position }: Copy<D>,
): Promise<boolean> {
  const parts: Partial<Record<CopyPart, StoredPart>> = {};
  for (const part of source.parts) parts[part] = await putPart(object, part, database);
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
    ...renewalOf(source.orgId, source.name),
    replaced: all.filter((one) => one.at >= expired),
  };
  if (!(await putPointer(session, pointer, next))) {
    await removeParts(object);
    return false;
  }
  for (const one of all) if (one.at < expired) await removeParts(one.object);
  await removeOutdated(session, source);
  return true;
}

/** Removes snapshots of former layouts that have become too old to be used. */
async function removeOutdated(session: Session, named: Named): Promise<void> {
  for (const { pk, sk, object, through, replaced = [] } of await readPointers(session, named)) {
    if (!object || !through || !isTooOld({ through })) continue;
    for (const former of [object, ...replaced.map((one) => one.object)]) await removeParts(former);
    await deleteItem(session, { Key: { pk, sk }, ...ifEquals({ object }) }).catch((error: unknown) => {
      if (!isConditionFailed(error)) throw error;
    });
  }
}
