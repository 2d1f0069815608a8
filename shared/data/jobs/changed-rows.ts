import type { Context } from '../organization/context.ts';
import { resultKey } from '../store/keys.ts';
import { getItems } from '../store/table.ts';
import { chunksEnd, laneOf, readChunkAfter } from './chunk.ts';
import { readJob } from './job.ts';
import { positionOf, readLanes } from './lanes.ts';

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
  const lanes = await readLanes(context, job);
  for (let start = after; ;) {
    const chunk = await readChunkAfter(context, jobId, start);
    if (!chunk) return none;
    const number = laneOf(chunk);
    const lane = lanes.find((one) => one.number === number);
    const processed = lane ? positionOf(lane) - chunk.from : 0;
    if (!lane || processed <= 0) {
      start = chunksEnd(number);
      continue;
    }
    start = chunk.sk;
    if (chunk.type !== type) continue;
    const ids = chunk.ids.slice(0, processed);
    if (lane.failed === 0) return { ids, cursor: chunk.sk };
    const keys = ids.map((id) => resultKey(orgId, jobId, chunk.type, id));
    const failures = await getItems(context, keys, { ProjectionExpression: 'pk, sk' });
    return { ids: ids.filter((_, index) => !failures[index]), cursor: chunk.sk };
  }
}
