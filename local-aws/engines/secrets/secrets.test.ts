import { DatabaseSync } from 'node:sqlite';
import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAwsServices } from '../../http/aws-services.ts';
import { close, createHttpServer, listen } from '../../http/listen.ts';
import { ServiceError } from '../../http/service-error.ts';
import { createQueueStore } from '../sqs/queue-store.ts';
import { openSecrets, type SecretDefinition } from './secret-store.ts';

const arnOf = (name: string) => `arn:aws:secretsmanager:us-east-1:000000000000:secret:${name}`;
const plain: SecretDefinition = { arn: arnOf('App-Plain'), name: 'App-Plain' };
const keys: SecretDefinition = {
  ...{ arn: arnOf('Data-Keys'), name: 'Data-Keys' },
  ...{ template: '{"a":"b"}', generatedKey: 'key' },
};

const { server, answerWith } = createHttpServer();
let client: SecretsManagerClient;
let refuse = '';

beforeAll(async () => {
  const endpoint = `http://127.0.0.1:${await listen(server, 0)}/secrets`;
  const nobody = () => undefined;
  answerWith(
    createAwsServices({
      cognito: nobody,
      ses: nobody,
      sqs: { store: createQueueStore(new DatabaseSync(':memory:'), []), endpoint: '', accountId: '' },
      secrets: { store: openSecrets(new DatabaseSync(':memory:'), [plain, keys]) },
      authorize(_key, action, arn) {
        if (`${action} ${arn}` === refuse) throw new ServiceError('AccessDeniedException', 'not authorized');
      },
    }),
  );
  const credentials = { accessKeyId: 'key', secretAccessKey: 'secret' };
  client = new SecretsManagerClient({ endpoint, region: 'us-east-1', credentials, maxAttempts: 1 });
});
afterAll(async () => {
  client.destroy();
  await close(server);
});

const valueOf = async ({ arn }: SecretDefinition) =>
  (await client.send(new GetSecretValueCommand({ SecretId: arn }))).SecretString ?? '';

test('the SDK reads values that are generated as CloudFormation does, and changes them', async () => {
  expect(await valueOf(plain)).toMatch(/^[\da-f]{40}$/);
  expect(JSON.parse(await valueOf(keys))).toEqual({ a: 'b', key: expect.stringMatching(/^[\da-f]{40}$/) });
  await client.send(new PutSecretValueCommand({ SecretId: plain.arn, SecretString: 'changed' }));
  expect(await valueOf(plain)).toBe('changed');
});

test('a secret that doesn’t exist, an empty value and a caller without the right are refused', async () => {
  await expect(valueOf({ arn: arnOf('Other'), name: '' })).rejects.toThrow(ResourceNotFoundException);
  const emptied = new PutSecretValueCommand({ SecretId: plain.arn, SecretString: '' });
  await expect(client.send(emptied)).rejects.toThrow(/provide a SecretString/);
  refuse = `secretsmanager:GetSecretValue ${keys.arn}`;
  await expect(valueOf(keys)).rejects.toMatchObject({ name: 'AccessDeniedException' });
});

test('values stay at later starts, and when a secret moves to another stack', () => {
  const database = new DatabaseSync(':memory:');
  const { [keys.arn]: first } = openSecrets(database, [plain, keys]).values();
  expect(openSecrets(database, [plain, keys]).find(keys.arn)?.value).toBe(first);
  const moved = { ...keys, arn: arnOf('App-Keys') };
  expect(openSecrets(database, [plain, moved]).find(moved.arn)?.value).toBe(first);
  const further = { ...keys, arn: arnOf('Data-More') };
  expect(openSecrets(database, [plain, moved, further]).find(further.arn)?.value).not.toBe(first);
});

test('whoever starts the host decides about values that a data folder has not had', () => {
  const database = new DatabaseSync(':memory:');
  const { [plain.arn]: before } = openSecrets(database, [plain]).values();
  const copied = openSecrets(
    database,
    [plain, keys],
    (_definition, _generated, others) => others[plain.arn] ?? '',
  );
  expect(copied.find(keys.arn)?.value).toBe(before);
});
