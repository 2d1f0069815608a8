import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { projectRoot } from '#infra/functions.ts';
import type { ThreadProfile } from './function-threads.ts';
import { timesOf } from './profile-parts.ts';

const rowsMost = 25;

/** Prints the CPU time of an operation per request, for each function that took part in it. */
export async function printProfile(
  operation: string,
  profiles: ThreadProfile[],
  requests: number,
  isSaved: boolean,
): Promise<void> {
  const sum = profiles.reduce((total, { cpuMs }) => total + cpuMs, 0);
  console.log(`\n${operation}: ${format(sum / requests)} ms of CPU time per request`);
  for (const thread of profiles) {
    console.log(`  ${thread.functionName}: ${format(thread.cpuMs / requests)} ms`);
    printThread(thread, requests);
    if (isSaved) await save(`${operation}-${thread.functionName}`, thread);
  }
}

/** Samples give the shares of the CPU time, because a thread that waits for a core is sampled, too. */
function printThread({ cpuMs, profile }: ThreadProfile, requests: number): void {
  const { parts, own, total } = timesOf(profile);
  const sampled = [...parts.values()].reduce((sum, one) => sum + one, 0);
  const perRequest = (milliseconds: number) => format((milliseconds * cpuMs) / sampled / requests);
  console.log('    parts, ms');
  for (const [part, milliseconds] of largest(parts))
    console.log(`      ${perRequest(milliseconds)}  ${part}`);
  console.log('    functions, ms alone and with what they call');
  for (const [label, milliseconds] of largest(own))
    console.log(`      ${perRequest(milliseconds)} ${perRequest(total.get(label) ?? 0)}  ${label}`);
  console.log('    functions of the product, ms with what they call and alone');
  for (const [label, milliseconds] of largest(total, / (shared|functions|events)\//))
    console.log(`      ${perRequest(milliseconds)} ${perRequest(own.get(label) ?? 0)}  ${label}`);
}

const largest = (times: Map<string, number>, labels = /./): [string, number][] =>
  [...times]
    .filter(([label]) => labels.test(label))
    .sort((a, b) => b[1] - a[1])
    .slice(0, rowsMost);

const format = (milliseconds: number): string => milliseconds.toFixed(4).padStart(7);

async function save(name: string, { profile }: ThreadProfile): Promise<void> {
  const folder = path.join(projectRoot, '.build/profile');
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, `${name}.cpuprofile`), JSON.stringify(profile));
}
