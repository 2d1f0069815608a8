import { isGranted, type Permission } from '#contract/permission.ts';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { v7 as uuidv7 } from 'uuid';
import { recordTypes } from '#contract/record-types.ts';
import type { RecordType } from '#contract/record-type.ts';
import { bodyOf, type Call } from '../caller.ts';
import { inTurn } from '../counts.ts';
import { connectHost } from '../host.ts';
import {
  addMember,
  mailedToken,
  newApiKey,
  newContact,
  newOrganization,
  newPerson,
  unique,
  type Person,
  type TestOrganization,
} from '../organization.ts';
import { formBody, newForm, readToken } from '../forms.ts';
import { newAddress, visit } from '../visitor.ts';
import { leastOf } from '../schema-values.ts';
import {
  allOperations,
  isLeftToFull,
  leastQuery,
  newRecord,
  newSubject,
  organizationOperations,
  perform,
} from '../subjects.ts';
import { openTable } from '../table.ts';
import { seen } from './seen.ts';

const host = connectHost(inject('host'));
const table = openTable(host);
const types = Object.values<RecordType>(recordTypes as never);

let mine: TestOrganization;
let theirs: TestOrganization;
/** An admin of `mine` and a member of `theirs`. */
let both: Person;
let calls: Record<'a token' | 'an API key', Call>;
/** An employee of `mine`, with access to own records only. */
let employee: Person;
/** Ids from `theirs`, by field kind or target type. */
let foreign: Record<string, string>;

beforeAll(async () => {
  const [me, they] = await Promise.all([newPerson(host), newPerson(host)]);
  [mine, theirs] = await Promise.all([newOrganization(me), newOrganization(they)]);
  both = await addMember(host, mine, 'admin');
  await addMember(host, theirs, 'manager', both);
  const key = await newApiKey(host, mine, both);
  calls = { 'a token': both.call, 'an API key': key.call };
  const tag = await bodyOf(201, they.call('POST', `${theirs.path}/tags`, { body: { name: unique('tag ') } }));
  employee = await addMember(host, mine, 'employee');
  foreign = { member: they.userId, tags: tag.id };
  for (const type of types) foreign[type.name] = (await newRecord(type, theirs)).id;
});

const kinds = ['member', 'tags', 'relation', 'relations'];
/** Fields that refer to other items of the organization. */
const references = types.flatMap((type) =>
  Object.entries(type.fields).flatMap(([field, { kind, to = kind, mode }]) =>
    kinds.includes(kind) && mode !== 'kept' ? [{ type, field, kind, to, name: `${type.name}.${field}` }] : [],
  ),
);

describe.each(references)('$name', ({ type, field, kind, to, name }) => {
  const callers = () =>
    inTurn(
      Object.values(calls),
      references.findIndex((one) => one.name === name),
    );

  const valueOf = (id: string) => (kind === 'tags' || kind === 'relations' ? [id] : id);
  const path = () => `${mine.path}/${type.plural}`;
  const pointing = (id: string) => ({ ...(leastOf(type.create) as object), [field]: valueOf(id) });

  async function send(call: Call, changed: string, value: string) {
    const answers = [
      await call('POST', path(), { body: pointing(value) }),
      await call('POST', `${path()}/bulk`, { body: { items: [pointing(value)] } }),
      await call('PATCH', `${path()}/${changed}`, { body: { [field]: valueOf(value) }, ifMatch: 1 }),
    ];
    return answers.map(seen);
  }

  test('refuses another organization’s id like one that never existed, in create, bulk and update', async () => {
    for (const call of callers()) {
      const { id } = await newRecord(type, mine);
      const answers = await send(call, id, foreign[to]!);
      expect(answers.map((answer) => (answer as { status: number }).status)).toEqual([422, 422, 422]);
      expect(answers).toEqual(await send(call, id, uuidv7()));
    }
  });

  const target = types.find(({ name }) => name === to);
  test.runIf(target && 'ownerId' in target.fields)(
    'refuses the id of a record out of reach like one that never existed, in create, bulk and update',
    async () => {
      const hidden = await newRecord(target!, mine);
      const { id } = await bodyOf(
        201,
        employee.call('POST', path(), { body: leastOf(type.create) as object }),
      );
      const answers = await send(employee.call, id, hidden.id);
      expect(answers.map((answer) => (answer as { status: number }).status)).toEqual([422, 422, 422]);
      expect(answers).toEqual(await send(employee.call, id, uuidv7()));
    },
  );

  test('filtering by another organization’s id gets the same answer as an id that never existed', async () => {
    if (!type.filters.includes(field)) return;
    const status = kind === 'member' || kind === 'tags' ? 422 : 200;
    for (const call of callers()) {
      const list = (id: string) => call('GET', `${mine.path}/${type.plural}`, { query: { [field]: id } });
      const answer = await list(foreign[to]!);
      expect(answer.status).toBe(status);
      expect(seen(answer)).toEqual(seen(await list(uuidv7())));
    }
  });
});

