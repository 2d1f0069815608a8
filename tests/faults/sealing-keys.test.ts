import { createHmac, hkdfSync } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { earliestKeyId, parseSealingKeys } from '#contract/sealing-keys.ts';
import { bodyOf, callerWith, type Call } from '../caller.ts';
import { startHost, temporary, type HostUnderTest } from '../host.ts';
import { namesOf } from '../stored-data/answers.ts';
import { requestsOf, type Requests } from '../stored-data/opened.ts';
import { erasedEmail } from '../stored-data/runs.ts';
import { readStored, stripeKeys, unpack } from '../stored-data/stored.ts';
import { deliver, eventOf } from '../stripe/connected.ts';
import { startStripeServer, type StripeServer } from '../stripe/server.ts';
import { openTable } from '../table.ts';

/** The release whose stored data are sealed with the secret of the origin. */
const version = '0.4.0';
const stored = readStored(version);
const names = namesOf(stored.ids);
const shop = names.id('shop');

let stripe: StripeServer;
let dataDir: string;
let host: HostUnderTest;
let ada: Call;
let inShop: Requests;

async function open(): Promise<void> {
  host = await startHost({ dataDir, stripeUrl: stripe.url });
  ada = callerWith(host.url, (await host.signIn('ada', stored.password)).accessToken);
  inShop = requestsOf(ada, names, 'shop');
}

beforeAll(async () => {
  stripe = await startStripeServer();
  dataDir = mkdtempSync(path.join(temporary, 'cobalt-stored-'));
  unpack(version, dataDir);
  await open();
}, 900_000);
afterAll(async () => {
  await host.stop();
  await stripe.stop();
  rmSync(dataDir, { recursive: true });
});

/** The ARN and the value of the secret with this logical id, from the host's own store. */
function secretNamed(logicalId: string): { arn: string; value: string } {
  const database = new DatabaseSync(path.join(dataDir, 'host.sqlite'), { readOnly: true });
  const row = database.prepare('SELECT arn, value FROM secrets WHERE arn LIKE ?').get(`%-${logicalId}%`);
  database.close();
  return { arn: String(row?.arn), value: String(row?.value) };
}

async function putSecret(arn: string, SecretString: string): Promise<void> {
  const { secretsUrl: endpoint, region, operator: credentials } = host.info;
  const client = new SecretsManagerClient({ endpoint, region, credentials });
  await client.send(new PutSecretValueCommand({ SecretId: arn, SecretString }));
  client.destroy();
}

/** A keyed hash as 0.4.0 makes it. */
function hashOf(origin: string, purpose: string, text: string): string {
  const key = Buffer.from(hkdfSync('sha256', origin, '', `cobalt ${purpose}`, 32));
  return createHmac('sha256', key).update(text).digest('base64url');
}

const sealedOf = async (name: string): Promise<string> => {
  const [item] = await openTable(host).items(({ kind }) => kind === 'payment-secrets', `ORG#${shop}#`);
  return String(item?.[name]);
};

const hoursAgo = (hours: number) => `${new Date(Date.now() - hours * 3_600_000).toISOString().slice(0, 19)}Z`;

const repeated = { body: { firstName: 'Once', lastName: 'Only' }, idempotencyKey: 'from-an-older-release' };

/** Checks what was stored or sent with the secret of the origin. */
async function expectReadable(origin: string): Promise<void> {
  const event = eventOf('customer.created', {});
  expect((await deliver(host, shop, event, stripeKeys)).status, 'the webhook secret is read').toBe(204);
  const { status } = await bodyOf(200, ada('GET', inShop.at('billing/stripe')));
  expect(status, 'the secret key is read').toBe('ready');
  const again = await inShop.post('contacts', { firstName: 'Z', email: erasedEmail });
  expect(again.body.errors, 'an erased person is known').toMatchObject([{ code: 'erased_before' }]);
  const subject = `contact ${names.id('client pia')}`;
  const token = `${shop}_${subject.replace(' ', '_')}_${hashOf(origin, 'notices', `${shop} ${subject}`)}`;
  const stop = { body: { token } };
  await bodyOf(200, callerWith(host.url, undefined)('POST', '/v1/portal/notices/stop', stop));
}

test('data of 0.4.0 are read after the move of the secret and after two rotations, which end the use of the old one', async () => {
  const origin = secretNamed('OriginSecret');
  const { arn, value } = secretNamed('SealingKeys');
  const [earliest, first, ...others] = Object.values(parseSealingKeys(value));
  expect([earliest, others]).toEqual([origin.value, []]);
  await expectReadable(origin.value);
  expect(await sealedOf('secretKey'), 'as 0.4.0 has stored it').not.toContain('.');

  // For an hour after the move, requests are marked as 0.4.0 marked them.
  const contacts = inShop.at('contacts');
  const { id } = await bodyOf(201, ada('POST', contacts, repeated));
  const marker = hashOf(origin.value, 'idempotency', repeated.idempotencyKey);
  expect(await openTable(host).items(({ kind }) => kind === 'idempotency', marker)).toHaveLength(1);

  const newestId = hoursAgo(1);
  const rotated = {
    [earliestKeyId]: earliest,
    [hoursAgo(3)]: first,
    [hoursAgo(2)]: 'second',
    [newestId]: 'third',
  };
  await putSecret(arn, JSON.stringify(rotated));
  await putSecret(origin.arn, 'no-key-of-anything-any-more');
  await host.stop();
  await open();

  await expectReadable(origin.value);
  const before = await inShop.total('contacts');
  expect(await bodyOf(201, ada('POST', contacts, repeated))).toMatchObject({ id });
  expect(await inShop.total('contacts')).toBe(before);
  const body = { webhookSecret: stripeKeys.webhookSecret };
  await bodyOf(200, ada('PATCH', inShop.at('billing/stripe'), { body, headers: { 'if-match': '*' } }));
  expect((await sealedOf('webhookSecret')).split('.')[0]).toBe(newestId);
  await expectReadable(origin.value);
}, 900_000);
