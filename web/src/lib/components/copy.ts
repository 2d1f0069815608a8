import { t } from '#lib/i18n/i18n.svelte.ts';
import { toast } from './toast.svelte.ts';

/** Copies a text. Returns whether that was possible: the browser can refuse it. If it wasn't, a toast says what to do. */
export async function copyText(text: string, refused = t.actions.notCopied): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    toast({ text: refused, tone: 'failed' });
    return false;
  }
}
