import { laneOfAddress } from '../imports/entry-address.ts';
import { ifPresent } from '../store/condition.ts';
import { type Key } from '../store/keys.ts';
import { laneKey } from '../store/run-keys.ts';
import { getItems } from '../store/table.ts';
import type { Action } from '../store/transact.ts';
import type { Session } from '../store/units.ts';
import { importCounts, type ImportCounts } from './import-counts.ts';
import { planOf, type JobItem, type Progress } from './job.ts';

/**
 * A part of a job's ids, which is processed concurrently with the others. The only lane of a job without lanes is the
 * job's own item.
 */
export interface Lane extends Key, Progress {
  /** Undefined for the only lane of a job without lanes. */
  number: number | undefined;
  /** The number of ids left to the next pass of a scheduled change. Jobs without lanes have none. */
  postponed?: number;
  expiresAt: number;
}

type LaneItem = Omit<Lane, 'number'>;

/** The lanes of a new job. Their number multiplies the speed of a job, as far as the organization's rate allows. */
export const emptyLanes = [0, 0, 0, 0];

/** A lane gets at least this many of the ids that a step finds, so that a small job needs few messages. */
const partIdsMin = 25;

/** A part of the ids that a step has found, and the lane for it. */
export interface Part {
  lane: number | undefined;
  from: number;
  ids: readonly string[];
}

/** Distributes ids to a job's lanes: entries by their record, and all others to the shortest lane first. */
export function partsOf({ lanes, total }: Pick<JobItem, 'lanes' | 'total'>, ids: readonly string[]): Part[] {
  if (!lanes) return ids.length > 0 ? [{ lane: undefined, from: total, ids }] : [];
  if (ids.some((id) => laneOfAddress(id, lanes.length) !== undefined)) return partsByRecord(lanes, ids);
  const size = Math.max(partIdsMin, Math.ceil(ids.length / lanes.length));
  const shortestFirst = lanes.map((from, lane) => ({ lane, from })).sort((a, b) => a.from - b.from);
  return shortestFirst
    .map((one, index) => ({ ...one, ids: ids.slice(index * size, (index + 1) * size) }))
    .filter((part) => part.ids.length > 0);
}

function partsByRecord(lanes: readonly number[], ids: readonly string[]): Part[] {
  const byLane = Map.groupBy(ids, (id, index) => laneOfAddress(id, lanes.length) ?? index % lanes.length);
  return [...byLane].map(([lane, some]) => ({ lane, from: lanes[lane] ?? 0, ids: some }));
}

/** The number of ids in each lane after these parts are added. */
export const lanesWith = (lanes: readonly number[], parts: readonly Part[]): number[] =>
  lanes.map((total, number) => total + (parts.find(({ lane }) => lane === number)?.ids.length ?? 0));

const usedLanes = (lanes: readonly number[]): number[] => [...lanes.keys()].filter((lane) => lanes[lane]);

/** The actions that create a job's lanes, or that extend them after more ids were frozen. */
export function openLaneActions({ org, data, expiresAt }: JobItem, lanes: readonly number[]): Action[] {
  const { id } = planOf({ data });
  return usedLanes(lanes).map((lane) => ({
    update: {
      Key: { ...laneKey(org, id, lane) },
      UpdateExpression:
        'SET kind = :kind, #state = :running, #total = :total, done = if_not_exists(done, :none), failed = if_not_exists(failed, :none), postponed = if_not_exists(postponed, :none), expiresAt = :expiresAt',
      ExpressionAttributeNames: { '#state': 'state', '#total': 'total' },
      ExpressionAttributeValues: {
        ':kind': 'job-lane',
        ':running': 'running',
        ':total': lanes[lane],
        ':none': 0,
        ':expiresAt': expiresAt,
      },
    },
  }));
}

/** The actions that end all lanes of a running job. */
export function endLaneActions({ org, data, lanes = [] }: JobItem, state: 'cancelled' | 'stopped'): Action[] {
  const { id } = planOf({ data });
  return usedLanes(lanes).map((lane) => ({
    update: {
      Key: { ...laneKey(org, id, lane) },
      UpdateExpression: 'SET #state = :state',
      ...ifPresent,
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: { ':state': state },
    },
  }));
}

/** The lanes of jobs, in the order of the jobs. */
export async function readLanesOf(session: Session, jobs: readonly JobItem[]): Promise<Lane[][]> {
  const keys = jobs.map(({ org, data, lanes = [] }) =>
    usedLanes(lanes).map((lane) => laneKey(org, planOf({ data }).id, lane)),
  );
  const items = (await getItems<LaneItem>(session, keys.flat())).values();
  return keys.map((ofJob) =>
    ofJob.flatMap(({ sk }) => {
      const item = items.next().value;
      return item ? { ...item, number: Number(sk.slice(sk.indexOf('#') + 1)) } : [];
    }),
  );
}

/** The lanes of a job: its own item if it has no others. */
export async function readLanes(session: Session, job: JobItem): Promise<Lane[]> {
  if (!job.lanes) return [{ ...job, number: undefined }];
  const [lanes = []] = await readLanesOf(session, [job]);
  return lanes;
}

type Position = Pick<Lane, 'done' | 'failed' | 'postponed'>;

export const positionOf = ({ done, failed, postponed = 0 }: Position): number => done + failed + postponed;

export const isLaneDone = (lane: Position & Pick<Lane, 'total'>): boolean => positionOf(lane) >= lane.total;

export const sumOf = (lanes: readonly Progress[]): Pick<Progress, 'done' | 'failed'> & ImportCounts => ({
  done: lanes.reduce((sum, { done }) => sum + done, 0),
  failed: lanes.reduce((sum, { failed }) => sum + failed, 0),
  ...Object.fromEntries(
    importCounts
      .filter((name) => lanes.some((lane) => lane[name] !== undefined))
      .map((name) => [name, lanes.reduce((sum, lane) => sum + (lane[name] ?? 0), 0)]),
  ),
});

/**
 * Jobs with the sums of their lanes. The item of a finished job has the sums, and that of a job that freezes again has
 * those of the records processed so far.
 */
export async function withSums(session: Session, jobs: readonly JobItem[]): Promise<JobItem[]> {
  const isInLanes = ({ lanes, state }: JobItem) => lanes && state !== 'freezing' && state !== 'done';
  const lanes = await readLanesOf(session, jobs.filter(isInLanes));
  const rest = lanes.values();
  return jobs.map((job) => (isInLanes(job) ? { ...job, ...sumOf(rest.next().value ?? []) } : job));
}
