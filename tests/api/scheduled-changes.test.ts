import { beforeAll, expect, inject, test } from 'vitest';
import { v7 as uuidv7 } from 'uuid';
import { bodyOf, type Call } from '../caller.ts';
import { connectHost } from '../host.ts';
import { endedJob } from '../jobs.ts';
import {
  addMember,
  newContact,
  newOrganization,
  newPerson,
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
const contact = (id: string): Promise<any> => bodyOf(200, call('GET', at(`contacts/${id}?trash=true`)));

/** The newest job of a kind, once it is finished. */
async function endedOf(kind: string): Promise<any> {
  const { items } = await bodyOf(200, call('GET', at('jobs')));
  return endedJob(call, organization, items.find((job: { kind: string }) => job.kind === kind).id);
}

test('a merged tag disappears immediately, and its records get the other tag, including trashed ones', async () => {
  const [from, into] = [await newTag(), await newTag()];
  const tagged = async (...tagIds: string[]): Promise<string> =>
    (await newContact(organization, call, { tagIds })).id;
  const [plain, both, trashed] = [
    await tagged(from.id),
    await tagged(from.id, into.id),
    await tagged(from.id),
  ];
  const customer = await bodyOf(
    201,
    call('POST', at('customers'), { body: { name: unique('Customer '), tagIds: [from.id] } }),
  );
  await bodyOf(200, call('DELETE', at(`contacts/${trashed}`), { ifMatch: 1 }));
  await host.settled(organization);
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

test('a removed member’s records of every type go to the chosen member', async () => {
  const leaving = await addMember(host, organization, 'employee');
  const heir = await addMember(host, organization, 'employee');
  const { id } = await newContact(organization, leaving.call);
  const customer = await bodyOf(
    201,
    leaving.call('POST', at('customers'), { body: { name: unique('Customer ') } }),
  );
  await host.settled(organization);
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

test('changed weights give every lead its new score, and everyone sees the progress', async () => {
  const employee = await addMember(host, organization, 'employee');
  const lead = (values: object) =>
    bodyOf(
      201,
      call('POST', at('leads'), { body: { firstName: unique('Lead '), sourceId: null, ...values } }),
    );
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
  expect(await endedJob(call, organization, job.id)).toMatchObject({ state: 'done', total: 3, done: 3 });
  // Callers who can't see all leads get percentages instead of numbers.
  const shownJob = await bodyOf(200, employee.call('GET', at(`jobs/${job.id}`)));
  expect(shownJob).toMatchObject({ state: 'done', total: 100, done: 100, failed: 0 });
  expect((await bodyOf(200, employee.call('GET', at('jobs')))).items).toContainEqual(shownJob);
  const now = ({ id }: { id: string }) => bodyOf(200, call('GET', at(`leads/${id}?trash=true`)));
  expect(await now(mailed)).toMatchObject({ score: 33, version: 2 });
  expect(await now(trashed)).toMatchObject({ score: 33, version: 3 });
  expect(await now(plain)).toMatchObject({ score: 0, version: 1 });
});

test('the deals of a removed stage move to the chosen one', async () => {
  const { items, version } = await bodyOf(200, call('GET', at('pipelines')));
  const [pipeline] = items;
  const [first, second, ...others] = pipeline.stages.filter(
    ({ meaning }: { meaning: string }) => meaning === 'open',
  );
  const body = { title: unique('Deal '), pipelineId: pipeline.id, stageId: first.id };
  const deal = await bodyOf(201, call('POST', at('deals'), { body }));
  await host.settled(organization);
  const stages = [second, ...others].map(({ id, name, color, probability }) => {
    return { id, name, color, probability };
  });
  const change = { stages, moves: { [first.id]: second.id } };
  await bodyOf(200, call('PATCH', at(`pipelines/${pipeline.id}`), { body: change, ifMatch: version }));
  expect(await endedOf('stageMove')).toMatchObject({ state: 'done', total: 1, done: 1 });
  expect(await bodyOf(200, call('GET', at(`deals/${deal.id}`)))).toMatchObject({ stageId: second.id });
});

const many = <T>(make: () => Promise<T>): Promise<T[]> => Promise.all(Array.from({ length: 12 }, make));
const jobsOf = async (kind: string): Promise<any[]> =>
  (await bodyOf(200, call('GET', at('jobs')))).items.filter((job: { kind: string }) => job.kind === kind);
const ended = async (jobs: any[]) => {
  for (const { id } of jobs) await endedJob(call, organization, id);
};

test('consecutive scheduled changes during running jobs leave no record with removed values', async () => {
  const tags = [await newTag(), await newTag(), await newTag()];
  const people = await Promise.all([1, 2, 3].map(() => addMember(host, organization, 'employee')));
  const tagged = await many(() => newContact(organization, call, { tagIds: [tags[0].id] }));
  const owned = await many(() => newContact(organization, people[0]!.call));
  const { items, version } = await bodyOf(200, call('GET', at('pipelines')));
  const [pipeline] = items;
  const open = pipeline.stages.filter(({ meaning, retired }: any) => meaning === 'open' && !retired);
  const deals = await many(() =>
    bodyOf(201, call('POST', at('deals'), { body: { title: unique('Deal '), stageId: open[0].id } })),
  );
  await host.settled(organization);
  let current = version;
  for (const step of [0, 1]) {
    const [from, into] = [tags[step], tags[step + 1]];
    const merge = { body: { intoId: into.id }, ifMatch: 1 };
    await bodyOf(200, call('POST', at(`tags/${from.id}/merge`), merge));
    const sent = { ifMatch: 1, query: { handOverTo: people[step + 1]!.userId } };
    await bodyOf(204, call('DELETE', at(`members/${people[step]!.userId}`), sent));
    const kept = open.slice(step + 1).map(({ id, name, color, probability }: any) => {
      return { id, name, color, probability };
    });
    const body = { stages: kept, moves: { [open[step].id]: open[step + 1].id } };
    const changed = await bodyOf(
      200,
      call('PATCH', at(`pipelines/${pipeline.id}`), { body, ifMatch: current }),
    );
    current = changed.version;
  }
  for (const kind of ['tagMerge', 'handOver', 'stageMove']) await ended(await jobsOf(kind));
  for (const { id } of tagged) expect((await contact(id)).tagIds).toEqual([tags[2].id]);
  for (const { id } of owned) expect((await contact(id)).ownerId).toBe(people[2]!.userId);
  for (const { id } of deals)
    expect((await bodyOf(200, call('GET', at(`deals/${id}`)))).stageId).toBe(open[2].id);
});

test('scheduled changes apply to restored records, regardless of the job’s progress', async () => {
  const [from, into] = [await newTag(), await newTag()];
  const [leaving, heir] = [
    await addMember(host, organization, 'employee'),
    await addMember(host, organization, 'employee'),
  ];
  const { id } = await newContact(organization, leaving.call, { tagIds: [from.id] });
  await bodyOf(200, call('DELETE', at(`contacts/${id}`), { ifMatch: 1 }));
  await bodyOf(200, call('POST', at(`tags/${from.id}/merge`), { body: { intoId: into.id }, ifMatch: 1 }));
  const sent = { ifMatch: 1, query: { handOverTo: heir.userId } };
  await bodyOf(204, call('DELETE', at(`members/${leaving.userId}`), sent));
  expect(await bodyOf(200, call('POST', at(`contacts/${id}/restore`)))).toMatchObject({
    tagIds: [into.id],
    ownerId: heir.userId,
  });
  const { items } = await bodyOf(200, call('GET', at(`contacts/${id}/history`)));
  expect(items[0]).toMatchObject({ action: 'restored' });
  expect(items[0].changes.map(({ field }: { field: string }) => field).sort()).toEqual(['ownerId', 'tagIds']);
  await ended([...(await jobsOf('tagMerge')), ...(await jobsOf('handOver'))]);
});
