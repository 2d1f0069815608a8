import { setTimeout as sleep } from 'node:timers/promises';
import type { RecordDefinition } from '#data/records/definition.ts';
import { recordDefinitions } from '#data/records/definitions.ts';
import { Connection } from './connection.ts';
import type { System } from './system.ts';

const { contact, lead, deal } = recordDefinitions;
/** The types that the large organization has records of. */
export const listed = [contact, lead, deal] as const;
const openSeconds = 600;

/** Asks lists until they are answered from memory. Returns the seconds that this took. */
export async function openLists(
  { host, large, request }: System,
  definitions: readonly RecordDefinition[] = listed,
): Promise<number> {
  const connection = new Connection(host.url);
  const startedAt = performance.now();
  const elapsed = () => (performance.now() - startedAt) / 1000;
  for (const { type } of definitions) {
    const ask = () => connection.send(request(`/v1/orgs/${large.id}/${type.plural}/query`, { limit: 0 }));
    for (let answer = await ask(); answer.status !== 200; answer = await ask()) {
      if (answer.status < 500 || elapsed() > openSeconds) throw new Error(`${answer.status}: ${answer.body}`);
      await sleep(500);
    }
  }
  connection.close();
  await host.settled();
  return elapsed();
}
