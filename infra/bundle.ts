import { existsSync } from 'node:fs';
import { readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build, type Metafile } from 'esbuild';
import { projectRoot, type FunctionDeclaration } from './functions.ts';

/**
 * Bundled CommonJS packages call require, which an ES module lacks. The name is longer than any that minifying gives: of
 * two that are the same in a module nothing runs.
 */
const requireBanner =
  "import{createRequire as makeRequire}from'node:module';const require=makeRequire(import.meta.url);";

/**
 * Where the AWS SDK looks for credentials after the environment: in files, at sign-in services, at metadata addresses.
 * It imports them when the environment has none. A Lambda function's always has (it would not with SnapStart, nor in a
 * container of one's own): they stay outside, 129 KB that would be parsed at every cold start.
 */
const otherCredentialSources = [
  '@aws-sdk/credential-provider-http',
  '@aws-sdk/credential-provider-ini',
  '@aws-sdk/credential-provider-process',
  '@aws-sdk/credential-provider-sso',
  '@aws-sdk/credential-provider-web-identity',
  '@smithy/credential-provider-imds',
];

/** Where the bundles lie unless told otherwise; each function in a folder of its name as `index.mjs`. */
export const bundlesFolder = path.join(projectRoot, '.build/functions');

/**
 * Bundles every function in one esbuild call, the AWS SDK included but for what is `external`, and keeps esbuild's
 * metafile as `meta.json` beside them. Throws an Error with one line if an entry file is missing or does not build.
 */
export async function bundleFunctions(
  functions: readonly FunctionDeclaration[],
  folder: string = bundlesFolder,
  external: readonly string[] = otherCredentialSources,
): Promise<Metafile> {
  const missing = functions.filter(({ entry }) => !existsSync(path.join(projectRoot, entry)));
  if (missing.length > 0) {
    throw new Error(
      `Declared in infra/functions.ts but not there: ${missing.map((f) => f.entry).join(', ')}`,
    );
  }
  const { metafile } = await build({
    absWorkingDir: projectRoot,
    entryPoints: functions.map(({ name, entry }) => ({ in: entry, out: `${name}/index` })),
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    mainFields: ['module', 'main'],
    external: [...external],
    minify: true,
    metafile: true,
    legalComments: 'none',
    banner: { js: requireBanner },
    logLevel: 'silent',
  }).catch((error: unknown) => {
    throw new Error(`The functions do not bundle: ${oneLine(error)}`);
  });
  await writeFile(path.join(folder, 'meta.json'), JSON.stringify(metafile));
  await removeAllBut(folder, new Set([...functions.map(({ name }) => name), 'meta.json']));
  return metafile;
}

/** After the build and not before it, so that a running host never finds a bundle missing. */
async function removeAllBut(folder: string, kept: ReadonlySet<string>): Promise<void> {
  const stale = (await readdir(folder)).filter((name) => !kept.has(name));
  await Promise.all(stale.map((name) => rm(path.join(folder, name), { recursive: true })));
}

type BuildMessage = { text: string; location: { file: string; line: number } | null };

function oneLine(error: unknown): string {
  const [first] = (error as { errors?: BuildMessage[] }).errors ?? [];
  if (!first) return String(error);
  return first.location ? `${first.location.file}:${first.location.line}: ${first.text}` : first.text;
}
