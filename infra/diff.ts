import { checkAccount, runCdk, runCommand } from './command.ts';
import { synthesize } from './synth.ts';

/** Shows what a deployment would change, resource by resource. */
await runCommand(async ({ settings }) => {
  await checkAccount(settings);
  await runCdk(settings, await synthesize(settings.stage), ['diff']);
});
