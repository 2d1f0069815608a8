import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Answer } from '../caller.ts';
import type { HostUnderTest } from '../host.ts';
import { startQuietHost } from '../quiet-host.ts';

/** Capacity units as reported by the DynamoDB engine. */
export interface Used {
  read: number;
  write: number;
}

/** Units of a request (`request`), and of the stream readers, queues and jobs that it triggers (`then`). */
export interface Measured {
  request: Used;
  then: Used;
}

/** Calls of the table by a request, and how many of them were made one after the other. */
export interface Trips {
  calls: number;
  rounds: number;
}

export interface MeasuredHost {
  host: HostUnderTest;
  /** Sends a request, waits for all its effects, and sums the logged units. */
  measure(send: () => Promise<Answer>): Promise<Measured & { answer: Answer; trips: Trips }>;
}

interface LogLine {
  message?: string;
  requestId?: string;
  readUnits?: number;
  writeUnits?: number;
  settingsUnits?: number;
  calls?: number;
  rounds?: number;
}

/** Starts a host without backfills, because their units would be counted as effects of requests. */
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
      // Other requests were sent only to prepare the measured one. All other lines are about effects.
      const following = lines.filter((line) => line.message !== 'request');
      const [{ calls = 0, rounds = 0 } = {}] = own;
      return { answer, trips: { calls, rounds }, request: sum(own), then: sum(following) };
    },
  };
}

/** Sums units without those of reads that refresh cached settings, because such reads depend on the time. */
function sum(lines: readonly LogLine[]): Used {
  const used = { read: 0, write: 0 };
  for (const { readUnits = 0, writeUnits = 0, settingsUnits = 0 } of lines) {
    used.read += readUnits - settingsUnits;
    used.write += writeUnits;
  }
  return used;
}
