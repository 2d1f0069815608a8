import { spawn } from 'node:child_process';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { projectRoot } from './functions.ts';
import { stageSettings, type StageSettings } from './stages.ts';

/** The options after `npm run <verb> --`. */
export type Request = { settings: StageSettings; isConfirmed: boolean; isDespiteAlarms: boolean };

/**
 * Runs an operator's command. `--stage NAME` is required, `--yes` confirms, and `--despite-alarms` keeps a deployment
 * even if alarms go off. Errors are printed without a stack trace and set the exit code.
 */
export async function runCommand(work: (request: Request) => Promise<void>): Promise<void> {
  try {
    const { values } = parseArgs({
      options: {
        stage: { type: 'string' },
        yes: { type: 'boolean', default: false },
        'despite-alarms': { type: 'boolean', default: false },
      },
    });
    if (values.stage === undefined) throw new Error('Which stage? Add -- --stage dev (or staging, prod, …).');
    await work({
      settings: stageSettings(values.stage),
      isConfirmed: values.yes,
      isDespiteAlarms: values['despite-alarms'],
    });
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}

/**
 * The account of the current credentials. Throws an Error if there are none or if they belong to an account other than
 * the stage's.
 */
export async function checkAccount(settings: StageSettings): Promise<string> {
  const account = await callerAccount(settings).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
    throw new Error(
      `No usable AWS credentials for ${settings.region}: set AWS_PROFILE, run "aws sso login", or set ` +
        `AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY (${reason}).`,
    );
  });
  if (settings.account !== undefined && settings.account !== account) {
    throw new Error(
      `Stage "${settings.stage}" belongs to account ${settings.account}, but the credentials are of ${account}.`,
    );
  }
  return account;
}

async function callerAccount({ region }: StageSettings): Promise<string> {
  const { Account } = await new STSClient({ region, maxAttempts: 2 }).send(new GetCallerIdentityCommand({}));
  if (Account === undefined) throw new Error('AWS returned no account');
  return Account;
}

/**
 * Runs the CDK CLI on all or some of a stage's templates. The CLI prints the reason for a failure; this function then
 * throws.
 */
export async function runCdk(
  settings: StageSettings,
  assembly: string,
  [verb = '', ...args]: readonly string[],
  stacks: readonly string[] = ['--all'],
): Promise<void> {
  const cdk = path.join(projectRoot, 'node_modules/aws-cdk/bin/cdk');
  const options = ['--app', assembly, '--no-notices'];
  await runProgram(process.execPath, [cdk, verb, ...stacks, ...args, ...options], {
    AWS_REGION: settings.region,
  });
}

/** Runs a program in the project folder with its output on the terminal. Throws if it fails. */
export async function runProgram(
  program: string,
  args: readonly string[],
  variables: Record<string, string> = {},
): Promise<void> {
  const child = spawn(program, args, {
    cwd: projectRoot,
    stdio: 'inherit',
    env: { ...process.env, ...variables },
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', resolve);
  });
  if (code !== 0) throw new Error(`"${path.basename(program)} ${args.join(' ')}" failed.`);
}
