import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** One thing that keeps somebody out, and what its line reads without it. */
interface Guard {
  name: string;
  file: string;
  line: string;
  without: string;
  /** Test files that must turn red. */
  seenBy: string;
}

const all = 'tests/isolation';
const guard = (name: string, file: string, line: string, without: string, seenBy = all): Guard => ({
  name,
  file,
  line,
  without,
  seenBy,
});

const authenticate = 'functions/http/authenticate.ts';
const authorize = 'functions/http/authorize.ts';
const read = 'shared/data/records/read.ts';
const operations = 'shared/data/records/operations.ts';
const notes = 'functions/notes/notes.ts';
const accept = 'functions/invitations/accept.ts';
const keys = 'shared/data/keys.ts';
const [credentials, rows, roles, references, organizations] = [
  'credentials',
  'rows',
  'roles',
  'references',
  'organizations',
].map((name) => `${all}/${name}.test.ts`) as [string, string, string, string, string];
const never = '';

/** Each guard by the text that it is; a text that is not found exactly once fails the run, so that the list stays true. */
const guards: Guard[] = [
  guard(
    'the signature of tokens',
    authenticate,
    'await verifier.verify(token).catch(() => undefined)',
    "JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString() || '{}')",
    credentials,
  ),
  guard(
    'tokens of this use and client only',
    authenticate,
    `    if (payload.token_use !== 'access') throw new Error('not an access token');
    if (payload.client_id !== process.env.USER_POOL_CLIENT_ID) throw new Error('a token of another client');
`,
    never,
    credentials,
  ),
  guard(
    'the expiry of keys',
    authenticate,
    'key.expiresAt * 1000 <= Date.parse(now)',
    'false',
    'tests/api/api-keys.test.ts',
  ),
  guard('signing out everywhere', authorize, 'issuedAt * 1000 < rights.notBefore', 'false', credentials),
  guard('active memberships only', authorize, '!membership?.active', '!membership', organizations),
  guard(
    'the organization of a key',
    authorize,
    ' || (caller.apiKey && caller.apiKey.orgId !== orgId)',
    never,
    organizations,
  ),
  guard(
    'the permissions of a key',
    authorize,
    '!caller.apiKey.permissions.includes(permission)',
    'false',
    roles,
  ),
  guard(
    'the role of a member',
    authorize,
    'scopeOf(membership.role, permission)',
    "scopeOf('owner', permission)",
    roles,
  ),
  guard('no scope, no entry', authorize, '!scope || (', '(', roles),
  guard('what users only do', authorize, '(operation.usersOnly && caller.apiKey)', 'false', roles),
  guard(
    'user operations, inside no organization',
    'functions/http/serve.ts',
    "if (caller.apiKey) throw new ProblemError('forbidden');",
    never,
    credentials,
  ),
  guard('own records only', read, "(scope === 'own' && record.ownerId === userId)", "scope === 'own'", roles),
  guard(
    'the scope of a loaded record',
    read,
    ' || !isVisible(record, scope, context.actor.userId)',
    never,
    roles,
  ),
  guard('the end of the trash', read, ' || isGone(record, context.now)', never, organizations),
  guard(
    'no changes in the trash',
    operations,
    "if (record.deletedAt) throw new ProblemError('not_found');",
    never,
    organizations,
  ),
  guard(
    'owners from the own organization',
    operations,
    'key: memberKey(context.orgId, value as string)',
    'key: memberKey(context.orgId, context.actor.userId)',
    references,
  ),
  guard('tags from the own organization', operations, 'known.has(id) ?', 'true ?', references),
  guard('giving records away', operations, 'own && value !== context.actor.userId', 'false', rows),
  guard(
    'replays of what is out of reach',
    operations,
    ' || !isVisible(record, scope, context.actor.userId)',
    never,
    rows,
  ),
  guard(
    'names of records out of reach',
    operations,
    'if (!visible) errors.push(entry);',
    'if (!other) errors.push(entry);',
    rows,
  ),
  guard('own lists', 'shared/data/records/list.ts', "if (reach === 'all') return", 'if (reach) return', rows),
  guard(
    'the scope of search',
    'functions/search/handler.ts',
    'definition && readScope(definition, context)',
    "definition && 'all'",
    rows,
  ),
  guard(
    'an own dashboard',
    'functions/dashboard/get.ts',
    "scope === 'all' ? undefined : context.actor.userId",
    'undefined',
    rows,
  ),
  guard(
    'a dashboard of nothing',
    'functions/dashboard/get.ts',
    'scope ? recentChanges(context, owner) : []',
    'recentChanges(context, owner)',
    rows,
  ),
  guard(
    'own counts of tags',
    'shared/data/tag.ts',
    "scope === 'own' ? context.actor.userId : undefined",
    'undefined',
    rows,
  ),
  guard('notes of records in reach', notes, 'readScope(definition, context));', "'all');", rows),
  guard(
    'no notes in the trash',
    notes,
    "if (record.deletedAt) throw new ProblemError('not_found');",
    never,
    rows,
  ),
  guard(
    'own notes',
    notes,
    "context.scope === 'own' && note.authorId !== context.actor.userId",
    'false',
    roles,
  ),
  guard('deleted notes', notes, '(note.deletedAt !== undefined && !deleted)', 'false', organizations),
  guard('the end of deleted notes', notes, ' || isGone(note, context.now)', never, organizations),
  guard(
    'managing roles above',
    'functions/members/members.ts',
    "if (!mayManageRole(context.role, member.role)) throw new ProblemError('forbidden');",
    never,
    'tests/api/members.test.ts',
  ),
  guard(
    'passwords of roles above',
    'functions/members/resend.ts',
    "if (!mayManageRole(context.role, member.role)) throw new ProblemError('forbidden');",
    never,
    'tests/api/new-member.test.ts',
  ),
  guard(
    'texts in a timeline',
    'functions/timeline/visible.ts',
    'if (needed && !context.scopeFor(needed)) return [];',
    never,
    'tests/api/timeline.test.ts',
  ),
  guard(
    'giving roles above',
    'functions/members/members.ts',
    "if (!mayManageRole(context.role, role)) throw fieldProblem('/role', 'not_allowed');",
    never,
    'tests/api/members.test.ts',
  ),
  guard(
    'the own membership',
    'functions/members/members.ts',
    'if (changesRights && userId === context.actor.userId) throw ownMembership();',
    never,
    'tests/api/members.test.ts',
  ),
  guard('the secret of an invitation', accept, ' || !sameHash(item.tokenHash, secret)', never, references),
  guard(
    'the address of an invitation',
    accept,
    "if (invitation.email !== profile.email) throw fieldProblem('/token', 'other_address', 'conflict');",
    never,
    'tests/api/invitations.test.ts',
  ),
  guard(
    'unique values by organization',
    keys,
    'pk: `ORG#${orgId}#U#${field}#${value}`',
    'pk: `ORG##U#${field}#${value}`',
    references,
  ),
  guard(
    'idempotency by organization',
    keys,
    'pk: `ORG#${orgId}#IDEMPOTENCY#',
    'pk: `ORG##IDEMPOTENCY#',
    references,
  ),
  guard('words by organization', keys, '`ORG#${orgId}#W#', '`ORG##W#', references),
  guard(
    'lists by organization',
    keys,
    '`ORG#${orgId}#${type}#${list}`',
    '`ORG##${type}#${list}`',
    references,
  ),
];

