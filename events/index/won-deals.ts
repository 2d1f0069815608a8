import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { refreshWonDeals } from '#data/projection/tallies.ts';
import type { RecordName } from '#data/projection/state.ts';
import { storedSettingsOf } from '#data/organization/settings.ts';
import { dealRecords, stageOf } from '#data/records/deal.ts';
import type { AnyRecord } from '#data/records/definition.ts';
import { recordFrom, type RecordItem } from '#data/records/stored.ts';
import type { Session } from '#data/store/units.ts';
import { handleTogether, type Failure } from '../reader/batch.ts';
import { isSameRecord, latestImage, recordIn, type StreamImage } from '../reader/image.ts';

/** A deal that was created, changed or removed. */
interface Entry {
  name: RecordName;
  source: DynamoDBRecord;
  /** The deal before and after the change. */
  states: AnyRecord[];
}

/** Updates what the won deals of customers add up to for a batch. The counters of the deals must be up to date. */
export const sumAll = (session: Session, records: readonly DynamoDBRecord[]): Promise<Failure<Entry>[]> =>
  handleTogether(records.flatMap(entryOf), Infinity, async (entries) => {
    for (const [orgId, ofOne] of Map.groupBy(entries, ({ name }) => name.orgId)) {
      const states = ofOne.flatMap((entry) => entry.states);
      await refreshWonDeals(session, orgId, await customersOfWon(session, orgId, states));
    }
  });

/** The customers of won deals, and of deals in stages that the cached settings lack. */
async function customersOfWon(
  session: Session,
  orgId: string,
  states: readonly AnyRecord[],
): Promise<string[]> {
  const settings = await storedSettingsOf(session, orgId);
  return states.flatMap(({ customerId, stageId }) => {
    const meaning = settings && stageOf(settings, String(stageId))?.meaning;
    return typeof customerId === 'string' && (meaning ?? 'won') === 'won' ? [customerId] : [];
  });
}

function entryOf(source: DynamoDBRecord): Entry[] {
  const { orgId, type, id } = recordIn(latestImage(source)) ?? {};
  if (type !== dealRecords.type.name || !orgId || !id || isSameRecord(source)) return [];
  const { OldImage, NewImage } = source.dynamodb ?? {};
  const name = { definition: dealRecords, orgId, id };
  return [{ name, source, states: [OldImage, NewImage].flatMap(dealIn) }];
}

/** The deal in an image. If it can't be parsed, the projection reports the error. */
function dealIn(image: StreamImage): AnyRecord[] {
  if (!image) return [];
  try {
    const item = unmarshall(image as Parameters<typeof unmarshall>[0]);
    return [recordFrom(dealRecords, item as RecordItem)];
  } catch {
    return [];
  }
}
