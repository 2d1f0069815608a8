// Fills the table of a stopped host with records: `node bench/load.ts FOLDER`, with a `LoadOrder` as JSON on standard
// input.
import { text } from 'node:stream/consumers';
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
  /** `records` is the number of records of each type. */
  organizations: { id: string; records: number; tagIds: string[] }[];
};

const timelineLines = 5_000;
const [folder = ''] = process.argv.slice(2);
const order = JSON.parse(await text(process.stdin)) as LoadOrder;
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
const { addRecords, addTimeline, markProjected } = await import('./load-records.ts');
const { recordDefinitions } = await import('#data/records/definitions.ts');
const { contact, lead, deal, invoice, payment } = recordDefinitions;
const now = Date.now();
const results: string[] = [];
for (const { id: orgId, records, tagIds } of order.organizations) {
  const of = { orgId, userId: order.userId };
  const add = (definition: RecordDefinition, inputs: (settings: Organization) => Generator<Past>) =>
    addRecords({
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
  results.push(await addTimeline(of, timelineLines));
}
for (const definition of Object.values(recordDefinitions)) await markProjected(definition);
await streamOf({ StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' });
repairStreamTables(engine.file!);
await engine.stop();
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
