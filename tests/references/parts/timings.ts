import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Figure } from '../../../bench/figure.ts';
import { run, type Checkout } from '../checkout.ts';
import type { Values } from '../values.ts';

/** Ratios within one run, memory, and the size of the site. Milliseconds of two runs can’t be compared. */
const compared = new Set(['×', 'MB', 'KB']);

export async function readTimings(checkout: Checkout): Promise<Values> {
  const folder = mkdtempSync(path.join(tmpdir(), 'cobalt-timings-'));
  try {
    const file = path.join(folder, 'figures.json');
    run(checkout, 'bench/bench.ts', '--quick', '--only', 'P1,P2,P6,P7', '--json', file);
    const figures = JSON.parse(readFileSync(file, 'utf8')) as Figure[];
    return Object.fromEntries(
      figures
        .filter(({ unit }) => compared.has(unit))
        .map(({ line, what, value }) => [`${line} › ${what}`, value]),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}
