import { ApiProblem } from '#lib/api/problem.ts';
import { toast } from '#lib/components/toast.svelte.ts';
import { t } from '#lib/i18n/i18n.svelte.ts';
import { readAgainIfStale, takeOver } from '../record-writes.ts';
import type { AnyRecord } from '../record-client.ts';
import type { RecordView } from '../view.ts';

/**
 * Whether a verb was refused because someone else, or another tab, has brought the record into another state. The page
 * then shows that state, and a toast says so.
 */
export async function isOvertaken(
  orgId: string,
  view: RecordView,
  { id, statusId }: AnyRecord,
  error: unknown,
): Promise<boolean> {
  readAgainIfStale(orgId, view, error);
  if (!(error instanceof ApiProblem) || !['conflict', 'precondition_failed'].includes(error.code))
    return false;
  const current = await view.client.get({ orgId, id }).catch(() => undefined);
  if (!current || current.statusId === statusId) return false;
  takeOver(orgId, view, current);
  toast({ text: t.documents.overtaken, tone: 'failed' });
  return true;
}
