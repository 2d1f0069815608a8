import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ensureAssembly } from '#dev/build/assembly.ts';
import { withoutGuard, type Guard } from './guard.ts';
import { guards } from './guard-list.ts';
import type { Group, GuardTrials, Verdict } from './guard-trials.ts';

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
  'package-lock.json',
  'cdk.json',
  'tsconfig.json',
  'vitest.config.ts',
  // The test configuration imports this file.
  'web/contract-for-browser.ts',
  // The hosts start from it without building it again.
  '.build/cdk/local',
  '.build/cdk/local.inputs',
  '.build/functions/meta.json',
];
/** Tests spend half of their time waiting, so two of them keep two cores busy. */
const copies = 2;

/** Copies the code, so that guards can be removed from the copy. Installed packages are shared. */
function copyCode(): string {
  const copy = mkdtempSync(path.join(tmpdir(), 'cobalt-guards-'));
  for (const part of parts) cpSync(path.join(root, part), path.join(copy, part), { recursive: true });
  symlinkSync(path.join(root, 'node_modules'), path.join(copy, 'node_modules'));
  return copy;
}

/** The trials of a copy, whose modules refer to the files of the copy. */
async function trialsIn(copy: string): Promise<GuardTrials> {
  const file = path.join(copy, 'tests/isolation/guard-trials.ts');
  const module = (await import(file)) as typeof import('./guard-trials.ts');
  return new module.GuardTrials();
}

function groupsOf(tried: Guard[]): Group[] {
  const bySelection = Map.groupBy(tried, ({ seenBy, title }) => JSON.stringify([seenBy, title]));
  return [...bySelection.values()].map((group) => {
    const [{ seenBy, title }] = group as [Guard];
    return { file: seenBy, title, guards: group };
  });
}

const signs: Record<Verdict['kind'], string> = { red: 'red    ', green: 'GREEN  ', unclear: 'UNCLEAR' };
function report({ name }: Guard, { kind, reason, seconds }: Verdict): void {
  console.log(`${signs[kind]} ${seconds.toFixed(1).padStart(5)} s  without ${name}: ${reason}`);
}

function selectedGuards(names: string[]): Guard[] {
  const unknown = names.filter((name) => !guards.some((one) => one.name === name));
  if (unknown.length > 0) throw new Error(`No guard is called ${unknown.join(', ')}`);
  for (const one of guards) withoutGuard(one, readFileSync(path.join(root, one.file), 'utf8'));
  return guards.filter(({ name }) => names.length === 0 || names.includes(name));
}

/** Tries all groups, each in the first copy that is free. Returns the number of verdicts of each kind. */
async function tryGroups(groups: Group[], trials: GuardTrials[]): Promise<Record<Verdict['kind'], number>> {
  const counts = { red: 0, green: 0, unclear: 0 };
  const left = [...groups];
  const work = async (own: GuardTrials) => {
    for (let group = left.shift(); group; group = left.shift()) {
      await own.tryGroup(group, (guard, verdict) => {
        counts[verdict.kind] += 1;
        report(guard, verdict);
      });
    }
  };
  await Promise.all(trials.map(work));
  return counts;
}

const startedAt = performance.now();
const groups = groupsOf(selectedGuards(process.argv.slice(2)));
await ensureAssembly('local', console.log);
const folders = Array.from({ length: Math.min(copies, groups.length) }, copyCode);
process.on('exit', () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});
const trials = await Promise.all(folders.map(trialsIn));
let isInterrupted = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (isInterrupted) process.exit(130);
    isInterrupted = true;
    console.log('Stopping after the tests that run now');
    for (const own of trials) own.interrupt();
  });
}
const { red, green, unclear } = await tryGroups(groups, trials);
await Promise.all(trials.map((own) => own.end()));
const minutes = ((performance.now() - startedAt) / 60_000).toFixed(1);
console.log(`${red} guards are seen, ${green} are not, ${unclear} are unclear; ${minutes} minutes`);
process.exit(red === groups.flatMap((group) => group.guards).length ? 0 : 1);
