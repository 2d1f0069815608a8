import { t } from '#lib/i18n/i18n.svelte.ts';

/** Why a job left a record unchanged: the code of a problem or of a field error, whose limit is not stored. */
export function reasonText(code: string): string {
  const texts: Record<string, unknown> = { ...t.problems, ...t.fieldErrors, ...t.jobs.reasons };
  const text = texts[code];
  return typeof text === 'string' ? text : t.jobs.reasons.other;
}
