import type { Context } from '../organization/context.ts';
import { ifAbsent } from '../store/condition.ts';
import { chunkKey, chunkPrefix, chunksPrefix } from '../store/run-keys.ts';
import { query } from '../store/table.ts';
import type { Action } from '../store/transact.ts';

/** Frozen ids of one record type, up to `jobChunkIds`. */
export interface Chunk {
  /** Undefined in jobs without lanes. */
  lane: number | undefined;
  /** The number of ids in earlier chunks of the same lane. */
  from: number;
  type: string;
  ids: readonly string[];
  /** The part of an import's plan that contains the rows of these ids. */
  planPart?: string | undefined;
  expiresAt: number;
}

export function chunkAction(orgId: string, jobId: string, { lane, ...chunk }: Chunk): Action {
  const key = chunkKey(orgId, jobId, lane, chunk.from);
  return { put: { Item: { ...key, kind: 'job-chunk', ...chunk }, ...ifAbsent } };
}

type StoredChunk = Omit<Chunk, 'lane'> & { sk: string };

/** The lane of a chunk, according to its sort key. */
export const laneOf = ({ sk }: Pick<StoredChunk, 'sk'>): number | undefined => {
  const [, lane] = /#L(\d+)#/.exec(sk) ?? [];
  return lane === undefined ? undefined : Number(lane);
};

/** A sort key after those of all chunks of a lane. */
export const chunksEnd = (lane: number | undefined): string => `${chunkPrefix(lane)}~`;

/** The chunk of a lane that contains a position. */
export async function readChunkAt(
  context: Context,
  jobId: string,
  lane: number | undefined,
  position: number,
): Promise<StoredChunk | undefined> {
  const last = chunkKey(context.orgId, jobId, lane, position);
  const { items } = await query<StoredChunk>(context, {
    KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :last',
    ExpressionAttributeValues: { ':pk': last.pk, ':first': chunkPrefix(lane), ':last': last.sk },
    ScanIndexForward: false,
    ConsistentRead: true,
    Limit: 1,
  });
  return items[0];
}

/** The chunk of a job that follows the chunk with a sort key, or the first one. */
export async function readChunkAfter(
  context: Context,
  jobId: string,
  after: string | undefined,
): Promise<StoredChunk | undefined> {
  const { pk } = chunkKey(context.orgId, jobId, undefined, 0);
  const { items } = await query<StoredChunk>(context, {
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
    ExpressionAttributeValues: { ':pk': pk, ':prefix': chunksPrefix },
    ConsistentRead: true,
    Limit: 1,
    ...(after === undefined ? {} : { ExclusiveStartKey: { pk, sk: after } }),
  });
  return items[0];
}
