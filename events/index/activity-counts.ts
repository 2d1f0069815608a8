import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import type { Activity } from '#contract/logged-activity.ts';
import { countActivities, orderOf, type ActivityImage } from '#data/projection/activities.ts';
import { recordKey } from '#data/store/keys.ts';
import { definitionOf } from '#data/records/definitions.ts';
import type { RecordName } from '#data/projection/state.ts';
import { refreshFacts } from '#data/projection/project.ts';
import type { Item } from '#data/store/table.ts';
import type { Session } from '#data/store/units.ts';
import { handleTogether, type Failure } from '../reader/batch.ts';
import { latestImage } from '../reader/image.ts';

/** An activity that was created, changed or removed, with the record it belongs to. */
interface Entry {
  name: RecordName;
  source: DynamoDBRecord;
  image: ActivityImage;
}

/** Updates activity counts and the facts derived from them for a batch. */
export const countAll = (session: Session, records: readonly DynamoDBRecord[]): Promise<Failure<Entry>[]> =>
  handleTogether(records.flatMap(entryOf), Infinity, (entries) => count(session, entries));

async function count(session: Session, entries: readonly Entry[]): Promise<void> {
  await countActivities(
    session,
    entries.map(({ image }) => image),
  );
  const looking = entries.filter(({ name }) => name.definition.counting?.factsOfActivities !== undefined);
  const names = new Map(looking.map(({ name }) => [`${name.orgId} ${name.id}`, name]));
  await refreshFacts(session, [...names.values()]);
}

/** Skips items that aren't activities, and activities of unknown record types. */
function entryOf(source: DynamoDBRecord): Entry[] {
  const stored = latestImage(source);
  if (stored?.kind?.S !== 'activity') return [];
  const item = unmarshall(stored as Parameters<typeof unmarshall>[0]) as Item;
  const activity = JSON.parse(String(item.data)) as Activity;
  const [, orgId = ''] = String(item.pk).split('#');
  const { recordType, recordId: id, version } = activity;
  const definition = definitionOf(recordType);
  if (!definition) return [];
  const isThere = source.dynamodb?.NewImage !== undefined;
  return [
    {
      name: { definition, orgId, id },
      source,
      image: {
        record: recordKey(orgId, recordType, id),
        orgId,
        id: activity.id,
        order: orderOf(version, isThere),
        activity: isThere ? activity : undefined,
      },
    },
  ];
}
