import { ProblemError } from '#contract/problem.ts';
import { projectionKey } from '../store/keys.ts';
import { getItem, type Item } from '../store/table.ts';
import type { Session } from '../store/units.ts';
import type { RecordDefinition } from './definition.ts';
import { activityLists, projectionHash } from './projection-hash.ts';

/** How far the records of a type have been projected as their definition says. */
export interface ProjectionProgress {
  /** Hash of the projection with which all records were projected; absent until the first of the two passes is done. */
  hash?: string;
  /** Hash of the projection that a running backfill applies. */
  towards?: string;
  lastKey?: Item | undefined;
  /** When to start the second pass, in epoch seconds. */
  checkAt?: number;
  /** The version of the lists and counters of activities that all records have, for types with activities. */
  activityLists?: number;
}

/** Record types whose backfill is known to be done. */
const backfilled = new WeakSet<RecordDefinition>();

/** Whether all records of a type are stored as this release stores them. Indexes mix keys of two releases until then. */
export async function isBackfilled(session: Session, definition: RecordDefinition): Promise<boolean> {
  if (backfilled.has(definition)) return true;
  const key = projectionKey(definition.type.name);
  const progress = await getItem<ProjectionProgress>(session, key, { strong: false });
  const isDone = progress?.hash === projectionHash(definition);
  if (isDone) backfilled.add(definition);
  return isDone;
}

/**
 * Throws `unavailable` while some records of a type can still be stored as an earlier release did, so that lists lack
 * them: a file, a bulk change or a merge would look complete without them. A new stage has none, even before its first backfill.
 */
export async function refuseConverting(session: Session, definition: RecordDefinition): Promise<void> {
  if (!definition.entry || (await isBackfilled(session, definition))) return;
  const earlier = await getItem(session, projectionKey('contact'), { strong: false });
  if (earlier !== undefined) throw new ProblemError('unavailable');
}

/** Record types whose activities are known to be counted. */
const counted = new WeakSet<RecordDefinition>();

/**
 * Whether the activities of all records of a type are in the lists and counters that this release reads. Later backfills
 * don't change that, unless these lists and counters change.
 */
export async function areActivitiesCounted(session: Session, definition: RecordDefinition): Promise<boolean> {
  if (counted.has(definition) || backfilled.has(definition)) return true;
  const key = projectionKey(definition.type.name);
  const progress = await getItem<ProjectionProgress>(session, key, { strong: false });
  const isDone = progress?.hash === projectionHash(definition) || progress?.activityLists === activityLists;
  if (isDone) counted.add(definition);
  return isDone;
}
