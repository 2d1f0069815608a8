import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import type { FirstAdministrator } from '#contract/first-administrator.ts';
import type { HostInfo } from 'local-aws/host-info.ts';

const program = path.join(path.dirname(import.meta.dirname), 'events/first-administrator/main.ts');

/** Creates the stage's first administrator on a running host, with the program that `npm run deploy` uses. */
export async function ensureFirstAdministrator(
  { url, region, table, dynamodbUrl, userPoolId, operator }: HostInfo,
  first: FirstAdministrator,
): Promise<string> {
  const variables = {
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: operator.accessKeyId,
    AWS_SECRET_ACCESS_KEY: operator.secretAccessKey,
    AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: `${url}/_cognito`,
    AWS_ENDPOINT_URL_DYNAMODB: dynamodbUrl,
    TABLE_NAME: table,
    USER_POOL_ID: userPoolId,
    FIRST_ADMINISTRATOR: JSON.stringify(first),
  };
  const { stdout } = await promisify(execFile)(process.execPath, [program], {
    env: { ...process.env, ...variables },
  });
  return stdout.trim();
}
