/**
 * Writes one line of JSON. `console.log` isn't used, because Lambda's JSON log format would wrap the line in another
 * object.
 */
export function writeLog(line: Record<string, unknown>): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

/** The name of an error for log lines. Messages are left out because they can quote personal data. */
export const errorNameOf = (error: unknown): string => (error instanceof Error ? error.name : typeof error);
