import type { TimelineEntry } from '#contract/timeline.ts';
import { t } from '#lib/i18n/i18n.svelte.ts';
import { memberName, nameOf, type Workspace } from '#lib/workspace.ts';

/** Who did what a line about a record tells: a member, or the customer or vendor in the portal, or a webhook. */
export function actorName(
  workspace: Workspace,
  recordType: string,
  { actorId, via }: Pick<TimelineEntry, 'actorId' | 'via'>,
): string {
  if ((via === 'portal' || via === 'link') && memberName(workspace, actorId) === undefined)
    return t.timeline.inPortal[recordType === 'vendor' ? 'vendor' : 'customer'];
  if (via === 'webhook') return t.timeline.byWebhook;
  return nameOf(workspace, actorId);
}
