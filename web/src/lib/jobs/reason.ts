import { t } from '#lib/i18n/i18n.svelte.ts';
import { refusals } from '#lib/i18n/problem-text.ts';

/**
 * Why a job didn't change a record. `code` is from a problem or a field error. Messages that contain a limit are
 * replaced with a general one, because limits aren't stored with the code.
 */
export function reasonText(code: string): string {
  const texts: Record<string, unknown> = {
    ...t.problems,
    ...t.fieldErrors,
    ...refusals()?.errors,
    ...t.jobs.reasons,
  };
  const text = texts[code];
  return typeof text === 'string' ? text : t.jobs.reasons.other;
}
