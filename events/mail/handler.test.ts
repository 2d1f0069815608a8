import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { SQSEvent } from 'aws-lambda';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { invitationKey } from '#data/store/keys.ts';
import { createMailbox } from 'local-aws/engines/ses/mailbox.ts';
import { createSes } from 'local-aws/engines/ses/ses.ts';
import { ServiceError } from 'local-aws/http/service-error.ts';
import { catchLog, context, listen, startTable, stubLambda, tableName } from '../services-under-test.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'cobalt-mail-'));
const mailbox = createMailbox(path.join(folder, 'mailbox.db'));
let engine: Awaited<ReturnType<typeof startTable>>;
let ses: Awaited<ReturnType<typeof listen>>;
let handler: typeof import('./handler.ts').handler;
let mayMail = true;
const log = catchLog();

beforeAll(async () => {
  engine = await startTable();
  const service = createSes({
    mailbox,
    region: 'eu-west-1',
    accountId: '000000000000',
    authorize: () => {
      if (!mayMail) throw new ServiceError('AccessDeniedException', 'no', 403);
    },
  });
  ses = await listen((request, response) => service.handle(request, response));
  stubLambda({
    AWS_ENDPOINT_URL_DYNAMODB: engine.url,
    AWS_ENDPOINT_URL_SESV2: ses.url,
    TABLE_NAME: tableName,
    SITE_URL: 'https://crm.example.com',
    MAIL_FROM: 'crm@example.com',
  });
  ({ handler } = await import('./handler.ts'));
});
beforeEach(() => {
  mayMail = true;
  log.clear();
});
afterAll(async () => {
  vi.unstubAllEnvs();
  log.restore();
  await ses.stop();
  await engine.stop();
  mailbox.close();
  rmSync(folder, { recursive: true });
});

const orgId = '018f0000-0000-7000-8000-000000000001';

async function invite(invitationId: string, changes: Record<string, string> = {}): Promise<void> {
  const Item = {
    ...invitationKey(orgId, invitationId),
    status: 'pending',
    email: `${invitationId}@example.com`,
    locale: 'en',
    orgName: 'Núñez & <b>Sons</b>',
    invitedByName: 'Ana',
    ...changes,
  };
  await engine.table.send(new PutCommand({ TableName: tableName, Item }));
}

async function kept(invitationId: string): Promise<Record<string, unknown>> {
  const Key = invitationKey(orgId, invitationId);
  const { Item } = await engine.table.send(new GetCommand({ TableName: tableName, Key }));
  return Item ?? {};
}

function run(...bodies: (object | string)[]) {
  const Records = bodies.map((body, index) => ({
    messageId: `message-${index}`,
    body: typeof body === 'string' ? body : JSON.stringify(body),
    attributes: { ApproximateReceiveCount: '1' },
  }));
  return handler({ Records } as SQSEvent, context);
}

const message = (invitationId: string) => ({ kind: 'invitation', orgId, invitationId });

test('an invitation’s link contains a token of which only a digest is stored', async () => {
  await invite('one');
  expect(await run(message('one'))).toEqual({ batchItemFailures: [] });
  const [mail] = mailbox.list('one@example.com');
  expect(mail).toMatchObject({ from: 'crm@example.com', subject: 'Ana invited you to Núñez & <b>Sons</b>' });
  expect(mail!.html).toContain('Núñez &amp; &lt;b&gt;Sons&lt;/b&gt;');
  const token = new RegExp(`https://crm\\.example\\.com/invitations#${orgId}_one_([\\w-]{43})\n`).exec(
    mail!.text,
  )![1]!;
  expect(mail!.html).toContain(`/invitations#${orgId}_one_${token}"`);
  const item = await kept('one');
  expect(item.tokenHashes).toEqual(new Set([createHash('sha256').update(token).digest('hex')]));
  expect(JSON.stringify(item)).not.toContain(token);
});

test('a message delivered twice sends two links, and both work', async () => {
  await invite('two');
  await run(message('two'));
  await run(message('two'));
  const mails = mailbox.list('two@example.com');
  expect(mails).toHaveLength(2);
  const tokens = mails.map(({ text }) => new RegExp(`${orgId}_two_([\\w-]{43})\n`).exec(text)![1]!);
  const digests = tokens.map((token) => createHash('sha256').update(token).digest('hex'));
  expect((await kept('two')).tokenHashes).toEqual(new Set(digests));
});

test('an invitation is sent in its language', async () => {
  await invite('tres', { locale: 'es' });
  await run(message('tres'));
  expect(mailbox.list('tres@example.com')[0]?.subject).toMatch(/^Ana te invita a /);
});

test('an accepted, revoked or deleted invitation is not sent, and nothing is written', async () => {
  await invite('accepted', { status: 'accepted' });
  expect(await run(message('accepted'), message('gone'))).toEqual({ batchItemFailures: [] });
  expect(mailbox.list('accepted@example.com')).toEqual([]);
  expect(await kept('accepted')).not.toHaveProperty('tokenHashes');
  expect(await kept('gone')).toEqual({});
});

test('only failed messages are retried', async () => {
  await invite('fine');
  expect(await run('{', message('fine'), { kind: 'postcard' })).toEqual({
    batchItemFailures: [{ itemIdentifier: 'message-0' }, { itemIdentifier: 'message-2' }],
  });
  expect(mailbox.list('fine@example.com')).toHaveLength(1);
  mayMail = false;
  expect(await run(message('fine'))).toEqual({ batchItemFailures: [{ itemIdentifier: 'message-0' }] });
});

test('logs have one JSON line per e-mail without addresses and names', async () => {
  await invite('quiet');
  await run(message('quiet'), 'quiet@example.com');
  const lines = log.lines();
  expect(lines).toHaveLength(2);
  for (const line of lines) {
    expect(JSON.parse(line)).toMatchObject({ requestId: 'request-1' });
    expect(line).not.toMatch(/quiet|example|Ana|Sons/);
  }
});

test('a message of a release before 0.10 names the item that it is about', async () => {
  const items = [
    {
      pk: `ORG#${orgId}#PORTAL-REQUESTS`,
      sk: 'r',
      kind: 'portalRequest',
      org: orgId,
      email: 'ana@example.com',
    },
    {
      ...{ pk: `ORG#${orgId}#quote#q`, sk: 'MAIL#m', kind: 'documentMail', org: orgId, recordType: 'quote' },
      ...{ recordId: 'q', mailId: 'm', purpose: { kind: 'document' }, email: 'ana@example.com' },
    },
  ];
  for (const Item of items) await engine.table.send(new PutCommand({ TableName: tableName, Item }));
  const document = { kind: 'document', recordType: 'quote', recordId: 'q', mailId: 'm' };
  const done = await run({ orgId, ...document }, { kind: 'portal-request', orgId, requestId: 'r' });
  expect(done).toEqual({ batchItemFailures: [] });
  const left = items.map(({ pk, sk }) =>
    engine.table.send(new GetCommand({ TableName: tableName, Key: { pk, sk } })),
  );
  // The organization isn't there any more, so that nothing follows.
  expect((await Promise.all(left)).map(({ Item }) => Item)).toEqual([undefined, undefined]);
});
