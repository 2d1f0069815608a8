import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { v7 as uuidv7 } from 'uuid';
import { bodyOf, type Call } from '../caller.ts';
import { connectHost } from '../host.ts';
import {
  addMember,
  changeMember,
  newApiKey,
  newContact,
  newOrganization,
  newPerson,
  setRole,
  unique,
  type TestOrganization,
} from '../organization.ts';

const host = connectHost(inject('host'));
let organization: TestOrganization;
let call: Call;

beforeAll(async () => {
  organization = await newOrganization(await newPerson(host));
  ({ call } = organization.owner);
});

const at = (rest: string): string => `${organization.path}/${rest}`;
const newTag = (): Promise<any> => bodyOf(201, call('POST', at('tags'), { body: { name: unique('tag ') } }));
const contact = (id: string): Promise<any> => bodyOf(200, call('GET', at(`contacts/${id}`)));

async function contacts(count: number, values: object = {}): Promise<string[]> {
  const items = Array.from({ length: count }, () => ({ firstName: unique('Row '), ...values }));
  const made = await bodyOf(201, call('POST', at('contacts/bulk'), { body: { items } }));
  return (made.items as { id: string }[]).map(({ id }) => id);
}

const start = (body: object, by: Call = call): Promise<any> => bodyOf(201, by('POST', at('jobs'), { body }));

/** Waits until a job is over. */
async function ended(id: string, by: Call = call): Promise<any> {
  const until = Date.now() + 30_000;
  for (;;) {
    const job = await bodyOf(200, by('GET', at(`jobs/${id}`)));
    if (job.state !== 'freezing' && job.state !== 'running') return job;
    if (Date.now() > until) throw new Error(`The job did not end: ${JSON.stringify(job)}`);
    await sleep(40);
  }
}

const run = async (body: object): Promise<any> => ended((await start(body)).id);

async function results(id: string): Promise<any[]> {
  return (await bodyOf(200, call('GET', at(`jobs/${id}/results`)))).items;
}

/** The newest job of a kind, when it is over. */
async function endedOf(kind: string): Promise<any> {
  const { items } = await bodyOf(200, call('GET', at('jobs')));
  return ended(items.find((job: { kind: string }) => job.kind === kind).id);
}

const update = (values: object) => ({ action: 'update', values });

