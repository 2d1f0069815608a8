import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import type { Key } from '#data/store/keys.ts';
import { doneMarkers, recordAt, refreshAnswered } from '#data/projection/answered.ts';
import type { RecordName } from '#data/projection/state.ts';
import type { Item } from '#data/store/table.ts';
import { linesOf, type LineItem } from '#data/projection/timeline/lines.ts';
import { refreshTallies, talliesOfLine, type TallyOfLines } from '#data/projection/tallies.ts';
import { mirror, type Source } from '#data/projection/timeline/mirror.ts';
import type { Session } from '#data/store/units.ts';
import { handleTogether, type Failure } from '../reader/batch.ts';
import type { StreamImage } from '../reader/image.ts';

/**
 * An item whose timeline lines may have changed, and the record whose timeline is rebuilt after a permanent failure.
 */
interface Entry extends Source {
  tallies: TallyOfLines[];
  /** The partitions in which a planned activity became done, or no longer is. */
  answered: string[];
  name: RecordName;
  source: DynamoDBRecord;
}

/** Updates timelines for the items of a batch, and then what lists show of them. */
export const mirrorAll = (session: Session, records: readonly DynamoDBRecord[]): Promise<Failure<Entry>[]> =>
  handleTogether(records.flatMap(entryOf), Infinity, async (entries) => {
    await mirror(session, entries);
    await refreshTallies(
      session,
      entries.flatMap(({ tallies }) => tallies),
    );
    await refreshAnswered(
      session,
      entries.flatMap(({ answered }) => answered),
    );
  });

/** Ignores items that produce the same lines as before, or none. */
function entryOf(source: DynamoDBRecord): Entry[] {
  const { dynamodb } = source;
  const before = linesOfImage(dynamodb?.OldImage);
  const after = linesOfImage(dynamodb?.NewImage);
  const lines = [...before, ...after];
  const touched = lines.map(({ pk, sk }) => ({ pk, sk }));
  const key = dynamodb?.Keys && (unmarshall(dynamodb.Keys as Image) as Key);
  if (!key || JSON.stringify(before) === JSON.stringify(after)) return [];
  const name = [...touched, key].map(recordAt).find((found) => found !== undefined);
  if (!name) return [];
  const [had, has] = [before, after].map((all) => doneMarkers(all).map(({ pk, sk }) => `${pk} ${sk}`));
  const answered = doneMarkers(lines).filter(
    ({ pk, sk }) => had?.includes(`${pk} ${sk}`) !== has?.includes(`${pk} ${sk}`),
  );
  const tallies = lines.flatMap(talliesOfLine);
  return [{ key, touched, tallies, answered: answered.map(({ pk }) => pk), name, source }];
}

type Image = Record<string, AttributeValue>;

/** An image that cannot be parsed produces no lines. For images of records, the projection reports the error. */
function linesOfImage(image: StreamImage): LineItem[] {
  try {
    return image ? linesOf(unmarshall(image as Image) as Item) : [];
  } catch {
    return [];
  }
}
