import { closeSync, fstatSync, openSync, renameSync, writeSync } from 'node:fs';

/** A log keeps this much, and once more the part before it in `<file>.1`. */
const maxBytes = 5 * 1024 * 1024;

/** Appends lines to a log file that stays bounded. Written at once, so that nothing is lost with a thread that dies. */
export function openLog(file: string): (line: string) => void {
  let descriptor: number | undefined;
  let bytes = 0;
  return (line) => {
    if (descriptor === undefined) {
      descriptor = openSync(file, 'a');
      bytes = fstatSync(descriptor).size;
    }
    bytes += writeSync(descriptor, `${line}\n`);
    if (bytes < maxBytes) return;
    closeSync(descriptor);
    descriptor = undefined;
    renameSync(file, `${file}.1`);
  };
}
