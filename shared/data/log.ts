/** One JSON line. Written past console.log, which Lambda would wrap into another object. */
export function writeLog(line: Record<string, unknown>): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
