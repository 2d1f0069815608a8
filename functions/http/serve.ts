import { isPermission, operationsOf, type Operations, type Resource } from '#contract/operation.ts';
import { ProblemError } from '#contract/problem.ts';
import { settingsKeysToRead } from '#data/organization/settings.ts';
import type { UserContext } from '#data/store/request-context.ts';
import { keyedHash, type StageKey } from '#data/store/stage-key.ts';
import { authenticate, isApiKey, loadKeySet } from './authenticate.ts';
import { organizationContext, readAccess } from './authorize.ts';
import { byNewestSettings } from './by-newest-settings.ts';
import type { Call, Caller, Event, Prefetch, Run } from './call.ts';
import {
  countForAddress,
  countForBusyMember,
  countForCaller,
  countForOrganization,
  refuseBusyAddress,
  refuseBusyCaller,
} from './limit-requests.ts';
import { bodyText, checkParams, headerOf, parseIdempotencyKey, parseIfMatch } from './parse.ts';
import { matched, pipeline, type Implementation } from './pipeline.ts';
import { addressOf, admitVisitor } from './visitor.ts';

/**
 * Creates a resource's Lambda handler. It verifies callers itself, because the routes of the API have no authorizer.
 * What `prefetch` names and, like settings, what `prefetchCached` names is read together with the caller's access.
 */
export function serve<Ops extends Operations>(
  resource: Resource<Ops>,
  implementation: Implementation<Ops>,
  prefetch: Prefetch = () => [],
  prefetchCached: Prefetch = () => [],
) {
  // The key set is fetched at initialization. A failure is reported by the first request that needs it.
  if (needsKeySet(resource)) loadKeySet().catch(() => undefined);
  const runs = Object.entries<Run>(implementation).map(([verb, run]) => [verb, byNewestSettings(run)]);
  return pipeline(resource, Object.fromEntries(runs) as typeof implementation, (call) =>
    admit(call, resource.name, { prefetch, prefetchCached }),
  );
}

const needsKeySet = (resource: Resource): boolean =>
  operationsOf(resource).some(([, operation]) => operation.access !== 'public');

/** What an operation reads in any case, and what it reads unless this instance has cached it. */
interface Reads {
  prefetch: Prefetch;
  prefetchCached: Prefetch;
}

/** Authenticates and authorizes the caller, unless the operation is public, and creates the context. */
async function admit(call: Call, resourceName: string, { prefetch, prefetchCached }: Reads): Promise<void> {
  const { event, session, requestId } = call;
  const { operation, params, verb } = matched(call);
  if (operation.access === 'public') {
    return admitVisitor(call);
  }
  const now = new Date().toISOString();
  const caller = await authenticated(call, now);
  call.caller = caller;
  refuseBusyCaller(session, caller);
  checkParams(params);
  const { orgId } = params;
  const isCounted = orgId !== undefined && (await countForBusyMember(session, caller, orgId));
  const query = new URLSearchParams(event.rawQueryString);
  const prefetched = orgId ? prefetch(verb, orgId, params, query) : [];
  const settings =
    orgId && isPermission(operation.access)
      ? [...settingsKeysToRead(orgId), ...prefetchCached(verb, orgId, params, query)]
      : [];
  const access = await readAccess(session, caller, prefetched, settings);
  await countForCaller(session, caller, access.requestsPerMinute);
  const via = caller.apiKey ? 'api' : 'web';
  const address = addressOf(event);
  const base: UserContext = { ...session, requestId, now, actor: caller.actor, via, address };
  if (!isPermission(operation.access)) {
    if (caller.apiKey && operation.access === 'user') throw new ProblemError('forbidden');
    call.context = {
      ...base,
      ...(caller.username ? { username: caller.username } : {}),
      ...(caller.signInId ? { signInId: caller.signInId } : {}),
      ...(caller.apiKey ? { apiKey: caller.apiKey } : tokenOf(event)),
      ...preconditions(call, resourceName),
    };
    return;
  }
  if (!orgId) throw new Error(`${operation.path} needs a permission but names no organization`);
  const context = await organizationContext(base, caller, access, orgId, operation);
  if (!isCounted) await countForOrganization(context, caller);
  call.context = { ...context, ...preconditions(call, resourceName) };
}

/**
 * Counts failed authentications by IP address, to limit guessing. Once an IP address is at its limit, API keys from it
 * are refused before they are read. Tokens are verified without a read, so users are not affected by others behind the
 * same IP address.
 */
async function authenticated({ event, session }: Call, now: string): Promise<Caller> {
  const address = addressOf(event);
  const header = headerOf(event, 'authorization');
  if (isApiKey(header)) refuseBusyAddress(session, address);
  try {
    return await authenticate(session, header, now, address);
  } catch (error) {
    await countForAddress(session, address);
    throw error;
  }
}

const tokenOf = (event: Event): Pick<UserContext, 'accessToken'> => ({
  accessToken: (headerOf(event, 'authorization') ?? '').replace(/^Bearer /i, ''),
});

/** Parses If-Match and Idempotency-Key if the operation uses them. */
function preconditions(call: Call, resourceName: string): Pick<UserContext, 'ifMatch' | 'idempotency'> {
  const { event } = call;
  const { operation, verb } = matched(call);
  const ifMatch = parseIfMatch(operation, headerOf(event, 'if-match'));
  const key = parseIdempotencyKey(operation, headerOf(event, 'idempotency-key'));
  return {
    ...(ifMatch === undefined ? {} : { ifMatch }),
    ...(key === undefined
      ? {}
      : { idempotency: { key, operation: `${resourceName}.${verb}`, bodyHashBy: bodyHashBy(event) } }),
  };
}

/** Keyed, because bodies can contain passwords and other texts that could be guessed from a plain hash. */
const bodyHashBy =
  (event: Event) =>
  (by: StageKey): string =>
    keyedHash(by, `${event.rawPath}\n${bodyText(event)}`);
