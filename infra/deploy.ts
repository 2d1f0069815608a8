import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import { checkAccount, runCdk, runCommand, runProgram } from './command.ts';
import { projectRoot } from './functions.ts';
import { stackPrefix, stageWarnings, type StageSettings } from './stages.ts';
import { isDeployed, rollbackArguments } from './rollback.ts';
import { synthesize } from './synth.ts';
import { uploadSite } from './upload.ts';
import { siteBucketName } from './web.ts';

const siteFolder = path.join(projectRoot, '.build/site');

type Outputs = { SiteUrl: string; SiteBucket: string; UserPoolId: string; UserPoolClientId: string };

/**
 * From the checkout to a running stage. The API comes first, so that no page asks for what is not there yet. An alarm
 * that goes off meanwhile takes the application back; data and identity stay as they have become.
 */
await runCommand(async ({ settings, isConfirmed, isDespiteAlarms }) => {
  const account = await checkAccount(settings);
  console.log(`Deploying stage "${settings.stage}" to account ${account}, ${settings.region}.`);
  for (const warning of stageWarnings(settings)) console.log(warning);
  const assembly = await synthesize(settings.stage);
  await buildSite();
  const outputsFile = path.join(assembly, 'outputs.json');
  const approval = isConfirmed ? 'never' : 'broadening';
  const client = new S3Client({ region: settings.region });
  const isRunning = await isDeployed(client, siteBucketName(settings.stage, account, settings.region));
  const guard = rollbackArguments({ settings, account, isRunning, isDespiteAlarms });
  const deploy = ['deploy', '--require-approval', approval, '--exclusively'];
  const [application, ...before] = ['App', 'Data', 'Identity'].map(
    (name) => stackPrefix(settings.stage) + name,
  );
  await runCdk(settings, assembly, deploy, before);
  await runCdk(settings, assembly, [...deploy, '--outputs-file', outputsFile, ...guard], [application ?? '']);
  const outputs = await readOutputs(outputsFile, settings);
  const uploaded = await uploadSite({
    client,
    bucket: outputs.SiteBucket,
    folder: siteFolder,
    config: siteConfig(settings, outputs),
  });
  console.log(`${uploaded} files of the site uploaded. Cobalt CRM is at ${outputs.SiteUrl}`);
});

async function buildSite(): Promise<void> {
  await runProgram('npm', ['run', '--silent', 'build:site']);
  if (!existsSync(path.join(siteFolder, 'index.html')))
    throw new Error('The build of the site left no index.html.');
}

/** What the pages read from /config.json. The API is at the same address, so its part is empty. */
function siteConfig(settings: StageSettings, outputs: Outputs): Record<string, string> {
  return {
    stage: settings.stage,
    region: settings.region,
    userPoolId: outputs.UserPoolId,
    userPoolClientId: outputs.UserPoolClientId,
    apiUrl: '',
  };
}

async function readOutputs(file: string, { stage }: StageSettings): Promise<Outputs> {
  const outputs = JSON.parse(await readFile(file, 'utf8')) as Record<string, Outputs>;
  const service = outputs[`${stackPrefix(stage)}App`];
  if (!service) throw new Error(`The deployment told no outputs of ${stackPrefix(stage)}App.`);
  return service;
}
