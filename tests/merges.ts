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
    const all = (resource: string): Promise<any> =>
      bodyOf(200, call('GET', `${path}/${resource}/${name}`, { query: { limit: '100' } }));
    states[name] = {
      record,
      ...(record.deletedAt
        ? {}
        : {
            notes: (await all('notes')).items,
            files: (await all('attachments')).items,
            ...('activityCount' in record ? { activities: (await all('activities')).items } : {}),
            timeline: await all('timeline'),
            tasks: tasks.filter(({ recordId }) => recordId === id),
          }),
    };
  }
  return states;
}

async function tasksIn(call: Call, path: string): Promise<any[]> {
  const lists = await Promise.all(
    ['open', 'done'].map((view) =>
      bodyOf(200, call('GET', `${path}/tasks`, { query: { view, limit: '100' } })),
    ),
  );
  return lists.flatMap(({ items }) => items);
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