describe('a bulk job', () => {
  test('changes every named record once, with its history, in the name of its maker', async () => {
    const ids = await contacts(20);
    const job = await start({ recordType: 'contact', ids, change: update({ city: 'Cali' }) });
    expect(job).toMatchObject({ kind: 'update', recordTypes: ['contact'], state: 'running', total: 20 });
    expect(await ended(job.id)).toMatchObject({ state: 'done', total: 20, done: 20, failed: 0 });
    for (const id of ids) expect(await contact(id)).toMatchObject({ city: 'Cali', version: 2 });
    const { items } = await bodyOf(200, call('GET', at(`contacts/${ids[0]}/history`)));
    expect(items[0]).toMatchObject({
      action: 'updated',
      actorId: organization.owner.userId,
      changes: [{ field: 'city', from: null, to: 'Cali' }],
    });
  });

  test('with filters does what the list shows, no more and no less', async () => {
    const tag = await newTag();
    const inside = await contacts(12, { tagIds: [tag.id], statusId: 'qualified' });
    const outside = await contacts(5, { tagIds: [tag.id], statusId: 'inactive' });
    await host.settled();
    const filters = { tagIds: tag.id, statusId: 'qualified', sort: 'name' };
    const list = await bodyOf(200, call('GET', at('contacts'), { query: { ...filters, limit: '100' } }));
    const job = await run({ recordType: 'contact', filters, change: update({ city: 'Pasto' }) });
    expect(job).toMatchObject({ state: 'done', total: list.items.length, done: 12 });
    const changed = await Promise.all([...inside, ...outside].map(contact));
    const cities = changed.map(({ city }: { city?: string }) => city);
    expect(cities).toEqual([...inside.map(() => 'Pasto'), ...outside.map(() => undefined)]);
  });

  test('adds and removes tags, deletes and restores, and does nothing to what is so already', async () => {
    const [one, two] = [await newTag(), await newTag()];
    const ids = await contacts(10, { tagIds: [one.id] });
    const on = (change: object) => run({ recordType: 'contact', ids, change });
    await on({ action: 'addTags', tagIds: [one.id, two.id] });
    expect(await contact(ids[0]!)).toMatchObject({ tagIds: [one.id, two.id], version: 2 });
    await on({ action: 'removeTags', tagIds: [one.id] });
    expect(await contact(ids[0]!)).toMatchObject({ tagIds: [two.id], version: 3 });
    expect(await on({ action: 'removeTags', tagIds: [one.id] })).toMatchObject({ done: 10, failed: 0 });
    expect((await contact(ids[0]!)).version).toBe(3);
    expect(await on({ action: 'delete' })).toMatchObject({ done: 10, failed: 0 });
    expect((await contact(ids[9]!)).deletedAt).toBeDefined();
    await host.settled();
    const filters = { tagIds: two.id };
    expect(await run({ recordType: 'contact', filters, change: { action: 'restore' } })).toMatchObject({
      total: 10,
      done: 10,
    });
    expect((await contact(ids[9]!)).deletedAt).toBeUndefined();
  });

  test('tells of each record that it could not do, and does the others', async () => {
    const [gone, fine, full] = await contacts(3);
    await bodyOf(200, call('DELETE', at(`contacts/${gone}`), { ifMatch: 1 }));
    const never = uuidv7();
    const tags = await Promise.all(Array.from({ length: 20 }, newTag));
    const tagIds = tags.map(({ id }) => id);
    const more = (await newTag()).id;
    await bodyOf(200, call('PATCH', at(`contacts/${full}`), { body: { tagIds }, ifMatch: 1 }));
    const job = await run({
      recordType: 'contact',
      ids: [gone, never, fine, full],
      change: { action: 'addTags', tagIds: [more] },
    });
    expect(job).toMatchObject({ state: 'done', total: 4, done: 1, failed: 3 });
    const told = Object.fromEntries((await results(job.id)).map(({ recordId, code }) => [recordId, code]));
    expect(told).toEqual({ [gone!]: 'not_found', [never]: 'not_found', [full!]: 'too_many' });
    const page = await bodyOf(200, call('GET', at(`jobs/${job.id}/results`), { query: { limit: '2' } }));
    const { nextCursor: cursor } = page;
    const rest = await bodyOf(
      200,
      call('GET', at(`jobs/${job.id}/results`), { query: { limit: '2', cursor } }),
    );
    expect(new Set([...page.items, ...rest.items].map(({ recordId }) => recordId)).size).toBe(3);
  });

  test('made twice under one Idempotency-Key is one job', async () => {
    const ids = await contacts(3);
    const body = { recordType: 'contact', ids, change: update({ city: 'Neiva' }) };
    const idempotencyKey = unique('key');
    const make = () => bodyOf(201, call('POST', at('jobs'), { body, idempotencyKey }));
    const [first, second] = await Promise.all([make(), make()]);
    expect(second.id).toBe(first.id);
    await ended(first.id);
    expect((await contact(ids[0]!)).version).toBe(2);
  });

  test('is refused with the pointer of what is wrong before anything is touched', async () => {
    const ids = await contacts(1);
    const refused = async (body: object) => {
      const answer = await call('POST', at('jobs'), { body });
      expect(answer.status).toBe(422);
      return answer.body.errors.map(({ pointer, code }: Record<string, string>) => [pointer, code]);
    };
    const on = (change: object) => refused({ recordType: 'contact', ids, change });
    expect(await on(update({ city: 7 }))).toEqual([['/change/values/city', 'wrong_type']]);
    expect(await on(update({ weight: 1 }))).toEqual([['/change/values/weight', 'unknown_field']]);
    expect(await on(update({}))).toEqual([['/change/values', 'required']]);
    expect(await on(update({ statusId: 'nope' }))).toEqual([['/change/values/statusId', 'not_a_choice']]);
    expect(await on(update({ email: 'a@b.example' }))).toEqual([['/change/values/email', 'not_allowed']]);
    expect(await on(update({ ownerId: uuidv7() }))).toEqual([
      ['/change/values/ownerId', 'unknown_reference'],
    ]);
    expect(await on({ action: 'addTags', tagIds: [uuidv7()] })).toEqual([
      ['/change/tagIds/0', 'unknown_reference'],
    ]);
    const change = { action: 'delete' };
    expect(await refused({ recordType: 'gizmo', ids, change })).toEqual([['/recordType', 'not_a_choice']]);
    expect(await refused({ recordType: 'contact', change })).toEqual([['/ids', 'required']]);
    const filters = { nope: '1' };
    expect(await refused({ recordType: 'contact', filters, change })).toEqual([
      ['/filters/nope', 'unknown_field'],
    ]);
    expect(await contact(ids[0]!)).toMatchObject({ version: 1 });
  });
});

