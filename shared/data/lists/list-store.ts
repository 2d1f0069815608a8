import { ProblemError } from '#contract/problem.ts';
import { readCounters } from '../records/counters.ts';
import { allAttribute, wholeGroup } from '../counters/groups.ts';
import { putBounded } from '../store/bounded-cache.ts';
import { errorNameOf, writeLog } from '../store/log.ts';
import { send } from '../store/queue.ts';
import { sleep } from '../store/retry.ts';
import type { Session } from '../store/units.ts';
import { isTooOld } from './feed.ts';
import { adapt, catchUp, copyOfTable, refresh, type ListCopy } from './list-copy.ts';
import type { ListDatabase } from './list-database.ts';
import { openSnapshot } from './list-snapshot.ts';
import type { ListSubject } from './list-subject.ts';

/** A copy in memory, with the number of changed records that the newest snapshot lacks. */
interface Warm extends ListCopy {
  changesSince: number;
}

/** Copies of this instance, least recently used first. */
const warm = new Map<string, Warm>();
/** The latest request for each copy. Requests for the same copy wait for each other. */
const updates = new Map<string, Promise<unknown>>();
const memoryMb = Number(process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE ?? 1_024);
/** Copies can use this much of the function's memory. The rest is for opening another one, and for requests. */
const bytesMax = memoryMb * 1024 * 1024 * 0.4;

/** A request that reads more changes than this is answered as of a time of at most a minute ago. */
const bounds = { recordsMax: 2_000, ageMaxMs: 60_000, timeMs: 10_000 };

/** An answer with the time whose changes it includes. Later changes can be included too. */
export interface Dated<Answer> {
  answer: Answer;
  asOf: string;
}

/**
 * Answers a question about all records of a type, including every change that was appended to the feed before the call.
 * If there are very many changes, the answer can be up to a minute old. `alsoRead` contains ids of records that the
 * caller has just written. They are read even if the feed doesn't contain them yet. Throws `unavailable` while a large
 * list has no snapshot, or if it lacks more changes than one request can read.
 */
export async function askList<Answer>(
  session: Session,
  subject: ListSubject,
  ask: (database: ListDatabase) => Answer,
  alsoRead: readonly string[] = [],
): Promise<Dated<Answer>> {
  const name = nameOf(subject);
  const previous = updates.get(name) ?? Promise.resolve();
  const update = previous
    .catch(() => undefined)
    .then(async () => {
      const known = warm.get(name);
      // Not in the map during the update, so that a request for another list can't evict it.
      warm.delete(name);
      const current = known && !isTooOld(known.position) ? known : await open(session, subject);
      if (known && known !== current) known.database.close();
      try {
        adapt(current, subject);
        const { count, asOf } = await catchUp(session, subject, current, bounds);
        current.changesSince += count;
        if (current.changesSince > changesMax && (await requestBuild(subject))) current.changesSince = 0;
        await refresh(session, subject, current.database, alsoRead);
        return { answer: ask(current.database), asOf };
      } finally {
        // After a failure, the copy is as of its last position.
        warm.set(name, current);
        evict();
      }
    });
  updates.set(name, update);
  try {
    return await update;
  } finally {
    if (updates.get(name) === update) updates.delete(name);
  }
}

const nameOf = ({ orgId, definition }: ListSubject): string => `${orgId} ${definition.type.name}`;

function evict(): void {
  const copies = [...warm];
  let bytes = copies.reduce((sum, [, { database }]) => sum + database.bytes(), 0);
  // The newest copy stays, however large it is.
  for (const [name, { database }] of copies.slice(0, -1)) {
    if (bytes <= bytesMax) return;
    bytes -= database.bytes();
    database.close();
    warm.delete(name);
  }
}

/** Lists with fewer records are read from the table, and need no snapshot. */
const smallRecords = 500;
/** Lists with more records are never read from the table by a request. */
const largeRecords = 3_000;
/** A snapshot that lacks more changes than this is replaced. */
const changesMax = 500;

/** Opens the newest snapshot. Without one, reads a list from the table if it isn't large. */
async function open(session: Session, subject: ListSubject): Promise<Warm> {
  const until = Date.now() + bounds.timeMs;
  for (;;) {
    const copy = await openSnapshot(session, subject);
    if (copy) return { ...copy, changesSince: 0 };
    const records = await roughCount(session, subject);
    if (records > smallRecords) await requestBuild(subject);
    if (records <= largeRecords) return { ...(await copyOfTable(session, subject)), changesSince: 0 };
    if (Date.now() > until) throw new ProblemError('unavailable');
    await sleep(500);
  }
}

/** The number of records outside the trash, without the latest changes. */
async function roughCount(session: Session, { orgId, definition }: ListSubject): Promise<number> {
  const [counter] = await readCounters(definition, { ...session, orgId }, [wholeGroup]);
  return counter?.[allAttribute] ?? 0;
}

/** An organization's builds are requested at most once in this time. */
const requestEveryMs = 30_000;
const requestedAt = new Map<string, number>();
const requestsKept = 1_000;

/** Requests a snapshot, unless this instance has just requested it. Returns whether it did. A failure is only logged. */
async function requestBuild(subject: ListSubject): Promise<boolean> {
  const name = nameOf(subject);
  const { orgId, definition } = subject;
  if (Date.now() - (requestedAt.get(name) ?? 0) < requestEveryMs) return false;
  putBounded(requestedAt, name, Date.now(), requestsKept);
  try {
    await send('lists', { orgId, recordType: definition.type.name }, { group: orgId });
    return true;
  } catch (error) {
    writeLog({ level: 'error', message: 'list snapshot not requested', orgId, error: errorNameOf(error) });
    return false;
  }
}
