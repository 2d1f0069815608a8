import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Metafile } from 'esbuild';
import { api } from '#contract/api.ts';
import { bundlesFolder, bundleSome, trimming } from '#infra/bundle.ts';
import type { FunctionDeclaration } from '#infra/function-declaration.ts';
import { declareFunctions, projectRoot } from '#infra/functions.ts';
import { functionName } from '#infra/stages.ts';
import type { Host } from 'local-aws/host.ts';
import { sourcesIn } from './build/bundled-sources.ts';
import { watchFiles } from './build/changed-files.ts';

/** What is watched, and what to do with it. */
export type Watched = {
  root: string;
  /** Folders below the root. */
  folders: string[];
  functions: readonly FunctionDeclaration[];
  /** The source files of each function. */
  sources: Map<string, ReadonlySet<string>>;
  /** Where new bundles are written. */
  output: string;
  reload: (name: string, codeFolder: string) => void;
  log: (line: string) => void;
};

/** An editor writes several files at once, and each of them in several steps. */
const quietMs = 100;

/** Watches the code of a running host’s functions. Its own bundles stay as they were, because other hosts load them. */
export function watchProduct(
  host: Pick<Host, 'reload'>,
  { stage, dataFolder }: { stage: string; dataFolder: string },
  log: (line: string) => void,
): void {
  watchFunctions({
    root: projectRoot,
    folders: ['events', 'functions', 'shared'],
    functions: declareFunctions(Object.values(api)),
    sources: sourcesIn(JSON.parse(readFileSync(path.join(bundlesFolder, 'meta.json'), 'utf8')) as Metafile),
    output: path.join(dataFolder, 'reloaded'),
    reload: (name, codeFolder) => host.reload(functionName(stage, name), codeFolder),
    log,
  });
}

/**
 * Bundles the functions whose code changes and reloads them, and says so in one line. If they don’t build, the line says
 * why, and they keep their code until the next change. Returns a function that ends it.
 */
export function watchFunctions(watched: Watched): () => void {
  const { root, functions, sources, output, reload, log } = watched;
  const changed = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let isBuilding = false;

  async function build(): Promise<void> {
    const files = [...changed];
    changed.clear();
    const affected = functions.filter(({ name }) => files.some((file) => sources.get(name)?.has(file)));
    const startedAt = Date.now();
    try {
      if (affected.length > 0) {
        const made = await bundleSome(affected, output, { ...trimming, absWorkingDir: root });
        for (const [name, inputs] of sourcesIn(made)) sources.set(name, inputs);
        for (const { name } of affected) reload(name, path.join(output, name));
        log(reloadedLine(affected, files, Date.now() - startedAt));
      }
    } catch (error) {
      // Whatever is mended next, these are still to be reloaded.
      for (const file of files) changed.add(file);
      log(`Nothing was reloaded. ${(error as Error).message}`);
    }
  }

  /** Builds once nothing has changed for a moment, and again if something changes meanwhile. */
  function buildSoon(): void {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (isBuilding) {
        buildSoon();
        return;
      }
      isBuilding = true;
      void build().finally(() => (isBuilding = false));
    }, quietMs);
  }

  const end = watchFiles(root, watched.folders, (file) => {
    if (file.endsWith('.test.ts')) return;
    changed.add(file);
    buildSoon();
  });
  return () => {
    clearTimeout(timer);
    end();
  };
}

const namesMost = 5;

function reloadedLine(functions: readonly FunctionDeclaration[], files: string[], ms: number): string {
  const names =
    functions.length > namesMost
      ? `${functions.length} functions`
      : functions.map(({ name }) => name).join(', ');
  // Routes and pages are derived from the contract, too.
  const rest = files.some((file) => file.startsWith('shared/contract/'))
    ? ' Start again for changed routes, rights and pages.'
    : '';
  return `Reloaded ${names} in ${(ms / 1000).toFixed(1)} s.${rest}`;
}
