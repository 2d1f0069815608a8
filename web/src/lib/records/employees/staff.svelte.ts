import { queryOptions } from '@tanstack/svelte-query';
import { limits } from '#contract/limits.ts';
import { readAll } from '../record-cache.ts';
import { recordBasics } from '../record-basics.ts';
import type { AnyRow } from '../record-client.ts';

const view = recordBasics.employee;

let progress = $state.raw<{ read: number; of: number }>();
/** The number of employees loaded so far, and in total; undefined before the first page. */
export const staffProgress = () => progress;

/** All employees, sorted by name. The query key starts like those of lists, so that writes invalidate the query. */
export const staffQuery = (orgId: string) =>
  queryOptions({
    queryKey: [orgId, view.plural, 'list', 'all'],
    queryFn: async ({ signal }) => ({ items: await readStaff(orgId, signal) }),
    staleTime: 30_000,
  });

async function readStaff(orgId: string, signal: AbortSignal): Promise<AnyRow[]> {
  const rows: Record<string, AnyRow> = {};
  progress = undefined;
  let cursor: string | undefined;
  do {
    const page = await readAll(orgId, view, { sort: 'name', limit: limits.pageSizeMax, cursor }, { signal });
    for (const row of page.items) rows[row.id] = row;
    const read = Object.keys(rows).length;
    progress = { read, of: Math.max(page.total, read) };
    cursor = page.nextCursor;
  } while (cursor);
  return Object.values(rows);
}
