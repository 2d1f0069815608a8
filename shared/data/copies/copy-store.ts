import { ProblemError } from '#contract/problem.ts';
import { putBounded } from '../store/bounded-cache.ts';
import { errorNameOf, writeLog } from '../store/log.ts';
import { send } from '../store/queue.ts';
import { sleep } from '../store/retry.ts';
import type { Session } from '../store/units.ts';
import type { BuildMessage } from './copy-renewal.ts';
import { openSnapshot } from './copy-snapshot.ts';
import type { CopyDatabase, CopySource } from './copy-source.ts';
import { catchUp, copyOfTable, type Copy } from './copy.ts';
import { isTooOld } from './feed.ts';

type AnySource = CopySource<CopyDatabase>;
type AnyCopy = Copy<CopyDatabase>;

/** Copies of this instance, least recently used first. */
const warm = new Map<string, AnyCopy>();
/** The turns of each copy that haven't ended, in order. Turns of the same copy wait for each other. */
const turns = new Map<string, Turn[]>();
const memoryMb = Number(process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE ?? 1_024);
/** Copies can use this much of the function's memory. The rest is for opening another one, and for requests. */
const bytesMax = memoryMb * 1024 * 1024 * 0.3;

/** A request that reads more changes than this is answered as of a time of at most a minute ago. */
const bounds = { recordsMax: 2_000, ageMaxMs: 60_000 };
/** How long a request opens and updates copies. It then fails, and the next one continues. */
const timeMs = 9_000;
/** The part of a function's time that is left for reading the page and for the response. */
const answerMs = 4_000;

/** The end of that time for a request that asks several copies. It is earlier for a request that was delayed before. */
export const copyDeadline = ({ endsAt = Infinity }: Session): number =>
  Math.min(Date.now() + timeMs, endsAt - answerMs);

/** An answer with the time whose changes it includes. Later changes can be included too. */
export interface Dated<Answer> {
  answer: Answer;
  asOf: string;
}

export interface AskOptions {
  /** Epoch milliseconds. */
  until?: number | undefined;
  /** Whether the answer must include all changes, however many there are. */
  isCurrent?: boolean | undefined;
}

/** Questions that are answered together, after the copy has been brought up to date once. */
interface Turn {
  session: Session;
  source: AnySource;
  until: number;
  isCurrent: boolean;
  hasBegun: boolean;
  questions: Question[];
}

interface Question {
  /** Asks the database, and returns a function that passes on the answer. */
  ask(database: CopyDatabase, asOf: string): () => void;
  fail(error: unknown): void;
}

/**
 * Answers a question about all records of a source, including every change that was appended to the feed before the call.
 * If there are very many changes, the answer can be up to a minute old. Throws `unavailable` while a large copy has no
 * snapshot, or if the changes can't be read in time.
 */
export function askCopy<Database extends CopyDatabase, Answer>(
  session: Session,
  source: CopySource<Database>,
  ask: (database: Database) => Answer,
  { until = copyDeadline(session), isCurrent = false }: AskOptions = {},
): Promise<Dated<Answer>> {
  const turn = turnFor({ session, source, until, isCurrent });
  return new Promise((resolve, reject) => {
    turn.questions.push({
      ask(database, asOf) {
        // A copy of this name and layout was made by such a source.
        const answer = ask(database as Database);
        return () => resolve({ answer, asOf });
      },
      fail: reject,
    });
  });
}

/** Questions with deadlines that are closer than this can share a turn. */
const deadlinesApartMs = 1_000;

/** The last turn of a copy, if it hasn't begun, or a new one. What is asked while a turn runs needs a later state. */
function turnFor(asked: Omit<Turn, 'hasBegun' | 'questions'>): Turn {
  const name = nameOf(asked.source);
  const waiting = turns.get(name) ?? [];
  const last = waiting.at(-1);
  if (last && !last.hasBegun && isAlike(last, asked)) {
    last.until = Math.min(last.until, asked.until);
    return last;
  }
  const turn: Turn = { ...asked, hasBegun: false, questions: [] };
  turns.set(name, [...waiting, turn]);
  if (!last) void takeTurns(name);
  return turn;
}

const isAlike = (one: Turn, other: Pick<Turn, 'source' | 'until' | 'isCurrent'>): boolean =>
  one.source.layout === other.source.layout &&
  one.isCurrent === other.isCurrent &&
  Math.abs(one.until - other.until) < deadlinesApartMs;

