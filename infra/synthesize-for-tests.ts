import { mkdirSync, mkdtempSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { api } from '#contract/api.ts';
import { buildApp } from './app.ts';
import { declareFunctions } from './functions.ts';
import type { StageSettings } from './stages.ts';

/** Writes a stage's templates to the folder `result`, which appears with all of them. */
export function synthesize(stage: string, settings: StageSettings, isChecked: boolean, result: string): void {
  const folder = mkdtempSync(path.join(path.dirname(result), 'writing-'));
  const bundles = path.join(folder, 'functions');
  for (const { name } of declareFunctions(Object.values(api))) {
    mkdirSync(path.join(bundles, name), { recursive: true });
    writeFileSync(path.join(bundles, name, 'index.mjs'), `export const handler = () => '${name}';`);
  }
  const outdir = path.join(folder, 'cdk');
  const app = buildApp({ stage, outdir, bundles, settings });
  if (isChecked) Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  app.synth();
  renameSync(outdir, result);
}
