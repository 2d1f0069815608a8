import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { StartFailure } from '../start-failure.ts';

export type Resource = {
  Type: string;
  Properties: Record<string, unknown>;
  Condition?: string;
};

/** A stack of the cloud assembly as written by CDK. */
export type StackTemplate = {
  name: string;
  resources: Record<string, Resource>;
  outputs: Record<string, { Value: unknown; Export?: { Name: unknown } }>;
  parameters: Record<string, { Type?: string; Default?: unknown }>;
  conditions: Record<string, unknown>;
  mappings: Record<string, Record<string, Record<string, unknown>>>;
  /** Paths of assets (folders or files), by the hash in the S3 key. */
  assets: Record<string, string>;
};

/** Reads all stacks of a cloud assembly. */
export function readAssembly(folder: string): StackTemplate[] {
  const files = existsSync(folder) ? readdirSync(folder).filter((f) => f.endsWith('.template.json')) : [];
  if (files.length === 0) throw new StartFailure(`There is no template in ${folder}`);
  return files.sort().map((file) => readStack(folder, file.slice(0, -'.template.json'.length)));
}

function readStack(folder: string, name: string): StackTemplate {
  const template = readJson(path.join(folder, `${name}.template.json`));
  return {
    name,
    resources: readResources(template.Resources),
    outputs: (template.Outputs ?? {}) as StackTemplate['outputs'],
    parameters: (template.Parameters ?? {}) as StackTemplate['parameters'],
    conditions: (template.Conditions ?? {}) as StackTemplate['conditions'],
    mappings: (template.Mappings ?? {}) as StackTemplate['mappings'],
    assets: readAssets(folder, `${name}.assets.json`),
  };
}

type RawResource = Omit<Resource, 'Properties'> & { Properties?: Resource['Properties'] };

function readResources(raw: unknown): Record<string, Resource> {
  const entries = Object.entries((raw ?? {}) as Record<string, RawResource>);
  return Object.fromEntries(entries.map(([id, resource]) => [id, { Properties: {}, ...resource }]));
}

function readAssets(folder: string, file: string): Record<string, string> {
  if (!existsSync(path.join(folder, file))) return {};
  const files = (readJson(path.join(folder, file)).files ?? {}) as Record<
    string,
    { source?: { path?: string } }
  >;
  return Object.fromEntries(
    Object.entries(files).flatMap(([hash, { source }]) =>
      source?.path ? [[hash, path.resolve(folder, source.path)]] : [],
    ),
  );
}

function readJson(file: string): Record<string, unknown> {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  } catch (error) {
    throw new StartFailure(`The template ${file} cannot be read: ${(error as Error).message}`);
  }
}
