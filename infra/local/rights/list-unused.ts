import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../../functions.ts';

type Report = Record<string, { used: string[]; unused: string[]; refused: string[] }>;

/** Where hosts under test leave their reports, see tests/host.ts. */
const reportsFolder = path.join(projectRoot, '.build/rights-used');

/** Rights that a function was granted and that no host of the reports ever saw used: `function: action resource`. */
export function unusedRights(folder: string = reportsFolder): string[] {
  const files = existsSync(folder) ? readdirSync(folder) : [];
  const used = new Set<string>();
  const granted = new Set<string>();
  for (const file of files) {
    const report = JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as Report;
    for (const [name, rights] of Object.entries(report)) {
      for (const right of rights.used) used.add(`${name}: ${right}`);
      for (const right of [...rights.used, ...rights.unused]) granted.add(`${name}: ${right}`);
    }
  }
  return [...granted].filter((right) => !used.has(right)).sort();
}

if (import.meta.main) for (const right of unusedRights()) console.log(right);
