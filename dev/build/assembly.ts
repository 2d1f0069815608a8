import { readdirSync, rmSync, statSync, utimesSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '#infra/functions.ts';
import { readAssembly } from 'local-aws/template/assembly.ts';
import { runNode } from './child.ts';
import { hashInputs } from './inputs.ts';
import { ensureBuilt } from './up-to-date.ts';

const keptMs = 24 * 60 * 60 * 1000;

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
      removeOldAssets(folder);
    },
  });
  const now = new Date();
  for (const asset of assetsOf(folder)) utimesSync(asset, now, now);
  return folder;
}

const assetsOf = (folder: string): Set<string> =>
  new Set(readAssembly(folder).flatMap(({ assets }) => Object.values(assets)));

/**
 * Deletes old bundles that the new build doesn't use. Those that a host was started with in the last day stay, because it
 * may still load them.
 */
function removeOldAssets(folder: string): void {
  const inUse = assetsOf(folder);
  for (const name of readdirSync(folder).filter((entry) => entry.startsWith('asset.'))) {
    const file = path.join(folder, name);
    const isOld = Date.now() - statSync(file).mtimeMs > keptMs;
    if (isOld && !inUse.has(file)) rmSync(file, { recursive: true });
  }
}
