import { navigating, page } from '$app/state';

/**
 * The URL of this page, with the changes to its query that are under way. What changes a part of the query starts from it:
 * otherwise, a change that follows quickly would undo the one before.
 */
export function upcomingUrl(): typeof page.url {
  const next = navigating.to?.url;
  return next?.pathname === page.url.pathname ? next : page.url;
}
