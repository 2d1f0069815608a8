import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DatabaseSync } from 'node:sqlite';
import { text } from 'node:stream/consumers';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { openSecrets, type SecretStore } from 'local-aws/engines/secrets/secret-store.ts';
import { callSecrets } from 'local-aws/engines/secrets/secrets.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { firstKeyId, parseSealingKeys, waitingKeyId } from '#contract/sealing-keys.ts';
import { addKey, keepEarliestKey, useWaitingKey, type KeyClients } from './sealing-keys.ts';
import { sealsWithOutput } from './sealing-secret.ts';

const now = new Date('2026-05-04T10:00:00Z');
const names = { data: 'Data', app: 'App' };
const origin = 'arn:aws:secretsmanager:us-east-1:1:secret:App-Origin';
const sealing = 'arn:aws:secretsmanager:us-east-1:1:secret:Data-Sealing';

/** The names of the outputs of the application stack. */
let outputs: string[] = [];
let store: SecretStore;
let clients: KeyClients;
const server = createServer((request, response) => void answer(request, response));

/** Answers as CloudFormation and Secrets Manager do. */
async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await text(request);
  const operation = request.headers['x-amz-target'];
  if (operation !== undefined) {
    const input = JSON.parse(body) as Record<string, unknown>;
    const options = { store, authorize: () => undefined };
    response.setHeader('content-type', 'application/x-amz-json-1.1');
    response.end(JSON.stringify(await callSecrets(String(operation).split('.')[1] ?? '', input, options)));
    return;
  }
  const values = new URLSearchParams(body);
  const list = (name: string, members: string[]) =>
    `<${name}>${members.map((member) => `<member>${member}</member>`).join('')}</${name}>`;
  const shown = outputs.map((name) => `<OutputKey>${name}</OutputKey><OutputValue>x</OutputValue>`);
  const arn = values.get('StackName') === names.app ? origin : sealing;
  const resources = [
    '<ResourceType>AWS::SQS::Queue</ResourceType><PhysicalResourceId>queue</PhysicalResourceId>',
    `<ResourceType>AWS::SecretsManager::Secret</ResourceType><PhysicalResourceId>${arn}</PhysicalResourceId>`,
  ];
  const action = values.get('Action') ?? '';
  const result =
    action === 'DescribeStacks'
      ? list('Stacks', [`<StackName>App</StackName>${list('Outputs', shown)}`])
      : list('StackResourceSummaries', resources);
  response.end(`<${action}Response><${action}Result>${result}</${action}Result></${action}Response>`);
}

beforeEach(async () => {
  outputs = [];
  store = openSecrets(new DatabaseSync(':memory:'), [
    { arn: origin, name: 'Origin' },
    { arn: sealing, name: 'Sealing', template: '{}', generatedKey: firstKeyId },
  ]);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const settings = {
    region: 'us-east-1',
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    credentials: { accessKeyId: 'key', secretAccessKey: 'secret' },
  };
  clients = { stacks: new CloudFormationClient(settings), secrets: new SecretsManagerClient(settings) };
});
afterEach(async () => {
  clients.stacks.destroy();
  clients.secrets.destroy();
  await new Promise((resolve) => server.close(resolve));
});

const keys = () => parseSealingKeys(store.find(sealing)?.value ?? '');

test('the secret of the origin becomes key 0, once, before an application that reads the keys replaces one that doesn’t', async () => {
  const { [firstKeyId]: first } = keys();
  expect(await keepEarliestKey(clients, names)).toBe(true);
  const moved = { '0': store.find(origin)?.value, [waitingKeyId]: first };
  expect(keys()).toEqual(moved);
  expect(await keepEarliestKey(clients, names)).toBe(false);
  expect(keys()).toEqual(moved);
  await useWaitingKey(clients, names.data, now);
  const used = { '0': moved['0'], '2026-05-04T11:00:00Z': first };
  expect(keys()).toEqual(used);
  await useWaitingKey(clients, names.data, new Date('2026-05-05T10:00:00Z'));
  expect(keys()).toEqual(used);
});

test('a stage whose application reads the keys gets no other secret as a key', async () => {
  outputs = ['SiteUrl', sealsWithOutput];
  const before = keys();
  expect(await keepEarliestKey(clients, names)).toBe(false);
  await useWaitingKey(clients, names.data, now);
  expect(keys()).toEqual(before);
});

test('a rotation adds a key that is used after an hour, and keeps the others', async () => {
  const before = keys();
  const after = await addKey(clients, names.data, now);
  expect(after).toEqual(keys());
  expect(after).toEqual({ ...before, '2026-05-04T11:00:00Z': expect.stringMatching(/^[\w-]{40}$/) });
});
