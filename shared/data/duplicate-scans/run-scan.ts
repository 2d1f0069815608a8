import { limits } from '#contract/limits.ts';
import type { Permission } from '#contract/permission.ts';
import { checkCurrent, isOvertaken, whileBeating } from '../jobs/beating-run.ts';
import { isAlive } from '../jobs/stalled-run.ts';
import type { Context } from '../organization/context.ts';
import { isBeingDeleted } from '../organization/deletion.ts';
import { presentContext } from '../organization/rights.ts';
import { duplicateScanKey } from '../store/run-keys.ts';
import { errorNameOf, writeLog } from '../store/log.ts';
import type { UserContext } from '../store/request-context.ts';
import { sleep } from '../store/retry.ts';
import { transact } from '../store/transact.ts';
import type { Session } from '../store/units.ts';
import { findGroups, Refused, type NotePercent } from './find-groups.ts';
import { forgetGone } from './forget-gone.ts';
import { removeGroups, storeGroups } from './scan-groups.ts';
import {
  isUnfinished,
  nextScan,
  progressAction,
  readScan,
  scanActions,
  type ScanResult,
  type StoredScan,
} from './scan-item.ts';

/** A message about a scan that is to be run. */
export interface ScanMessage {
  orgId: string;
  /** The sort key of the scan's item. */
  scan: string;
}

type Place = UserContext & Pick<Context, 'orgId'>;

/** Pauses after failed runs. What makes one fail, such as a table that is overloaded, often lasts longer than a moment. */
const pauseMs = 20_000;
/** After this long, a failed run leaves the next one to a check, because the time of the function is for one long run. */
const patienceMs = 120_000;

/**
 * Runs a scan, from the beginning after an interruption. Every run has its own version of the scan and its own object, so
 * a run that another one, or a deletion, has overtaken changes nothing. A message that finds another run alive ends: if
 * that run is killed, a check of the unfinished scan sends a message again. While the organization is being deleted, its
 * scans wait in the same way.
 */
export async function runScan(session: Session, { orgId, scan }: ScanMessage): Promise<void> {
  const until = Date.now() + patienceMs;
  let own = 0;
  for (;;) {
    const now = new Date().toISOString();
    const stored = await readScan(session, duplicateScanKey(orgId, scan), now);
    if (!stored || !isUnfinished(stored)) return;
    if (stored.version !== own && isAlive(stored, now)) return;
    if (await isBeingDeleted(session, orgId)) return;
    const actor = { userId: stored.createdBy, ...(stored.apiKeyId ? { apiKeyId: stored.apiKeyId } : {}) };
    const place = { ...session, requestId: stored.id, now, actor, via: 'job', orgId } as const;
    if (stored.runs >= limits.duplicateScanRuns) return end(place, stored, failed('interrupted'));
    const begun = await begin(place, stored);
    if (!begun || (await isEnded(place, begun))) return;
    if (Date.now() > until) return;
    await sleep(pauseMs);
    own = begun.version;
  }
}

/** Begins a run. Undefined if another one has begun, or if the scan was deleted. */
async function begin(place: Place, stored: StoredScan): Promise<StoredScan | undefined> {
  const changes = { state: 'running', percent: 0, runs: stored.runs + 1, aliveAt: place.now } as const;
  const begun = nextScan(stored, changes, place.now);
  try {
    await transact(place, scanActions(place, stored, begun, 'started'));
    return begun;
  } catch (error) {
    if (isOvertaken(error)) return undefined;
    throw error;
  }
}

/** Whether a run needs no other one, because it has ended the scan or was overtaken. */
async function isEnded(place: Place, begun: StoredScan): Promise<boolean> {
  try {
    await runOnce(place, begun);
    return true;
  } catch (error) {
    if (isOvertaken(error)) return true;
    const { orgId } = place;
    const line = { level: 'error', message: 'duplicate scan failed', orgId, scanId: begun.id } as const;
    writeLog({ ...line, error: errorNameOf(error) });
    return false;
  }
}

const failed = (problem: NonNullable<StoredScan['problem']>): ScanResult => ({ state: 'failed', problem });

async function runOnce(place: Place, begun: StoredScan): Promise<void> {
  const { orgId } = place;
  await removeGroups(orgId, begun.id, begun.runs - 1);
  const context = await presentContext(place, orgId, begun.memberSince);
  if (!context && (await isBeingDeleted(place, orgId))) return;
  const result = await scan(context, begun).catch((error: unknown) => {
    if (error instanceof Refused) return failed(error.problem);
    throw error;
  });
  try {
    await end(place, begun, result);
  } catch (error) {
    if (isOvertaken(error)) await removeGroups(orgId, begun.id, begun.runs);
    throw error;
  }
}

const end = (place: Place, before: StoredScan, result: ScanResult): Promise<void> => {
  const now = new Date().toISOString();
  return transact(place, scanActions(place, before, nextScan(before, result, now), 'ended'));
};

/** A scan goes on with the rights of its creator only, and only while they cover what its readers expect. */
async function scan(context: Context | undefined, begun: StoredScan): Promise<ScanResult> {
  const scope = context?.scopeFor(`${begun.recordType}:read` as Permission);
  const isAll = begun.ownerId === undefined;
  if (!context?.scopeFor('duplicate:update') || !scope || isAll !== (scope === 'all'))
    throw new Refused('not_permitted');
  return whileAlive(context, begun, async (note) => {
    const findings = await findGroups(context, begun, note);
    const { ids, groups, notDuplicates, commonValues, isIncomplete } = findings;
    const noteAll = () => note(100);
    if (isAll)
      await forgetGone(context, begun.recordType, notDuplicates, {
        seen: new Set(ids),
        checkCurrent: noteAll,
      });
    noteAll();
    const groupBytes = await storeGroups(context.orgId, begun.id, begun.runs, groups);
    return {
      state: 'ready',
      percent: 100,
      records: ids.length,
      groups: groups.length,
      groupBytes,
      ...(commonValues > 0 ? { commonValues } : {}),
      ...(isIncomplete ? { isIncomplete } : {}),
    };
  });
}

/** Stores how far a run has come as long as it works. Throws in it if another run or a deletion has ended it. */
function whileAlive(
  context: Context,
  begun: StoredScan,
  work: (note: NotePercent) => Promise<ScanResult>,
): Promise<ScanResult> {
  const run = { isOvertaken: false, percent: 0 };
  const beatAt = (now: string) => progressAction(context, begun, run.percent, now);
  return whileBeating(context, run, beatAt, () =>
    work((done) => {
      checkCurrent(run);
      run.percent = done;
    }),
  );
}
