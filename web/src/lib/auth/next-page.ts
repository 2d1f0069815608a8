/** The sign-in page's address, which returns to `nextPage` afterwards. */
export function signInPath(nextPage?: string, reason?: 'expired'): string {
  const query = new URLSearchParams();
  if (nextPage && nextPage !== '/') query.set('next', nextPage);
  if (reason) query.set('reason', reason);
  return query.size > 0 ? `/sign-in?${query}` : '/sign-in';
}

/** The page requested before sign-in. Only paths of this site are followed. */
export function nextPageOf(query: { get(name: string): string | null }): string {
  const next = query.get('next') ?? '/';
  return /^\/(?![/\\])/.test(next) ? next : '/';
}

/** The address of another sign-in step that returns to the same page. */
export function stepPath(
  path: string,
  query: { get(name: string): string | null },
  more: Record<string, string> = {},
): string {
  const next = query.get('next');
  const search = new URLSearchParams({ ...more, ...(next ? { next } : {}) });
  return search.size > 0 ? `${path}?${search}` : path;
}
