// An instance of the function `lists` without HTTP: `node bench/list-store-process.ts`, with requests as messages from
// the parent process. The environment contains the table, the bucket and the function's memory.
import { columnsOf } from '#contract/lists/column.ts';
import { contact } from '#contract/records/contact.ts';
import { leaseBuild, publish } from '#data/copies/copy-snapshot.ts';
import { ListDatabase } from '#data/lists/list-database.ts';
import { listRecordOf } from '#data/lists/list-record.ts';
import { askList, listSource } from '#data/lists/list-source.ts';
import type { ListSubject } from '#data/lists/list-subject.ts';
import { predicateOf } from '#data/lists/predicate.ts';
import { positionAt } from '#data/copies/feed.ts';
import { contactRecords } from '#data/records/contact.ts';
import { recordItem } from '#data/records/stored.ts';
import { creation } from '#data/records/write.ts';
import { newSession } from '#data/store/units.ts';
import { context, settings } from './generated-context.ts';
import { people } from './people.ts';

/** Builds snapshots with this number of records each, or asks about a list. */
export type ToStore = { build: string[]; records: number } | { ask: string };
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

process.on('message', (message: ToStore) => {
  const work = 'ask' in message ? ask(message.ask) : build(message.build, message.records);
  work.then(
    (answer) => process.send?.(answer),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});

async function ask(orgId: string): Promise<FromStore> {
  const session = newSession();
  const [startedAt, cpu] = [performance.now(), process.cpuUsage()];
  const { answer } = await askList(session, subjectOf(orgId), (database) =>
    database.answer({ reach: 'all', filter, sorts, limit: 26 }),
  );
  const milliseconds = performance.now() - startedAt;
  const { user, system } = process.cpuUsage(cpu);
  return {
    total: answer.total,
    units: session.units.read,
    milliseconds,
    cpuMilliseconds: (user + system) / 1000,
    residentMb: process.memoryUsage.rss() / 1024 ** 2,
  };
}

async function build(orgIds: readonly string[], records: number): Promise<FromStore> {
  const database = ListDatabase.create([...columns.values()]);
  database.put(generated(records));
  for (const orgId of orgIds) {
    const source = listSource(subjectOf(orgId));
    const lease = await leaseBuild(newSession(), source, 0);
    const position = positionAt(new Date().toISOString());
    const copy = { database, position, layout: source.layout, changes: 0 };
    if (!lease || !(await publish(newSession(), source, lease, copy))) throw new Error('no snapshot');
  }
  const total = database.count();
  database.close();
  return { total, units: 0, milliseconds: 0, cpuMilliseconds: 0, residentMb: 0 };
}

function* generated(records: number) {
  for (const { createdAt, input } of people(records, ['t1', 't2', 't3'], Date.parse(context.now))) {
    const { record } = creation(contactRecords, { ...context, now: createdAt }, input);
    const item = recordItem(contactRecords, context.orgId, record, settings);
    yield listRecordOf({ definition: contactRecords, settings }, item)!;
  }
}
