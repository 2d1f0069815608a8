import { onDestroy } from 'svelte';
import { beforeNavigate, goto } from '$app/navigation';
import { changesArrive, hasUnsaved, leaveUnsaved } from '#lib/api/unsaved-changes.svelte.ts';
import { confirm } from '#lib/components/confirm.svelte.ts';
import { t } from '#lib/i18n/i18n.svelte.ts';

interface Guard {
  isDirty: () => boolean;
  discard: () => void;
  words: () => Words;
}
interface Words {
  title: string;
  text: string;
  /** Label of the button that stays on the page. */
  keep: string;
}
const guards = new Set<Guard>();

/**
 * Warns before unsaved changes are lost by a navigation to another page of the site. Doesn't apply to reloads or to the
 * sign-in page, which opens when the session has expired.
 */
export function guardUnsaved(
  isDirty: () => boolean,
  discard: () => void,
  words: () => Words = () => ({ title: t.form.leaveTitle, text: t.form.leaveText, keep: t.form.stay }),
): void {
  const guard = { isDirty, discard, words };
  guards.add(guard);
  onDestroy(() => guards.delete(guard));
  beforeNavigate((navigation) => {
    if (navigation.willUnload || navigation.shallow || !isDirty()) return;
    const target = navigation.to?.url;
    if (target?.pathname === navigation.from?.url.pathname || target?.pathname === '/sign-in') return;
    navigation.cancel();
    void mayLeave().then((leave) => {
      if (leave && target) void goto(target);
    });
  });
}

/**
 * Whether the page has something that leaving it would lose or hide: changes that aren't saved yet, input, including
 * that of a dialog or an editor without a draft, or an open dialog.
 */
export function hasInput(): boolean {
  if (hasUnsaved() || [...guards].some((guard) => guard.isDirty())) return true;
  const fields = document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(
    'dialog[open], textarea, input:not([type=checkbox], [type=radio], [type=hidden], [readonly])',
  );
  return [...fields].some((field) => field.matches('dialog') || field.value.trim() !== '');
}

/** Whether the session may end. Asks the user if there are unsaved changes, or if pending changes take too long. */
export async function mayEndSession(): Promise<boolean> {
  if (!(await mayLeave())) return false;
  if (await changesArrive()) return true;
  const leave = await confirm({
    title: t.form.leaveTitle,
    text: t.form.sendingText,
    keep: t.form.wait,
    action: t.form.leave,
    danger: true,
  });
  if (leave) leaveUnsaved();
  return leave;
}

/** Whether the user may leave. If there are unsaved changes, asks for confirmation and then discards them. */
export async function mayLeave(): Promise<boolean> {
  const dirty = [...guards].filter((guard) => guard.isDirty());
  const [first] = dirty;
  if (!first) return true;
  const leave = await confirm({
    ...first.words(),
    action: t.form.leave,
    danger: true,
  });
  if (leave) for (const guard of dirty) guard.discard();
  return leave;
}
