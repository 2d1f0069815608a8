// Fills the table of a stopped host with records: `node bench/load.ts ORDER`, a `LoadOrder` as JSON in the host's folder.
// Once the loader was stopped, the folder also has what it had made.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { startDynoxide } from 'local-aws/engines/dynamodb/engine.ts';
import { importItems, type TableDescription } from 'local-aws/engines/dynamodb/import-items.ts';
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
const engine = await startDynoxide(folder);
const call = createDynamoCall(engine.url, order.region);

Object.assign(process.env, {
  TABLE_NAME: order.table,
  AWS_REGION: order.region,
  AWS_ACCESS_KEY_ID: 'bench',
  AWS_SECRET_ACCESS_KEY: 'bench',
  AWS_ENDPOINT_URL_DYNAMODB: engine.url,
});
const { LoadFiles } = await import('./load-files.ts');
const { addRecords, addTimeline, markProjected, talkativeId } = await import('./load-records.ts');
const { recordDefinitions } = await import('#data/records/definitions.ts');
const { contact, lead, deal, invoice, payment } = recordDefinitions;
const { now } = order;
const files = new LoadFiles(folder);
const results: string[] = [];
for (const { id: orgId, records, tagIds } of order.organizations) {
  const of = { orgId, userId: order.userId };
  const add = (definition: RecordDefinition, inputs: (settings: Organization) => Generator<Past>) =>
    addRecords(files, {
      ...of,
      definition,
      inputs: (settings) => ownedByEmployee(inputs(settings), order.employeeId),
      tell: tellProgress(records, definition.type.plural),
    });
  if (order.kind === 'money') {
    await add(invoice, () => invoices(records, now));
    await add(payment, () => payments(records, now));
    continue;
  }
  await add(contact, () => people(records, tagIds, now));
  await add(lead, () => leads(records, tagIds, now));
  await add(deal, (settings) => deals(records, tagIds, now, settings));
  await addTimeline(files, of, timelineLines);
  results.push(talkativeId(orgId));
}
files.addCounters();
for (const definition of Object.values(recordDefinitions)) await markProjected(definition);
const { Table } = await call('DescribeTable', { TableName: order.table });
await engine.stop();
console.error('  importing all items');
await importItems(engine.file!, Table as TableDescription, files.folder);
repairStreamTables(engine.file!);
files.remove();
// Prints the ids of the contacts with long timelines, in the order of the organizations.
process.stdout.write(`${JSON.stringify(results)}\n`);
process.exit(0);

function tellProgress(total: number, what: string): (done: number) => void {
  let reported = 0;
  return (done) => {
    if (done - reported < total / 10 || total < 10_000) return;
    reported = done;
    console.error(`  ${done} of ${total} ${what} loaded`);
  };
}
