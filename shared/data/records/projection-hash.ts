import { createHash } from 'node:crypto';
import type { RecordDefinition } from './definition.ts';

/** Names how a definition lays records out: when it changes, records are brought to the new projection. */
export function projectionHash(definition: RecordDefinition): string {
  const { type, schema, projection, lists, sorts, countedBy, countedEach } = definition;
  return createHash('sha256')
    .update(
      JSON.stringify([
        type.row,
        type.filters,
        schema,
        projection,
        lists,
        Object.keys(sorts),
        countedBy,
        countedEach,
      ]),
    )
    .digest('base64url')
    .slice(0, 16);
}
