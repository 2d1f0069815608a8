// Fills the table of a stopped host with records: `node bench/load.ts ORDER`, a `LoadOrder` as JSON in the host's folder.
// Once the loader was stopped, the folder also says how far it came.
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { startDynoxide } from 'local-aws/engines/dynamodb/engine.ts';
import { repairStreamTables } from 'local-aws/engines/dynamodb/stream-tables.ts';
import { createDynamoCall } from 'local-aws/engines/dynamodb/wire.ts';
import type { Organization } from '#contract/organization.ts';
import type { RecordDefinition } from '#data/records/definition.ts';
import type { DataKind } from './data-version.ts';
import { invoices, payments } from './money.ts';
import { ownedByEmployee, people, type Past } from './people.ts';
import { deals, leads } from './sales.ts';

/** The table, the user who creates the records, and the organizations to fill. */
export type LoadOrder = {
  table: string;
  region: string;
  userId: string;
  /** A member who owns some of the records. */
  employeeId: string;
  kind: DataKind;
  /** Epoch milliseconds: records are created before. */
  now: number;
  /** `records` is the number of records of each type. */
  organizations: { id: string; records: number; tagIds: string[] }[];
};

const timelineLines = 5_000;
const [orderFile = ''] = process.argv.slice(2);
const folder = path.dirname(orderFile);
const order = JSON.parse(readFileSync(orderFile, 'utf8')) as LoadOrder;
const progressFile = path.join(folder, 'load-progress.json');
/** Number of records that are written, by organization and type. */
const done: Record<string, number> = existsSync(progressFile)
  ? (JSON.parse(readFileSync(progressFile, 'utf8')) as Record<string, number>)
  : {};
const engine = await startDynoxide(folder);
const call = createDynamoCall(engine.url, order.region);
const streamOf = (specification: object) =>
  call('UpdateTable', { TableName: order.table, StreamSpecification: specification });

// The product's own code writes in this process. No stream readers run, so the stream would only slow down the writes.
await streamOf({ StreamEnabled: false });
Object.assign(process.env, {
  TABLE_NAME: order.table,
  AWS_REGION: order.region,
  AWS_ACCESS_KEY_ID: 'bench',
  AWS_SECRET_ACCESS_KEY: 'bench',
  AWS_ENDPOINT_URL_DYNAMODB: engine.url,
});
const { addRecords, addTimeline, markProjected, talkativeId } = await import('./load-records.ts');
const { recordDefinitions } = await import('#data/records/definitions.ts');
const { contact, lead, deal, invoice, payment } = recordDefinitions;
const { now } = order;
const results: string[] = [];
for (const { id: orgId, records, tagIds } of order.organizations) {
  const of = { orgId, userId: order.userId };
  const add = (definition: RecordDefinition, inputs: (settings: Organization) => Generator<Past>) => {
    const name = `${orgId} ${definition.type.name}`;
    const tell = tellProgress(records, definition.type.plural);
    return addRecords({
      ...of,
      definition,
      inputs: (settings) => ownedByEmployee(inputs(settings), order.employeeId),
      done: done[name] ?? 0,
      tell(count) {
        done[name] = count;
        saveProgress();
        tell(count);
      },
    });
  };
  if (order.kind === 'money') {
    await add(invoice, () => invoices(records, now));
    await add(payment, () => payments(records, now));
    continue;
  }
  await add(contact, () => people(records, tagIds, now));
  await add(lead, () => leads(records, tagIds, now));
  await add(deal, (settings) => deals(records, tagIds, now, settings));
  if (!done[`${orgId} timeline`]) await addTimeline(of, timelineLines);
  done[`${orgId} timeline`] = timelineLines;
  saveProgress();
  results.push(talkativeId(orgId));
}
for (const definition of Object.values(recordDefinitions)) await markProjected(definition);
await streamOf({ StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' });
repairStreamTables(engine.file!);
await engine.stop();
// Prints the ids of the contacts with long timelines, in the order of the organizations.
process.stdout.write(`${JSON.stringify(results)}\n`);
process.exit(0);

/** Replaces the file at once, so that a stop leaves no half of it. */
function saveProgress(): void {
  writeFileSync(`${progressFile}.new`, JSON.stringify(done));
  renameSync(`${progressFile}.new`, progressFile);
}

function tellProgress(total: number, what: string): (done: number) => void {
  let reported = 0;
  return (done) => {
    if (done - reported < total / 10 || total < 10_000) return;
    reported = done;
    console.error(`  ${done} of ${total} ${what} loaded`);
  };
}
