import { runScan, type ScanMessage } from '#data/duplicate-scans/run-scan.ts';
import { removeGroups } from '#data/duplicate-scans/scan-groups.ts';
import { queueReader } from '../reader/queue-reader.ts';

/** A scan that was deleted or replaced, with the number of runs that can have left groups. */
interface DeletedScan {
  orgId: string;
  scanId: string;
  deletedRuns: number;
}

/** Scans records for duplicates, which takes longer than a request may. */
export const handler = queueReader<ScanMessage | DeletedScan>({
  lanes: 1,
  failed: 'duplicate scan failed',
  async handle(session, message) {
    const { orgId } = message;
    if ('deletedRuns' in message) await removeGroups(orgId, message.scanId, message.deletedRuns);
    else await runScan(session, message);
    return { message: 'duplicate scan advanced', orgId };
  },
});
