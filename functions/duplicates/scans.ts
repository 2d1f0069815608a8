import { v7 as uuidv7 } from 'uuid';
import type { DuplicateScan } from '#contract/duplicate-scan.ts';
import { limits } from '#contract/limits.ts';
import { ProblemError } from '#contract/problem.ts';
import { comparedTypes } from '#contract/typed-values.ts';
import { recordPermission } from '#contract/record-permission.ts';
import {
  isUnfinished,
  listScans,
  loadScan,
  ownerOf,
  readOwnScan,
  scanCount,
  scanOwner,
  scanRuns,
  type StoredScan,
} from '#data/duplicate-scans/scan-runs.ts';
import type { Context } from '#data/organization/context.ts';
import { transactOnce } from '#data/store/idempotency.ts';
import { transact } from '#data/store/transact.ts';
import { checkVersion } from '#data/store/version-match.ts';
import { comparedType } from './compared-type.ts';

interface OfType {
  recordType: string;
}

export async function list(context: Context): Promise<{ items: DuplicateScan[] }> {
  const readable = comparedTypes.filter((type) => context.scopeFor(recordPermission(type, 'read')));
  return { items: (await listScans(context, readable)).map(scanRuns.shown) };
}

const dayMs = 86_400_000;

/** Starts a scan, which `events/relay` queues. */
export function start(context: Context, input: OfType): Promise<DuplicateScan> {
  const recordType = comparedType(input.recordType);
  return transactOnce(
    context,
    async () => {
      const before = await readOwnScan(context, recordType);
      if (before && isUnfinished(before)) throw new ProblemError('conflict', 'duplicate_scan_running');
      const { actor, memberSince, now } = context;
      const stored: StoredScan = {
        id: uuidv7(),
        version: 1,
        recordType,
        state: 'queued',
        percent: 0,
        createdBy: actor.userId,
        ...(actor.apiKeyId ? { apiKeyId: actor.apiKeyId } : {}),
        ...(memberSince ? { memberSince } : {}),
        ...ownerOf(scanOwner(context, recordType)),
        runs: 0,
        createdAt: now,
        updatedAt: now,
        expiresAt: new Date(Date.parse(now) + limits.duplicateScanDays * dayMs).toISOString(),
      };
      return {
        actions: [...scanRuns.write(context, before, stored, 'created'), scanCount(context)],
        ids: [stored.id],
        value: scanRuns.shown(stored),
      };
    },
    async () => scanRuns.shown(await loadScan(context, recordType)),
  );
}

/** Deletes a scan. `events/relay` queues the removal of its groups, and a run of it stops. */
export async function remove(context: Context, { recordType }: OfType): Promise<null> {
  const stored = await loadScan(context, comparedType(recordType));
  checkVersion(context, stored);
  await transact(context, scanRuns.remove(context, stored));
  return null;
}
