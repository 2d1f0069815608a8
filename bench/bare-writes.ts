// Sends the transactions of a mass edit or an import straight to the engine: `node bench/bare-writes.ts`, with a
// `BareOrder` as JSON on standard input. Prints the number of records per second.
import { text } from 'node:stream/consumers';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { Contact } from '#contract/records/contact.ts';
import type { Context } from '#data/organization/context.ts';
import type { Write } from '#data/records/write.ts';
import type { Action } from '#data/store/transact.ts';

/** What to write in which organization. */
export type BareOrder = {
  table: string;
  region: string;
  dynamodbUrl: string;
  orgId: string;
  userId: string;
  writes: BareWrites;
  /** Number of concurrent connections. */
  connections: number;
};

/** New values for existing contacts, or new contacts. */
export type BareWrites =
  | { kind: 'edit'; ids: string[]; city: string }
  | { kind: 'create'; inputs: Record<string, unknown>[] };

/** Records per transaction: as many as the steps of a job have, with room for its progress. */
const together = 32;

const order = JSON.parse(await text(process.stdin)) as BareOrder;
Object.assign(process.env, {
  TABLE_NAME: order.table,
  AWS_REGION: order.region,
  AWS_ACCESS_KEY_ID: 'bench',
  AWS_SECRET_ACCESS_KEY: 'bench',
  AWS_ENDPOINT_URL_DYNAMODB: order.dynamodbUrl,
});
const [
  { contactRecords },
  { keyOf },
  { recordFrom },
  { actionsOf, change, creation },
  { getItems },
  { newSession },
] = await Promise.all([
  import('#data/records/contact.ts'),
  import('#data/records/definition.ts'),
  import('#data/records/stored.ts'),
  import('#data/records/write.ts'),
  import('#data/store/table.ts'),
  import('#data/store/units.ts'),
]);
const { readSettings } = await import('#data/organization/settings.ts');

const session = newSession();
const context = {
  ...session,
  ...{ now: new Date().toISOString(), requestId: 'bench', actor: { userId: order.userId }, via: 'job' },
  ...{ orgId: order.orgId, role: 'owner', scope: 'all', team: [], scopeFor: () => 'all' },
  settings: await readSettings(session, order.orgId),
} as unknown as Context;
const client = DynamoDBDocumentClient.from(new DynamoDBClient({}), {
  marshallOptions: { removeUndefinedValues: true },
});

const writes = await (order.writes.kind === 'edit' ? edits(order.writes) : creations(order.writes.inputs));
const transactions: TransactWriteCommand[] = [];
for (let start = 0; start < writes.length; start += together)
  transactions.push(transactionOf(writes.slice(start, start + together)));
const rest = transactions.values();
const startedAt = performance.now();
await Promise.all(
  Array.from({ length: order.connections }, async () => {
    for (const transaction of rest) await client.send(transaction);
  }),
);
process.stdout.write(`${(writes.length * 1000) / (performance.now() - startedAt)}\n`);
process.exit(0);

async function edits({ ids, city }: { ids: string[]; city: string }): Promise<Write<Contact>[]> {
  const keys = ids.map((id) => keyOf(contactRecords, order.orgId, id));
  const records = (await getItems(session, keys)).map((item) => recordFrom(contactRecords, item as never));
  return records.map((record) => change(contactRecords, context, record, { city }));
}

function creations(inputs: readonly Record<string, unknown>[]): Write<Contact>[] {
  return inputs.map((input) => creation(contactRecords, context, input));
}

function transactionOf(part: readonly Write<Contact>[]): TransactWriteCommand {
  const progress = {
    update: {
      Key: { pk: `ORG#${order.orgId}#BARE`, sk: part[0]?.record.id ?? '' },
      UpdateExpression: 'SET done = :done',
      ExpressionAttributeValues: { ':done': part.length },
    },
  };
  const actions: Action[] = [progress, ...actionsOf(contactRecords, context, part)];
  return new TransactWriteCommand({ TransactItems: actions.map(itemOf) });
}

function itemOf(action: Action) {
  const of = { TableName: order.table };
  if ('put' in action) return { Put: { ...action.put, ...of } };
  if ('update' in action) return { Update: { ...action.update, ...of } };
  if ('remove' in action) return { Delete: { ...action.remove, ...of } };
  return { ConditionCheck: { ...action.check, ...of } };
}
