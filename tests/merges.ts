import { expect } from 'vitest';
import type { RecordType } from '#contract/record-type.ts';
import { recordTypes } from '#contract/record-types.ts';
import { bodyOf, type Answer, type Call } from './caller.ts';
import type { RunningHost } from './host.ts';
import { endedJob } from './jobs.ts';
import type { TestOrganization } from './organization.ts';

/** A record as the API names it: the plural of its type, and its id. */
export type Place = readonly [plural: string, id: string];

const typeOf = (plural: string): string =>
  Object.values<RecordType>(recordTypes as never).find((type) => type.plural === plural)!.name;

/** Everything that the API shows of records: values, entries, timelines and tasks. */
export async function stateOf(
  call: Call,
  { path }: TestOrganization,
  places: readonly Place[],
): Promise<Record<string, any>> {
  const tasks = await tasksIn(call, path);
  const states: Record<string, any> = {};
  for (const [plural, id] of places) {
    const record = await bodyOf(200, call('GET', `${path}/${plural}/${id}`, { query: { trash: 'true' } }));
    const name = `${typeOf(plural)}/${id}`;
    const all = (resource: string): Promise<any[]> => allPages(call, `${path}/${resource}/${name}`);
    states[name] = {
      record,
      ...(record.deletedAt
        ? {}
        : {
            notes: await all('notes'),
            files: await all('attachments'),
            ...('activityCount' in record ? { activities: await all('activities') } : {}),
            timeline: await all('timeline'),
            tasks: tasks.filter(({ recordId }) => recordId === id),
          }),
    };
  }
  return states;
}

/** All items of a list, and what is upcoming in a timeline. */
async function allPages(call: Call, path: string, of: Record<string, string> = {}): Promise<any[]> {
  const items: any[] = [];
  let cursor: string | undefined;
  do {
    const query: Record<string, string> = { ...of, limit: '100', ...(cursor ? { cursor } : {}) };
    const page = await bodyOf(200, call('GET', path, { query }));
    items.push(...(page.upcoming ?? []), ...page.items);
    cursor = page.nextCursor;
  } while (cursor);
  return items;
}

async function tasksIn(call: Call, path: string): Promise<any[]> {
  const lists = await Promise.all(['open', 'done'].map((view) => allPages(call, `${path}/tasks`, { view })));
  return lists.flat();
}

/** Values that an undo doesn't put back, because it is a change itself. */
const added = new Set(['version', 'updatedAt', 'updatedBy', 'previewUrl', 'nextCursor']);

/** The same without what changes add: versions, times of updates, and the lines of changes. */
export function withoutHistory(value: unknown): unknown {
  if (Array.isArray(value))
    return value.filter((one) => (one as { kind?: string } | null)?.kind !== 'change').map(withoutHistory);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !added.has(name))
      .map(([name, one]) => [name, withoutHistory(one)]),
  );
}

/** The histories of records, newest change first. */
export const historyOf = (
  call: Call,
  { path }: TestOrganization,
  places: readonly Place[],
): Promise<any[][]> =>
  Promise.all(
    places.map(async ([plural, id]) => {
      const query = { limit: '100' };
      return (await bodyOf(200, call('GET', `${path}/${plural}/${id}/history`, { query }))).items;
    }),
  );

interface Versioned {
  id: string;
  version: number;
}

/** The body of a merge: the records that don't remain. */
export const mergeBody = (losers: readonly Versioned[], values?: object) => ({
  records: losers.map(({ id, version }) => ({ id, version })),
  ...(values ? { values } : {}),
});

/** A merge waits for slow writes, and then looks through the lists of all types that refer to it. */
export const mergePatienceMs = 120_000;

interface MergeOptions {
  values?: object;
  plural?: string;
  by?: Call;
}

/** Requests about merges of an organization's records, by default as its owner. */
export function mergesIn(host: RunningHost, organization: TestOrganization) {
  const { owner, path } = organization;
  const { call } = owner;

  const merge = (
    winner: Versioned,
    losers: readonly Versioned[],
    { values, plural = 'contacts', by = call }: MergeOptions = {},
  ): Promise<Answer> =>
    by('POST', `${path}/${plural}/${winner.id}/merge`, {
      body: mergeBody(losers, values),
      ifMatch: winner.version,
    });

  return {
    merge,
    /** Merges records and waits for the job. */
    async merged(...input: Parameters<typeof merge>): Promise<{ record: any; jobId: string }> {
      const answer = await bodyOf(200, merge(...input));
      const job = await endedJob(call, organization, answer.jobId, mergePatienceMs);
      expect(job).toMatchObject({ state: 'done', failed: 0 });
      return answer;
    },
    /** Undoes a merge and waits for the job. */
    async undone(jobId: string): Promise<any> {
      const job = await bodyOf(201, call('POST', `${path}/jobs/${jobId}/undo`));
      expect(job).toMatchObject({ kind: 'unmerge', undoes: jobId });
      const ended = await endedJob(call, organization, job.id, mergePatienceMs);
      await host.settled(organization);
      return ended;
    },
    /** Follows no redirect, unlike other requests of the tests. */
    readOnly: (id: string, plural = 'contacts', token = owner.token): Promise<Response> =>
      fetch(`${host.url}${path}/${plural}/${id}`, {
        redirect: 'manual',
        headers: { authorization: `Bearer ${token}` },
      }),
  };
}
