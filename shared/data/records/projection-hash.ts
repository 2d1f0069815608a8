import { createHash } from 'node:crypto';
import { projectionKey } from '../store/keys.ts';
import { getItem } from '../store/table.ts';
import type { Session } from '../store/units.ts';
import type { RecordDefinition } from './definition.ts';

/** Increase it when the content of timeline lines changes, so that backfills of records rebuild the lines. */
const timelineLines = 1;
/** Increase it when the index entries of activities change, so that backfills of records rebuild the entries. */
const activityLists = 1;

const hashes = new WeakMap<RecordDefinition, string>();

/** Identifies how a definition stores derived data. When the hash changes, records are backfilled. */
export function projectionHash(definition: RecordDefinition): string {
  const known = hashes.get(definition);
  if (known) return known;
  const { type, schema, projection, lists, sorts, countedBy } = definition;
  const layout = [
    type.title,
    type.row,
    schema,
    projection,
    lists,
    Object.keys(sorts),
    countedBy,
    timelineLines,
    ...(type.hasActivities ? [activityLists] : []),
  ];
  const hash = createHash('sha256').update(JSON.stringify(layout)).digest('base64url').slice(0, 16);
  hashes.set(definition, hash);
  return hash;
}

/** Record types whose backfill is known to be done. */
const backfilled = new WeakSet<RecordDefinition>();

/** Whether all records of a type are stored as this release stores them. Indexes mix keys of two releases until then. */
export async function isBackfilled(session: Session, definition: RecordDefinition): Promise<boolean> {
  if (backfilled.has(definition)) return true;
  const key = projectionKey(definition.type.name);
  const progress = await getItem<{ hash?: string }>(session, key, { strong: false });
  const isDone = progress?.hash === projectionHash(definition);
  if (isDone) backfilled.add(definition);
  return isDone;
}
