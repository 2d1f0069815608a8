import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Guard } from './guard.ts';
import { guards } from './guard-list.ts';

const root = path.dirname(path.dirname(import.meta.dirname));
const parts = [
  'shared',
  'functions',
  'events',
  'infra',
  'local-aws',
  'dev',
  'tests',
  'package.json',
  'cdk.json',
  'tsconfig.json',
  'vitest.config.ts',
  // The test configuration imports this file.
  'web/contract-for-browser.ts',
];

/** Copies the code, so that guards can be removed from the copy. Installed packages are shared. */
function copyCode(): string {
  const copy = mkdtempSync(path.join(tmpdir(), 'cobalt-guards-'));
  for (const part of parts) cpSync(path.join(root, part), path.join(copy, part), { recursive: true });
  symlinkSync(path.join(root, 'node_modules'), path.join(copy, 'node_modules'));
  return copy;
}

function textOf(copy: string, { name, file, line }: Guard): string {
  const text = readFileSync(path.join(copy, file), 'utf8');
  if (text.split(line).length !== 2)
    throw new Error(`The guard "${name}" is not found once in ${file}: ${line}`);
  return text;
}

/** Whether tests fail without the guard. Removes the guard, runs its tests, and puts it back. */
function isSeen(copy: string, guard: Guard): boolean {
  const { name, file, line, without, seenBy } = guard;
  const target = path.join(copy, file);
  const text = textOf(copy, guard);
  writeFileSync(
    target,
    text.replace(line, () => without),
  );
  const argv = ['vitest', 'run', '--bail', '1', seenBy];
  // Without the tiers, in which a guard's test can be one of the full tier.
  const env = { ...process.env, CHANGED: '1' };
  const { stdout } = spawnSync('npx', argv, { cwd: copy, encoding: 'utf8', env });
  writeFileSync(target, text);
  // A run in which no test passed or failed, such as when the host didn't start, is an error.
  const [, passed, failed] = /(\d+) passed, (\d+) failed/.exec(stdout) ?? [];
  if (!(Number(passed) + Number(failed) > 0))
    throw new Error(`The tests did not run without "${name}": ${stdout.slice(-1000)}`);
  return Number(failed) > 0;
}

const selected = process.argv.slice(2);
const tried = guards.filter(({ name }) => selected.length === 0 || selected.includes(name));
const copy = copyCode();
try {
  for (const one of guards) textOf(copy, one);
  const unseen = tried.filter((one) => {
    const seen = isSeen(copy, one);
    console.log(`${seen ? 'red  ' : 'GREEN'}  without ${one.name}`);
    return !seen;
  });
  console.log(`${tried.length - unseen.length} guards are seen, ${unseen.length} are not`);
  process.exitCode = unseen.length === 0 ? 0 : 1;
} finally {
  rmSync(copy, { recursive: true, force: true });
}
