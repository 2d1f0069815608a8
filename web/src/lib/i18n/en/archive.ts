import { limits } from '#contract/limits.ts';
import { pluralIn } from '../plural.ts';

const plural = pluralIn('en');
const importGigabytes = limits.archiveImportBytes / 1024 ** 3;

/** Texts about the archive of an organization: its export, and its import into a new one. */
export const archiveTexts = {
  title: 'Export everything',
  lead: `A ZIP file with all records, their notes, activities, tasks and files, and the settings. The trash, members, API keys and histories aren’t in it. Up to ${importGigabytes} GB, it can be imported into another organization.`,
  action: 'Export everything',
  queued: 'Waiting to start…',
  writing: (rows: string, total: string) => `${rows} of ${total} records written`,
  goesOn: 'You can leave this page. The export continues.',
  ready: (rows: number, size: string) =>
    plural(rows, { one: `# record · ${size}`, other: `# records · ${size}` }),
  kept: (date: string) => `Available until ${date}`,
  download: 'Download',
  again: 'Export again',
  failed: 'The archive could not be created',
  problems: {
    too_many_rows: plural(limits.archiveRecords, { other: 'There are more than # records.' }),
    too_many_files: 'The records have more files than an archive can have.',
    too_large: 'The archive would be too large.',
    not_permitted: 'You can no longer export the organization.',
    fields_changed: 'A field has changed. Try again.',
    took_too_long: plural(limits.exportRunMinutes, {
      other: 'The export took longer than # minutes. Try again at a quieter time.',
    }),
    interrupted: 'Something went wrong several times. Try again later.',
  },
  statesFailed: 'Earlier archives couldn’t be loaded.',
  import: {
    title: 'Import an archive',
    lead: 'Fills this organization with everything from the archive of another one. It must not have any records, tags, web forms or shared views yet. Its settings are replaced, except for name and logo.',
    choose: 'Choose an archive…',
    uploading: 'Uploading… Keep this page open.',
    checking: 'Checking the archive…',
    importing: (done: string, total: string) => `${done} of ${total} items imported`,
    goesOn: 'You can leave this page. The import continues.',
    done: 'The archive was imported.',
    open: 'Reload to see it',
    failed: 'The archive could not be imported',
    partly: 'What was written before stays. Delete this organization and use a new one.',
    uploadFailed: 'The file couldn’t be uploaded. Try again.',
    problems: {
      not_empty: 'This organization already has records, tags, web forms or shared views.',
      not_an_archive: 'The file isn’t the archive of an organization.',
      unknown_version: 'The archive was made by a later version.',
      invalid_manifest: 'The list of files in the archive isn’t valid.',
      damaged: 'The file is damaged or incomplete.',
      wrong_checksum: 'The archive was changed: a file in it has another checksum.',
      too_large_unpacked: 'The archive would unpack to more than can be imported.',
      replaced: 'The file was replaced after its upload.',
      invalid_line: 'A line in the archive isn’t valid.',
      limit_reached: 'The organization can’t have as many records or files.',
      creator_gone: 'The person who started the import can no longer do so.',
      failed: 'Something went wrong.',
    },
    place: (path: string, line: number | undefined) =>
      line === undefined ? `(${path})` : `(${path}, line ${line})`,
  },
};
