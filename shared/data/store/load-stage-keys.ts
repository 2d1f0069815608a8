import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { minutesUntilReadAgain, parseSealingKeys } from '#contract/sealing-keys.ts';
import { errorNameOf, writeLog } from './log.ts';
import { useSealingKeys } from './stage-key.ts';

/** Missing in functions that need no keys. */
const SecretId = process.env.SEALING_SECRET_ARN;
/** Three attempts take less than half of the 15 seconds that an API function has. */
const client = new SecretsManagerClient({
  requestHandler: { connectionTimeout: 1_000, requestTimeout: 2_000, throwOnRequestTimeout: true },
});

/** After a failure, an instance that knows keys waits this long. */
const pauseMs = 60_000;

let reading: Promise<void> | undefined;
let readAgainAt = 0;
let areKnown = false;

/**
 * Reads the stage's keys, so that `stageKey` knows them. An instance that knows keys reads them again from time to time,
 * while it goes on with those, also if Secrets Manager doesn't answer. Does nothing in functions that need no keys.
 */
export function loadStageKeys(): Promise<void> {
  if (SecretId === undefined || Date.now() < readAgainAt) return Promise.resolve();
  reading ??= read(SecretId).finally(() => (reading = undefined));
  return areKnown ? Promise.resolve() : reading;
}

async function read(secretId: string): Promise<void> {
  try {
    const { SecretString = '' } = await client.send(new GetSecretValueCommand({ SecretId: secretId }));
    useSealingKeys(parseSealingKeys(SecretString));
    areKnown = true;
    readAgainAt = Date.now() + minutesUntilReadAgain * 60_000;
  } catch (error) {
    if (!areKnown) throw lasting.has(errorNameOf(error)) ? missing(error) : error;
    readAgainAt = Date.now() + pauseMs;
    writeLog({ level: 'error', message: 'keys of the stage not read again', error: errorNameOf(error) });
  }
}

/** Errors of a wrong right, variable or key, which no repetition mends: they are faults of the release. */
const lasting: ReadonlySet<string> = new Set([
  'AccessDeniedException',
  'DecryptionFailure',
  'InvalidParameterException',
  'InvalidRequestException',
  'ResourceNotFoundException',
]);

const missing = (error: unknown): Error =>
  new Error(`the keys of the stage can't be read: ${errorNameOf(error)}`);
