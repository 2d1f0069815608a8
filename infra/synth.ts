import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { api } from '#contract/api.ts';
import { buildApp } from './app.ts';
import { bundleFunctions } from './bundle.ts';
import { declareFunctions, projectRoot } from './functions.ts';
import { stageSettings, stageWarnings } from './stages.ts';

/** Folder of a stage's cloud assembly. */
export function assemblyFolder(stage: string): string {
  return path.join(projectRoot, '.build/cdk', stage);
}

/**
 * Bundles the functions and writes the stage's templates, in which `newStacks` aren't protected yet. Returns their folder.
 * Throws an Error with one line for the operator.
 */
export async function synthesize(stage: string, newStacks: readonly string[] = []): Promise<string> {
  stageSettings(stage);
  await bundleFunctions(declareFunctions(Object.values(api)));
  const outdir = assemblyFolder(stage);
  buildApp({ stage, outdir, newStacks }).synth();
  removeOldAssets(outdir);
  return outdir;
}

const keptMs = 24 * 3_600_000;

/** Removes bundles of earlier syntheses, except the last day's, which running hosts may still use. */
function removeOldAssets(outdir: string): void {
  const names = readdirSync(outdir);
  const used = names
    .filter((name) => name.endsWith('.assets.json'))
    .map((name) => readFileSync(path.join(outdir, name), 'utf8'))
    .join();
  for (const name of names.filter((found) => found.startsWith('asset.') && !used.includes(found))) {
    const folder = path.join(outdir, name);
    if (Date.now() - statSync(folder).mtimeMs > keptMs) rmSync(folder, { recursive: true });
  }
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { stage: { type: 'string', default: 'dev' } } });
  try {
    console.log(`Templates written to ${path.relative(process.cwd(), await synthesize(values.stage))}.`);
    for (const warning of stageWarnings(stageSettings(values.stage))) console.log(warning);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
