import { ApiProblem } from '#lib/api/problem.ts';
import { queryClient } from '#lib/api/query-client.ts';
import { refusalText } from '#lib/i18n/problem-text.ts';
import { homeQuery } from './queries.ts';
import type { Portal } from './portal.ts';

type Subject = Pick<Portal, 'orgId' | 'customerId'>;
const isMissing = (error: unknown) => error instanceof ApiProblem && error.code === 'not_found';

/** Asks whether the user still has access: whatever isn't found may be the whole portal. */
const checkAccess = (subject: Subject) => queryClient.invalidateQueries(homeQuery(subject));

/** Checks the access whenever something of a portal isn't found. Returns what stops it. */
export function watchAccess(subject: Subject): () => void {
  const [org, area, , home] = homeQuery(subject).queryKey;
  return queryClient.getQueryCache().subscribe((event) => {
    if (event.type !== 'updated' || event.action.type !== 'error' || !isMissing(event.action.error)) return;
    const queryKey = event.query.queryKey as readonly unknown[];
    const isOther = queryKey[0] === org && queryKey[1] === area && queryKey[3] !== home;
    if (isOther) void checkAccess(subject);
  });
}

/** Checks the access if what a client did was refused because something isn't found. */
export function noteMissing({ orgId }: Pick<Portal, 'orgId'>, error: unknown): void {
  if (isMissing(error)) void checkAccess({ orgId, customerId: undefined });
}

/** Why what a client did was refused. */
export function refusalIn(portal: Pick<Portal, 'orgId'>, error: unknown): string {
  noteMissing(portal, error);
  return refusalText(error);
}
