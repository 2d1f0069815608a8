import path from 'node:path';
import { projectRoot } from '#infra/functions.ts';
import { runNode } from './child.ts';
import { hashInputs } from './inputs.ts';
import { ensureBuilt } from './up-to-date.ts';

const inputs = ['package-lock.json', 'shared/contract', 'web'];

export const siteFolder = path.join(projectRoot, '.build/site');

/** Builds the site if an input changed. */
export async function ensureSite(log: (line: string) => void): Promise<void> {
  await ensureBuilt({
    stampFile: `${siteFolder}.inputs`,
    result: path.join(siteFolder, 'index.html'),
    inputsHash: () => hashInputs(projectRoot, inputs, ['web/.svelte-kit', 'web/node_modules']),
    run: async () => {
      const startedAt = Date.now();
      log('Building the site, which takes a few seconds and is needed only after changes …');
      const vite = ['node_modules/vite/bin/vite.js', 'build', '--config', 'web/vite.config.ts'];
      await runNode(projectRoot, vite, 'The site does not build');
      log(`Built the site in ${Math.round((Date.now() - startedAt) / 1000)} s.`);
    },
  });
}
