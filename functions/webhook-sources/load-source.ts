import { ProblemError } from '#contract/problem.ts';
import type { Context } from '#data/organization/context.ts';
import { readSource, type StoredSource } from '#data/sources/source.ts';

/** Whether the caller may manage a source. An API key manages those that were created with it, as with webhooks. */
export const isOwn = ({ actor }: Context, { creator }: StoredSource): boolean =>
  actor.apiKeyId === undefined || creator.apiKeyId === actor.apiKeyId;

export async function loadSource(context: Context, id: string): Promise<StoredSource> {
  const source = await readSource(context, context.orgId, id);
  if (!source || !isOwn(context, source)) throw new ProblemError('not_found');
  return source;
}