test('moving a card after an unreachable or foreign card fails as for one that never existed', async () => {
  const body = leastOf(recordTypes.deal.create) as object;
  const { id, stageId } = await bodyOf(201, employee.call('POST', `${mine.path}/deals`, { body }));
  const hidden = await newRecord(recordTypes.deal, mine, { stageId });
  const move = async (afterId: string) =>
    seen(
      await employee.call('POST', `${mine.path}/deals/${id}/move`, {
        body: { stageId, afterId },
        ifMatch: 1,
      }),
    );
  const answer = await move(hidden.id);
  expect(answer).toMatchObject({ status: 422 });
  expect([answer, await move(foreign.deal!)]).toEqual([await move(uuidv7()), await move(uuidv7())]);
});

test('a cursor of another organization’s list continues in the caller’s own', async () => {
  for (let made = 0; made < 3; made += 1) {
    await newContact(mine, mine.owner.call, { firstName: `Zz mine ${made}` });
    await newContact(theirs, theirs.owner.call, { firstName: `Aa theirs ${made}` });
  }
  await host.settled(mine);
  await host.settled(theirs);
  const page = { query: { limit: '1' } };
  const { nextCursor } = await bodyOf(200, theirs.owner.call('GET', `${theirs.path}/contacts`, page));
  const query = { limit: '100', cursor: nextCursor as string };
  const { items } = await bodyOf(200, mine.owner.call('GET', `${mine.path}/contacts`, { query }));
  const own = await table.organization(mine.id);
  const ownIds = new Set([...own.values()].map((item) => item.id as string));
  expect(items.length).toBeGreaterThan(2);
  for (const { id } of items) expect(ownIds).toContain(id);
});

test('a unique value of one organization is available in another', async () => {
  const email = `${unique('same')}@people.example`;
  const name = unique('Same tag ');
  for (const organization of [mine, theirs]) {
    await newContact(organization, organization.owner.call, { email });
    await bodyOf(201, organization.owner.call('POST', `${organization.path}/tags`, { body: { name } }));
  }
});

test('search, lists and totals show nothing of another organization, even to a member of both', async () => {
  const word = unique('Quixotic');
  await host.settled(mine);
  const hidden = await newContact(theirs, theirs.owner.call, { firstName: word, ownerId: both.userId });
  const before = await bodyOf(200, both.call('GET', `${mine.path}/contacts`));
  await newContact(theirs, theirs.owner.call, { firstName: word });
  await host.settled(theirs);
  const find = (organization: TestOrganization) =>
    bodyOf(200, both.call('GET', `${organization.path}/search`, { query: { q: word } }));
  expect((await find(mine)).items).toEqual([]);
  expect((await find(theirs)).items.map((hit: { id: string }) => hit.id)).toContain(hidden.id);
  const listed = ({ path }: TestOrganization) =>
    bodyOf(200, both.call('GET', `${path}/contacts`, { query: { q: word } }));
  expect((await listed(theirs)).total).toBeGreaterThan(0);
  // The functions have the copies of the other organization in memory by now.
  expect((await find(mine)).items).toEqual([]);
  expect(await listed(mine)).toMatchObject({ items: [], total: 0 });
  expect(await bodyOf(200, both.call('GET', `${mine.path}/contacts`))).toEqual(before);
});

