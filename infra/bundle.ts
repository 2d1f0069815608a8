import { existsSync } from 'node:fs';
import { readdir, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { build, type BuildOptions, type Metafile, type Plugin } from 'esbuild';
import { projectRoot } from './functions.ts';
import type { FunctionDeclaration } from './function-declaration.ts';

/**
 * Bundled CommonJS packages call require, which ES modules lack. `makeRequire` is longer than any minified name, so it
 * cannot collide with one.
 */
const requireBanner =
  "import{createRequire as makeRequire}from'node:module';const require=makeRequire(import.meta.url);";

/** The folder of their module, which ES modules lack, too. pdfmake only removes it from names of files in memory. */
const commonJsFolder = { __dirname: '"/"' };

/**
 * Sources that the SDK tries if the environment has no credentials, such as files and metadata endpoints. They are
 * imported only then, and the environment of a Lambda function has credentials unless it uses SnapStart. Leaving these
 * packages out saves parsing 129 KB at every cold start.
 */
const otherCredentialSources = [
  '@aws-sdk/credential-provider-http',
  '@aws-sdk/credential-provider-ini',
  '@aws-sdk/credential-provider-process',
  '@aws-sdk/credential-provider-sso',
  '@aws-sdk/credential-provider-web-identity',
  '@smithy/credential-provider-imds',
];

/**
 * Replaces imports of node:http by a lookup of the module. An import reads every export of a built-in module, and those
 * for WebSocket load the whole of undici, which no function uses.
 */
const httpWithoutUndici: Plugin = {
  name: 'http-without-undici',
  setup(bundler) {
    bundler.onResolve({ filter: /^(node:)?http$/ }, () => ({ path: 'http', namespace: 'built-in' }));
    bundler.onLoad({ filter: /^http$/, namespace: 'built-in' }, () => ({
      contents: "module.exports = process.getBuiltinModule('node:http');",
    }));
  },
};

/** Leaves out the decompression of WOFF2 fonts, which is 475 KB: PDFs are printed with TrueType fonts. */
const withoutWoff2: Plugin = {
  name: 'without-woff2',
  setup(bundler) {
    bundler.onResolve({ filter: /^brotli\/decompress/ }, () => ({ path: 'brotli', namespace: 'left-out' }));
    bundler.onLoad({ filter: /^brotli$/, namespace: 'left-out' }, () => ({
      contents: 'module.exports = {};',
    }));
  },
};

/** Leaves out the italic fonts, which is half of them: nothing in PDFs is printed in italics. */
const withoutItalics: Plugin = {
  name: 'without-italics',
  setup(bundler) {
    bundler.onLoad({ filter: /pdfmake[/\\]build[/\\]vfs_fonts\.js$/ }, ({ path: file }) => {
      const fonts = Object.entries(createRequire(file)(file) as Record<string, string>);
      const printed = fonts.filter(([name]) => !name.includes('Italic'));
      return { contents: `module.exports = ${JSON.stringify(Object.fromEntries(printed))};` };
    });
  },
};

/** Build options that make the cold start of a function shorter. */
export const trimming = {
  external: otherCredentialSources,
  plugins: [httpWithoutUndici, withoutWoff2, withoutItalics],
};

/** Default output folder. Each function's bundle is `index.mjs` in a folder named after it. */
export const bundlesFolder = path.join(projectRoot, '.build/functions');

/** What esbuild is told to bundle functions into a folder, including the AWS SDK. */
export function bundling(
  functions: readonly FunctionDeclaration[],
  folder: string,
  options: BuildOptions = trimming,
): BuildOptions {
  return {
    absWorkingDir: projectRoot,
    entryPoints: functions.map(({ name, entry }) => ({ in: entry, out: `${name}/index` })),
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    mainFields: ['module', 'main'],
    ...options,
    legalComments: 'none',
    banner: { js: requireBanner },
    define: commonJsFolder,
    logLevel: 'silent',
  };
}

/**
 * Bundles all functions in one esbuild call, and writes esbuild's metafile as `meta.json` next to them. Throws a
 * one-line Error if an entry file is missing or doesn't build.
 */
export async function bundleFunctions(
  functions: readonly FunctionDeclaration[],
  folder: string = bundlesFolder,
  options: BuildOptions = trimming,
): Promise<Metafile> {
  const missing = functions.filter(({ entry }) => !existsSync(path.join(projectRoot, entry)));
  if (missing.length > 0) {
    throw new Error(
      `Declared in infra/functions.ts but not there: ${missing.map((f) => f.entry).join(', ')}`,
    );
  }
  const metafile = await bundleSome(functions, folder, options);
  await writeFile(path.join(folder, 'meta.json'), JSON.stringify(metafile));
  await removeAllBut(folder, new Set([...functions.map(({ name }) => name), 'meta.json']));
  return metafile;
}

/** Bundles functions and leaves what else is in the folder. Throws a one-line Error if a function doesn't build. */
export async function bundleSome(
  functions: readonly FunctionDeclaration[],
  folder: string,
  options: BuildOptions = trimming,
): Promise<Metafile> {
  const made = await build({ ...bundling(functions, folder, options), minify: true, metafile: true }).catch(
    (error: unknown) => {
      throw new Error(`The functions cannot be bundled: ${oneLine(error)}`);
    },
  );
  return made.metafile;
}

/** Deletes stale bundles after the build, not before it, so that a running host never misses a bundle. */
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
