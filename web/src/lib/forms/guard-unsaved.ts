import { beforeNavigate, goto } from '$app/navigation';
import { confirm } from '#lib/components/confirm.svelte.ts';
import { t } from '#lib/i18n/i18n.svelte.ts';

/** Warns before leaving a page inside the product with something unsaved; a reload keeps it. */
export function guardUnsaved(isDirty: () => boolean, discard: () => void): void {
  beforeNavigate((navigation) => {
    if (navigation.willUnload || navigation.shallow || !isDirty()) return;
    if (navigation.to?.url.pathname === navigation.from?.url.pathname) return;
    const target = navigation.to?.url;
    navigation.cancel();
    void confirm({
      title: t.form.leaveTitle,
      text: t.form.leaveText,
      action: t.form.leave,
      keep: t.form.stay,
      danger: true,
    }).then((leave) => {
      if (!leave || !target) return;
      discard();
      void goto(target);
    });
  });
}
