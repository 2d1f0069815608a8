import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { api } from '#contract/api.ts';
import { operationsOf, type Resource } from '#contract/operation.ts';
import manifest from '../package.json' with { type: 'json' };
import { checkAccount, runCdk, runCommand, runProgram } from './command.ts';
import { checkCopies } from './copies-check.ts';
import { declareFunctions, projectRoot } from './functions.ts';
import { crowdedWarning } from './crowded-account.ts';
import { checkBeforeDeployment } from './preflight.ts';
import { keepEarliestKey, useWaitingKey } from './sealing-keys.ts';
import { smokeTest } from './smoke-test.ts';
import { protect, readStates, refuseFailed } from './stack-states.ts';
import { stackPrefix, stageWarnings, type StageSettings } from './stages.ts';
import { isDeployed, rollbackArguments } from './rollback.ts';
import { synthesize } from './synth.ts';
import { uploadSite } from './upload.ts';
import { siteBucketName } from './web.ts';

const siteFolder = path.join(projectRoot, '.build/site');

type Outputs = {
  SiteUrl: string;
  EdgeDomain: string;
  SiteBucket: string;
  TableName: string;
  UserPoolId: string;
  UserPoolClientId: string;
};

/**
 * Deploys the checked-out code to a stage. The API is deployed before the site, so that no page calls an operation that
 * doesn't exist yet. If an alarm goes off during the deployment, the application stack is rolled back, but not the data
 * and identity stacks. New stacks of a protected stage are protected once everything is deployed. At the end, the stage is
 * called as a browser would call it.
 */
await runCommand(async ({ settings, isConfirmed, isDespiteAlarms }) => {
  const account = await checkAccount(settings);
  await checkBeforeDeployment(settings, account, declareFunctions(Object.values(api)));
  console.log(`Deploying stage "${settings.stage}" to account ${account}, ${settings.region}.`);
  const prefix = stackPrefix(settings.stage);
  const [data, identity, app] = [`${prefix}Data`, `${prefix}Identity`, `${prefix}App`];
  const names = [data, identity, app];
  const stacks = new CloudFormationClient({ region: settings.region });
  const states = await readStates(stacks, names);
  refuseFailed(states, settings.region);
  const newStacks = states.flatMap(({ name, status }) => (status === undefined ? [name] : []));
  const crowded = newStacks.includes(app) ? await crowdedWarning(stacks) : [];
  for (const warning of [...stageWarnings(settings), ...crowded]) console.log(warning);
  const assembly = await synthesize(settings.stage, newStacks);
  await buildSite();
  const outputsFile = path.join(assembly, 'outputs.json');
  const approval = isConfirmed ? 'never' : 'broadening';
  const client = new S3Client({ region: settings.region });
  const isRunning = await isDeployed(client, siteBucketName(settings.stage, account, settings.region));
  const guard = rollbackArguments({ settings, account, isRunning, isDespiteAlarms });
  const deploy = ['deploy', '--require-approval', approval, '--exclusively'];
  await runCdk(settings, assembly, deploy, [data, identity]);
  const keys = { stacks, secrets: new SecretsManagerClient({ region: settings.region }) };
  if (!newStacks.includes(app) && (await keepEarliestKey(keys, { data, app })))
    console.log('The secret with which earlier releases sealed is now one of the stage’s keys.');
  await runCdk(settings, assembly, [...deploy, '--outputs-file', outputsFile, ...guard], [app]);
  await useWaitingKey(keys, data, new Date());
  if (settings.isProtected) await protect(stacks, await readStates(stacks, names));
  const { runtime } = await checkCopies(settings);
  console.log(`Functions run in Node ${runtime}.`);
  const outputs = await readOutputs(outputsFile, settings);
  const config = siteConfig(settings, outputs);
  const uploaded = await uploadSite({
    client,
    bucket: outputs.SiteBucket,
    folder: siteFolder,
    config,
  });
  await ensureFirstAdministrator(settings, outputs);
  // By CloudFront's own name, because the DNS record of the stage's domain may come later.
  const live = { url: `https://${outputs.EdgeDomain}`, config, version: manifest.version };
  await smokeTest({ ...live, refused: refusedRequests(Object.values(api)) }).catch((error: unknown) => {
    // A deployment that mends what is broken can't wait until it works.
    if (!isDespiteAlarms) throw error;
    console.log(error instanceof Error ? error.message : String(error));
  });
  console.log(`${uploaded} files of the site uploaded. Cobalt CRM is at ${outputs.SiteUrl}`);
});

/** A request to each resource of the contract that needs a sign-in. */
const refusedRequests = (resources: readonly Resource[]) =>
  resources.flatMap((resource) => {
    const [, operation] = operationsOf(resource).find(([, { access }]) => access !== 'public') ?? [];
    return operation ? [{ method: operation.method, path: operation.path.replaceAll(/{[^}]+}/g, 'x') }] : [];
  });

async function buildSite(): Promise<void> {
  await runProgram('npm', ['run', '--silent', 'build:site']);
  if (!existsSync(path.join(siteFolder, 'index.html')))
    throw new Error('The site build created no index.html.');
}

/** The contents of /config.json. `apiUrl` is empty because the API has the same origin as the site. */
function siteConfig(settings: StageSettings, outputs: Outputs): Record<string, string> {
  return {
    stage: settings.stage,
    region: settings.region,
    userPoolId: outputs.UserPoolId,
    userPoolClientId: outputs.UserPoolClientId,
    apiUrl: '',
  };
}

async function ensureFirstAdministrator(
  { region, firstAdministrator }: StageSettings,
  { TableName, UserPoolId }: Outputs,
): Promise<void> {
  if (!firstAdministrator) return;
  await runProgram(process.execPath, ['events/first-administrator/main.ts'], {
    AWS_REGION: region,
    TABLE_NAME: TableName,
    USER_POOL_ID: UserPoolId,
    FIRST_ADMINISTRATOR: JSON.stringify(firstAdministrator),
  });
}

async function readOutputs(file: string, { stage }: StageSettings): Promise<Outputs> {
  const outputs = JSON.parse(await readFile(file, 'utf8')) as Record<string, Outputs>;
  const service = outputs[`${stackPrefix(stage)}App`];
  if (!service) throw new Error(`The deployment returned no outputs of ${stackPrefix(stage)}App.`);
  return service;
}
