import { writeFileSync } from 'node:fs';
import type { Access } from './access.ts';

const everyMs = 2000;

/**
 * Keeps a file that tells, a function each, which of its granted rights were used since the start and which were not.
 * Gives what ends it, after a last time.
 */
export function keepRightsReport(file: string, access: Access): () => void {
  let before = '';
  const write = () => {
    const report = JSON.stringify(access.report(), null, 2);
    if (report === before) return;
    before = report;
    writeFileSync(file, report);
  };
  const timer = setInterval(write, everyMs);
  return () => {
    clearInterval(timer);
    write();
  };
}
