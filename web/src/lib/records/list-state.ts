import { limits } from '#contract/limits.ts';

export const pageSizes = [10, 25, 50, 100] as const;

/** What determines the rows of a list. It is stored in the page's URL. */
export interface ListState {
  q: string;
  /** Sort key of the record type, with the prefix `-` for descending order. */
  sort: string;
  limit: number;
  /** Values by filter name. Filters without values are left out. */
  filters: Record<string, string[]>;
  /** Page number, starting with 1. */
  page: number;
  /** Cursor of the page; undefined for the first page. */
  cursor?: string;
}

interface ListShape {
  sorts: readonly string[];
  filters: readonly string[];
  /** The default sort, which is left out of URLs. Defaults to the first of `sorts`. */
  first?: string;
}

const usualSort = (shape: ListShape): string => shape.first ?? shape.sorts[0] ?? '';

/** Whether a filter is for a custom field. These filters aren't in the record type's declaration. */
const isCustom = (name: string): boolean => name.startsWith('custom.');

export function readListState(
  shape: ListShape,
  query: { get(name: string): string | null; keys?(): Iterable<string> },
): ListState {
  const sort = query.get('sort') ?? '';
  const limit = Number(query.get('limit'));
  const cursor = query.get('cursor');
  const page = Number(query.get('page'));
  return {
    q: query.get('q') ?? '',
    sort: shape.sorts.includes(sort.replace(/^-/, '')) ? sort : usualSort(shape),
    limit: pageSizes.some((size) => size === limit) ? limit : limits.pageSizeDefault,
    filters: Object.fromEntries(
      [...shape.filters, ...[...(query.keys?.() ?? [])].filter(isCustom)].flatMap((name) => {
        const values = (query.get(name) ?? '').split(',').filter(Boolean);
        return values.length > 0 ? [[name, values]] : [];
      }),
    ),
    page: cursor && page > 1 ? page : 1,
    ...(cursor ? { cursor } : {}),
  };
}

/** The query string of a list's URL, without default values. */
export function writeListState(shape: ListShape, state: ListState): string {
  const query = new URLSearchParams();
  if (state.q) query.set('q', state.q);
  for (const name of [...shape.filters, ...Object.keys(state.filters).filter(isCustom).sort()]) {
    const values = state.filters[name] ?? [];
    if (values.length > 0) query.set(name, values.join(','));
  }
  if (state.sort && state.sort !== usualSort(shape)) query.set('sort', state.sort);
  if (state.limit !== limits.pageSizeDefault) query.set('limit', String(state.limit));
  if (state.cursor && state.page > 1) {
    query.set('page', String(state.page));
    query.set('cursor', state.cursor);
  }
  return query.size > 0 ? `?${query}` : '';
}

/** Changes the search, filters, sort or page size, and returns to the first page. */
export function changeList(state: ListState, change: Partial<Omit<ListState, 'page' | 'cursor'>>): ListState {
  const { cursor: _, ...rest } = state;
  return { ...rest, ...change, page: 1 };
}

export function isNarrowed(state: ListState): boolean {
  return state.q.trim() !== '' || Object.keys(state.filters).length > 0;
}

export function listInput(state: ListState): Record<string, unknown> {
  const { q, sort, limit, filters, cursor } = state;
  return { ...filters, limit, sort, ...(q.trim() ? { q: q.trim() } : {}), ...(cursor ? { cursor } : {}) };
}

/** The search and filters as parameters of a job. Each filter is a string of comma-separated values. */
export function jobFilters({ q, filters }: ListState): Record<string, string> {
  const values = Object.entries(filters).map(([name, chosen]) => [name, chosen.join(',')] as const);
  return { ...Object.fromEntries(values), ...(q.trim() ? { q: q.trim() } : {}) };
}
