import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Connection } from '../connection.ts';
import { median, plain, type Figure } from '../figure.ts';
import { openLists, openSearch } from '../open-lists.ts';
import { ratesOf, ratioOf, type Send } from '../rate.ts';
import type { System } from '../system.ts';

const connections = 4;
const rounds = 15;
const answerRounds = 100;

/**
 * Compares this code with that of another checkout, whose packages are installed. Its own bench loads its data, which are
 * made alike, and each request goes to both in turn.
 */
export async function measureBeside(system: System, folder: string, records: number): Promise<Figure[]> {
  const module = pathToFileURL(path.resolve(folder, 'bench/system.ts')).href;
  const { openCopy } = (await import(module)) as typeof import('../system.ts');
  const other = await openCopy(records);
  try {
    for (const one of [system, other]) {
      await openLists(one);
      await openSearch(one);
    }
    return [...(await times(system, other)), ...(await rates(system, other))];
  } finally {
    await other.stop();
  }
}

/** What is asked of both, by what it is called. */
async function questions(system: System): Promise<Record<string, Buffer>> {
  const { large } = system;
  const request = await system.signIn('owner');
  const base = `/v1/orgs/${large.id}`;
  const contacts = `${base}/contacts`;
  const { items } = await system.get<{ items: { id: string }[] }>(contacts);
  return {
    'get one contact': request(`${contacts}/${items[0]!.id}`),
    'list of contacts': request(contacts),
    'list of contacts by status': request(`${contacts}?statusId=customer`),
    'search, one word': request(`${base}/search?q=maria`),
    'board of deals': request(`${base}/deals/board`),
    dashboard: request(`${base}/dashboard`),
  };
}

/** How long one answer takes while nothing else is asked. */
async function times(system: System, other: System): Promise<Figure[]> {
  const [here, there] = [await questions(system), await questions(other)];
  const figures: Figure[] = [];
  const sides = [system, other].map(({ host }) => new Connection(host.url));
  for (const what of Object.keys(here)) {
    const taken = await alternately([here[what]!, there[what]!], sides);
    const [ours, theirs] = taken.map(median) as [number, number];
    figures.push(
      plain('beside', `${what}, p50 of this code`, ours, 'ms'),
      plain('beside', `${what}, p50 of the other`, theirs, 'ms'),
      plain('beside', `${what}, p50 of this code over the other`, ours / theirs, '×'),
    );
  }
  for (const side of sides) side.close();
  return figures;
}

async function alternately(requests: readonly Buffer[], sides: readonly Connection[]): Promise<number[][]> {
  const taken = requests.map((): number[] => []);
  for (let round = -20; round < answerRounds; round += 1)
    for (const [side, request] of requests.entries()) {
      const startedAt = performance.now();
      await answered(sides[side]!, request);
      if (round >= 0) taken[side]!.push(performance.now() - startedAt);
    }
  return taken;
}

/** How many requests are answered in a second, by kind. */
async function rates(system: System, other: System): Promise<Figure[]> {
  const figures: Figure[] = [];
  const sides = [system, other].map(({ host }) =>
    Array.from({ length: connections }, () => new Connection(host.url)),
  );
  const asked = [await questions(system), await questions(other)];
  const create = await Promise.all([system, other].map(creation));
  for (const what of ['create a contact', ...Object.keys(asked[0]!)]) {
    const [ours, theirs] = sides.map((all, side): Send => {
      const question = asked[side]![what];
      return (slot) => answered(all[slot]!, question ?? create[side]!());
    }) as [Send, Send];
    const { here, there } = await ratesOf({ here: ours, there: theirs }, connections, rounds);
    figures.push(
      plain('beside', `${what}, with ${connections} connections, this code`, median(here), '/s'),
      plain('beside', `${what}, this code over the other`, ratioOf(here, there), '×'),
    );
  }
  for (const side of sides.flat()) side.close();
  return figures;
}

/** Returns a function that makes the request for another new contact. */
async function creation({ large: { id }, signIn }: System): Promise<() => Buffer> {
  const request = await signIn('owner');
  let number = 0;
  return () => {
    number += 1;
    return request(`/v1/orgs/${id}/contacts`, {
      firstName: 'María',
      lastName: `Gómez ${number}`,
      email: `new.${Date.now()}.${number}@example.com`,
      phones: [
        {
          label: 'work',
          number: `+5730${String(Date.now()).slice(-6)}${String(number % 100).padStart(2, '0')}`,
        },
      ],
      statusId: 'customer',
      jobTitle: 'Owner',
      city: 'Bogotá',
      country: 'CO',
    });
  };
}

async function answered(connection: Connection, request: Buffer): Promise<void> {
  const { status, body } = await connection.send(request);
  if (status >= 300) throw new Error(`${status}: ${body}`);
}
