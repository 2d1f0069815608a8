import type { DuplicateScan } from '#contract/duplicate-scan.ts';
import { limits } from '#contract/limits.ts';
import type { Permission } from '#contract/permission.ts';
import { fieldLimit, ProblemError } from '#contract/problem.ts';
import type { ComparedType } from '#contract/typed-values.ts';
import { nextCheck } from '../jobs/stalled-run.ts';
import { dayCount } from '../limits/day-count.ts';
import type { Context } from '../organization/context.ts';
import { changeAction } from '../store/change.ts';
import { ifEquals, ifVersion, under } from '../store/condition.ts';
import { nextItemState, withItemState } from '../store/item-state.ts';
import { recordKey, type Key } from '../store/keys.ts';
import { duplicateScanCountKey, duplicateScanKey } from '../store/run-keys.ts';
import { isKept } from '../store/kept.ts';
import type { UserContext } from '../store/request-context.ts';
import { getItem, getItems } from '../store/table.ts';
import type { Action } from '../store/transact.ts';
import type { Session } from '../store/units.ts';
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

interface ScanItem extends Key {
  version: number;
  schema: number;
  digest?: string;
  /** A `StoredScan` as JSON. */
  data: string;
  /** How much is done, which changes without a new version. */
  percent?: number;
  /** When the run that compares the records was last known to be alive. */
  aliveAt?: string;
  /** Epoch seconds. */
  expiresAt: number;
}

function from({ data, percent, aliveAt, ...item }: ScanItem): StoredScan {
  const stored = JSON.parse(data) as StoredScan;
  const progress = {
    ...(percent === undefined ? {} : { percent }),
    ...(aliveAt === undefined ? {} : { aliveAt }),
  };
  return withItemState({ ...stored, ...progress }, item);
}

/** A scan as its readers see it. */
export const scanFrom = ({
  apiKeyId: _apiKeyId,
  memberSince: _memberSince,
  ownerId: _ownerId,
  runs: _runs,
  aliveAt: _aliveAt,
  groupBytes: _groupBytes,
  ...shown
}: StoredScan): DuplicateScan => shown;

export const isUnfinished = ({ state }: Pick<DuplicateScan, 'state'>): boolean =>
  state === 'queued' || state === 'running';

type Place = UserContext & Pick<Context, 'orgId'>;

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
  const scope = scopeFor(`${recordType}:read` as Permission);
  if (!scope) throw new ProblemError('forbidden');
  return scope === 'all' ? undefined : actor.userId;
}

export async function readScan(session: Session, key: Key, now: string): Promise<StoredScan | undefined> {
  const item = await getItem<ScanItem>(session, key);
  return item && isKept(item, now) ? from(item) : undefined;
}

/** The caller's scan of a type. */
export const readOwnScan = (context: Context, recordType: ComparedType): Promise<StoredScan | undefined> =>
  readScan(
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
  const items = await getItems<ScanItem>(context, keys);
  return items.flatMap((item) => (item && isKept(item, context.now) ? [from(item)] : []));
}

export const ownerOf = (ownerId: string | undefined): { ownerId?: string } =>
  ownerId === undefined ? {} : { ownerId };

/**
 * The actions that write a scan, conditional on the version that was there before. `events/relay` queues a new one, and has
 * the groups of a scan deleted that is replaced.
 */
export function scanActions(
  context: Place,
  before: StoredScan | undefined,
  after: StoredScan,
  action: 'created' | 'started' | 'ended',
): Action[] {
  const key = keyOfScan(context, after);
  const own = before?.id === after.id ? before : undefined;
  const change = changeAction(context, { ...subjectOf(context, after), before: own }, action, []);
  return [
    {
      put: {
        Item: {
          ...key,
          ...(isUnfinished(after) ? nextCheck(after.id, after.updatedAt) : {}),
          kind: 'duplicateScan',
          org: context.orgId,
          ...nextItemState(own, 1, change),
          version: after.version,
          scanId: after.id,
          state: after.state,
          runs: after.runs,
          data: JSON.stringify(after),
          expiresAt: epochSeconds(after.expiresAt),
        },
        ...(before ? ifEquals({ version: before.version, scanId: before.id }) : absentOrExpired(context)),
      },
      refuse: () => new ProblemError(action === 'created' ? 'conflict' : 'precondition_failed'),
    },
    change,
  ];
}

/** Time-to-live removes items some time after their end. */
const absentOrExpired = ({ now }: Place) => ({
  ConditionExpression: 'attribute_not_exists(pk) OR expiresAt <= :nowSeconds',
  ExpressionAttributeValues: { ':nowSeconds': epochSeconds(now) },
});

/** The action that stores how far a run has come, unless another run or a deletion has ended it. */
export const progressAction = (place: Place, scan: StoredScan, percent: number, now: string): Action => ({
  update: under(ifEquals({ version: scan.version, scanId: scan.id }), {
    Key: { ...keyOfScan(place, scan) },
    UpdateExpression: 'SET #percent = :percent, aliveAt = :now',
    ExpressionAttributeNames: { '#percent': 'percent' },
    ExpressionAttributeValues: { ':percent': percent, ':now': now },
  }),
  refuse: () => new ProblemError('precondition_failed'),
});

export function scanRemoval(context: Context, before: StoredScan): Action[] {
  const subject = { ...subjectOf(context, { ...before, version: before.version + 1 }), before };
  return [
    {
      remove: { Key: { ...keyOfScan(context, before) }, ...ifVersion(before.version) },
      refuse: () => new ProblemError('precondition_failed'),
    },
    changeAction(context, subject, 'deleted', []),
  ];
}

const subjectOf = (place: Place, { version, ...scan }: StoredScan) => ({
  orgId: place.orgId,
  type: 'duplicateScan',
  id: scan.id,
  key: recordKey(place.orgId, 'duplicateScan', scan.id),
  place: keyOfScan(place, scan).sk,
  version,
});

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
