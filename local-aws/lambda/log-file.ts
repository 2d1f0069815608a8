import { closeSync, fstatSync, openSync, renameSync, writeSync } from 'node:fs';

/** Size at which a log file is renamed to `<file>.1`, where it replaces the previous one. */
const maxBytes = 5 * 1024 * 1024;

/** Appends to a log file of bounded size. Writes synchronously, so that a dying thread loses nothing. */
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
