import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Answer } from '../caller.ts';
import type { HostUnderTest } from '../host.ts';
import { startQuietHost } from '../quiet-host.ts';

/** Capacity units as DynamoDB reported them. */
export interface Used {
  read: number;
  write: number;
}

/** What a request used, and what its followers used: the readers of the stream and who they call. */
export interface Measured {
  request: Used;
  then: Used;
}

export interface MeasuredHost {
  host: HostUnderTest;
  /** Sends a request, waits until all that follows is done, and adds up what the functions logged. */
  measure(send: () => Promise<Answer>): Promise<Measured & { answer: Answer }>;
}

interface LogLine {
  message?: string;
  requestId?: string;
  readUnits?: number;
  writeUnits?: number;
  settingsUnits?: number;
}

/** A host of its own, without walks: the units of others would be among those that follow. */
export async function startMeasuredHost(): Promise<MeasuredHost> {
  const host = await startQuietHost();
  const folder = path.join(host.dataDir, 'logs');
  const seen = new Map<string, number>();
  const newLines = (): LogLine[] =>
    (existsSync(folder) ? readdirSync(folder) : []).flatMap((file) => {
      const lines = readFileSync(path.join(folder, file), 'utf8').split('\n').filter(Boolean);
      const fresh = lines.slice(seen.get(file) ?? 0);
      seen.set(file, lines.length);
      return fresh.map((line) => JSON.parse(line) as LogLine);
    });
  return {
    host,
    async measure(send) {
      await host.settled();
      newLines();
      const answer = await send();
      await host.settled();
      const lines = newLines();
      const id = answer.headers.get('x-request-id');
      const own = lines.filter((line) => line.requestId === id);
      if (own.length !== 1) throw new Error(`${own.length} log lines of request ${id}: ${answer.text}`);
      // Other requests only made ready.
      const following = lines.filter((line) => line.message !== 'request');
      return { answer, request: sum(own), then: sum(following) };
    },
  };
}

/** Without settings that a function read again: when it has forgotten them is a matter of the clock. */
function sum(lines: readonly LogLine[]): Used {
  const used = { read: 0, write: 0 };
  for (const { readUnits = 0, writeUnits = 0, settingsUnits = 0 } of lines) {
    used.read += readUnits - settingsUnits;
    used.write += writeUnits;
  }
  return used;
}
