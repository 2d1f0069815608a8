import { shortDigest } from '../values/short-digest.ts';
import type { RecordDefinition } from './definition.ts';

/** Increase it when timeline lines, or what records have of them, change, so that backfills of records rebuild both. */
const timelineLines = 3;
/**
 * Increase it when the index entries or counters of activities change, so that backfills of records rebuild them.
 */
export const activityLists = 3;
/** Increase it when what is kept of records that can wait for their owners changes. */
const waitingLines = 1;

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
    ...(definition.waiting ? [waitingLines] : []),
  ];
  const hash = shortDigest(layout);
  hashes.set(definition, hash);
  return hash;
}
