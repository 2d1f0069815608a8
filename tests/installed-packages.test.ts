import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '#infra/functions.ts';
import { installedMb, maxInstalledMb } from './installed-size.ts';

const read = (file: string): unknown => JSON.parse(readFileSync(path.join(projectRoot, file), 'utf8'));

/** Packages whose install scripts were read. */
const known = [
  // Reports where it is installed, unless scarfSettings in package.json turns that off. It comes with swagger-ui-dist.
  'node_modules/@scarf/scarf',
  // Checks that its binary runs.
  'node_modules/esbuild',
];

test('no installed package runs a script on installation, except the known ones', () => {
  const { packages } = read('package-lock.json') as {
    packages: Record<string, { hasInstallScript?: boolean }>;
  };
  const running = Object.entries(packages).filter(([, { hasInstallScript }]) => hasInstallScript);
  expect(running.map(([name]) => name).sort()).toEqual(known);
});

test('an installation reports nothing to Scarf', () => {
  expect(read('package.json')).toMatchObject({ scarfSettings: { enabled: false } });
});

test('the installed packages take at most 1,000 MB', () => {
  const size = installedMb(projectRoot);
  console.log(`${size} MB of packages are installed`);
  expect(size, '`npm ci` removes packages that the project no longer uses').toBeLessThanOrEqual(
    maxInstalledMb,
  );
});
