import { projectionKey } from '../store/keys.ts';
import { getItem } from '../store/table.ts';
import type { Session } from '../store/units.ts';
import type { RecordDefinition } from './definition.ts';
import { projectionHash } from './projection-hash.ts';

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
