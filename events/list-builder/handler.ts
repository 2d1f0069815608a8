import { buildSnapshot, renewOrBuild } from '#data/copies/copy-build.ts';
import type { BuildMessage } from '#data/copies/copy-renewal.ts';
import { stopRenewals } from '#data/copies/copy-snapshot.ts';
import { listSource } from '#data/lists/list-source.ts';
import { listSubject } from '#data/lists/list-subject.ts';
import { readSettings } from '#data/organization/settings.ts';
import { definitionOf } from '#data/records/definitions.ts';
import { searchName, searchSource } from '#data/search/search-source.ts';
import { queueReader } from '../reader/queue-reader.ts';

/**
 * Builds snapshots of lists and of search, which requests ask for when there are many records and the snapshot lacks many
 * changes, and keeps those usable that nobody asks for.
 */
export const handler = queueReader<BuildMessage>({
  lanes: 1,
  failed: 'list snapshot not built',
  async handle(session, { orgId, recordType, isRenewal }) {
    const settings = await readSettings(session, orgId);
    const definition = definitionOf(recordType);
    const build = isRenewal ? renewOrBuild : buildSnapshot;
    const said = { message: 'list snapshot', orgId, recordType };
    if (settings && recordType === searchName)
      return { ...said, ...(await build(session, searchSource(orgId, settings))) };
    if (settings && definition) {
      const subject = await listSubject({ ...session, orgId, settings }, definition);
      return { ...said, ...(await build(session, listSource(subject))) };
    }
    if (isRenewal) await stopRenewals(session, { orgId, name: recordType });
    return { message: 'list unknown', orgId, recordType };
  },
});
