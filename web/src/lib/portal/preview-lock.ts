import { t } from '#lib/i18n/i18n.svelte.ts';
import type { Portal } from './portal.ts';

/** The id of the mark that says why nothing can be changed. */
export const previewMarkId = 'preview-mark';

/** What actions have in a preview: they are disabled, and the mark says why. */
export const previewLock = ({ home }: Portal) =>
  home.isPreview
    ? {
        disabled: true,
        title: t.portal.preview.mark(home.customer?.name ?? ''),
        'aria-describedby': previewMarkId,
      }
    : {};
