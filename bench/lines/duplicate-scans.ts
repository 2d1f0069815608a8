import { setTimeout as sleep } from 'node:timers/promises';
import { limits } from '#contract/limits.ts';
import type { DuplicateGroup, DuplicateScan } from '#contract/duplicate-scan.ts';
import { Connection } from '../connection.ts';
import { atMost, plain, type Figure } from '../figure.ts';
import type { System } from '../system.ts';

const pauseMs = 500;

/** A scan of all contacts of the large organization for duplicates, and the first page of its groups. */
export async function measureDuplicateScan(system: System): Promise<Figure[]> {
  const { host, large } = system;
  const request = await system.signIn('owner');
  const connection = new Connection(host.url);
  const at = (path: string) => `/v1/orgs/${large.id}/duplicates${path}`;
  const send = async <T>(path: string, body?: object): Promise<T> => {
    const answer = await connection.send(request(at(path), body));
    if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${answer.body}`);
    return JSON.parse(answer.body) as T;
  };
  const state = async () => {
    const { items } = await send<{ items: DuplicateScan[] }>('');
    return items.find(({ recordType }) => recordType === 'contact');
  };
  const startedAt = performance.now();
  await send('/contact/scan', {});
  let scan = await state();
  while (scan?.state === 'queued' || scan?.state === 'running') {
    await sleep(pauseMs);
    scan = await state();
  }
  const seconds = (performance.now() - startedAt) / 1000;
  if (scan?.state !== 'ready') throw new Error(`the scan has ended as ${scan?.state}: ${scan?.problem}`);
  const askedAt = performance.now();
  await send<{ items: DuplicateGroup[] }>('/contact/scan/groups');
  const pageMs = performance.now() - askedAt;
  connection.close();
  return [
    plain('duplicates', 'contacts compared', scan.records ?? 0, ''),
    plain('duplicates', 'groups found', scan.groups ?? 0, ''),
    plain('duplicates', 'keys of too many records', scan.commonValues ?? 0, ''),
    atMost('duplicates', 'the scan', seconds, 's', limits.duplicateScanSeconds),
    plain('duplicates', 'a page of its groups', pageMs, 'ms'),
  ];
}
