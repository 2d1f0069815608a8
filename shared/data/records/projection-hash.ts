import { createHash } from 'node:crypto';
import type { RecordDefinition } from './definition.ts';

/** Raised when the lines of timelines come to be made otherwise: they are made anew with the records. */
const timelineLines = 1;
/** Raised when activities come to lie otherwise in lists across records: they are listed anew with the records. */
const activityLists = 1;

const hashes = new WeakMap<RecordDefinition, string>();

/** Names how a definition lays records out: when it changes, records are brought to the new projection. */
export function projectionHash(definition: RecordDefinition): string {
  const known = hashes.get(definition);
  if (known) return known;
  const { type, schema, projection, lists, sorts, countedBy, countedEach } = definition;
  const layout = [
    type.title,
    type.row,
    type.filters,
    schema,
    projection,
    lists,
    Object.keys(sorts),
    countedBy,
    countedEach,
    timelineLines,
    ...(type.hasActivities ? [activityLists] : []),
  ];
  const hash = createHash('sha256').update(JSON.stringify(layout)).digest('base64url').slice(0, 16);
  hashes.set(definition, hash);
  return hash;
}
