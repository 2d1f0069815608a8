import type { RunningHost } from '../../host.ts';
import type { Answer } from '../../caller.ts';
import { newOrganization, newPerson, type TestOrganization } from '../../organization.ts';
import type { Described } from './description.ts';
import { existingIn } from './existing.ts';
import { withValues } from './late.ts';
import { groupOf } from './operations.ts';
import type { Request } from './request.ts';
import { subjectOf, type Subject } from './subjects.ts';
import type { Existing } from './values.ts';

/** Where the requests of a group are sent. Those that change settings or many records have organizations of their own. */
type Place = 'records' | 'settings' | 'many';
const places: Record<string, Place> = {
  organizations: 'settings',
  pipelines: 'settings',
  presets: 'settings',
  'custom-fields': 'settings',
  'status-lists': 'settings',
  billing: 'settings',
  jobs: 'many',
};
const placeOf = ({ id }: Described): Place => places[groupOf(id)] ?? 'records';

/**
 * Operations after which another request can have the same subject. A changed import may be read again meanwhile, and
 * an organization has few pipelines.
 */
const keepsSubject =
  /^(?!imports\.|pipelines\.create$).*\.(get|list|history|query|create|createMany|update|download|describe|page|read)$/;

/**
 * Operations on something of which a caller has one: the scan of a record type, and the import of an archive. It refuses
 * another while it is unfinished, so that each request needs it as its own subject has left it.
 */
const isOnOnlyOne = ({ id }: Described): boolean =>
  /^(duplicates\.(start|delete|groups)|archive-imports\.\w+|exports\.createArchive)$/.test(id);

/** Whether another request can have the subject of a request after its answer. */
function isKept({ operation, refused }: Request, { status }: Answer): boolean {
  if (isOnOnlyOne(operation)) return false;
  const isRefused = status >= 400 && ![404, 409].includes(status);
  return isRefused || refused !== undefined || keepsSubject.test(operation.id);
}

/** What only one request at a time can change: every change of settings is a new version of the same item. */
const sharedBy = (operation: Described): 'settings' | 'onlyOne' | undefined => {
  if (isOnOnlyOne(operation)) return 'onlyOne';
  return placeOf(operation) === 'settings' ? 'settings' : undefined;
};

export interface Ground {
  /** What exists in the organization for the properties of an operation. */
  existingFor(operation: Described): Existing;
  /** Sends a request on a subject that no other request uses at the same time. */
  send(request: Request): Promise<Answer>;
}

export async function prepareGround(host: RunningHost): Promise<Ground> {
  const owner = await newPerson(host);
  const newPlace = async () => {
    const organization = await newOrganization(owner);
    return { organization, existing: await existingIn(organization) };
  };
  const [records, settings, many] = await Promise.all([newPlace(), newPlace(), newPlace()]);
  const at = { records, settings, many };
  const free = new Map<string, Subject[]>();
  const untilFree: Record<'settings' | 'onlyOne', Promise<unknown>> = {
    settings: Promise.resolve(),
    onlyOne: Promise.resolve(),
  };

  /** Requests that share something are sent one after the other. */
  function inTurn<T>(operation: Described, work: () => Promise<T>): Promise<T> {
    const shared = sharedBy(operation);
    if (!shared) return work();
    const done = untilFree[shared].then(work);
    untilFree[shared] = done.catch(() => undefined);
    return done;
  }

  async function sendOn(organization: TestOrganization, request: Request): Promise<Answer> {
    const { operation, query, headers, body, params } = request;
    const subjects = free.get(operation.id) ?? [];
    free.set(operation.id, subjects);
    const subject = subjects.pop() ?? (await subjectOf({ host, organization }, operation));
    const named = { ...subject.params, ...params };
    const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(named[name]!));
    const search = Object.entries(query).map(([name, value]) => [name, String(value)]);
    const answer = await subject.call(operation.method, path, {
      query: withValues(Object.fromEntries(search) as Record<string, string>, subject.values),
      headers,
      body: withValues(body, subject.values),
    });
    if (isKept(request, answer)) subjects.push(subject);
    return answer;
  }

  return {
    existingFor: (operation) => at[placeOf(operation)].existing(operation),
    send: (request) =>
      inTurn(request.operation, () => sendOn(at[placeOf(request.operation)].organization, request)),
  };
}
