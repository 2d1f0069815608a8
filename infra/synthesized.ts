import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { afterAll } from 'vitest';
import { api } from '#contract/api.ts';
import { buildApp } from './app.ts';
import { declareFunctions } from './functions.ts';
import { stackPrefix, stageSettings, type StageSettings } from './stages.ts';

/** For tests only: a stage's templates as written by CDK. */

export type Properties = Record<string, unknown>;
export type Resource = {
  id: string;
  stack: 'Data' | 'Identity' | 'App';
  type: string;
  properties: Properties;
  deletionPolicy: string | undefined;
};

export type Synthesized = { settings: StageSettings; resources: Resource[]; outdir: string };

const root = mkdtempSync(path.join(tmpdir(), 'cobalt-templates-'));
afterAll(() => {
  rmSync(root, { recursive: true });
});

const stackNames = ['Data', 'Identity', 'App'] as const;

/**
 * Synthesizes a stage with empty bundles, so that template tests don't wait for esbuild. Throws if CDK's checks, or
 * cdk-nag's on request, find something without a documented reason.
 */
export function synthesized(
  stage: string,
  options: { overrides?: Parameters<typeof stageSettings>[1]; isChecked?: boolean } = {},
): Synthesized {
  const folder = mkdtempSync(path.join(root, 'stage-'));
  const bundles = path.join(folder, 'functions');
  for (const { name } of declareFunctions(Object.values(api))) {
    mkdirSync(path.join(bundles, name), { recursive: true });
    writeFileSync(path.join(bundles, name, 'index.mjs'), `export const handler = () => '${name}';`);
  }
  const outdir = path.join(folder, 'cdk');
  const settings = stageSettings(stage, options.overrides);
  const app = buildApp({ stage, outdir, bundles, settings });
  if (options.isChecked) Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  app.synth();
  return { settings, outdir, resources: stackNames.flatMap((name) => readTemplate(outdir, stage, name)) };
}

type RawResource = { Type: string; Properties?: Properties; DeletionPolicy?: string };

function readTemplate(outdir: string, stage: string, stack: Resource['stack']): Resource[] {
  const file = path.join(outdir, `${stackPrefix(stage)}${stack}.template.json`);
  const template = JSON.parse(readFileSync(file, 'utf8')) as { Resources: Record<string, RawResource> };
  return Object.entries(template.Resources).map(([id, raw]) => ({
    id,
    stack,
    type: raw.Type,
    properties: raw.Properties ?? {},
    deletionPolicy: raw.DeletionPolicy,
  }));
}

export function ofType({ resources }: Synthesized, type: string): Resource[] {
  return resources.filter((resource) => resource.type === type);
}

/** The only resource of a type. Throws if there is not exactly one. */
export function only(templates: Synthesized, type: string): Resource {
  const [found, ...others] = ofType(templates, type);
  if (!found || others.length > 0)
    throw new Error(`${others.length + (found ? 1 : 0)} resources of type ${type}`);
  return found;
}

/** The value at a path such as `Code/S3Key` or `Filters/0/Pattern`; undefined if the path doesn't exist. */
export function at(part: unknown, path: string): unknown {
  return path
    .split('/')
    .reduce<unknown>((found, key) => (found as Record<string, unknown> | undefined)?.[key], part);
}

export function textAt(part: unknown, path: string): string {
  const found = at(part, path);
  if (typeof found !== 'string') throw new Error(`No text at ${path}: ${JSON.stringify(part)}`);
  return found;
}

/** Returns a list where CloudFormation accepts a single value or a list; a missing value is an empty list. */
export function listAt(part: unknown, path: string): unknown[] {
  const found = at(part, path);
  return found === undefined ? [] : [found].flat();
}

/** Folder name of a function's handler, derived from its name in the template. */
export function shortName(templates: Synthesized, functionResource: Resource): string {
  return textAt(functionResource.properties, 'FunctionName').replace(
    `cobalt-${templates.settings.stage}-`,
    '',
  );
}
