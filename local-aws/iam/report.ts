import { writeFileSync } from 'node:fs';
import type { Access } from './access.ts';

const everyMs = 2000;

/** Maintains a file with the report of `access`. Returns a function that writes the file a last time and stops. */
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
