import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { isRead } from '#contract/is-read.ts';
import {
  hasTeam,
  isKeyPermission,
  keyPermissionNames,
  permissionNames,
  isGranted,
  scopeOf,
  type KeyPermission,
  type Permission,
  type RoleHere,
} from '#contract/permission.ts';
import {
  earlierRecordAccess,
  firstRecordAccess,
  limitedRoles,
  type RecordAccess,
} from '#contract/record-access.ts';
import { roles, type Role, type Scope } from '#contract/role.ts';
import { bodyOf, type Call } from '../caller.ts';
import { hasAllCases } from '../counts.ts';
import { connectHost } from '../host.ts';
import {
  addClient,
  addMember,
  letMailDayEnd,
  makeTeam,
  newApiKey,
  newOrganization,
  newPerson,
  setRole,
  type Person,
  type TestClient,
  type TestKey,
  type TestOrganization,
} from '../organization.ts';
import { holdErasure } from '../personal-data.ts';
import {
  isLeftToFull,
  newSubject,
  organizationOperations,
  paramNames,
  perform,
  recordTypeOf,
  type NamedOperation,
  type Subject,
} from '../subjects.ts';
import { anything } from './never-existed.ts';

const host = connectHost(inject('host'));

/** A role in an organization that made a choice of what managers and employees read and change. */
interface Part extends RoleHere {
  title: string;
}
const all = { read: 'all', change: 'all' } as const;
const choices: Record<string, RecordAccess> = {
  '': earlierRecordAccess,
  ' who reads all': firstRecordAccess,
  ' who changes all': { manager: all, employee: all },
};
const parts = Object.entries(choices).flatMap(([title, recordAccess], index): Part[] =>
  (index === 0 ? roles : limitedRoles).map((role) => ({ role, recordAccess, title: `${role}${title}` })),
);

interface Actor {
  person: Person;
  token: Call;
  /** Clients can't have keys. */
  key?: Call;
  client?: TestClient;
}

let organization: TestOrganization;
let other: Person;
/** A user on the team of the person with the tested role, if that role has team scope. */
let report: Person;
const actors = new Map<Role, Actor>();

beforeAll(async () => {
  organization = await newOrganization(await newPerson(host));
  other = await addMember(host, organization, 'owner');
  report = await addMember(host, organization, 'employee');
  for (const role of roles) {
    if (role === 'client') {
      const client = await addClient(host, organization);
      actors.set(role, { person: client.person, token: client.person.call, client });
      continue;
    }
    // Only owners and admins can create keys, so the person starts as an admin and then gets the tested role. The
    // permissions of the key follow the role.
    const person = await addMember(host, organization, 'admin');
    const key = await newApiKey(host, organization, person);
    if (role !== 'admin') await setRole(organization, person.userId, role);
    actors.set(role, { person, token: person.call, key: key.call });
    if (role === 'manager') await makeTeam(organization, person, [report]);
  }
});

const recordEntries = new Set(['notes', 'attachments', 'timeline']);
/** Entries of records, also logged activities. Callers who can't read a record get 404 for its entries. */
const isOfEntries = ({ resource, operation }: NamedOperation): boolean =>
  recordEntries.has(resource.name) || operation.path.includes('{recordId}');
/** Resources other than record types whose subjects have an owner or an assignee. */
const owned = new Set(['tasks', 'documents', 'portal']);
const isOwned = (named: NamedOperation): boolean =>
  owned.has(named.resource.name) || (recordTypeOf(named.resource) !== undefined && !isOfEntries(named));

type Ownership = 'own' | 'of another' | 'of the team' | 'by another on an own record';

/** Operations on entries that need the right to change their record. */
const changesRecord: ReadonlySet<string> = new Set(['attachments.create', 'attachments.finish']);

/** The expected status for a role, an operation and an ownership, according to the permission table. */
function expected(part: Part, named: NamedOperation, ownership: Ownership): number {
  const { operation } = named;
  const scope = scopeOf(part, operation.access as Permission);
  if (scope === undefined) return 403;
  const ofRecord = isOfEntries(named);
  // A record that can be read, but not changed, isn't missing.
  const read = permissionNames.find((name) => name === `${operation.access.split(':')[0]}:read`);
  const unreached = read && isWithin(ownership, scopeOf(part, read)) ? 403 : 404;
  if (ofRecord && !isWithin(ownership, scopeOf(part, 'contact:read'))) return 404;
  if (isOwned(named) && !isWithin(ownership, scope)) return unreached;
  if (changesRecord.has(named.name) && !isWithin(ownership, scopeOf(part, 'contact:update'))) return 403;
  const isEntry = /\{(?:note|attachment|activity)Id\}/.test(operation.path);
  return ownership !== 'own' && isEntry && scope === 'own' ? 403 : operation.status;
}