test('one Idempotency-Key of one person creates one record in each organization', async () => {
  const idempotencyKey = unique('key');
  const body = { firstName: unique('Twice ') };
  const create = ({ path }: TestOrganization) =>
    bodyOf(201, both.call('POST', `${path}/contacts`, { body, idempotencyKey }));
  const [here, there] = [await create(mine), await create(theirs)];
  expect(here.id).not.toBe(there.id);
  expect((await create(mine)).id).toBe(here.id);
});

test('an invitation’s secret is rejected for other organizations and invitations', async () => {
  const invited = await newPerson(host);
  const invite = async ({ path, owner, id }: TestOrganization) => {
    await bodyOf(
      201,
      owner.call('POST', `${path}/invitations`, { body: { email: invited.email, role: 'owner' } }),
    );
    const token = await mailedToken(host, invited.email, id);
    const [, inOrganization, separator, invitation, secret] = /^([\da-f-]{36})(.)([\da-f-]{36})\2(.+)$/.exec(
      token,
    )!;
    return { token, separator: separator!, parts: [inOrganization!, invitation!, secret!] as const };
  };
  const [ours, other] = [await invite(mine), await invite(theirs)];
  const [orgId, id, secret] = ours.parts;
  const swapped = [
    [orgId, id, other.parts[2]],
    [orgId, other.parts[1], secret],
    [other.parts[0], id, secret],
    [uuidv7(), id, secret],
  ];
  for (const verb of ['preview', 'accept']) {
    for (const token of swapped) {
      const answer = await invited.call('POST', `/v1/invitations/${verb}`, {
        body: { token: token.join(ours.separator) },
      });
      expect(answer.status).toBe(404);
    }
  }
  const { organizations } = await bodyOf(200, invited.call('GET', '/v1/me'));
  expect(organizations).toEqual([]);
  const accepted = await invited.call('POST', '/v1/invitations/accept', { body: { token: ours.token } });
  expect(accepted.status).toBe(200);
});

test('an admin can do all that admins may in one organization and change nothing in another', async () => {
  const shared = await addMember(host, mine, 'manager');
  await addMember(host, theirs, 'manager', shared);
  await newContact(theirs, shared.call, { ownerId: shared.userId });
  await host.settled(theirs);
  // Each asks the same before and after.
  const reads = organizationOperations
    .filter(({ operation }) => operation.method === 'GET' && !operation.path.includes('}/', 16))
    .map((named) => ({ named, subject: { params: {}, query: leastQuery(named.operation) } }));
  const noticed = async () => {
    await Promise.all([mine, theirs].map((one) => host.settled(one)));
    const answers = [];
    for (const { named, subject } of reads)
      answers.push(seen(await perform(shared.call, named, theirs.id, subject)));
    const { organizations, ...profile } = await bodyOf(200, shared.call('GET', '/v1/me'));
    const there = organizations.filter(({ id }: { id: string }) => id === theirs.id);
    return { answers, profile, there, items: await table.organization(theirs.id) };
  };
  const before = await noticed();
  expect(before.answers.length).toBeGreaterThan(5);

  const ground = { host, organization: mine, maker: both.call };
  const allowed = organizationOperations.filter(
    (one) => !isLeftToFull(one) && isGranted('admin', one.operation.access as Permission),
  );
  for (const named of allowed) {
    const subject = await newSubject(ground, named);
    expect([200, 201, 204]).toContain((await perform(both.call, named, mine.id, subject)).status);
  }
  const change = { displayName: 'Renamed', role: 'employee', active: false };
  const membership = `${mine.path}/members/${shared.userId}`;
  await bodyOf(200, both.call('PATCH', membership, { body: change, ifMatch: 1 }));
  expect((await both.call('DELETE', membership, { ifMatch: 2 })).status).toBe(204);

  expect(await noticed()).toEqual(before);
  // It performs hundreds of operations, one after the other.
}, 600_000);

