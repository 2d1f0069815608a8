import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { checkAccount, runCommand } from './command.ts';
import { addKey } from './sealing-keys.ts';
import { stackPrefix } from './stages.ts';

/**
 * Adds a key to those of a stage: `npm run rotate -- --stage NAME`. What was written with the others stays readable, and
 * no key is ever removed, because hashes of erased persons can't be made again.
 */
await runCommand(async ({ settings }) => {
  await checkAccount(settings);
  const { region, stage } = settings;
  const clients = {
    stacks: new CloudFormationClient({ region }),
    secrets: new SecretsManagerClient({ region }),
  };
  const ids = Object.keys(await addKey(clients, `${stackPrefix(stage)}Data`, new Date())).sort();
  console.log(`Stage "${stage}" has ${ids.length} keys now, and writes with the new one from ${ids.at(-1)}.`);
});
