import { buildSnapshot, renewOrBuild } from '#data/lists/list-build.ts';
import type { BuildMessage } from '#data/lists/list-renewal.ts';
import { stopRenewals } from '#data/lists/list-snapshot.ts';
import { listSubject } from '#data/lists/list-subject.ts';
import { readSettings } from '#data/organization/settings.ts';
import { definitionOf } from '#data/records/definitions.ts';
import { queueReader } from '../reader/queue-reader.ts';

/**
 * Builds snapshots of lists, which requests ask for when a list is large and its snapshot lacks many changes, and keeps those
 * usable that nobody asks for.
 */
export const handler = queueReader<BuildMessage>({
  lanes: 1,
  failed: 'list snapshot not built',
  async handle(session, { orgId, recordType, isRenewal }) {
    const definition = definitionOf(recordType);
    const settings = await readSettings(session, orgId);
    if (!definition || !settings) {
      if (isRenewal) await stopRenewals(session, orgId, recordType);
      return { message: 'list unknown', orgId, recordType };
    }
    const subject = await listSubject({ ...session, orgId, settings }, definition);
    const build = isRenewal ? renewOrBuild : buildSnapshot;
    return { message: 'list snapshot', orgId, recordType, ...(await build(session, subject)) };
  },
});