/** Whether a scope covers a record with this ownership. */
function isWithin(ownership: Ownership, scope: Scope | undefined): boolean {
  if (ownership === 'of another') return scope === 'all';
  return ownership === 'of the team' ? scope === 'team' || scope === 'all' : scope !== undefined;
}

/**
 * The ownerships to test an operation with. A role without the permission is refused whatever the ownership, so the quick
 * tier asks once, for a subject that roles share.
 */
function ownerships(named: NamedOperation, part: Part): Ownership[] {
  const { operation, resource } = named;
  const { role } = part;
  if (!hasAllCases && !isGranted(role, operation.access as Permission)) return ['of another'];
  // The query says whose portal it is.
  const isOfPortal = resource.name === 'portal' && operation.query !== undefined;
  if (paramNames(operation).length === 0 && !isOfPortal) return ['own'];
  const all: Ownership[] = ['own', 'of another', ...(hasTeam(part) ? (['of the team'] as const) : [])];
  // Clients own no records.
  if (isOfEntries(named) && role !== 'client') return [...all, 'by another on an own record'];
  return isOwned(named) ? all : ['own'];
}

const owners: Record<Ownership, (actor: Person) => string> = {
  own: ({ userId }) => userId,
  'of another': () => other.userId,
  'of the team': () => report.userId,
  'by another on an own record': ({ userId }) => userId,
};

/** Operations on what the same person has begun: uploads, and their calendar feed. */
const begun: ReadonlySet<string> = new Set(['attachments.finish', 'issues.finishFile', 'calendar.update']);

function makeSubject(
  named: NamedOperation,
  { person, client }: Actor,
  part: Part,
  ownership: Ownership,
): Promise<Subject> {
  // Whoever may finish an upload has begun it.
  const begins = begun.has(named.name) && expected(part, named, ownership) < 400;
  const maker =
    begins || (ownership === 'own' && isGranted(part.role, 'note:create')) ? person.call : other.call;
  if (client && ownership === 'own') return newSubject({ host, organization, maker, client }, named);
  return newSubject({ host, organization, maker, ownerId: owners[ownership](person) }, named);
}

/** Subjects to reuse. An attempt that only reads or is refused leaves its subject unchanged. */
const unchanged = new Map<string, Subject>();

/**
 * Whether a subject depends on what its maker reads or changes: whoever may finish an upload has begun it, and a scan for
 * duplicates belongs either to its maker or to everyone who reads all records.
 */
const isOfPart = ({ name, resource }: NamedOperation): boolean =>
  begun.has(name) || resource.name === 'duplicates';

/** The key of a subject in `unchanged`. Roles share the subjects of `other` and `report`, except where `isOfPart`. */
const subjectName = (named: NamedOperation, { person }: Actor, part: Part, ownership: Ownership): string =>
  `${named.name}, ${ownership} ${owners[ownership](person)}${isOfPart(named) ? `, ${part.title}` : ''}`;

const credentials = ['token', 'key'] as const;

/**
 * Whether an attempt is made with a credential. The quick tier makes each attempt with only one, alternating between
 * token and key.
 */
function isTurn(index: number): boolean {
  return hasAllCases || index % credentials.length === 0;
}

/** What the permission table says about a role and an operation, by ownership. */
const outcomes = (part: Part, named: NamedOperation): string =>
  JSON.stringify(ownerships(named, part).map((ownership) => [ownership, expected(part, named, ownership)]));

/**
 * Whether the quick tier leaves an operation to another role to which the table gives exactly the same. Every refusal of
 * a role is tested.
 */
function isLeftToOther(part: Part, named: NamedOperation): boolean {
  if (hasAllCases || part.role === 'client') return false;
  // No choice of the organization gives a permission that the role lacks.
  if (!isGranted(part.role, named.operation.access as Permission))
    return part.recordAccess !== earlierRecordAccess;
  const own = outcomes(part, named);
  const peers = parts.filter((peer) => peer.role !== 'client' && outcomes(peer, named) === own);
  return peers[organizationOperations.indexOf(named) % peers.length] !== part;
}

/**
 * The role and the ownership with which the quick tier carries out an operation that changes something, another pair for
 * each operation. Each of these attempts uses up a subject. It makes all attempts that are refused.
 */
function isLeftOut(part: Part, named: NamedOperation, ownership: Ownership): boolean {
  if (hasAllCases || isRead(named.operation) || expected(part, named, ownership) >= 400) return false;
  const tested = parts.filter((one) => !isLeftToOther(one, named));
  const carriedOut = tested.flatMap((one) =>
    ownerships(named, one)
      .filter((other) => expected(one, named, other) < 400)
      .map((other) => `${one.title} ${other}`),
  );
  return (
    carriedOut[organizationOperations.indexOf(named) % carriedOut.length] !== `${part.title} ${ownership}`
  );
}