test('a public form is found by its id alone, reveals nothing about its organization and creates leads only there', async () => {
  const form = await newForm(theirs, { ownerId: theirs.owner.userId });
  const description = await bodyOf(200, visit(host.url, 'GET', `/v1/forms/${form.id}/description`));
  const page = await visit(host.url, 'GET', `/v1/forms/${form.id}`);
  for (const hidden of [theirs.id, theirs.owner.userId, form.name]) {
    expect(JSON.stringify(description)).not.toContain(hidden);
    expect(page.text).not.toContain(hidden);
  }
  // Ids of other items of the organization don't lead to a form.
  for (const id of [theirs.id, theirs.owner.userId, foreign.lead!, foreign.tags!])
    expect((await visit(host.url, 'GET', `/v1/forms/${id}`)).status).toBe(404);
  const json = { firstName: unique('Visitor '), email: `${unique('v')}@people.example` };
  const token = await readToken(host.url, form.id);
  await bodyOf(
    200,
    visit(host.url, 'POST', `/v1/forms/${form.id}`, { json: { ...json, token }, from: newAddress() }),
  );
  await host.settled(mine);
  await host.settled(theirs);
  const there = await bodyOf(
    200,
    theirs.owner.call('GET', `${theirs.path}/leads`, { query: { q: json.email } }),
  );
  expect(there.total).toBe(1);
  const traces = [json.email, json.firstName, there.items[0].id, form.id];
  const named = [...(await table.organization(mine.id))].map((item) => JSON.stringify(item));
  expect(named.filter((item) => traces.some((trace) => item.includes(trace)))).toEqual([]);
});

test('a form’s token is rejected by other forms, and its owners and tags belong to its organization', async () => {
  const token = await readToken(host.url, (await newForm(theirs)).id);
  const own = await newForm(mine);
  const json = { firstName: unique('Visitor '), email: `${unique('v')}@people.example`, token };
  await bodyOf(422, visit(host.url, 'POST', `/v1/forms/${own.id}`, { json, from: newAddress() }));
  await host.settled(mine);
  const { total } = await bodyOf(
    200,
    mine.owner.call('GET', `${mine.path}/leads`, { query: { q: json.email } }),
  );
  expect(total).toBe(0);
  const send = async (values: object) => {
    const body = { ...formBody(), name: 'Form', ...values };
    const made = await both.call('POST', `${mine.path}/forms`, { body });
    const changed = await both.call('PATCH', `${mine.path}/forms/${own.id}`, { body: values, ifMatch: 1 });
    return [made, changed].map(seen);
  };
  for (const values of [(id: string) => ({ ownerId: id }), (id: string) => ({ tagIds: [id] })] as const) {
    const of = 'ownerId' in values('') ? foreign.member! : foreign.tags!;
    const answers = await send(values(of));
    expect(answers.map((answer) => (answer as { status: number }).status)).toEqual([422, 422]);
    expect(answers).toEqual(await send(values(uuidv7())));
  }
});

test('operations outside organizations have no foreign ids in their path', () => {
  const outside = allOperations.filter((named) => !organizationOperations.includes(named));
  // An operation outside organizations whose path contains an id needs its own test here, like invitation secrets
  // above.
  const naming = outside.filter(({ operation }) => operation.path.includes('{'));
  // Files of issues are found by links, see tests/api/issue-links.test.ts.
  // Sources of other organizations: tests/api/webhook-sources.test.ts.
  const tested = ['public-forms.', 'public-issues.file', 'public-payments.stripeEvent', 'public-webhooks.'];
  expect(naming.filter(({ name }) => !tested.some((one) => name.startsWith(one)))).toEqual([]);
});
