import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { SendEmailCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import type { SendEmailCommandInput } from '@aws-sdk/client-sesv2';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createMailbox } from './mailbox.ts';
import { ServiceError } from '../../http/service-error.ts';
import { createSes } from './ses.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'cobalt-ses-'));
const mailbox = createMailbox(path.join(folder, 'mailbox.db'));
const calls: string[][] = [];
let allowed = true;
let server: Server;
let client: SESv2Client;
let url: string;

beforeAll(async () => {
  const ses = createSes({
    mailbox,
    region: 'eu-west-1',
    accountId: '000000000000',
    authorize: (...right) => {
      calls.push(right);
      if (!allowed) throw new ServiceError('AccessDeniedException', 'not authorized', 403);
    },
  });
  server = createServer((request, response) => void ses.handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const credentials = { accessKeyId: 'AKIATRIAL', secretAccessKey: 'trial' };
  client = new SESv2Client({ endpoint: url, region: 'eu-west-1', credentials, maxAttempts: 1 });
});
beforeEach(() => {
  allowed = true;
});
afterAll(() => {
  client.destroy();
  server.close();
  mailbox.close();
  rmSync(folder, { recursive: true });
});

const simple = { Subject: { Data: 'Hello' }, Body: { Text: { Data: 'Hi' }, Html: { Data: '<p>Hi</p>' } } };
const send = (input: Partial<SendEmailCommandInput> = {}) =>
  client.send(
    new SendEmailCommand({
      FromEmailAddress: 'Cobalt CRM <us@mail.example.com>',
      Destination: { ToAddresses: ['ana@example.com'], CcAddresses: ['ben@example.com'] },
      Content: { Simple: simple },
      ...input,
    }),
  );

test('an e-mail arrives in the mailbox of each recipient', async () => {
  expect((await send()).MessageId).toMatch(/^[\da-f-]{36}-\d{6}$/);
  const expected = {
    from: 'Cobalt CRM <us@mail.example.com>',
    subject: 'Hello',
    text: 'Hi',
    html: '<p>Hi</p>',
  };
  expect(mailbox.list('ana@example.com')).toMatchObject([expected]);
  expect(mailbox.list('ben@example.com')).toMatchObject([expected]);
});

test("sending requires permission on the sender's domain, and nothing is delivered without it", async () => {
  const before = mailbox.list().length;
  allowed = false;
  await expect(send()).rejects.toMatchObject({ name: 'AccessDeniedException' });
  const arn = 'arn:aws:ses:eu-west-1:000000000000:identity/mail.example.com';
  expect(calls.at(-1)).toEqual(['AKIATRIAL', 'ses:SendEmail', arn]);
  const body = JSON.stringify({ FromEmailAddress: 'us@mail.example.com' });
  const unsigned = await fetch(`${url}/v2/email/outbound-emails`, { method: 'POST', body });
  expect(unsigned.status).toBe(403);
  expect(mailbox.list()).toHaveLength(before);
});

test.each([
  ['no sender', { FromEmailAddress: undefined }],
  ['no recipient', { Destination: {} }],
  ['an invalid address', { Destination: { ToAddresses: ['ana'] } }],
  ['51 recipients', { Destination: { ToAddresses: Array<string>(51).fill('ana@example.com') } }],
  ['no content', { Content: {} }],
  ['no body', { Content: { Simple: { Subject: simple.Subject, Body: {} } } }],
])('refuses an e-mail with %s', async (_what, input) => {
  await expect(send(input)).rejects.toMatchObject({ name: 'BadRequestException' });
});
