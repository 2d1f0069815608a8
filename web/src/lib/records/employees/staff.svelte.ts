import { queryOptions } from '@tanstack/svelte-query';
import { limits } from '#contract/limits.ts';
import { readList } from '../record-cache.ts';
import { employeeView } from '../employee.ts';
import type { AnyRow } from '../view.ts';

let progress = $state.raw<{ read: number; of: number }>();
/** How far the reading is that is going on. */
export const staffProgress = () => progress;

/** Every employee, in the order of names. It lies among the lists, so that it follows what is written of one. */
export const staffQuery = (orgId: string) =>
  queryOptions({
    queryKey: [orgId, employeeView.plural, 'list', 'all'],
    queryFn: async ({ signal }) => ({ items: await readStaff(orgId, signal) }),
    staleTime: 30_000,
  });

async function readStaff(orgId: string, signal: AbortSignal): Promise<AnyRow[]> {
  const rows: Record<string, AnyRow> = {};
  progress = undefined;
  const first = { q: '', sort: 'name', limit: limits.pageSizeMax, filters: {}, page: 1 };
  let cursor: string | undefined;
  do {
    const state = cursor ? { ...first, page: 2, cursor } : first;
    const page = await readList(orgId, employeeView, state, { signal });
    for (const row of page.items) rows[row.id] = row;
    const read = Object.keys(rows).length;
    progress = { read, of: Math.max(page.total, read) };
    cursor = page.nextCursor;
  } while (cursor);
  return Object.values(rows);
}
