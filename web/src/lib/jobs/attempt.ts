import { toast } from '#lib/components/toast.svelte.ts';
import { refusalText } from '#lib/i18n/problem-text.ts';

/** Shows a toast if the work fails. */
export const attempt = (work: Promise<void>): void =>
  void work.catch((error: unknown) => toast({ text: refusalText(error), tone: 'failed' }));
