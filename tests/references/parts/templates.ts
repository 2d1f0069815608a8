import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { run, type Checkout } from '../checkout.ts';
import { leavesOf, type Values } from '../values.ts';

const stages = ['dev', 'prod'];

/** The properties of all resources of the synthesized templates, without hashes of bundles. */
export async function readTemplates(checkout: Checkout): Promise<Values> {
  const all: Values = {};
  for (const stage of stages) {
    run(checkout, 'infra/synth.ts', '--stage', stage);
    const folder = path.join(checkout.folder, '.build/cdk', stage);
    for (const file of globSync('*.template.json', { cwd: folder }).sort()) {
      const text = readFileSync(path.join(folder, file), 'utf8').replaceAll(/[0-9a-f]{64}/g, '<hash>');
      Object.assign(all, leavesOf(JSON.parse(text), path.basename(file, '.template.json')));
    }
  }
  return all;
}
