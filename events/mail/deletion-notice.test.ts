import { createHash } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { SQSEvent } from 'aws-lambda';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { memberKey, organizationKey, userKey } from '#data/store/keys.ts';
import { createMailbox } from 'local-aws/engines/ses/mailbox.ts';
import { createSes } from 'local-aws/engines/ses/ses.ts';
import { catchLog, context, listen, startTable, stubLambda, tableName } from '../services-under-test.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'cobalt-deletion-mail-'));
const mailbox = createMailbox(path.join(folder, 'mailbox.db'));
let engine: Awaited<ReturnType<typeof startTable>>;
let ses: Awaited<ReturnType<typeof listen>>;
let sqs: Awaited<ReturnType<typeof listen>>;
let handler: typeof import('./handler.ts').handler;
const queued: Record<string, string>[] = [];
/** Number of messages after which the queue refuses further ones. */
let queuedMost = Infinity;
const log = catchLog();

beforeAll(async () => {
  engine = await startTable();
  const account = { region: 'eu-west-1', accountId: '000000000000' };
  const service = createSes({ mailbox, ...account, authorize: () => undefined });
  ses = await listen((request, response) => service.handle(request, response));
  sqs = await listen(async (request, response) => {
    const { MessageBody } = JSON.parse(await text(request));
    if (queued.length >= queuedMost) return void response.writeHead(403).end('{"__type":"AccessDenied"}');
    queued.push(JSON.parse(MessageBody));
    const MD5OfMessageBody = createHash('md5').update(MessageBody).digest('hex');
    response.setHeader('content-type', 'application/x-amz-json-1.0');
    response.end(JSON.stringify({ MessageId: 'one', MD5OfMessageBody }));
  });
  stubLambda({
    AWS_ENDPOINT_URL_DYNAMODB: engine.url,
    AWS_ENDPOINT_URL_SESV2: ses.url,
    AWS_ENDPOINT_URL_SQS: sqs.url,
    MAIL_QUEUE_URL: `${sqs.url}/000000000000/mail`,
    TABLE_NAME: tableName,
    SITE_URL: 'https://crm.example.com',
    MAIL_FROM: 'crm@example.com',
  });
  ({ handler } = await import('./handler.ts'));
});
afterAll(async () => {
  vi.unstubAllEnvs();
  log.restore();
  await Promise.all([ses.stop(), sqs.stop()]);
  await engine.stop();
  mailbox.close();
  rmSync(folder, { recursive: true });
});

const put = (Item: Record<string, unknown>) =>
  engine.table.send(new PutCommand({ TableName: tableName, Item }));

async function addMember(orgId: string, userId: string, role: string, more: object = {}): Promise<void> {
  const email = `${userId}@${orgId}.example`;
  await put({ ...memberKey(orgId, userId), userId, email, role, active: true, displayName: userId, ...more });
  const data = JSON.stringify({ id: userId, email, firstName: userId, lastName: '', locale: 'en' });
  await put({ ...userKey(userId), kind: 'user', version: 1, schema: 1, data });
}

async function deleteOrganization(id: string, version: number): Promise<void> {
  const deletingAt = '2030-01-01T10:00:00.000Z';
  const data = JSON.stringify({ id, name: 'Núñez', timeZone: 'America/Bogota', deletingAt });
  await put({ ...organizationKey(id), kind: 'organization', version, schema: 2, data });
}

function run(...bodies: object[]) {
  const Records = bodies.map((body, index) => ({
    messageId: `message-${index}`,
    body: JSON.stringify(body),
    attributes: { ApproximateReceiveCount: '1' },
  }));
  return handler({ Records } as SQSEvent, context);
}

const toldOf = (orgId: string) => queued.filter((one) => one.orgId === orgId).map(({ userId }) => userId);
const failedFirst = { batchItemFailures: [{ itemIdentifier: 'message-0' }] };

test('a failed notice of a deletion is repeated alone, and each recipient gets one e-mail', async () => {
  const orgId = 'one';
  await deleteOrganization(orgId, 2);
  await addMember(orgId, 'ana', 'owner');
  await addMember(orgId, 'ben', 'admin');
  await addMember(orgId, 'cora', 'manager');
  await addMember(orgId, 'dan', 'admin', { active: false });
  expect(await run({ kind: 'deletion', orgId })).toEqual({ batchItemFailures: [] });
  expect(toldOf(orgId)).toEqual(['ana', 'ben']);
  await put({ ...userKey('ana'), kind: 'user', version: 1, schema: 1, data: 'damaged' });
  expect(await run(...queued)).toEqual(failedFirst);
  expect(mailbox.list(`ben@${orgId}.example`)).toHaveLength(1);
  await addMember(orgId, 'ana', 'owner');
  expect(await run(queued[0]!)).toEqual({ batchItemFailures: [] });
  for (const name of ['ana', 'ben']) expect(mailbox.list(`${name}@${orgId}.example`)).toHaveLength(1);
});

test('an organization that is deleted again on the same day sends no second round of e-mails', async () => {
  const orgId = 'again';
  await addMember(orgId, 'eva', 'owner');
  for (const version of [2, 2, 4]) {
    await deleteOrganization(orgId, version);
    await run({ kind: 'deletion', orgId });
  }
  expect(toldOf(orgId)).toEqual(['eva']);
});

test('a round that stopped midway is continued', async () => {
  const orgId = 'midway';
  await deleteOrganization(orgId, 2);
  for (const name of ['fay', 'gus']) await addMember(orgId, name, 'owner');
  queuedMost = queued.length + 1;
  expect(await run({ kind: 'deletion', orgId })).toEqual(failedFirst);
  queuedMost = Infinity;
  expect(await run({ kind: 'deletion', orgId })).toEqual({ batchItemFailures: [] });
  expect(new Set(toldOf(orgId))).toEqual(new Set(['fay', 'gus']));
});

test('a notice is not sent after a restore, or to a former administrator', async () => {
  const orgId = 'former';
  await deleteOrganization(orgId, 2);
  await addMember(orgId, 'hal', 'employee');
  await addMember('live', 'ida', 'owner');
  await put({ ...organizationKey('live'), version: 3, schema: 2, data: JSON.stringify({ id: 'live' }) });
  const messages = [
    { kind: 'deletion', orgId, userId: 'hal' },
    { kind: 'deletion', orgId: 'live', userId: 'ida' },
  ];
  expect(await run(...messages)).toEqual({ batchItemFailures: [] });
  for (const email of [`hal@${orgId}.example`, 'ida@live.example']) expect(mailbox.list(email)).toEqual([]);
});
