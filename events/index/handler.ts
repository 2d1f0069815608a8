import type { AttributeValue, DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { writeLog } from '#data/store/log.ts';
import { poisoned } from '#data/projection/poison-queue.ts';
import { recordHeartbeat } from '#data/store/heartbeat.ts';
import { definitionOf } from '#data/records/definitions.ts';
import type { RecordName } from '#data/projection/state.ts';
import { project, type Image } from '#data/projection/project.ts';
import { countAll } from './activity-counts.ts';
import { mirrorAll } from './timelines.ts';
import { purgeEntries } from '#data/projection/purge.ts';
import type { AnyRecord } from '#data/records/definition.ts';
import { recordFrom } from '#data/records/stored.ts';
import { isTemporary } from '#data/store/table.ts';
import { loggedUnits, newSession, type Session } from '#data/store/units.ts';

/** Projection states written together. With their counters they fill one transaction. */
const together = 40;

/** The part of a stream record that identifies one of our records. */
interface Entry {
  name: RecordName;
  sequenceNumber: string;
  /** Throws if the record cannot be parsed. */
  image: () => Image;
}
interface Failure {
  entry: Pick<Entry, 'name' | 'sequenceNumber'>;
  error: unknown;
}

/**
 * Keeps search terms, counters and timelines in sync with records. A record that cannot be projected doesn't block
 * its batch: its id goes to the poison queue and is later projected from the current record. Temporary failures
 * (throttles, conflicts, unavailable services) are retried by the stream.
 */
export async function handler(event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> {
  const session = newSession();
  const startedAt = performance.now();
  // The heartbeat belongs to no record, so its units are not part of the batch's.
  await recordHeartbeat(newSession(), 'index', event.Records);
  const entries = event.Records.flatMap(entryOf);
  const failures: Failure[] = [];
  for (let start = 0; start < entries.length; start += together) {
    failures.push(...(await projectAll(session, entries.slice(start, start + together))));
  }
  failures.push(...(await countAll(session, event.Records)));
  failures.push(...(await mirrorAll(session, event.Records)));
  const again = failures.filter(({ error }) => isTemporary(error)).map(({ entry }) => entry);
  const poison = failures.filter(({ error }) => !isTemporary(error));
  for (const { entry, error } of poison) await poisoned(entry.name, error);
  writeLog({
    level: failures.length > 0 ? 'error' : 'info',
    message: 'projected',
    records: entries.length,
    poisoned: poison.length,
    again: again.length,
    milliseconds: Math.round(performance.now() - startedAt),
    ...loggedUnits(session.units),
  });
  // The stream retries from the first record that failed.
  const numbers = new Set(again.map(({ sequenceNumber }) => sequenceNumber));
  const first = event.Records.find(({ dynamodb }) => numbers.has(dynamodb?.SequenceNumber ?? ''));
  return { batchItemFailures: first ? [{ itemIdentifier: first.dynamodb?.SequenceNumber ?? '' }] : [] };
}

/** Projects all together first, then one by one if that fails. Returns those that still fail. */
async function projectAll(session: Session, entries: readonly Entry[]): Promise<Failure[]> {
  try {
    await handle(session, entries);
    return [];
  } catch {
    const failures: Failure[] = [];
    for (const entry of entries) {
      await handle(session, [entry]).catch((error: unknown) => failures.push({ entry, error }));
    }
    return failures;
  }
}

async function handle(session: Session, entries: readonly Entry[]): Promise<void> {
  const images = entries.map(({ image }) => image());
  await project(session, images);
  for (const image of images) if (!image.record) await purgeEntries(session, image);
}

type StoredImage = Record<string, AttributeValue>;
type StreamImage = NonNullable<DynamoDBRecord['dynamodb']>['NewImage'];

/** Ignores items of other kinds, and records of which only the activity count changed. */
function entryOf({ eventName, dynamodb }: DynamoDBRecord): Entry[] {
  if (isSameRecord(dynamodb?.OldImage, dynamodb?.NewImage)) return [];
  const stored = (dynamodb?.NewImage ?? dynamodb?.OldImage) as StoredImage | undefined;
  const definition = stored?.kind?.S === 'record' ? definitionOf(stored.type?.S ?? '') : undefined;
  const { org, id, version, row, data, schema } = stored ?? {};
  if (!definition || !org?.S || !id?.S) return [];
  const name: RecordName = { definition, orgId: org.S, id: id.S };
  return [
    {
      name,
      sequenceNumber: dynamodb?.SequenceNumber ?? '',
      image() {
        const read = () =>
          recordFrom(definition, {
            row: row?.S ?? '',
            data: data?.S ?? '',
            schema: Number(schema?.N ?? 1),
          });
        // A removal follows the newest version and can be projected whatever the record contained.
        return eventName === 'REMOVE'
          ? { ...name, version: Number(version?.N) + 1, record: undefined, ...lastOf(read) }
          : { ...name, version: Number(version?.N), record: read() };
      },
    },
  ];
}

function isSameRecord(before: StreamImage, after: StreamImage): boolean {
  return before !== undefined && before.data?.S === after?.data?.S && before.row?.S === after?.row?.S;
}

function lastOf(read: () => AnyRecord): { last?: AnyRecord } {
  try {
    return { last: read() };
  } catch {
    return {};
  }
}
