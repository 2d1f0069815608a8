import { analytics } from '#contract/analytics.ts';
import { operationsOf } from '#contract/operation.ts';
import { Connection } from '../connection.ts';
import { atMost, median, plain, type Figure } from '../figure.ts';
import { openLists, openSearch } from '../open-lists.ts';
import { needle } from '../people.ts';
import type { Organization, System } from '../system.ts';

const rounds = 200;
const pageOf = 40;

/** P1: response times in a large organization relative to a small one. Each request goes to both in turn. */
export async function measureGrowth(system: System): Promise<Figure[]> {
  // What was just loaded has no snapshots yet.
  await openLists(system);
  await openSearch(system);
  const connection = new Connection(system.host.url);
  const figures: Figure[] = [];
  const small = await addresses(system, system.small);
  const large = await addresses(system, system.large);
  for (const what of Object.keys(small)) {
    const request = await system.signIn('owner');
    const pair = [small[what]!, large[what]!].map((path) => ({
      request: request(path),
      times: [] as number[],
    }));
    // The first rounds warm up functions, statements and caches.
    for (let round = -20; round < rounds; round += 1) {
      for (const { request, times } of pair) {
        const startedAt = performance.now();
        const { status, body } = await connection.send(request);
        if (status !== 200) throw new Error(`${what}: ${status} ${body}`);
        if (round >= 0) times.push(performance.now() - startedAt);
      }
    }
    const [before, after] = pair.map(({ times }) => median(times)) as [number, number];
    const sizes = `${system.small.records} → ${system.large.records} of each type`;
    figures.push(plain('P1', `${what}, p50 at ${system.small.records}`, before, 'ms'));
    figures.push(plain('P1', `${what}, p50 at ${system.large.records}`, after, 'ms'));
    figures.push(atMost('P1', `${what}, ${sizes}`, after / before, '×', 1.2));
  }
  connection.close();
  return figures;
}

async function addresses(system: System, { id, talkativeId }: Organization): Promise<Record<string, string>> {
  const contacts = `/v1/orgs/${id}/contacts`;
  type Page = { items: { id: string }[]; nextCursor?: string };
  const first = await system.get<Page>(contacts);
  let cursor = first.nextCursor;
  for (let page = 2; page < pageOf; page += 1) {
    cursor = (await system.get<Page>(`${contacts}?cursor=${cursor}`)).nextCursor;
  }
  return {
    'get one contact': `${contacts}/${first.items[0]!.id}`,
    'list, page 1': contacts,
    [`list, page ${pageOf}`]: `${contacts}?cursor=${cursor}`,
    'indexed filter': `${contacts}?statusId=customer`,
    'search, one word': `/v1/orgs/${id}/search?q=maria`,
    'search, two words': `/v1/orgs/${id}/search?q=${needle.firstName}%20${needle.lastName}`.toLowerCase(),
    dashboard: `/v1/orgs/${id}/dashboard`,
    'list of leads': `/v1/orgs/${id}/leads`,
    'list of leads by score': `/v1/orgs/${id}/leads?sort=-score`,
    'list of deals': `/v1/orgs/${id}/deals`,
    'board of deals': `/v1/orgs/${id}/deals/board`,
    ...Object.fromEntries(
      operationsOf(analytics)
        // The report on a single customer does not depend on the size of the organization.
        .filter(([name]) => name !== 'customer')
        .map(([name, { path }]) => [`report on ${name}, a year`, path.replace('{orgId}', id)]),
    ),
    'timeline of 5,000 entries': `/v1/orgs/${id}/timeline/contact/${talkativeId}`,
  };
}
