import type { RecordTypeName } from '#contract/record-types.ts';
import { t } from '#lib/i18n/i18n.svelte.ts';
import { isGo, type CommandId, type NamedCommandId } from './catalog.ts';

/** Needs the texts of the area `dailyWork`, except for commands in `t.commands`. */
export const commandTitle = (id: CommandId): string =>
  isGo(id) ? t.recordTypes[id.slice(3) as RecordTypeName].goTo : ownTitles()[id];

const ownTitles = (): Record<NamedCommandId, string> => ({ ...t.commands, ...t.commandTitles });
