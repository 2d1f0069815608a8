import { spawn } from 'node:child_process';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import type { HostUnderTest } from '../tests/host.ts';
import type { BareOrder, BareWrites } from './bare-writes.ts';

/** Records per second of writes sent straight to the engine, by a process of its own, like a function's. */
export async function writeBare(
  host: HostUnderTest,
  { id, owner }: { id: string; owner: { userId: string } },
  writes: BareWrites,
  connections: number,
): Promise<number> {
  const { table, region, dynamodbUrl } = host.info;
  const order: BareOrder = {
    ...{ table, region, dynamodbUrl, orgId: id, userId: owner.userId },
    ...{ writes, connections },
  };
  const child = spawn(process.execPath, ['bench/bare-writes.ts'], {
    cwd: path.dirname(import.meta.dirname),
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin.end(JSON.stringify(order));
  const rate = Number(await text(child.stdout));
  if (!(rate > 0)) throw new Error('the bare writes failed');
  return rate;
}