describe.each(parts)('the role $title', (part) => {
  const { role, recordAccess } = part;
  beforeAll(async () => {
    const { owner, path } = organization;
    const { version } = await bodyOf(200, owner.call('GET', path));
    await bodyOf(200, owner.call('PATCH', path, { body: { recordAccess }, ifMatch: version }));
  });
  // With all cases, the subjects of all roles and keys need more e-mails than an organization can send in a day.
  afterAll(() => letMailDayEnd(host, organization));

  const tried = organizationOperations.filter((named) => !isLeftToOther(part, named));
  test.each(tried)('can do with $name what the permission table says', async (named) => {
    const actor = actors.get(role)!;
    for (const [number, ownership] of ownerships(named, part).entries()) {
      if (isLeftOut(part, named, ownership)) continue;
      const name = subjectName(named, actor, part, ownership);
      for (const [index, credential] of credentials.entries()) {
        const call = actor[credential];
        if (!call) continue;
        const refused = credential === 'key' && named.operation.usersOnly;
        const status = refused ? 403 : expected(part, named, ownership);
        if (status < 400 && isLeftToFull(named)) continue;
        const turn = index + number + organizationOperations.indexOf(named) + parts.indexOf(part);
        if (!named.operation.usersOnly && actor.key && !isTurn(turn)) continue;
        const subject = unchanged.get(name) ?? (await makeSubject(named, actor, part, ownership));
        unchanged.set(name, subject);
        const answer = await perform(call, named, organization.id, subject);
        expect([credential, ownership, answer.status, answer.text.slice(0, 300)]).toEqual([
          credential,
          ownership,
          status,
          expect.anything(),
        ]);
        if (answer.status >= 400 || isRead(named.operation)) continue;
        unchanged.delete(name);
        if (named.name === 'personal-data.erase') await holdErasure(host, organization.id, answer.body.id);
      }
    }
  });
});

/** Permissions that the subject of an operation requires in addition to the operation's own and to reading contacts. */
const furtherPermissions: Record<string, readonly Permission[]> = {
  'analytics.customer': ['customer:read'],
  'attachments.create': ['contact:update'],
  'attachments.finish': ['contact:update'],
  'imports.create': ['contact:create'],
  'imports.start': ['contact:create'],
  'imports.undo': ['contact:delete'],
  'jobs.create': ['contact:delete'],
  'jobs.undo': ['contact:delete'],
  'leads.convert': ['customer:create', 'contact:create'],
  'contacts.merge': ['contact:update'],
  'customers.merge': ['customer:update'],
  'leads.merge': ['lead:update'],
  'vendors.merge': ['vendor:update'],
  'issues.merge': ['issue:update'],
  'quotes.fromDeal': ['deal:read'],
  // To an address of the request.
  'invoices.send': ['invoice:read'],
  'invoices.remind': ['invoice:read'],
  'quotes.send': ['quote:read'],
  'quotes.toOrder': ['order:create'],
  'quotes.toInvoice': ['invoice:create'],
  'orders.fromDeal': ['deal:read'],
  'invoices.fromDeal': ['deal:read'],
  'invoices.fromOrder': ['order:read'],
  'presets.apply': ['customField:update', 'pipeline:update'],
};

/** The latest keys, which operations with the same permission share. */
const keys = new Map<'without' | 'just', { permissions: string; key: TestKey }>();

async function keyWith(slot: 'without' | 'just', permissions: readonly KeyPermission[]): Promise<Call> {
  const { owner } = organization;
  const names = permissions.join();
  const last = keys.get(slot);
  if (last?.permissions === names) return last.key.call;
  if (last) await owner.call('DELETE', `${organization.path}/api-keys/${last.key.id}`);
  const key = await newApiKey(host, organization, owner, permissions);
  keys.set(slot, { permissions: names, key });
  return key.call;
}

const byPermission = organizationOperations.toSorted((one, other) =>
  one.operation.access.localeCompare(other.operation.access),
);

test.each(byPermission)('a key has no permission for $name unless granted', async (named) => {
  const { owner } = organization;
  const { access, needs = [], usersOnly, status } = named.operation;
  const without = await keyWith(
    'without',
    keyPermissionNames.filter((permission) => permission !== access),
  );
  // The quick tier uses each permission once, and refuses each operation that no key may use.
  const isUsed =
    hasAllCases || usersOnly || byPermission.find(({ operation }) => operation.access === access) === named;
  const ground = { host, organization, maker: owner.call, ownerId: owner.userId };
  const subject = isUsed ? await newSubject(ground, named) : anything(named);
  const refused = await perform(without, named, organization.id, subject);
  expect(refused.status).toBe(403);
  if (!isUsed) return;
  const further = furtherPermissions[named.name] ?? [];
  const needed: Permission[] = [access as Permission, 'contact:read', ...needs, ...further];
  const just = await keyWith('just', [...new Set(needed.filter(isKeyPermission))]);
  if (usersOnly || !isLeftToFull(named)) {
    const done = await perform(just, named, organization.id, subject);
    expect(done.status).toBe(usersOnly ? 403 : status);
  }
});
