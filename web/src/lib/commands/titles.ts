import type { RecordTypeName } from '#contract/record-types.ts';
import { t } from '#lib/i18n/i18n.svelte.ts';
import { isGo, type CommandId } from './catalog.ts';

export const commandTitle = (id: CommandId): string =>
  isGo(id) ? t.recordTypes[id.slice(3) as RecordTypeName].goTo : t.commands[id];
