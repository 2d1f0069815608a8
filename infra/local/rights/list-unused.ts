import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../../functions.ts';

type Report = Record<string, { used: string[]; unused: string[]; refused: string[] }>;

/** Where hosts under test leave their reports, see tests/host.ts. */
const reportsFolder = path.join(projectRoot, '.build/rights-used');

/**
 * Rights that the template of the newest report grants and that no host of the reports ever saw used, as
 * `function: action resource`.
 */
export function unusedRights(folder: string = reportsFolder): string[] {
  const files = existsSync(folder) ? readdirSync(folder).sort() : [];
  const reports = files.map((file) => JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as Report);
  const used = new Set(reports.flatMap((report) => named(report, 'used')));
  const newest = reports.at(-1) ?? {};
  return named(newest, 'unused').filter((right) => !used.has(right));
}

function named(report: Report, kind: 'used' | 'unused'): string[] {
  return Object.entries(report).flatMap(([name, rights]) => rights[kind].map((right) => `${name}: ${right}`));
}

if (import.meta.main) for (const right of unusedRights()) console.log(right);
