import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

const source = fileURLToPath(new URL('./worker.ts', import.meta.url));
let url: URL | undefined;

/**
 * The worker's entry as JavaScript, compiled once per process. If each thread loaded the TypeScript file, it would also
 * load the type stripper, which would take a quarter of the memory of all functions.
 */
export function workerCode(): URL {
  url ??= new URL(`data:text/javascript;base64,${Buffer.from(bundled()).toString('base64')}`);
  return url;
}

function bundled(): Uint8Array {
  const { outputFiles } = buildSync({
    entryPoints: [source],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    target: 'node24',
  });
  const [file] = outputFiles;
  if (!file) throw new Error(`${source} does not build`);
  return file.contents;
}
