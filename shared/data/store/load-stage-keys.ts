import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { minutesUntilReadAgain, parseSealingKeys } from '#contract/sealing-keys.ts';
import { errorNameOf, writeLog } from './log.ts';
import { useSealingKeys } from './stage-key.ts';

/** Missing in functions that need no keys. */
const SecretId = process.env.SEALING_SECRET_ARN;
const client = new SecretsManagerClient({});

let reading: Promise<void> | undefined;
let readAgainAt = 0;
let areKnown = false;

/**
 * Reads the stage's keys unless they were read a short time ago, so that `stageKey` knows them. If Secrets Manager
 * doesn't answer, an instance goes on with the keys that it knows. Does nothing in functions that need no keys.
 */
export async function loadStageKeys(): Promise<void> {
  if (SecretId === undefined || Date.now() < readAgainAt) return;
  reading ??= read(SecretId).finally(() => (reading = undefined));
  if (!areKnown) return reading;
  await reading.catch((error: unknown) => {
    writeLog({ level: 'error', message: 'keys of the stage not read again', error: errorNameOf(error) });
  });
}

async function read(secretId: string): Promise<void> {
  const { SecretString = '' } = await client.send(new GetSecretValueCommand({ SecretId: secretId }));
  useSealingKeys(parseSealingKeys(SecretString));
  areKnown = true;
  readAgainAt = Date.now() + minutesUntilReadAgain * 60_000;
}
