import type { DynamoDBRecord } from 'aws-lambda';
import { writeLog } from '#data/store/log.ts';
import { poisoned } from '#data/projection/poison-queue.ts';
import type { AnyRecord } from '#data/records/definition.ts';
import { definitionOf } from '#data/records/definitions.ts';
import type { RecordName } from '#data/projection/state.ts';
import { project, type Image } from '#data/projection/project.ts';
import { purgeEntries } from '#data/projection/purge.ts';
import { recordFrom } from '#data/records/stored.ts';
import { isTemporary } from '#data/store/table.ts';
import { loggedUnits, newSession, type Session } from '#data/store/units.ts';
import { handleTogether, type Failure } from '../reader/batch.ts';
import { isSameRecord, latestImage, recordIn } from '../reader/image.ts';
import { streamReader } from '../reader/stream-reader.ts';
import { countAll } from './activity-counts.ts';
import { purgeFormerMembers } from './former-members.ts';
import { appendChanges } from './list-changes.ts';
import { mirrorAll } from './timelines.ts';
import { sumAll } from './won-deals.ts';

/**
 * Maximum number of records projected together. Their projection states and counters usually fit into one transaction.
 */
const together = 40;

/** A change to a record of the CRM, with the stream record (`source`) that contains it. */
interface Entry {
  name: RecordName;
  source: DynamoDBRecord;
  /** Parses the image. Throws if the record cannot be parsed, unless it was removed. */
  image: () => Image;
}

/**
 * Keeps lookup terms, counters, timelines, and the values that lists show beside records in sync with records, and
 * deletes the private views of former members. A record
 * that cannot be projected doesn't block its batch: its id goes to the poison queue, and events/reprojection projects
 * its current state later. Temporary failures (throttles, conflicts, unavailable services) are retried by the stream.
 */
export const handler = streamReader('index', async (session, records) => {
  const startedAt = performance.now();
  // A session of its own, because how many batches changes arrive in depends on their timing.
  const feed = newSession();
  await appendChanges(feed, records);
  const entries = records.flatMap(entryOf);
  const failures: Failure<Pick<Entry, 'name' | 'source'>>[] = [
    ...(await handleTogether(entries, together, (group) => handle(session, group))),
    ...(await countAll(session, records)),
    ...(await mirrorAll(session, records)),
    ...(await sumAll(session, records)),
  ];
  const again = failures.filter(({ error }) => isTemporary(error));
  const poison = failures.filter(({ error }) => !isTemporary(error));
  const removals = await purgeFormerMembers(session, records);
  for (const { entry, error } of poison) await poisoned(entry.name, error);
  writeLog({
    level: failures.length > 0 ? 'error' : 'info',
    message: 'projected',
    records: entries.length,
    poisoned: poison.length,
    again: again.length + removals.length,
    milliseconds: Math.round(performance.now() - startedAt),
    feedUnits: feed.units.write,
    ...loggedUnits(session.units),
  });
  return [...again.map(({ entry }) => entry.source), ...removals];
});

async function handle(session: Session, entries: readonly Entry[]): Promise<void> {
  const images = entries.map(({ image }) => image());
  await project(session, images);
  for (const image of images) if (!image.record) await purgeEntries(session, image);
}

/**
 * Ignores items that aren't records, and changes that leave a record's row and data as they were, such as those to its
 * activity count.
 */
function entryOf(source: DynamoDBRecord): Entry[] {
  if (isSameRecord(source)) return [];
  const stored = latestImage(source) ?? {};
  const { orgId, type, id } = recordIn(stored) ?? {};
  const definition = definitionOf(type ?? '');
  if (!definition || !orgId || !id) return [];
  const { version, row, data, schema } = stored;
  const name: RecordName = { definition, orgId, id };
  return [
    {
      name,
      source,
      image() {
        const read = () =>
          recordFrom(definition, {
            row: row?.S ?? '',
            data: data?.S ?? '',
            schema: Number(schema?.N ?? 1),
          });
        // A removal counts as the version after the last one, and can be projected even if the record cannot be parsed.
        return source.eventName === 'REMOVE'
          ? { ...name, version: Number(version?.N) + 1, record: undefined, ...lastOf(read) }
          : { ...name, version: Number(version?.N), record: read() };
      },
    },
  ];
}

function lastOf(read: () => AnyRecord): { last?: AnyRecord } {
  try {
    return { last: read() };
  } catch {
    return {};
  }
}
