import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { limits } from '#contract/limits.ts';
import { accessKey, organizationKey } from '#data/store/keys.ts';
import { deliveryKey, listeningKey, recordErasedKey, webhookKey } from '#data/store/webhook-keys.ts';
import { startTable, stubLambda, tableName } from '../services-under-test.ts';

let engine: Awaited<ReturnType<typeof startTable>>;
let dispatchChange: typeof import('#data/webhooks/dispatch.ts').dispatchChange;
let messageIdOf: typeof import('#data/webhooks/delivery.ts').messageIdOf;
let countChanges: typeof import('#data/limits/change-count.ts').countChanges;
let newSession: typeof import('#data/store/units.ts').newSession;

beforeAll(async () => {
  engine = await startTable();
  stubLambda({ AWS_ENDPOINT_URL_DYNAMODB: engine.url, TABLE_NAME: tableName });
  ({ dispatchChange } = await import('#data/webhooks/dispatch.ts'));
  ({ messageIdOf } = await import('#data/webhooks/delivery.ts'));
  ({ countChanges } = await import('#data/limits/change-count.ts'));
  ({ newSession } = await import('#data/store/units.ts'));
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await engine.stop();
});

const put = (Item: Record<string, unknown>) =>
  engine.table.send(new PutCommand({ TableName: tableName, Item }));

test('messages above the number of a day are kept as failed and aren’t queued', async () => {
  const [orgId, userId, webhookId, recordId] = ['cobalto', 'ana', 'hook', 'contact-1'];
  const events = ['contact.erased'];
  const settings = JSON.stringify({ id: orgId, name: orgId });
  const webhook = { id: webhookId, version: 1, isOn: true, events, creator: { userId }, content: 'ids' };
  await put({ ...organizationKey(orgId), kind: 'organization', version: 1, schema: 2, data: settings });
  await put({ ...accessKey(userId), kind: 'access', orgs: { [orgId]: { role: 'owner', active: true } } });
  await put({
    ...listeningKey(orgId),
    kind: 'listening',
    revision: 1,
    webhooks: [{ id: webhookId, events }],
  });
  await put({ ...webhookKey(orgId, webhookId), version: 1, schema: 1, data: JSON.stringify(webhook) });
  const key = recordErasedKey(orgId, recordId);
  const at = '2027-01-10T10:00:00.000Z';
  await put({ ...key, kind: 'recordErased', org: orgId, recordType: 'contact', recordId, at });
  const { webhookMessagesPerDay: most } = limits;
  const limit = { subject: `webhook-messages#${orgId}`, by: 'organization', most } as const;
  await countChanges(newSession(), limit, most);
  await dispatchChange(newSession(), { orgId, ...key });
  const id = messageIdOf({ ...key, at }, 'contact.erased', webhookId);
  const { Item } = await engine.table.send(
    new GetCommand({ TableName: tableName, Key: { ...deliveryKey(orgId, webhookId, id) } }),
  );
  expect(Item).toMatchObject({ state: 'failed', attemptCount: 0 });
  expect(Item?.g6pk).toBeUndefined();
  expect(JSON.parse(String(Item?.attempts))).toMatchObject([{ problem: 'day_limit' }]);
});
