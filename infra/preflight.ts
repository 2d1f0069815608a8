import { GetAccountSettingsCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { GetAccountCommand, GetEmailIdentityCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import type { FunctionDeclaration } from './function-declaration.ts';
import type { StageSettings } from './stages.ts';

/** Oldest version of the `cdk bootstrap` stack that can deploy the templates of this version of CDK. */
const bootstrapVersionMin = 6;
const bootstrapParameter = '/cdk-bootstrap/hnb659fds/version';
/** Lambda keeps this many concurrent executions of an account unreserved. */
const unreservedConcurrencyMin = 100;

type Check = (
  settings: StageSettings,
  account: string,
  functions: readonly FunctionDeclaration[],
) => Promise<string[]>;

/**
 * Checks what a deployment needs from the account before it changes anything there. Throws an Error with a line for
 * each problem, which says what to do.
 */
export async function checkBeforeDeployment(...parts: Parameters<Check>): Promise<void> {
  const results = await Promise.all(
    [checkBootstrap, checkConcurrency, checkSender].map((check) => check(...parts)),
  );
  const problems = results.flat();
  if (problems.length > 0) throw new Error(problems.join('\n'));
}

const checkBootstrap: Check = async ({ region }, account) => {
  const command = `npx cdk bootstrap aws://${account}/${region}`;
  const client = new SSMClient({ region });
  const answer = await unlessMissing('ParameterNotFound', () =>
    client.send(new GetParameterCommand({ Name: bootstrapParameter })),
  );
  if (!answer) return [`Account ${account} is not bootstrapped for CDK in ${region}: run "${command}".`];
  const version = Number(answer.Parameter?.Value);
  return version >= bootstrapVersionMin
    ? []
    : [
        `The CDK bootstrap stack in ${region} has version ${version}, but ${bootstrapVersionMin} or later is needed: run "${command}".`,
      ];
};

const checkConcurrency: Check = async ({ stage, region, reservesConcurrency }, _account, functions) => {
  if (!reservesConcurrency) return [];
  const reserved = functions.reduce(
    (total, declaration) => total + (declaration.reservedConcurrency ?? 0),
    0,
  );
  const needed = reserved + unreservedConcurrencyMin;
  const { AccountLimit } = await new LambdaClient({ region }).send(new GetAccountSettingsCommand({}));
  const limit = AccountLimit?.ConcurrentExecutions ?? 0;
  return limit >= needed
    ? []
    : [
        `Lambda runs at most ${limit} functions at once in ${region}, but stage "${stage}" needs ${needed}: request a higher ` +
          `"Concurrent executions" quota in Service Quotas, or set reservesConcurrency: false for the stage in infra/stages.ts.`,
      ];
};

const checkSender: Check = async ({ stage, region, mail, isProtected }) => {
  if (!mail) {
    return isProtected
      ? [
          `Stage "${stage}" is protected but has no mail sender: verify a domain in SES and set mail: { from, domain } for the ` +
            `stage in infra/stages.ts.`,
        ]
      : [];
  }
  const client = new SESv2Client({ region });
  const [identity, sending] = await Promise.all([
    unlessMissing('NotFoundException', () =>
      client.send(new GetEmailIdentityCommand({ EmailIdentity: mail.domain })),
    ),
    client.send(new GetAccountCommand({})),
  ]);
  const problems: string[] = [];
  if (identity?.VerifiedForSendingStatus !== true) {
    problems.push(
      `The mail domain ${mail.domain} is not verified in SES in ${region}: create the identity in SES and add its DNS records.`,
    );
  }
  if (sending.ProductionAccessEnabled !== true && isProtected) {
    problems.push(
      `SES is in the sandbox in ${region} and sends to verified addresses only: request production access in SES.`,
    );
  }
  if (sending.SendingEnabled === false)
    problems.push(`SES has paused sending in ${region}: see the account dashboard in SES.`);
  return problems;
};

async function unlessMissing<Result>(
  errorName: string,
  read: () => Promise<Result>,
): Promise<Result | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof Error && error.name === errorName) return undefined;
    throw error;
  }
}