/** Takes the turns of a copy, one after the other, until there are none. */
async function takeTurns(name: string): Promise<void> {
  // Questions of the same moment share a turn.
  await Promise.resolve();
  for (let [turn] = turns.get(name) ?? []; turn; [turn] = turns.get(name) ?? []) {
    turn.hasBegun = true;
    const { questions } = turn;
    try {
      // The answers are passed on last: once a request is answered, its function may stop working.
      for (const passOn of await take(turn)) passOn();
    } catch (error) {
      for (const question of questions) question.fail(error);
    }
    const [, ...rest] = turns.get(name) ?? [];
    if (rest.length > 0) turns.set(name, rest);
    else turns.delete(name);
  }
}

/** Asks all questions of a turn. Returns functions that pass on the answers. */
async function take({ session, source, until, isCurrent, questions }: Turn): Promise<(() => void)[]> {
  if (Date.now() > until) throw new ProblemError('unavailable');
  const current = await takeCopy(session, source, until);
  try {
    const asOf = await catchUp(session, source, current, {
      ...bounds,
      ...(isCurrent ? { ageMaxMs: -1 } : {}),
      until,
    });
    return questions.map((question) => {
      try {
        return question.ask(current.database, asOf);
      } catch (error) {
        return () => question.fail(error);
      }
    });
  } finally {
    // After a failure, the copy is as of its last position.
    warm.set(nameOf(source), current);
    evict(1);
    if (current.changes > changesMax && (await requestBuild(source, current))) current.changes = 0;
  }
}

const nameOf = ({ orgId, name }: AnySource): string => `${orgId} ${name}`;

/** Takes a copy out of the map, so that a request for another one can't evict it, or opens one. */
async function takeCopy(session: Session, source: AnySource, until: number): Promise<AnyCopy> {
  const name = nameOf(source);
  const known = warm.get(name);
  warm.delete(name);
  if (known && known.layout === source.layout && !isTooOld(known.position)) return known;
  known?.database.close();
  evict(0);
  return open(session, source, until);
}

/** Closes copies until they use no more than their share of memory. The newest `kept` copies stay, however large. */
function evict(kept: number): void {
  const copies = [...warm];
  let bytes = copies.reduce((sum, [, { database }]) => sum + database.bytes(), 0);
  for (const [name, { database }] of copies.slice(0, copies.length - kept)) {
    if (bytes <= bytesMax) return;
    bytes -= database.bytes();
    database.close();
    warm.delete(name);
  }
}

/** Requests don't read more records from the table. */
const largeRecords = 3_000;
/** A snapshot that lacks more changes than this is replaced. */
const changesMax = 500;

/** Opens the newest snapshot, or reads the records from the table if they aren't many. */
async function open(session: Session, source: AnySource, until: number): Promise<AnyCopy> {
  const snapshot = await openSnapshot(session, source);
  if (snapshot?.isAged) await requestBuild(source, snapshot.copy);
  if (snapshot) return snapshot.copy;
  const read = await readSmall(session, source);
  await requestBuild(source, read);
  return read ?? untilBuilt(session, source, until);
}

/** Reads the records from the table if they aren't many. A snapshot is requested where they can't be read. */
async function readSmall(session: Session, source: AnySource): Promise<AnyCopy | undefined> {
  try {
    return await copyOfTable(session, source, largeRecords);
  } catch (error) {
    await requestBuild(source, undefined);
    throw error;
  }
}

async function untilBuilt(session: Session, source: AnySource, until: number): Promise<AnyCopy> {
  while (Date.now() < until) {
    await sleep(500);
    const snapshot = await openSnapshot(session, source);
    if (snapshot) return snapshot.copy;
  }
  throw new ProblemError('unavailable');
}

/** An instance requests a copy's snapshot at most once in this time. */
const requestEveryMs = 30_000;
const requestedAt = new Map<string, number>();
const requestsKept = 1_000;

/**
 * Requests a snapshot, unless the copy is small, or this instance has just requested one. Returns whether it did. A
 * failure is only logged.
 */
async function requestBuild(source: AnySource, copy: AnyCopy | undefined): Promise<boolean> {
  const name = nameOf(source);
  const { orgId, smallRecords } = source;
  if (copy && copy.database.count() <= smallRecords) return false;
  if (Date.now() - (requestedAt.get(name) ?? 0) < requestEveryMs) return false;
  putBounded(requestedAt, name, Date.now(), requestsKept);
  try {
    const message: BuildMessage = { orgId, recordType: source.name };
    await send('lists', message, { group: orgId });
    return true;
  } catch (error) {
    writeLog({ level: 'error', message: 'list snapshot not requested', orgId, error: errorNameOf(error) });
    return false;
  }
}
