import type { Context } from '../organization/context.ts';
import { resultKey } from '../store/run-keys.ts';
import { getItems } from '../store/table.ts';
import { chunksEnd, laneOf, readChunkAfter } from './chunk.ts';
import { planOf, readJob, type JobItem } from './job.ts';
import { positionOf, readLanes, type Lane } from './lanes.ts';

interface ChangedRows {
  ids: string[];
  /** The sort key of the chunk that was read; undefined after the last one. */
  cursor: string | undefined;
}

const none: ChangedRows = { ids: [], cursor: undefined };

/**
 * The next records of a type that an ended job has changed: those of its chunks up to the position that each lane reached, without
 * those that it couldn't change. `after` is the sort key of the previous chunk.
 */
export async function readChangedRows(
  context: Context,
  jobId: string,
  type: string,
  after: string | undefined,
): Promise<ChangedRows> {
  const { orgId } = context;
  const job = await readJob(context, orgId, jobId, context.now);
  if (!job) return none;
  const found = await nextReached(context, jobId, await readLanes(context, job), [type], after);
  if (!found) return none;
  const { ids, lane, cursor } = found;
  if (lane.failed === 0) return { ids, cursor };
  const keys = ids.map((id) => resultKey(orgId, jobId, type, id));
  const failures = await getItems(context, keys, { ProjectionExpression: 'pk, sk' });
  return { ids: ids.filter((_, index) => !failures[index]), cursor };
}

/** The ids of what an ended job has reached of some types, whether it could change it or not. */
export async function readReachedIds(
  context: Context,
  job: JobItem,
  types: readonly string[],
): Promise<Set<string>> {
  const { id } = planOf(job);
  const lanes = await readLanes(context, job);
  const reached = new Set<string>();
  for (let after: string | undefined; ;) {
    const found = await nextReached(context, id, lanes, types, after);
    if (!found) return reached;
    for (const one of found.ids) reached.add(one);
    after = found.cursor;
  }
}

interface ReachedRows {
  ids: string[];
  lane: Lane;
  /** The sort key of their chunk. */
  cursor: string;
}

/** The ids of the next chunk of some types up to the position that its lane has reached. */
async function nextReached(
  context: Context,
  jobId: string,
  lanes: readonly Lane[],
  types: readonly string[],
  after: string | undefined,
): Promise<ReachedRows | undefined> {
  for (let start = after; ;) {
    const chunk = await readChunkAfter(context, jobId, start);
    if (!chunk) return undefined;
    const number = laneOf(chunk);
    const lane = lanes.find((one) => one.number === number);
    const processed = lane ? positionOf(lane) - chunk.from : 0;
    if (!lane || processed <= 0) {
      start = chunksEnd(number);
      continue;
    }
    start = chunk.sk;
    if (types.includes(chunk.type)) return { ids: chunk.ids.slice(0, processed), lane, cursor: chunk.sk };
  }
}
