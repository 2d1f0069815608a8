import { recordTypes } from '#contract/record-types.ts';
import { waitingSections, waitingShown } from '#contract/waiting.ts';
import { bodyOf, type Call } from './caller.ts';

/** What waits for a caller in the organization at a path. */
export const todayOf = async (call: Call, path: string, query: Record<string, string> = {}): Promise<any[]> =>
  (await bodyOf(200, call('GET', `${path}/dashboard/today`, { query }))).sections;

/** The same by the lists: what they answer to the questions by which it waits. */
export async function waitingInLists(
  call: Call,
  path: string,
  may: (permission: string) => boolean = () => true,
): Promise<any[]> {
  const settings = await bodyOf(200, call('GET', path));
  return Promise.all(
    waitingSections(settings, may).map(async ({ type, filter, sort, columns }) => {
      const body = { filter, sorts: [{ field: sort }], columns, limit: waitingShown, current: true };
      const list = `${path}/${recordTypes[type].plural}/query`;
      const { items, total } = await bodyOf(200, call('POST', list, { body }));
      return { type, items, total, totalIsExact: true };
    }),
  );
}