const root = path.dirname(path.dirname(import.meta.dirname));
const parts = [
  'shared',
  'functions',
  'events',
  'infra',
  'tests',
  'package.json',
  'cdk.json',
  'tsconfig.json',
  'vitest.config.ts',
];

/** A copy of the code that guards are taken out of; modules and the built parts that do not change are shared. */
function copyCode(): string {
  const copy = mkdtempSync(path.join(tmpdir(), 'cobalt-guards-'));
  for (const part of parts) cpSync(path.join(root, part), path.join(copy, part), { recursive: true });
  symlinkSync(path.join(root, 'node_modules'), path.join(copy, 'node_modules'));
  mkdirSync(path.join(copy, 'web'));
  return copy;
}

function textOf(copy: string, { name, file, line }: Guard): string {
  const text = readFileSync(path.join(copy, file), 'utf8');
  if (text.split(line).length !== 2)
    throw new Error(`The guard "${name}" is not found once in ${file}: ${line}`);
  return text;
}

/** Takes the guard out, runs the tests that must see it, and puts it back. True where they turned red. */
function isSeen(copy: string, guard: Guard): boolean {
  const { name, file, line, without, seenBy } = guard;
  const place = path.join(copy, file);
  const text = textOf(copy, guard);
  writeFileSync(
    place,
    text.replace(line, () => without),
  );
  const argv = ['vitest', 'run', '--project', 'shared-host', '--bail', '1', seenBy];
  const { stdout } = spawnSync('npx', argv, { cwd: copy, encoding: 'utf8' });
  writeFileSync(place, text);
  // A host that does not start is no red test.
  const [, passed, failed] = /(\d+) passed, (\d+) failed/.exec(stdout) ?? [];
  if (!(Number(passed) + Number(failed) > 0))
    throw new Error(`The tests did not run without "${name}": ${stdout.slice(-1000)}`);
  return Number(failed) > 0;
}

const wanted = process.argv.slice(2);
const tried = guards.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
const copy = copyCode();
try {
  for (const one of guards) textOf(copy, one);
  const unseen = tried.filter((one) => {
    const seen = isSeen(copy, one);
    console.log(`${seen ? 'red  ' : 'GREEN'}  without ${one.name}`);
    return !seen;
  });
  console.log(`${tried.length - unseen.length} guards are seen, ${unseen.length} are not`);
  process.exitCode = unseen.length === 0 ? 0 : 1;
} finally {
  rmSync(copy, { recursive: true, force: true });
}
