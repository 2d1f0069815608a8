import { globSync, statSync } from 'node:fs';
import path from 'node:path';
import { run, type Checkout } from '../checkout.ts';
import type { Values } from '../values.ts';

/** Bytes of each function's bundle. */
export async function readBundleSizes(checkout: Checkout): Promise<Values> {
  run(checkout, 'infra/synth.ts', '--stage', 'dev');
  const folder = path.join(checkout.folder, '.build/functions');
  return Object.fromEntries(
    globSync('*/index.mjs', { cwd: folder })
      .sort()
      .map((file) => [path.dirname(file), statSync(path.join(folder, file)).size]),
  );
}
