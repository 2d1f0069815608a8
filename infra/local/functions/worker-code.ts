import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

const source = fileURLToPath(new URL('./worker.ts', import.meta.url));
let url: URL | undefined;

/**
 * The beginning of a function's thread as JavaScript, made once a process. From the TypeScript file each thread would
 * load what takes types away for itself, which is a quarter of the memory of all functions at work.
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
