import { client } from '#lib/api/client.ts';
import type { AnyRecord } from '../record-client.ts';
import type { RecordView } from '../view.ts';

interface Merging {
  merge: (
    input: { orgId: string; id: string; body: unknown },
    options: { version: number },
  ) => Promise<{ jobId: string }>;
}

/** Merges records into the one that remains. Returns the id of the job that moves what belongs to them. */
export async function sendMerge(
  orgId: string,
  view: RecordView,
  winner: AnyRecord,
  losers: readonly AnyRecord[],
  values: unknown,
): Promise<string> {
  const { merge } = client[view.plural as 'contacts'] as unknown as Merging;
  const records = losers.map(({ id, version }) => ({ id, version }));
  const { jobId } = await merge(
    { orgId, id: winner.id, body: { records, values } },
    { version: winner.version },
  );
  return jobId;
}
