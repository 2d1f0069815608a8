import { randomBytes } from 'node:crypto';
import {
  DescribeStacksCommand,
  paginateListStackResources,
  type CloudFormationClient,
} from '@aws-sdk/client-cloudformation';
import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import {
  parseSealingKeys,
  withEarliestKey,
  withNewKey,
  withWaitingKeyUsed,
  type SealingKeys,
} from '#contract/sealing-keys.ts';
import { sealsWithOutput } from './sealing-secret.ts';

export interface KeyClients {
  stacks: CloudFormationClient;
  secrets: SecretsManagerClient;
}

/**
 * Between the deployments of the stacks with data and of the application: if the application still seals with the secret
 * of the origin, as before 0.7, that becomes one of the stage's keys, so that the new application can read what is
 * stored. Does nothing later, and nothing for a new stage.
 */
export async function keepEarliestKey(
  clients: KeyClients,
  { data, app }: { data: string; app: string },
): Promise<boolean> {
  const [stack] = (await clients.stacks.send(new DescribeStacksCommand({ StackName: app }))).Stacks ?? [];
  if (stack?.Outputs?.some(({ OutputKey }) => OutputKey === sealsWithOutput)) return false;
  const [origin, sealing] = [await secretIn(clients, app), await secretIn(clients, data)];
  const earliest = await valueOf(clients, origin);
  const { before, after } = await change(clients, sealing, (keys) => withEarliestKey(keys, earliest));
  return after !== before;
}

/** After the application was deployed: begins the hour after which it writes with the key that has waited for it. */
export async function useWaitingKey(clients: KeyClients, data: string, now: Date): Promise<void> {
  await change(clients, await secretIn(clients, data), (keys) => withWaitingKeyUsed(keys, now));
}

/** Adds a key to those of a stage. The stage writes with it after an hour. */
export async function addKey(clients: KeyClients, data: string, now: Date): Promise<SealingKeys> {
  const sealing = await secretIn(clients, data);
  const secret = randomBytes(30).toString('base64url');
  const { after } = await change(clients, sealing, (keys) => withNewKey(keys, secret, now));
  return after;
}

/** The ARN of the one secret of a stack. */
async function secretIn({ stacks }: KeyClients, name: string): Promise<string> {
  for await (const page of paginateListStackResources({ client: stacks }, { StackName: name })) {
    const found = page.StackResourceSummaries?.find(
      ({ ResourceType }) => ResourceType === 'AWS::SecretsManager::Secret',
    );
    if (found?.PhysicalResourceId) return found.PhysicalResourceId;
  }
  throw new Error(`The stack ${name} has no secret. Was it deployed?`);
}

async function valueOf({ secrets }: KeyClients, arn: string): Promise<string> {
  const { SecretString } = await secrets.send(new GetSecretValueCommand({ SecretId: arn }));
  if (!SecretString) throw new Error(`The secret ${arn} is empty.`);
  return SecretString;
}

/** Stores the keys unless they stay the same. Throws an Error if somebody else changed them at the same time. */
async function change(
  clients: KeyClients,
  arn: string,
  changed: (keys: SealingKeys) => SealingKeys,
): Promise<{ before: SealingKeys; after: SealingKeys }> {
  const before = parseSealingKeys(await valueOf(clients, arn));
  const after = changed(before);
  if (after === before) return { before, after };
  await clients.secrets.send(
    new PutSecretValueCommand({ SecretId: arn, SecretString: JSON.stringify(after) }),
  );
  const stored = parseSealingKeys(await valueOf(clients, arn));
  const lost = Object.keys(after).filter((id) => stored[id] !== after[id]);
  if (lost.length > 0)
    throw new Error(
      'Somebody else has changed the keys of the stage at the same time. Run the command again.',
    );
  return { before, after };
}
