import { t } from '#lib/i18n/i18n.svelte.ts';
import type { RecordView } from '../view.ts';

export const filterLabel = (view: RecordView, name: string): string =>
  view.texts().fields[name] ?? (name === 'teamOf' ? t.list.team : t.nav.tasks);
