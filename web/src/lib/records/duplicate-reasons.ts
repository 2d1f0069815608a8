import type { PossibleDuplicate } from '#contract/possible-duplicate.ts';
import { t } from '#lib/i18n/i18n.svelte.ts';
import type { RecordView } from './view.ts';

/** Why two records are possibly the same, and what differs, as one line of text. */
export function reasonsText(view: RecordView, reasons: PossibleDuplicate['reasons']): string {
  const labels = view.texts().fields;
  return (['same', 'similar', 'different'] as const)
    .flatMap((kind) => {
      const names = reasons
        .filter((reason) => reason.kind === kind)
        .map(({ field }) => labels[field] ?? field);
      return names.length > 0 ? [t.duplicates[kind](names.join(', '))] : [];
    })
    .join(' · ');
}
