import type { Column } from '#contract/lists/column.ts';
import type { CopySource } from '../copies/copy-source.ts';
import { askCopy, type AskOptions, type Dated } from '../copies/copy-store.ts';
import { slotsOf } from '../custom-fields/slots.ts';
import { projectionHash } from '../records/projection-hash.ts';
import { allList, trashList } from '../records/stored.ts';
import type { Session } from '../store/units.ts';
import { shortDigest } from '../values/short-digest.ts';
import { ListDatabase } from './list-database.ts';
import { deriveList } from './list-derivation.ts';
import { listAttributes, listRecordFrom, listRecordOf } from './list-record.ts';
import type { ListSubject } from './list-subject.ts';

/**
 * Increase it when the tables of `ListDatabase` change, or how columns, sort keys and search texts are derived from
 * records.
 */
const layoutVersion = 9;

/** Lists with fewer records need no snapshot. */
const smallRecords = 500;

const columnsIn = ({ columns, sharedColumns = columns }: ListSubject): Column[] => [
  ...sharedColumns.values(),
];

/** The layout of a list that is opened now. */
export function layoutOf(subject: ListSubject): string {
  const columns = columnsIn(subject).map(({ name, kind }) => [name, kind]);
  const { definition, settings } = subject;
  const basis = definition.computed?.basis(settings);
  const slots = slotsOf(settings, definition.type.name);
  return shortDigest([layoutVersion, projectionHash(definition), columns, basis, slots]);
}

/** The records of one type as a copy, which has those in the trash, too. */
export function listSource(subject: ListSubject): CopySource<ListDatabase> {
  const { orgId, definition } = subject;
  const columns = columnsIn(subject);
  const type = definition.type.name;
  const entriesOf = (ids: readonly string[]) => ids.map((id) => ({ type, id }));
  return {
    orgId,
    name: type,
    definitions: [definition],
    lists: [allList, trashList],
    attributes: listAttributes(definition),
    parts: ['columns', 'bodies'],
    layout: layoutOf(subject),
    schema: definition.schema,
    smallRecords,
    create: () => ListDatabase.create(columns),
    open: (parts) => ListDatabase.open(parts, columns),
    derive: (bodies, schema) => deriveList(bodies, columns, (body) => listRecordFrom(subject, schema, body)),
    apply(database, found) {
      const records = found.map(({ item }) => item && listRecordOf(subject, item));
      const unreadable = [
        ...database.put(records.filter((record) => record !== undefined)),
        ...found.flatMap(({ id, item }, at) => (item && !records[at] ? [id] : [])),
      ];
      database.remove([...unreadable, ...found.flatMap(({ id, item }) => (item ? [] : [id]))]);
      return entriesOf(unreadable);
    },
    differences: (one, other) => entriesOf(one.differencesFrom(other)),
  };
}

/** Answers a question about all records of a type, as `askCopy` does. */
export const askList = <Answer>(
  session: Session,
  subject: ListSubject,
  ask: (database: ListDatabase) => Answer,
  options?: AskOptions,
): Promise<Dated<Answer>> => askCopy(session, listSource(subject), ask, options);
