import { format } from 'node:util';
import { openLog } from './log-file.ts';

const levels = { debug: 'DEBUG', log: 'INFO', info: 'INFO', warn: 'WARN', error: 'ERROR', trace: 'TRACE' };

/**
 * Sends the thread's console output to the function's log, like Lambda with the JSON log format. Each console call
 * becomes one JSON line. Lines that are written to stdout or stderr and start with `{` stay unchanged.
 */
export function captureConsole(file: string, currentRequest: () => string | undefined): void {
  const write = openLog(file);
  const writeEntry = (level: string, entry: object) =>
    write(
      JSON.stringify({ timestamp: new Date().toISOString(), level, requestId: currentRequest(), ...entry }),
    );
  for (const [method, level] of Object.entries(levels)) {
    console[method as keyof typeof levels] = (...parts: unknown[]) => writeEntry(level, described(parts));
  }
  for (const stream of [process.stdout, process.stderr]) {
    stream.write = (chunk: string | Uint8Array) => {
      const lines = Buffer.from(chunk as Uint8Array)
        .toString('utf8')
        .split('\n')
        .filter(Boolean);
      for (const line of lines) {
        if (line.startsWith('{')) write(line);
        else writeEntry('INFO', { message: line });
      }
      return true;
    };
  }
}

function described(parts: unknown[]): Record<string, unknown> {
  const [first] = parts;
  if (parts.length === 1 && first instanceof Error) {
    return { errorType: first.name, errorMessage: first.message, stackTrace: first.stack?.split('\n') };
  }
  if (parts.length === 1 && typeof first === 'object') return { message: first };
  return { message: format(...parts) };
}
