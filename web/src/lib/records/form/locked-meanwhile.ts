import { ApiProblem } from '#lib/api/problem.ts';
import { queryClient } from '#lib/api/query-client.ts';
import { t } from '#lib/i18n/i18n.svelte.ts';
import type { RecordBasics } from '../record-basics.ts';

/**
 * What to show if a form was refused because its record has been issued, sent or answered since the form was opened.
 * The form keeps what was typed, and the page of the record then shows its state.
 */
export function lockedMeanwhile(
  orgId: string,
  { name, plural }: Pick<RecordBasics, 'name' | 'plural'>,
  error: unknown,
): ApiProblem | undefined {
  const isLocked = error instanceof ApiProblem && error.errors.some(({ code }) => code === 'read_only');
  const detail = (t.lockedMeanwhile as Partial<Record<string, string>> | undefined)?.[name];
  if (!isLocked || !detail) return undefined;
  void queryClient.invalidateQueries({ queryKey: [orgId, plural] });
  return new ApiProblem({ code: 'conflict', detail });
}
