import type { DuplicateScan } from '#contract/duplicate-scan.ts';
import { limits } from '#contract/limits.ts';
import { fieldLimit, ProblemError } from '#contract/problem.ts';
import type { ComparedType } from '#contract/typed-values.ts';
import { recordPermission } from '#contract/record-permission.ts';
import { dayCount } from '../limits/day-count.ts';
import type { Context } from '../organization/context.ts';
import { runsOf, type RunItem } from '../runs/run-kinds.ts';
import type { Key } from '../store/keys.ts';
import { Overtaken } from '../store/overtaken.ts';
import { duplicateScanCountKey, duplicateScanKey } from '../store/run-keys.ts';
import { isKept } from '../store/kept.ts';
import { getItems } from '../store/table.ts';
import type { Action } from '../store/transact.ts';
import { epochSeconds } from '../values/epoch.ts';

/** A stored scan. */
export interface StoredScan extends DuplicateScan {
  apiKeyId?: string;
  /** When the creator joined the organization. Without that membership, the scan can't go on. */
  memberSince?: string;
  /** The member whose records were scanned. Undefined for a scan of all records. */
  ownerId?: string;
  /** How often comparing has begun. The groups of each run have an object of their own. */
  runs: number;
  aliveAt?: string;
  /** The size of the object with the groups. */
  groupBytes?: number;
}

/** The scans of organizations. Those of a type have one item, so that a new one replaces the one before. */
export const scanRuns = runsOf<StoredScan, DuplicateScan, 'created' | 'started' | 'ended'>({
  kind: 'duplicateScan',
  keyOf: (orgId, scan) => keyOfScan({ orgId }, scan),
  shown: ({
    apiKeyId: _apiKeyId,
    memberSince: _memberSince,
    ownerId: _ownerId,
    runs: _runs,
    aliveAt: _aliveAt,
    groupBytes: _groupBytes,
    ...shown
  }) => shown,
  placeOf: (orgId, scan) => keyOfScan({ orgId }, scan).sk,
  progress: ['percent'],
  isChecked: (scan) => isUnfinished(scan),
  attributes: ({ runs, expiresAt }) => ({ runs, expiresAt: epochSeconds(expiresAt) }),
  identityOf: ({ id }) => ({ scanId: id }),
  conditionOfNew: ({ now }) => absentOrExpired(now),
  refusal: (step) => (step === 'created' ? new ProblemError('conflict') : new Overtaken()),
});

/** Time-to-live removes items some time after their end. */
const absentOrExpired = (now: string) => ({
  ConditionExpression: 'attribute_not_exists(pk) OR expiresAt <= :nowSeconds',
  ExpressionAttributeValues: { ':nowSeconds': epochSeconds(now) },
});

export const isUnfinished = ({ state }: Pick<DuplicateScan, 'state'>): boolean =>
  state === 'queued' || state === 'running';

export const keyOfScan = (
  { orgId }: Pick<Context, 'orgId'>,
  { recordType, ownerId }: Pick<StoredScan, 'recordType' | 'ownerId'>,
): Key => duplicateScanKey(orgId, recordType, ownerId);

/**
 * Which scan of a type a caller uses: callers who can read all records share one. The results of all others depend on
 * what they can read. Throws `forbidden` for those who can't read any.
 */
export function scanOwner(
  { scopeFor, actor }: Pick<Context, 'scopeFor' | 'actor'>,
  recordType: ComparedType,
): string | undefined {
  const scope = scopeFor(recordPermission(recordType, 'read'));
  if (!scope) throw new ProblemError('forbidden');
  return scope === 'all' ? undefined : actor.userId;
}

/** The caller's scan of a type. */
export const readOwnScan = (context: Context, recordType: ComparedType): Promise<StoredScan | undefined> =>
  scanRuns.read(
    context,
    keyOfScan(context, { recordType, ...ownerOf(scanOwner(context, recordType)) }),
    context.now,
  );

/** Throws `not_found` without one. */
export async function loadScan(context: Context, recordType: ComparedType): Promise<StoredScan> {
  const found = await readOwnScan(context, recordType);
  if (!found) throw new ProblemError('not_found');
  return found;
}

/** The caller's scans of some types. */
export async function listScans(context: Context, types: readonly ComparedType[]): Promise<StoredScan[]> {
  const keys = types.map((recordType) =>
    keyOfScan(context, { recordType, ...ownerOf(scanOwner(context, recordType)) }),
  );
  const items = await getItems<RunItem & { expiresAt: number }>(context, keys);
  return items.flatMap((item) => (item && isKept(item, context.now) ? [scanRuns.from(item)] : []));
}

export const ownerOf = (ownerId: string | undefined): { ownerId?: string } =>
  ownerId === undefined ? {} : { ownerId };

export type ScanResult = Partial<
  Pick<
    StoredScan,
    'state' | 'percent' | 'records' | 'groups' | 'groupBytes' | 'commonValues' | 'isIncomplete' | 'problem'
  >
>;

/** The action that counts a scan toward the organization's daily limit. */
export function scanCount({ orgId, now }: Context): Action {
  const limit = limits.duplicateScansPerDay;
  return dayCount(
    duplicateScanCountKey(orgId, now.slice(0, 10)),
    'duplicate-scan-count',
    limit,
    now,
    (seconds) => fieldLimit(seconds, '', 'duplicate_scans_a_day', { limit }),
  );
}
