import type { Tone } from '#lib/components/Pill.svelte';
import { formatNumber } from '#lib/i18n/format.ts';
import { t } from '#lib/i18n/i18n.svelte.ts';
import type { Outcome } from './outcome.ts';

export function outcomeWords(of: Outcome): string {
  if (of.kind === 'state') return t.imports.states[of.state];
  if (of.kind === 'running')
    return of.total > 0
      ? t.imports.results.importing(formatNumber(of.done), formatNumber(of.total))
      : t.jobs.preparing;
  const counts = (['created', 'updated', 'failed', 'related'] as const)
    .filter((name) => of[name] > 0)
    .map((name) => t.imports.results[name](of[name]));
  return [
    ...(of.isUndone ? [t.imports.results.undone] : []),
    ...(of.early ? [t.imports.results[of.early]] : []),
    ...(counts.length > 0 ? counts : [t.imports.results.nothing]),
  ].join(' · ');
}

export function outcomeTone(of: Outcome): Tone {
  if (of.kind === 'running') return 'primary';
  if (of.kind === 'state')
    return of.state === 'unreadable' ? 'danger' : of.state === 'checked' ? 'primary' : 'neutral';
  if (of.isUndone) return 'neutral';
  return of.failed > 0 || of.early ? 'warning' : 'positive';
}
