import type { AttributeValue, DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { writeLog } from '#data/log.ts';
import { poisoned } from '#data/poison.ts';
import { meetPulse } from '#data/pulse.ts';
import { definitionOf } from '#data/records/definitions.ts';
import type { RecordName } from '#data/records/ledger.ts';
import { project, type Image } from '#data/records/project.ts';
import { countAll } from './activity-counts.ts';
import { mirrorAll } from './timelines.ts';
import { purgeEntries } from '#data/records/purge.ts';
import type { AnyRecord } from '#data/records/definition.ts';
import { recordFrom } from '#data/records/stored.ts';
import { isTemporary } from '#data/table.ts';
import { loggedUnits, newSession, type Session } from '#data/units.ts';

/** Ledgers that are written together: with their counters they fill a transaction. */
const together = 40;

/** What a stream record says of a record of ours. */
interface Entry {
  name: RecordName;
  sequenceNumber: string;
  /** Throws for a record that cannot be read. */
  image: () => Image;
}
interface Failure {
  entry: Pick<Entry, 'name' | 'sequenceNumber'>;
  error: unknown;
}

/**
 * Keeps search words and counters in line with records, and timelines with all that they tell of. A batch goes on past a record that cannot be projected: its id
 * goes to the poison queue, from where it is projected again from the current record. What failed for a while only
 * (throttles, conflicts, a service that is away) is brought again by the stream.
 */
export async function handler(event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> {
  const session = newSession();
  const startedAt = performance.now();
  // The pulse follows from no record: it is not among the units of the batch.
  await meetPulse(newSession(), 'index', event.Records);
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
  // The stream begins again at the first that failed.
  const numbers = new Set(again.map(({ sequenceNumber }) => sequenceNumber));
  const first = event.Records.find(({ dynamodb }) => numbers.has(dynamodb?.SequenceNumber ?? ''));
  return { batchItemFailures: first ? [{ itemIdentifier: first.dynamodb?.SequenceNumber ?? '' }] : [] };
}

/** Together first; if that fails, one by one. Gives back those that still fail. */
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

/** Nothing for items of other kinds, and for records of which only the count of activities was written. */
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
        // A removal comes after the newest version, and can be projected whatever the record held.
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
