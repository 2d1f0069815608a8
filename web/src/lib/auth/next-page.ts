/** The path of the sign-in page, which opens `nextPage` after sign-in. */
export function signInPath(nextPage?: string, reason?: 'expired'): string {
  const query = new URLSearchParams();
  if (nextPage && nextPage !== '/') query.set('next', nextPage);
  if (reason) query.set('reason', reason);
  return query.size > 0 ? `/sign-in?${query}` : '/sign-in';
}

/** Stands for the origin of this site, whatever it is. */
const thisSite = 'https://this-site.invalid';

/** The path of the page to open after sign-in. It is `/` if the query names none, or a URL outside this site. */
export function nextPageOf(query: { get(name: string): string | null }): string {
  const next = query.get('next') ?? '/';
  const isHere =
    next.startsWith('/') && URL.canParse(next, thisSite) && new URL(next, thisSite).origin === thisSite;
  return isHere ? next : '/';
}

/** Whether a page of the portal follows, which clients use, or the page of an invitation to it. */
export const isOfPortal = (query: { get(name: string): string | null }): boolean =>
  /^\/portal\b/.test(nextPageOf(query));

/** The path of another sign-in step. Its query keeps the page to open after sign-in. */
export function stepPath(
  path: string,
  query: { get(name: string): string | null },
  more: Record<string, string> = {},
): string {
  const next = query.get('next');
  const search = new URLSearchParams({ ...more, ...(next ? { next } : {}) });
  return search.size > 0 ? `${path}?${search}` : path;
}
