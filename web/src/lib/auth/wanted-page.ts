/** The address of the sign-in page, which leads back to `wanted` afterwards. */
export function signInPath(wanted?: string, reason?: 'expired'): string {
  const query = new URLSearchParams();
  if (wanted && wanted !== '/') query.set('next', wanted);
  if (reason) query.set('reason', reason);
  return query.size > 0 ? `/sign-in?${query}` : '/sign-in';
}

/** The page that was wanted before sign-in; only paths of this site are followed. */
export function wantedPage(query: { get(name: string): string | null }): string {
  const next = query.get('next') ?? '/';
  return /^\/(?![/\\])/.test(next) ? next : '/';
}
