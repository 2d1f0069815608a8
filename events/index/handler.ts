import { writeLog } from '#data/log.ts';
import type { AttributeValue, DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { definitionOf } from '#data/records/definitions.ts';
import { project, type Image } from '#data/records/project.ts';
import { purgeEntries } from '#data/records/purge.ts';
import { recordFrom } from '#data/records/stored.ts';
import { meetPulse } from '#data/pulse.ts';
import { newSession, type Session } from '#data/units.ts';
import { poisoned } from './poison.ts';

/** Ledgers that are written together: with their counters they fill a transaction. */
const together = 40;

/**
 * Keeps search words and counters in line with records. A batch goes on past a record that cannot be projected: its id
 * goes to the poison queue, from where it is projected again from the current record.
 */
export async function handler(event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> {
  const session = newSession();
  const startedAt = performance.now();
  await meetPulse(session, 'index', event.Records);
  const images = event.Records.flatMap(imageOf);
  const failed: Image[] = [];
  for (let start = 0; start < images.length; start += together) {
    failed.push(...(await projectAll(session, images.slice(start, start + together))));
  }
  for (const image of failed) await poisoned(image);
  for (const image of images)
    if (!image.record && !failed.includes(image)) await purgeEntries(session, image);
  writeLog({
    level: failed.length > 0 ? 'error' : 'info',
    message: 'projected',
    records: images.length,
    poisoned: failed.length,
    milliseconds: Math.round(performance.now() - startedAt),
    readUnits: session.units.read,
    writeUnits: session.units.write,
  });
  return { batchItemFailures: [] };
}

/** Together first; if that fails, one by one, and those that still fail are given back. */
async function projectAll(session: Session, images: Image[]): Promise<Image[]> {
  try {
    await project(session, images);
    return [];
  } catch {
    const failed: Image[] = [];
    for (const image of images) await project(session, [image]).catch(() => failed.push(image));
    return failed;
  }
}

type StoredImage = Record<string, AttributeValue>;

/** What a stream record says of a record; nothing for items of other kinds. */
function imageOf({ eventName, dynamodb }: DynamoDBRecord): Image[] {
  const image = (dynamodb?.NewImage ?? dynamodb?.OldImage) as StoredImage | undefined;
  const definition = image?.kind?.S === 'record' ? definitionOf(image.type?.S ?? '') : undefined;
  const { org, id, version, data, schema } = image ?? {};
  if (!definition || !org?.S || !id?.S || !version?.N || !data?.S) return [];
  const about = { definition, orgId: org.S, id: id.S };
  // A removal comes after the newest version.
  const record = recordFrom(definition, { data: data.S, schema: Number(schema?.N ?? 1) });
  if (eventName === 'REMOVE')
    return [{ ...about, version: Number(version.N) + 1, record: undefined, last: record }];
  return [{ ...about, version: Number(version.N), record }];
}
