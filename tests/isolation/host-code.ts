import { readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { build, type Metafile } from 'esbuild';
import { api } from '#contract/api.ts';
import { ensureAssembly } from '#dev/build/assembly.ts';
import { bundlesFolder, bundling } from '#infra/bundle.ts';
import { declareFunctions, projectRoot } from '#infra/functions.ts';
import { readAssembly } from 'local-aws/template/assembly.ts';
import type { RunningHost } from '../host.ts';

const stage = 'local';
const settleSeconds = 120;
const folder = path.join(projectRoot, '.build/guards');
const functions = declareFunctions(Object.values(api));

/** The code that the functions of a running host execute. A function loads other code at its next invocation. */
export class HostCode {
  readonly #host: RunningHost;
  /** The bundles from which the host loads functions, by name. */
  readonly #files: Map<string, string>;
  /** The source files in the bundle of each function. */
  readonly #sources = sourcesOfFunctions();
  /** The bundles of functions that have other code now. */
  #originals = new Map<string, Uint8Array>();
  /** The sizes that the logs of these functions had before. */
  #logSizes = new Map<string, number>();

  constructor(host: RunningHost, files: Map<string, string>) {
    this.#host = host;
    this.#files = files;
  }

  static async of(host: RunningHost): Promise<HostCode> {
    return new HostCode(host, await bundlesOfHost());
  }

  /**
   * Loads the present text of a source file into all functions that contain it, and the original code into all others.
   * The bundles share modules, because a module is then written once for all functions.
   */
  async load(source: string): Promise<void> {
    const affected = functions.filter(({ name }) => this.#sources.get(name)?.has(source));
    // Record types without operations of their own have the same entry.
    const entries = [...new Map(affected.map((one) => [one.entry, one])).values()];
    if (entries.length > 0) await build({ ...bundling(entries, folder), splitting: true });
    const nameOf = new Map(entries.map(({ entry, name }) => [entry, name]));
    await this.#use(
      new Map(
        affected.map(({ name, entry }) => {
          const module = path.join(folder, nameOf.get(entry) ?? name, 'index.mjs');
          return [name, Buffer.from(`export * from ${JSON.stringify(module)};\n`)];
        }),
      ),
    );
  }

  /** The first error in the logs which says that the loaded code is broken, and doesn't only lack a guard. */
  broken(): string | undefined {
    for (const [name, size] of this.#logSizes) {
      const log = this.#logOf(name);
      const added = sizeOf(log) > size ? readFileSync(log).toString('utf8', size) : '';
      const [found] = /"error":"(Reference|Syntax)Error"|Runtime exited with error[^"]*/.exec(added) ?? [];
      if (found !== undefined) return `${name} is broken: ${found}`;
    }
    return undefined;
  }

  async restore(): Promise<void> {
    await this.#use(new Map());
  }

  /** Puts the original code back for the next host, once this one has ended. */
  end(): void {
    for (const [name, code] of this.#originals) writeFileSync(this.#fileOf(name), code);
  }

  async #use(codes: Map<string, Uint8Array>): Promise<void> {
    await this.#settle();
    const before = this.#originals;
    const changed = [...codes.keys()];
    this.#originals = new Map(
      changed.map((name) => [name, before.get(name) ?? readFileSync(this.#fileOf(name))]),
    );
    this.#logSizes = new Map(changed.map((name) => [name, sizeOf(this.#logOf(name))]));
    const next = new Map([...before, ...codes]);
    for (const [name, code] of next) writeFileSync(this.#fileOf(name), code);
    await Promise.all([...next.keys()].map((name) => this.#host.restartFunction(name)));
  }

  /** Work that began with other code must not end beside what is tested. */
  async #settle(): Promise<void> {
    const late = sleep(settleSeconds * 1000, 'late', { ref: false });
    if ((await Promise.race([this.#host.settled(), late])) === 'late')
      throw new Error(`The host still works after ${settleSeconds} s`);
  }

  #logOf(name: string): string {
    return path.join(this.#host.dataDir, 'logs', `cobalt-${stage}-${name}.log`);
  }

  #fileOf(name: string): string {
    const file = this.#files.get(name);
    if (file === undefined) throw new Error(`The host has no function ${name}`);
    return file;
  }
}

const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;

function sourcesOfFunctions(): Map<string, Set<string>> {
  const { outputs } = JSON.parse(readFileSync(path.join(bundlesFolder, 'meta.json'), 'utf8')) as Metafile;
  return new Map(
    Object.entries(outputs).map(([file, { inputs }]) => [
      path.basename(path.dirname(file)),
      new Set(Object.keys(inputs)),
    ]),
  );
}

async function bundlesOfHost(): Promise<Map<string, string>> {
  const bundles = new Map<string, string>();
  // Up to date, because the host has started from it.
  const assembly = await ensureAssembly(stage, () => undefined);
  for (const { resources, assets } of readAssembly(assembly)) {
    for (const { Type, Properties } of Object.values(resources)) {
      if (Type !== 'AWS::Lambda::Function') continue;
      const { S3Key } = Properties.Code as { S3Key: string };
      const name = String(Properties.FunctionName).replace(`cobalt-${stage}-`, '');
      bundles.set(name, path.join(assets[S3Key.replace(/\.zip$/, '')]!, 'index.mjs'));
    }
  }
  return bundles;
}
