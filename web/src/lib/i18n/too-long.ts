import { t } from './i18n.svelte.ts';

/**
 * Says how much too long a text is; undefined if it fits. Text areas have no `maxlength`, because browsers cut
 * pasted text without a word.
 */
export function tooLong(text: string | null | undefined, limit: number): string | undefined {
  const sent = text?.trim() ?? '';
  if (sent.length <= limit) return undefined;
  const count = [...sent].length;
  return count > limit ? t.form.tooLong(limit, count) : undefined;
}