describe('rights', () => {
  test('a job reaches what its maker may change, and nothing beyond', async () => {
    const employee = await addMember(host, organization, 'employee');
    const own = await newContact(organization, employee.call);
    const other = await newContact(organization, call);
    const ids = [own.id, other.id];
    const job = await start({ recordType: 'contact', ids, change: update({ city: 'Tunja' }) }, employee.call);
    expect(await ended(job.id, employee.call)).toMatchObject({ done: 1, failed: 1 });
    const { items } = await bodyOf(200, employee.call('GET', at(`jobs/${job.id}/results`)));
    expect(items).toEqual([{ recordType: 'contact', recordId: other.id, code: 'not_found' }]);
    expect((await contact(other.id)).version).toBe(1);
    const all = await start(
      { recordType: 'contact', filters: {}, change: update({ city: 'Yopal' }) },
      employee.call,
    );
    expect(await ended(all.id, employee.call)).toMatchObject({ total: 1, done: 1, failed: 0 });
  });

  test('a job is seen and cancelled by its maker and administrators only', async () => {
    const [one, two] = [
      await addMember(host, organization, 'employee'),
      await addMember(host, organization, 'employee'),
    ];
    const body = { recordType: 'contact', ids: [uuidv7()], change: { action: 'delete' } };
    const { id } = await start(body, one.call);
    expect((await two.call('GET', at(`jobs/${id}`))).status).toBe(404);
    expect((await two.call('GET', at(`jobs/${id}/results`))).status).toBe(404);
    expect((await two.call('POST', at(`jobs/${id}/cancel`))).status).toBe(404);
    const listed = async (by: Call) =>
      (await bodyOf(200, by('GET', at('jobs')))).items.map((job: { id: string }) => job.id);
    expect(await listed(two.call)).not.toContain(id);
    expect(await listed(one.call)).toContain(id);
    expect(await listed(call)).toContain(id);
  });

  test('a maker who was demoted, deactivated, or whose key was revoked has the job stopped', async () => {
    const ways: ((
      admin: Awaited<ReturnType<typeof addMember>>,
    ) => Promise<{ by: Call; stop: () => Promise<void> }>)[] = [
      async (admin) => ({ by: admin.call, stop: () => setRole(organization, admin.userId, 'employee') }),
      async (admin) => ({
        by: admin.call,
        stop: () => changeMember(organization, admin.userId, { active: false }),
      }),
      async (admin) => {
        const key = await newApiKey(host, organization, admin);
        const stop = async () => {
          await admin.call('DELETE', at(`api-keys/${key.id}`));
        };
        return { by: key.call, stop };
      },
    ];
    const ids = (await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map(() => contacts(30)))).flat();
    for (const [index, way] of ways.entries()) {
      const { by, stop } = await way(await addMember(host, organization, 'admin'));
      // Rights are looked at before every few records.
      const job = await start({ recordType: 'contact', ids, change: update({ city: `City ${index}` }) }, by);
      await stop();
      const end = await ended(job.id);
      expect(end).toMatchObject({ state: 'stopped' });
      expect(end.done).toBeLessThan(ids.length);
    }
  });
});

test('a cancelled job does no record more, and what it did stays and is counted', async () => {
  const ids = (await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map(() => contacts(30)))).flat();
  const { id } = await start({ recordType: 'contact', ids, change: update({ city: 'Mitú' }) });
  for (;;) {
    const { done } = await bodyOf(200, call('GET', at(`jobs/${id}`)));
    if (done > 0) break;
  }
  const cancelled = await bodyOf(200, call('POST', at(`jobs/${id}/cancel`)));
  expect(cancelled.state).toBe('cancelled');
  await host.settled();
  const job = await bodyOf(200, call('GET', at(`jobs/${id}`)));
  expect(job).toEqual(cancelled);
  expect(job.done).toBeLessThan(ids.length);
  const changed = (await Promise.all(ids.map(contact))).filter(({ city }) => city === 'Mitú');
  expect(changed).toHaveLength(job.done);
});

