import type { ExportInput } from '#contract/export.ts';
import type { Organization } from '#contract/organization.ts';
import { nounsOf } from '#contract/nouns.ts';
import type { Context } from '../organization/context.ts';
import { dateIn } from '../values/day.ts';

/** Characters that names of files can’t contain on some systems. */
const notInNames = /[/\\:*?"<>|\p{Cc}\p{Cf}]/gu;

/** The name of an exported file: what the organization calls the records, and the date. */
export function fileNameOf(
  { settings, now }: Pick<Context, 'settings' | 'now'>,
  { recordType, format, language = 'en' }: Pick<ExportInput, 'recordType' | 'format' | 'language'>,
): string {
  return datedName({ settings, now }, nounsOf(language, settings)[recordType].Many, format);
}

type At = { settings: Pick<Organization, 'timeZone' | 'name'>; now: string };

/** The name of an archive: that of the organization, and the date. */
export const archiveNameOf = (context: At): string => datedName(context, context.settings.name, 'zip');

const datedName = ({ settings, now }: At, name: string, ending: string): string =>
  `${name.replace(notInNames, ' ').trim()} ${dateIn(settings.timeZone, now)}.${ending}`;
