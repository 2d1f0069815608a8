import { ProblemError } from '#contract/problem.ts';
import { settingsOf } from '#data/organization/settings.ts';
import { readSource, type StoredSource } from '#data/sources/source.ts';
import type { VisitorContext } from '#data/store/request-context.ts';

/** The source of an address. Those that are off, unknown or of an organization that is being deleted are indistinguishable. */
export async function openSource(
  context: VisitorContext,
  { orgId, sourceId }: { orgId: string; sourceId: string },
): Promise<StoredSource> {
  const source = await readSource(context, orgId, sourceId);
  if (!source?.isOn || !(await settingsOf(context, orgId))) throw new ProblemError('not_found');
  return source;
}
