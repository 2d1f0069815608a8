// Fills the table of a host that is not running with contacts: `node bench/load.ts FOLDER`, organizations on standard input.
import { text } from 'node:stream/consumers';
import { startDynoxide } from '#infra/local/dynamodb/engine.ts';
import { mendStreamTables } from '#infra/local/dynamodb/stream-tables.ts';
import { createDynamoCall } from '#infra/local/dynamodb/wire.ts';
import { people } from './people.ts';

/** What is to be loaded. */
export type LoadOrder = {
  table: string;
  region: string;
  userId: string;
  organizations: { id: string; contacts: number; tagIds: string[] }[];
};

const [folder = ''] = process.argv.slice(2);
const order = JSON.parse(await text(process.stdin)) as LoadOrder;
const engine = await startDynoxide(folder);
const call = createDynamoCall(engine.url, order.region);
const streamOf = (specification: object) =>
  call('UpdateTable', { TableName: order.table, StreamSpecification: specification });

// The kernel's own code writes, in this process. Its readers are not running, so the stream would only be in the way.
await streamOf({ StreamEnabled: false });
Object.assign(process.env, {
  TABLE_NAME: order.table,
  AWS_REGION: order.region,
  AWS_ACCESS_KEY_ID: 'bench',
  AWS_SECRET_ACCESS_KEY: 'bench',
  AWS_ENDPOINT_URL_DYNAMODB: engine.url,
});
const { addContacts, markProjected } = await import('./load-contacts.ts');
for (const { id, contacts, tagIds } of order.organizations) {
  const made = people(contacts, tagIds, Date.now());
  await addContacts({ orgId: id, userId: order.userId, people: made, tell: tellProgress(contacts) });
}
await markProjected();
await streamOf({ StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' });
mendStreamTables(engine.file!);
await engine.stop();
process.exit(0);

function tellProgress(total: number): (done: number) => void {
  let told = 0;
  return (done) => {
    if (done - told < total / 10 || total < 10_000) return;
    told = done;
    console.log(`  ${done} of ${total} contacts loaded`);
  };
}
