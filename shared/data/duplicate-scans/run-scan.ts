import { limits } from '#contract/limits.ts';
import { recordPermission } from '#contract/record-permission.ts';
import type { Context } from '../organization/context.ts';
import { isBeingDeleted } from '../organization/deletion.ts';
import { presentContext } from '../organization/rights.ts';
import { checkCurrent, whileBeating } from '../runs/beat.ts';
import { runUntilEnded } from '../runs/repeat.ts';
import type { RunPlace } from '../runs/run-kinds.ts';
import { duplicateScanKey } from '../store/run-keys.ts';
import type { Session } from '../store/units.ts';
import { findGroups, Refused, type NotePercent } from './find-groups.ts';
import { forgetGone } from './forget-gone.ts';
import { removeGroups, storeGroups } from './scan-groups.ts';
import { isUnfinished, scanRuns, type ScanResult, type StoredScan } from './scan-runs.ts';

/** A message about a scan that is to be run. */
export interface ScanMessage {
  orgId: string;
  /** The sort key of the scan's item. */
  scan: string;
}

/**
 * Runs a scan. While the organization is being deleted, its scans wait; after a restore, their checks continue them.
 */
export const runScan = (session: Session, { orgId, scan: sortKey }: ScanMessage): Promise<void> =>
  runUntilEnded<StoredScan>(session, {
    orgId,
    read: (now) => scanRuns.read(session, duplicateScanKey(orgId, sortKey), now),
    isUnfinished,
    isAlsoOfClosed: () => false,
    runsMax: limits.duplicateScanRuns,
    start: { state: 'running', percent: 0 },
    interrupted: failed('interrupted'),
    actions: scanRuns.write,
    work: compare,
    removeObjects: (id, runs) => removeGroups(orgId, id, runs),
    failureOf: (scanId) => ({ message: 'duplicate scan failed', scanId }),
  });

const failed = (problem: NonNullable<StoredScan['problem']>): ScanResult => ({ state: 'failed', problem });

async function compare(place: RunPlace, begun: StoredScan): Promise<ScanResult | undefined> {
  const context = await presentContext(place, place.orgId, begun.memberSince);
  if (!context && (await isBeingDeleted(place, place.orgId))) return undefined;
  return scan(context, begun).catch((error: unknown) => {
    if (error instanceof Refused) return failed(error.problem);
    throw error;
  });
}

/** A scan goes on with the rights of its creator only, and only while they cover what its readers expect. */
async function scan(context: Context | undefined, begun: StoredScan): Promise<ScanResult> {
  const scope = context?.scopeFor(recordPermission(begun.recordType, 'read'));
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
  const beatAt = (now: string) => scanRuns.progress(context.orgId, begun, { percent: run.percent }, now);
  return whileBeating(context, run, beatAt, () =>
    work((done) => {
      checkCurrent(run);
      run.percent = done;
    }),
  );
}
