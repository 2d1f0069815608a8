import { expect } from 'vitest';
import { awaited } from '../awaited.ts';
import { bodyOf, callerWith, type Call } from '../caller.ts';
import { startHost, type HostUnderTest } from '../host.ts';
import { letVisibilityPass } from '../queues.ts';

interface Killing {
  host: HostUnderTest;
  dataDir: string;
  /** The API key of the caller. */
  secret: string;
  /** The path of the job, which must not be done before the last kill. */
  jobPath: string;
  deaths: number;
  /** Maximum number of rows between two kills. */
  rowsALife: number;
  patienceMs: number;
}

/** Kills the host several times while a job writes rows. Returns the last host, and a caller for it. */
export async function killDuringJob({
  host: first,
  dataDir,
  secret,
  jobPath,
  deaths,
  rowsALife,
  patienceMs,
}: Killing): Promise<{ host: HostUnderTest; call: Call }> {
  let host = first;
  let call = callerWith(host.url, secret);
  const job = () => bodyOf(200, call('GET', jobPath));
  for (let death = 0; death < deaths; death += 1) {
    const before = (await job()).done as number;
    const threshold = before + rowsALife * Math.random();
    await awaited('rows', job, ({ state, done }) => state === 'done' || done >= threshold, {
      patienceMs,
      pauseMs: 50,
    });
    expect((await job()).state).not.toBe('done');
    await host.kill();
    letVisibilityPass(dataDir);
    host = await startHost({ dataDir });
    call = callerWith(host.url, secret);
  }
  return { host, call };
}
