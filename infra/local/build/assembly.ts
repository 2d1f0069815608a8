import { readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../../functions.ts';
import { readAssembly } from '../template/assembly.ts';
import { runNode } from './child.ts';
import { hashInputs } from './inputs.ts';
import { ensureBuilt } from './up-to-date.ts';

const keptMs = 60 * 60 * 1000;

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
    async run() {
      tell('Bundling the functions and synthesizing the template …');
      await runNode(projectRoot, ['infra/synth.ts', '--stage', stage], 'The template is broken');
      removeOldAssets(folder);
    },
  });
  return folder;
}

/** Each build leaves its bundles behind; hosts that still run may load theirs for a while. */
function removeOldAssets(folder: string): void {
  const inUse = new Set(readAssembly(folder).flatMap(({ assets }) => Object.values(assets)));
  for (const name of readdirSync(folder).filter((entry) => entry.startsWith('asset.'))) {
    const file = path.join(folder, name);
    const isOld = Date.now() - statSync(file).mtimeMs > keptMs;
    if (isOld && !inUse.has(file)) rmSync(file, { recursive: true });
  }
}
