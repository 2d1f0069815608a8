import { setTimeout as sleep } from 'node:timers/promises';
import type { RecordDefinition } from '#data/records/definition.ts';
import { recordDefinitions } from '#data/records/definitions.ts';
import { Connection } from './connection.ts';
import type { System } from './system.ts';

const { contact, lead, deal } = recordDefinitions;
/** The types that the large organization has records of. */
export const listed = [contact, lead, deal] as const;
const openSeconds = 800;

/** Asks lists until they are answered from memory. Returns the seconds that this took. */
export const openLists = (
  system: System,
  definitions: readonly RecordDefinition[] = listed,
): Promise<number> =>
  open(
    system,
    definitions.map(({ type }) => ({ path: `${type.plural}/query`, body: { limit: 0 } })),
  );

/** Searches until search is answered from memory. Returns the seconds that this took. */
export const openSearch = (system: System): Promise<number> => open(system, [{ path: 'search?q=maria' }]);

async function open(
  { host, large, signIn }: System,
  questions: { path: string; body?: object }[],
): Promise<number> {
  const connection = new Connection(host.url);
  const startedAt = performance.now();
  const elapsed = () => (performance.now() - startedAt) / 1000;
  for (const { path, body } of questions) {
    // What was opened before can have taken longer than an access token is valid.
    const request = (await signIn('owner'))(`/v1/orgs/${large.id}/${path}`, body);
    const ask = () => connection.send(request);
    for (let answer = await ask(); answer.status !== 200; answer = await ask()) {
      if (answer.status < 500 || elapsed() > openSeconds) throw new Error(`${answer.status}: ${answer.body}`);
      await sleep(500);
    }
  }
  connection.close();
  await host.settled();
  return elapsed();
}
