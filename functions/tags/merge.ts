import { fieldProblem } from '#contract/problem.ts';
import type { Tag } from '#contract/tag.ts';
import type { Context } from '#data/organization/context.ts';
import { tagMergeJob } from '#data/jobs/start.ts';
import { loadTag, tagIsThere, tagRemoval } from '#data/organization/tag.ts';
import { tagsCachedMs } from '#data/organization/tag-ids.ts';
import { sleep } from '#data/store/retry.ts';
import { transact } from '#data/store/transact.ts';
import { loadCurrent } from './tags.ts';

/** The tag that another one was merged into. */
export const merged = (
  context: Context,
  { body: { intoId } }: { id: string; body: { intoId: string } },
): Promise<Tag> => loadTag(context, intoId);

/**
 * Merges a tag into another one. The merged tag can no longer be assigned, and a job replaces it in existing records.
 */
export async function merge(
  context: Context,
  { id, body: { intoId } }: { id: string; body: { intoId: string } },
): Promise<Tag> {
  const from = await loadCurrent(context, id);
  if (id === intoId) throw fieldProblem('/intoId', 'not_allowed');
  const unknown = () => fieldProblem('/intoId', 'unknown_reference');
  await transact(context, [
    ...tagRemoval(context, from),
    tagIsThere(context, intoId, unknown),
    ...tagMergeJob(context, id, intoId),
  ]);
  await sleep(tagsCachedMs);
  return loadTag(context, intoId);
}
