import { limits } from '#contract/limits.ts';
import { ProblemError } from '#contract/problem.ts';
import { ifVersion } from '../store/condition.ts';
import { heldDirectoryKey } from '../store/keys.ts';
import { retryDelayMs, sleep } from '../store/retry.ts';
import { getItem } from '../store/table.ts';
import type { Action } from '../store/transact.ts';
import type { Session } from '../store/units.ts';
import { epochSeconds } from '../values/epoch.ts';

/** What the directory knows of a held submission: its size in bytes, and its end in epoch seconds. */
export interface HeldEntry {
  id: string;
  bytes: number;
  expiresAt: number;
  isAccessRequest: boolean;
}

interface DirectoryItem {
  version: number;
  data: string;
}

/** The organization can’t keep another submission, so the visitor has to know that it wasn’t received. */
export class NotHeld extends ProblemError {
  constructor() {
    super('conflict', 'submission_not_received');
  }
}

/** The directory was written between reading and writing it. */
class DirectoryChanged extends ProblemError {
  constructor() {
    super('unavailable');
  }
}

/**
 * The action that writes the directory of held submissions with one more, one less, or both. The directory bounds their
 * number and size: the function that visitors call can’t query what there is. Those that have expired are left out, so
 * it needs no other cleaning.
 */
export async function directoryAction(
  session: Session,
  orgId: string,
  now: string,
  { added, removedId }: { added?: HeldEntry; removedId?: string },
): Promise<Action> {
  const key = heldDirectoryKey(orgId);
  const item = await getItem<DirectoryItem>(session, key);
  const kept = ((item ? JSON.parse(item.data) : []) as HeldEntry[]).filter(
    ({ id, expiresAt }) => id !== removedId && id !== added?.id && expiresAt > epochSeconds(now),
  );
  if (added && !hasRoom(kept, added)) throw new NotHeld();
  const entries = added ? [...kept, added] : kept;
  return {
    put: {
      Item: {
        ...key,
        kind: 'heldDirectory',
        version: (item?.version ?? 0) + 1,
        data: JSON.stringify(entries),
        expiresAt: Math.max(epochSeconds(now), ...entries.map(({ expiresAt }) => expiresAt)) + 86_400,
      },
      ...ifVersion(item?.version),
    },
    refuse: () => new DirectoryChanged(),
  };
}

function hasRoom(kept: readonly HeldEntry[], { bytes, isAccessRequest }: HeldEntry): boolean {
  const sum = kept.reduce((total, entry) => total + entry.bytes, 0);
  const requests = kept.filter((entry) => entry.isAccessRequest).length;
  return (
    bytes <= limits.heldBytesEach &&
    sum + bytes <= limits.heldBytes &&
    kept.length < limits.heldSubmissions &&
    !(isAccessRequest && requests >= limits.heldAccessRequests)
  );
}

const attemptsMax = 10;

/** Runs a transaction that contains `directoryAction` again while others write the directory at the same time. */
export async function withDirectory<T>(write: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await write();
    } catch (error) {
      if (!(error instanceof DirectoryChanged) || attempt === attemptsMax) throw error;
      await sleep(retryDelayMs(attempt));
    }
  }
}
