import type { CopySource } from '../copies/copy-source.ts';
import { slotsOf } from '../custom-fields/slots.ts';
import type { OrganizationSettings } from '../organization/settings.ts';
import { recordDefinitions } from '../records/definitions.ts';
import { projectionHash } from '../records/projection-hash.ts';
import { recordAttributes } from '../records/read.ts';
import { searchedIn } from '../records/searched-in.ts';
import { allList, recordFrom, type RecordItem } from '../records/stored.ts';
import type { RecordDefinition } from '../records/definition.ts';
import { fold } from '../values/search-terms.ts';
import { searchWordsOf } from '../values/searched.ts';
import { shortDigest } from '../values/short-digest.ts';
import { SearchDatabase, type SearchedRecord } from './search-database.ts';

/** The name of the source of search, which no record type has. */
export const searchName = 'search';

/** Increase it when the tables of `SearchDatabase` change, or what it derives from records. */
const layoutVersion = 2;

/** With fewer records, search needs no snapshot. They are read for every instance that has none in memory. */
const smallRecords = 200;

type WithSlots = Pick<OrganizationSettings, 'slots'>;

/** The title, the second line and the words of all records of an organization outside the trash, as a copy. */
export function searchSource(
  orgId: string,
  settings: WithSlots,
  definitions: readonly RecordDefinition[] = Object.values(recordDefinitions),
): CopySource<SearchDatabase> {
  const slots = definitions.map(({ type }) => slotsOf(settings, type.name));
  return {
    orgId,
    name: searchName,
    definitions,
    lists: [allList],
    attributes: {
      ...recordAttributes,
      ProjectionExpression: `${recordAttributes.ProjectionExpression}, id, mergedInto`,
    },
    parts: ['columns'],
    layout: shortDigest([layoutVersion, definitions.map(projectionHash), slots]),
    schema: 1,
    smallRecords,
    create: () => SearchDatabase.create(),
    open: ({ columns }) => SearchDatabase.open(columns),
    apply(database, found) {
      const read = found.map(({ definition, item }) => item && searchedRecord(settings, definition, item));
      const live = read.filter((record) => record !== undefined && record !== 'unreadable');
      database.put(live.filter(({ isDeleted }) => !isDeleted).map(({ record }) => record));
      const kept = new Set(live.flatMap(({ isDeleted, record }) => (isDeleted ? [] : [record.id])));
      database.remove(found.flatMap(({ id }) => (kept.has(id) ? [] : [id])));
      return found.flatMap(({ definition, id }, at) =>
        read[at] === 'unreadable' ? [{ type: definition.type.name, id }] : [],
      );
    },
    differences: (one, other) => one.differencesFrom(other),
  };
}

type Read = { record: SearchedRecord; isDeleted: boolean } | 'unreadable';

function searchedRecord(settings: WithSlots, definition: RecordDefinition, item: RecordItem): Read {
  try {
    const record = recordFrom(definition, item);
    const { type } = definition;
    const title = String(record[type.title] ?? '');
    const titleWords = fold(title).split(' ');
    const words = searchedIn(definition, settings, record).flatMap(searchWordsOf);
    return {
      isDeleted: record.deletedAt !== undefined,
      record: {
        id: record.id,
        type: type.name,
        title,
        detail: definition.search.detail(record),
        ownerId: record.ownerId as string | undefined,
        version: record.version,
        at: record.updatedAt,
        titleWords,
        otherWords: words.filter((word) => !titleWords.includes(word)),
      },
    };
  } catch {
    return 'unreadable';
  }
}
