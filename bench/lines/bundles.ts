import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import path from 'node:path';
import type { Metafile } from 'esbuild';
import { api } from '#contract/api.ts';
import { bundleFunctions } from '#infra/bundle.ts';
import { declareFunctions, projectRoot } from '#infra/functions.ts';
import type { FunctionDeclaration } from '#infra/function-declaration.ts';
import { atMost, median, plain, type Figure } from '../figure.ts';

const folder = path.join(projectRoot, '.build/bench/functions');
const rounds = 9;
const shownParts = 8;

/**
 * P5: size and import time of function bundles compared with an empty handler. The limits refer to an empty handler
 * with the whole SDK, although the product's bundles are trimmed. A trimmed empty handler is measured too, to show the
 * size of the product's own code.
 */
export async function measureBundles(): Promise<Figure[]> {
  const resources = Object.values(api);
  const [first] = declareFunctions(resources);
  const empty: FunctionDeclaration = { ...first!, name: 'empty', entry: 'bench/empty-handler.ts' };
  const functions = declareFunctions(resources).filter(({ source }) => source.kind === 'routes');
  const metafile = await bundleFunctions([...functions, { ...empty, name: 'trimmed' }], folder);
  await bundleFunctions([empty], `${folder}-whole`, {});
  const fileOf = (name: string) =>
    path.join(name === 'empty' ? `${folder}-whole` : folder, name, 'index.mjs');
  const kilobytes = (name: string) => statSync(fileOf(name)).size / 1024;
  const sizes = functions
    .map(({ name }) => ({ name, size: kilobytes(name) }))
    .sort((a, b) => b.size - a.size);
  const largest = sizes[0]!;
  const times = importTimes(['empty', 'trimmed', ...functions.map(({ name }) => name)], fileOf);
  const [emptyTime, trimmedTime, ...rest] = times;
  const slowest = rest.sort((a, b) => b.milliseconds - a.milliseconds)[0]!;
  const room = 250;
  return [
    plain('P5', 'bundle of an empty handler with the whole SDK', kilobytes('empty'), 'KB'),
    atMost(
      'P5',
      `largest bundle (${largest.name})`,
      largest.size,
      'KB',
      Math.round(kilobytes('empty') + room),
    ),
    ...partsOf(metafile, largest.name).map(({ name, size }) =>
      plain('P5', `in ${largest.name}: ${name}`, size, 'KB'),
    ),
    plain('P5', 'the empty handler, trimmed', kilobytes('trimmed'), 'KB'),
    plain('P5', 'import of the empty handler with the whole SDK', emptyTime!.milliseconds, 'ms'),
    plain('P5', 'its import, trimmed', trimmedTime!.milliseconds, 'ms'),
    plain('P5', `slowest import (${slowest.name})`, slowest.milliseconds, 'ms'),
    atMost(
      'P5',
      'slowest import over the empty one with the whole SDK',
      slowest.milliseconds / emptyTime!.milliseconds,
      '×',
      1.4,
    ),
  ];
}

/** The largest parts of a bundle (npm packages and the project's own folders), largest first. */
function partsOf(metafile: Metafile, name: string): { name: string; size: number }[] {
  const output = Object.entries(metafile.outputs).find(([file]) => file.endsWith(`/${name}/index.mjs`));
  const parts = new Map<string, number>();
  for (const [file, { bytesInOutput }] of Object.entries(output?.[1].inputs ?? {})) {
    const part =
      /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? file.split('/').slice(0, 2).join('/');
    parts.set(part, (parts.get(part) ?? 0) + bytesInOutput / 1024);
  }
  const sorted = [...parts].sort((a, b) => b[1] - a[1]);
  return sorted.slice(0, shownParts).map(([part, size]) => ({ name: part, size }));
}

/** Median import time of each bundle in a new process, measured in alternating rounds. */
function importTimes(
  names: string[],
  fileOf: (name: string) => string,
): { name: string; milliseconds: number }[] {
  const times = names.map((name) => ({ name, all: [] as number[] }));
  for (let round = 0; round < rounds; round += 1)
    for (const { name, all } of times) all.push(importTime(fileOf(name)));
  return times.map(({ name, all }) => ({ name, milliseconds: median(all) }));
}

/** Milliseconds that a new process takes to import a bundle. */
export function importTime(file: string): number {
  const code = `const t=performance.now();await import(${JSON.stringify(file)});console.log(performance.now()-t);process.exit(0)`;
  const environment = {
    PATH: process.env.PATH,
    AWS_REGION: 'us-east-1',
    USER_POOL_ID: 'us-east-1_pool',
    TABLE_NAME: 'table',
    // For functions that serve one of several record types.
    RECORD_TYPE: 'contact',
  };
  // Functions start to fetch the user pool's key set on import and don't wait for it. Nothing listens on this port.
  const endpoint = { AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: 'http://127.0.0.1:9' };
  const output = execFileSync(process.execPath, ['--input-type=module', '-e', code], {
    encoding: 'utf8',
    env: { ...environment, ...endpoint },
  });
  return Number(output);
}
