// An instance of the function `lists` or `search` without HTTP: `node bench/copy-store-process.ts`, with requests as
// messages from the parent process. The environment contains the table, the bucket and the function's memory.
import { columnsOf } from '#contract/lists/column.ts';
import { contact } from '#contract/records/contact.ts';
import { renewOrBuild } from '#data/copies/copy-build.ts';
import { leaseBuild, publish, readPointers } from '#data/copies/copy-snapshot.ts';
import type { CopyDatabase, CopySource, FoundRecord } from '#data/copies/copy-source.ts';
import { askCopy } from '#data/copies/copy-store.ts';
import type { ListDatabase } from '#data/lists/list-database.ts';
import { listSource } from '#data/lists/list-source.ts';
import type { ListSubject } from '#data/lists/list-subject.ts';
import { predicateOf } from '#data/lists/predicate.ts';
import { positionAt } from '#data/copies/feed.ts';
import { contactRecords } from '#data/records/contact.ts';
import { recordItem } from '#data/records/stored.ts';
import { creation } from '#data/records/write.ts';
import { findIn } from '#data/search/find.ts';
import type { SearchDatabase } from '#data/search/search-database.ts';
import { searchSource } from '#data/search/search-source.ts';
import { putItem } from '#data/store/table.ts';
import { newSession } from '#data/store/units.ts';
import { context, settings } from './generated-context.ts';
import { people } from './people.ts';

export type Kind = 'lists' | 'search';

/**
 * Builds snapshots with this number of records each, asks a list or search, or lets days pass in which nobody opens or
 * changes anything.
 */
export type ToStore = { kind: Kind } & (
  | { build: string[]; records: number }
  | { ask: string }
  | { rest: string[]; days: number }
);
/** `units` are read units, of which a list that isn't in memory needs more. */
export type FromStore = {
  total: number;
  units: number;
  milliseconds: number;
  cpuMilliseconds: number;
  residentMb: number;
};

const columns = columnsOf(contact, [], settings);
const viewpoint = { now: context.now, timeZone: settings.timeZone, yearStartMonth: 1, userId: 'u' };
const filter = predicateOf({ field: 'statusId', op: 'anyOf', value: ['customer'] }, columns, viewpoint);
const sorts = [{ column: columns.get('fullName')!, isDescending: false }];
const subjectOf = (orgId: string): ListSubject => ({
  orgId,
  definition: contactRecords,
  columns,
  settings,
  shownCustom: new Set(),
});

/** What is measured of a kind of copy: how it is made, and a question. */
interface Measured<Database extends CopyDatabase> {
  source: (orgId: string) => CopySource<Database>;
  /** Returns the number of records found. */
  ask: (database: Database) => number;
}

const lists: Measured<ListDatabase> = {
  source: (orgId) => listSource(subjectOf(orgId)),
  ask: (database) => database.answer({ reach: 'all', filter, sorts, limit: 26 }).total,
};
const reach = [{ types: ['contact'], owners: 'all' as const }];
const search: Measured<SearchDatabase> = {
  source: (orgId) => searchSource(orgId, { slots: {} }, [contactRecords]),
  ask: (database) => findIn(database, reach, { words: ['gomez'], spellings: [] }).length,
};

process.on('message', (message: ToStore) => {
  (message.kind === 'lists' ? answer(message, lists) : answer(message, search)).then(
    (figures) => process.send?.(figures),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});

function answer<D extends CopyDatabase>(message: ToStore, measured: Measured<D>): Promise<FromStore> {
  if ('ask' in message) return ask(message.ask, measured);
  if ('rest' in message) return rest(message.rest, message.days, measured);
  return build(message.build, message.records, measured);
}

async function ask<D extends CopyDatabase>(orgId: string, measured: Measured<D>): Promise<FromStore> {
  const session = newSession();
  const [startedAt, cpu] = [performance.now(), process.cpuUsage()];
  const { answer: total } = await askCopy(session, measured.source(orgId), measured.ask);
  const milliseconds = performance.now() - startedAt;
  const { user, system } = process.cpuUsage(cpu);
  return {
    total,
    units: session.units.read,
    milliseconds,
    cpuMilliseconds: (user + system) / 1000,
    residentMb: process.memoryUsage.rss() / 1024 ** 2,
  };
}

async function build<D extends CopyDatabase>(
  orgIds: readonly string[],
  records: number,
  measured: Measured<D>,
): Promise<FromStore> {
  const any = measured.source('any');
  const database = any.create();
  any.apply(database, [...generated(records)]);
  for (const orgId of orgIds) {
    const source = measured.source(orgId);
    const lease = await leaseBuild(newSession(), source, 0);
    const position = positionAt(new Date().toISOString());
    const copy = { database, position, layout: source.layout, changes: 0 };
    if (!lease || !(await publish(newSession(), source, lease, copy))) throw new Error('no snapshot');
  }
  const total = database.count();
  database.close();
  return { ...nothing, total };
}

const nothing: FromStore = { total: 0, units: 0, milliseconds: 0, cpuMilliseconds: 0, residentMb: 0 };

/** Makes snapshots older, and renews them as the builder does once they are due. */
async function rest<D extends CopyDatabase>(
  orgIds: readonly string[],
  days: number,
  measured: Measured<D>,
): Promise<FromStore> {
  const earlier = (time = '') => new Date(Date.parse(time) - days * 86_400_000).toISOString();
  for (const orgId of orgIds) {
    const source = measured.source(orgId);
    for (const pointer of await readPointers(newSession(), source)) {
      const { through, builtAt } = pointer;
      await putItem(newSession(), {
        Item: { ...pointer, through: earlier(through), builtAt: earlier(builtAt) },
      });
    }
    await renewOrBuild(newSession(), source);
  }
  return nothing;
}

function* generated(records: number): Generator<FoundRecord> {
  for (const { createdAt, input } of people(records, ['t1', 't2', 't3'], Date.parse(context.now))) {
    const { record } = creation(contactRecords, { ...context, now: createdAt }, input);
    const item = recordItem(contactRecords, context.orgId, record, settings);
    yield { definition: contactRecords, id: record.id, item };
  }
}