describe('what a decision leaves to be done', () => {
  test('a merged tag is gone at once, and its records carry the other one, in the trash too', async () => {
    const [from, into] = [await newTag(), await newTag()];
    const [plain, both, trashed] = [
      ...(await contacts(1, { tagIds: [from.id] })),
      ...(await contacts(1, { tagIds: [from.id, into.id] })),
      ...(await contacts(1, { tagIds: [from.id] })),
    ] as [string, string, string];
    const customer = await bodyOf(
      201,
      call('POST', at('customers'), { body: { name: unique('Customer '), tagIds: [from.id] } }),
    );
    await bodyOf(200, call('DELETE', at(`contacts/${trashed}`), { ifMatch: 1 }));
    await host.settled();
    const path = at(`tags/${from.id}/merge`);
    const unknown = await call('POST', path, { body: { intoId: uuidv7() }, ifMatch: 1 });
    expect(unknown.body.errors).toMatchObject([{ pointer: '/intoId', code: 'unknown_reference' }]);
    expect((await call('POST', path, { body: { intoId: from.id }, ifMatch: 1 })).status).toBe(422);
    expect(await bodyOf(200, call('POST', path, { body: { intoId: into.id }, ifMatch: 1 }))).toMatchObject({
      id: into.id,
    });
    const { items } = await bodyOf(200, call('GET', at('tags')));
    expect(items.map(({ id }: { id: string }) => id)).not.toContain(from.id);
    expect(await endedOf('tagMerge')).toMatchObject({ state: 'done', total: 4, done: 4, failed: 0 });
    for (const id of [plain, both, trashed]) expect((await contact(id)).tagIds).toEqual([into.id]);
    expect((await bodyOf(200, call('GET', at(`customers/${customer.id}`)))).tagIds).toEqual([into.id]);
  });

  test('a removed member’s records of every type go to the one who was named', async () => {
    const leaving = await addMember(host, organization, 'employee');
    const heir = await addMember(host, organization, 'employee');
    const { id } = await newContact(organization, leaving.call);
    const customer = await bodyOf(
      201,
      leaving.call('POST', at('customers'), { body: { name: unique('Customer ') } }),
    );
    await host.settled();
    const remove = (handOverTo: string) =>
      call('DELETE', at(`members/${leaving.userId}`), { query: { handOverTo }, ifMatch: 1 });
    for (const nobody of [uuidv7(), leaving.userId]) {
      expect((await remove(nobody)).body.errors).toMatchObject([
        { pointer: '/query/handOverTo', code: 'unknown_reference' },
      ]);
    }
    expect((await remove(heir.userId)).status).toBe(204);
    expect(await endedOf('handOver')).toMatchObject({ state: 'done', total: 2, done: 2 });
    expect((await bodyOf(200, heir.call('GET', at(`contacts/${id}`)))).ownerId).toBe(heir.userId);
    expect((await bodyOf(200, heir.call('GET', at(`customers/${customer.id}`)))).ownerId).toBe(heir.userId);
  });

  test('changed weights give every lead its new score, and everybody sees that it is under way', async () => {
    const employee = await addMember(host, organization, 'employee');
    const lead = (values: object) =>
      bodyOf(201, call('POST', at('leads'), { body: { firstName: unique('Lead '), ...values } }));
    const [plain, mailed, trashed] = await Promise.all([
      lead({}),
      lead({ email: `${unique('lead')}@people.example` }),
      lead({ email: `${unique('lead')}@people.example` }),
    ]);
    await bodyOf(200, call('DELETE', at(`leads/${trashed.id}`), { ifMatch: 1 }));
    const { version, leadWeights } = await bodyOf(200, call('GET', organization.path));
    const body = { leadWeights: { ...leadWeights, email: 33 } };
    await bodyOf(200, call('PATCH', organization.path, { body, ifMatch: version }));
    const { items } = await bodyOf(200, employee.call('GET', at('jobs')));
    const job = items.find(({ kind }: { kind: string }) => kind === 'rescore');
    expect(job).toMatchObject({ recordTypes: ['lead'], state: 'freezing' });
    expect((await call('POST', at(`jobs/${job.id}/cancel`))).status).toBe(409);
    expect((await employee.call('GET', at(`jobs/${job.id}/results`))).status).toBe(404);
    expect(await ended(job.id)).toMatchObject({ state: 'done', total: 3, done: 3 });
    const now = ({ id }: { id: string }) => bodyOf(200, call('GET', at(`leads/${id}`)));
    expect(await now(mailed)).toMatchObject({ score: 33, version: 2 });
    expect(await now(trashed)).toMatchObject({ score: 33, version: 3 });
    expect(await now(plain)).toMatchObject({ score: 0, version: 1 });
  });

  test('the deals of a stage that is taken away go to the one that was named', async () => {
    const { items, version } = await bodyOf(200, call('GET', at('pipelines')));
    const [pipeline] = items;
    const [first, second, ...others] = pipeline.stages.filter(
      ({ meaning }: { meaning: string }) => meaning === 'open',
    );
    const body = { title: unique('Deal '), pipelineId: pipeline.id, stageId: first.id };
    const deal = await bodyOf(201, call('POST', at('deals'), { body }));
    await host.settled();
    const stages = [second, ...others].map(({ id, name, color, probability }) => {
      return { id, name, color, probability };
    });
    const change = { stages, moves: { [first.id]: second.id } };
    await bodyOf(200, call('PATCH', at(`pipelines/${pipeline.id}`), { body: change, ifMatch: version }));
    expect(await endedOf('stageMove')).toMatchObject({ state: 'done', total: 1, done: 1 });
    expect(await bodyOf(200, call('GET', at(`deals/${deal.id}`)))).toMatchObject({ stageId: second.id });
  });
});
