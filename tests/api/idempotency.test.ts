import { beforeAll, expect, inject, test } from 'vitest';
import { bodyOf, type Call } from '../caller.ts';
import { connectHost } from '../host.ts';
import { addMember, newOrganization, newPerson, unique, type TestOrganization } from '../organization.ts';
import {
  allOperations,
  callerFor,
  isLeftToFull,
  newSubject,
  operationNamed,
  organizationOperations,
  perform,
  type Subject,
} from '../subjects.ts';
import { leastOf } from '../schema-values.ts';
import { openTable } from '../table.ts';

const host = connectHost(inject('host'));
const table = openTable(host);

let organization: TestOrganization;
let call: Call;

beforeAll(async () => {
  organization = await newOrganization(await newPerson(host));
  ({ call } = organization.owner);
});

/** Operations whose answer contains a secret, which isn't stored and so can't be sent again. */
const secret = [
  ...['webhook-sources.create', 'webhook-sources.rotate'],
  'api-keys.create',
  'api-keys.rotate',
  'calendar.create',
  'invoices.createLink',
  'portal.openInvoice',
  'portal.openQuote',
  'quotes.createLink',
  'webhooks.create',
  'webhooks.rotate',
];

const writing = allOperations.filter(({ operation }) => operation.method === 'POST' && !operation.isQuery);
const inOrganization = organizationOperations.filter(
  (named) => named.operation.idempotent && !isLeftToFull(named),
);

/**
 * The keys of all items but markers, counts, copies of lists, and what erasures note when their scheduled function runs,
 * by the time all readers are done.
 */
async function written(): Promise<string[]> {
  await host.settled(organization);
  const kinds = ['idempotency', 'requests', 'pulse', 'attempts', 'listFeed', 'listSnapshot'];
  const items = await table.items(({ kind }) => !kinds.includes(String(kind)), organization.id);
  const isLater = ({ pk, sk }: (typeof items)[number]) =>
    String(pk).includes('#erasure#') && /^C#(?!0*1$)/.test(String(sk));
  return items.filter((item) => !isLater(item)).map(({ pk, sk }) => `${pk as string} ${sk as string}`);
}

const inOrganizationWith = async (name: string): Promise<Subject> =>
  newSubject({ host, organization, maker: call }, operationNamed(name));

test('every POST that changes something takes an Idempotency-Key, unless anyone can call it', () => {
  const without = writing.filter(({ operation }) => !operation.idempotent);
  expect(without.map(({ operation }) => operation.access)).toEqual(without.map(() => 'public'));
  expect(inOrganization.length).toBeGreaterThan(40);
});

test.each(inOrganization)('$name, sent twice with one key, is carried out once', async (named) => {
  const made = await newSubject({ host, organization, maker: call }, named);
  const { body } = named.operation;
  const subject = body ? { ...made, body: made.body ?? leastOf(body) } : made;
  const idempotencyKey = unique('key');
  const caller = callerFor(named, subject, call);
  const send = () => perform(caller, named, organization.id, subject, { idempotencyKey });
  const first = await send();
  expect([first.status, first.text.slice(0, 300)]).toEqual([named.operation.status, expect.anything()]);
  expect(first.headers.get('idempotency-replayed')).toBeNull();
  const items = new Set(await written());
  const again = await send();
  if (secret.includes(named.name)) {
    const errors = [expect.objectContaining({ pointer: '/header/Idempotency-Key', code: 'secret_shown' })];
    expect([again.status, again.body.errors]).toEqual([409, errors]);
  } else {
    expect([again.status, again.text.slice(0, 300)]).toEqual([named.operation.status, expect.anything()]);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(again.body?.id).toEqual(first.body?.id);
  }
  expect((await written()).filter((key) => !items.has(key))).toEqual([]);
});

test('a key that was used for another request is refused', async () => {
  const subject = await inOrganizationWith('deals.win');
  const idempotencyKey = unique('key');
  const named = operationNamed('deals.win');
  expect((await perform(call, named, organization.id, subject, { idempotencyKey })).status).toBe(200);
  const other = await inOrganizationWith('deals.win');
  const answer = await perform(call, named, organization.id, other, { idempotencyKey });
  expect([answer.status, answer.body.errors]).toEqual([
    422,
    [expect.objectContaining({ pointer: '/header/Idempotency-Key', code: 'idempotency_mismatch' })],
  ]);
});

test('keys of different callers are different', async () => {
  const named = operationNamed('tags.create');
  const colleague = await addMember(host, organization, 'admin');
  const idempotencyKey = unique('key');
  const send = (by: Call) =>
    perform(by, named, organization.id, { params: {}, body: { name: unique('tag ') } }, { idempotencyKey });
  expect((await send(call)).status).toBe(201);
  const other = await send(colleague.call);
  expect([other.status, other.headers.get('idempotency-replayed')]).toEqual([201, null]);
});

test('of ten requests at once with one key, one is carried out and all get its result', async () => {
  const named = operationNamed('leads.convert');
  const subject = await inOrganizationWith('leads.convert');
  const idempotencyKey = unique('key');
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => perform(call, named, organization.id, subject, { idempotencyKey })),
  );
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
  expect(new Set(answers.map(({ body }) => body.customerId)).size).toBe(1);
  expect(answers.filter(({ headers }) => headers.get('idempotency-replayed') === null)).toHaveLength(1);
});

const restorations = [
  ...['contacts', 'activities', 'tasks', 'notes', 'attachments'].map((group) => [
    `${group}.restore`,
    `${group}.delete`,
  ]),
  ['activities.restoreLogged', 'activities.deleteLogged'],
] as [string, string][];

test.each(restorations)(
  'a restoration by %s that is sent again does not undo a later deletion',
  async (restoring, deleting) => {
    const named = operationNamed(restoring);
    const subject = await inOrganizationWith(named.name);
    const idempotencyKey = unique('key');
    const restore = () => perform(call, named, organization.id, subject, { idempotencyKey });
    const { body } = await restore();
    const removal = { ...subject, version: body.version };
    const deleted = await perform(call, operationNamed(deleting), organization.id, removal, {});
    expect(deleted.status).toBeLessThan(300);
    const again = await restore();
    expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([200, 'true']);
    expect(again.body.deletedAt).toBeDefined();
  },
);

test('a refused request leaves its key free', async () => {
  const idempotencyKey = unique('key');
  const body = { name: unique('Organization ') };
  const send = (sent: object) => call('POST', '/v1/orgs', { body: sent, idempotencyKey });
  expect((await send({ ...body, country: 'XX' })).status).toBe(422);
  const { id } = await bodyOf(201, send(body));
  expect(await bodyOf(201, send(body))).toMatchObject({ id });
});

test('keys are stored as hashes', async () => {
  const idempotencyKey = `ana@people.example-${unique('key')}`;
  await bodyOf(
    201,
    call('POST', `${organization.path}/tags`, { body: { name: unique('t ') }, idempotencyKey }),
  );
  const items = await table.items(({ kind }) => kind === 'idempotency');
  expect(items.length).toBeGreaterThan(0);
  expect(JSON.stringify(items)).not.toContain('ana@people.example');
});
