/** Writes one JSON line. Not through console.log, which Lambda would wrap in another object. */
export function writeLog(line: Record<string, unknown>): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
