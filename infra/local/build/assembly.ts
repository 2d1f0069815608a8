import path from 'node:path';
import { projectRoot } from '../../functions.ts';
import { runNode } from './child.ts';
import { hashInputs } from './inputs.ts';
import { ensureBuilt } from './up-to-date.ts';

/** What decides the templates and the bundles of the functions. */
const inputs = ['cdk.json', 'events', 'functions', 'infra', 'package-lock.json', 'shared'];

/**
 * Bundles the functions and synthesizes the stage's templates where something changed, in a child that ends: the
 * libraries for it take 300 MB. Gives the folder of the cloud assembly.
 */
export async function ensureAssembly(stage: string, tell: (line: string) => void): Promise<string> {
  const folder = path.join(projectRoot, '.build/cdk', stage);
  await ensureBuilt({
    stampFile: `${folder}.inputs`,
    result: path.join(folder, 'manifest.json'),
    inputsHash: () => hashInputs(projectRoot, inputs, ['infra/local']),
    run: () => {
      tell('Bundling the functions and synthesizing the template …');
      return runNode(projectRoot, ['infra/synth.ts', '--stage', stage], 'The template is broken');
    },
  });
  return folder;
}
