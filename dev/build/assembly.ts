import { utimesSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '#infra/functions.ts';
import { readAssembly } from 'local-aws/template/assembly.ts';
import { runNode } from './child.ts';
import { hashInputs } from './inputs.ts';
import { ensureBuilt } from './up-to-date.ts';

/** Files and folders from which the templates and function bundles are built. */
const inputs = ['cdk.json', 'events', 'functions', 'infra', 'package-lock.json', 'shared'];

/**
 * Bundles functions and synthesizes the stage's templates if an input changed. This runs in a short-lived child
 * process, because CDK uses 300 MB of memory. Returns the folder of the cloud assembly.
 */
export async function ensureAssembly(stage: string, log: (line: string) => void): Promise<string> {
  const folder = path.join(projectRoot, '.build/cdk', stage);
  await ensureBuilt({
    stampFile: `${folder}.inputs`,
    result: path.join(folder, 'manifest.json'),
    inputsHash: () => hashInputs(projectRoot, inputs),
    async run() {
      log('Bundling the functions and synthesizing the template …');
      await runNode(projectRoot, ['infra/synth.ts', '--stage', stage], 'The template is broken');
    },
  });
  // infra/synth.ts keeps bundles for a day, and a host can load its own long after they were made.
  const now = new Date();
  for (const { assets } of readAssembly(folder))
    for (const asset of Object.values(assets)) utimesSync(asset, now, now);
  return folder;
}
