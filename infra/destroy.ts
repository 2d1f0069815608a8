import { S3Client } from '@aws-sdk/client-s3';
import { createInterface } from 'node:readline/promises';
import { checkAccount, runCdk, runCommand } from './command.ts';
import { bucketsOf, emptyBucket } from './stage-buckets.ts';
import { stackPrefix, type StageSettings } from './stages.ts';
import { synthesize } from './synth.ts';
import { siteBucketName } from './web.ts';

/** Deletes a stage with its data. Refuses protected stages, even with `--yes`. */
await runCommand(async ({ settings, isConfirmed }) => {
  if (settings.isProtected) {
    throw new Error(
      `Stage "${settings.stage}" is protected: its data would be lost. ` +
        'Whoever means it turns isProtected off in infra/stages.ts and deploys that first.',
    );
  }
  const account = await checkAccount(settings);
  if (!isConfirmed && !(await agrees(settings, account))) throw new Error('Nothing was destroyed.');
  const client = new S3Client({ region: settings.region });
  const prefix = stackPrefix(settings.stage);
  const names = [
    siteBucketName(settings.stage, account, settings.region),
    ...(await bucketsOf(client, `${prefix}Data`)),
    ...(await bucketsOf(client, `${prefix}App`)),
  ];
  for (const name of new Set(names)) await emptyBucket(client, name);
  await runCdk(settings, await synthesize(settings.stage), ['destroy', '--force']);
});

async function agrees({ stage }: StageSettings, account: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question(
    `All data of stage "${stage}" in account ${account} will be deleted. Type the stage's name to go on: `,
  );
  terminal.close();
  return answer.trim() === stage;
}
