import { bodyOf, type Call } from './caller.ts';
import type { TestOrganization } from './organization.ts';
import { recordTypes } from '#contract/record-types.ts';
import type { RecordType } from '#contract/record-type.ts';

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
    const record = await bodyOf(200, call('GET', `${path}/${plural}/${id}`));
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
