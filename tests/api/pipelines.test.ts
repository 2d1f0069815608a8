import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, expect, inject, test } from 'vitest';
import type { Pipeline } from '#contract/organization.ts';
import { limits } from '#contract/limits.ts';
import { counterKey } from '#data/store/keys.ts';
import { valueAttribute, wholeGroup } from '#data/counters/groups.ts';
import { bodyOf } from '../caller.ts';
import { connectHost } from '../host.ts';
import { endedJob } from '../jobs.ts';
import { addMember, newOrganization, newPerson, type TestOrganization } from '../organization.ts';
import { newDeal } from '../selling.ts';
import { openTable } from '../table.ts';

const host = connectHost(inject('host'));
let organization: TestOrganization;
let path: string;
let version: number;

beforeEach(async () => {
  organization = await newOrganization(await newPerson(host));
  path = `${organization.path}/pipelines`;
  ({ version } = await bodyOf(200, call('GET', path)));
});

const call = (...args: Parameters<TestOrganization['owner']['call']>) => organization.owner.call(...args);
const list = async (): Promise<Pipeline[]> => (await bodyOf(200, call('GET', path))).items;
const openOf = ({ stages }: Pipeline) =>
  stages
    .filter(({ meaning, retired }) => meaning === 'open' && !retired)
    .map(({ id, name, color, probability }) => ({ id, name, color, probability }));
const usedOf = ({ stages }: Pipeline) => stages.filter(({ retired }) => !retired).map(({ id }) => id);
const stage = (name: string) => ({ name, color: 'blue', probability: 10 });

/** Waits until the old settings have expired from all caches. */
const settingsForgotten = () => sleep(5_100);

test('a pipeline can be created and renamed, its stages added, colored and reordered; won and lost stay last', async () => {
  const body = { name: 'Renewals', stages: [stage('First'), stage('Second')] };
  const made = await bodyOf(201, call('POST', path, { body, ifMatch: version }));
  expect(made).toMatchObject({ name: 'Renewals', version: version + 1 });
  expect(made.stages.map(({ name, meaning }: any) => [name, meaning])).toEqual([
    ['First', 'open'],
    ['Second', 'open'],
    ['Won', 'won'],
    ['Lost', 'lost'],
  ]);
  const [first, second] = openOf(made);
  const stages = [{ ...second, color: 'red', probability: 70 }, stage('Between'), { ...first, name: 'Last' }];
  const changed = await bodyOf(
    200,
    call('PATCH', `${path}/${made.id}`, { body: { name: 'Renewed', stages }, ifMatch: made.version }),
  );
  expect(changed.stages.map(({ name, color }: any) => [name, color])).toEqual([
    ['Second', 'red'],
    ['Between', 'blue'],
    ['Last', 'blue'],
    ['Won', 'green'],
    ['Lost', 'gray'],
  ]);
  expect((await list()).map(({ name }) => name)).toEqual(['Sales', 'Renewed']);
  expect(await newDeal(organization, { stageId: changed.stages[1].id })).toMatchObject({
    pipelineId: made.id,
  });
});

test('a stage says after how many days deals stand out, also after changes by programs that don’t know of it', async () => {
  const [sales] = await list();
  const [first, ...others] = openOf(sales!);
  const daysOf = ({ stages }: any) => stages.find(({ id }: any) => id === first!.id).staleDays;
  const patch = async (stages: object[]) => {
    const answer = await call('PATCH', `${path}/sales`, { body: { stages }, ifMatch: version });
    if (answer.status === 200) ({ version } = answer.body);
    return answer;
  };
  const changed = async (stages: object[]) => daysOf(await bodyOf(200, patch(stages)));
  expect(daysOf(sales)).toBeUndefined();
  expect(await changed([{ ...first, staleDays: 5 }, ...others])).toBe(5);
  expect(await changed([{ ...first, name: 'Renamed' }, ...others])).toBe(5);
  expect(await changed([{ ...first, staleDays: null }, ...others])).toBeUndefined();
  for (const staleDays of [0, 366]) {
    const refused = await patch([{ ...first, staleDays }, ...others]);
    expect(refused.body.errors).toMatchObject([{ pointer: '/stages/0/staleDays' }]);
  }
});

test('stale, unknown, duplicate, excessive and forbidden input is refused', async () => {
  const one = `${path}/sales`;
  const [sales] = await list();
  const [first] = openOf(sales!);
  const patch = (body: object, ifMatch = version) => call('PATCH', one, { body, ifMatch });
  expect((await patch({ name: 'x' }, 99)).status).toBe(412);
  expect((await patch({ stages: [] })).status).toBe(422);
  expect((await patch({ stages: [first, first] })).body.errors[0].pointer).toBe('/stages/1/id');
  expect((await patch({ stages: [{ ...first, id: 'sales-won' }] })).body.errors[0].pointer).toBe(
    '/stages/0/id',
  );
  expect((await patch({ stages: [{ ...first, probability: 101 }] })).status).toBe(422);
  expect((await patch({ stages: [first], moves: { 'sales-demo': 'sales-proposal' } })).status).toBe(422);
  const many = Array.from({ length: limits.stagesPerPipeline + 1 }, (_, index) => stage(`S${index}`));
  expect((await patch({ stages: many })).status).toBe(422);
  expect((await call('PATCH', `${path}/nothing`, { body: { name: 'x' }, ifMatch: version })).status).toBe(
    404,
  );
  const employee = await addMember(host, organization, 'employee');
  expect((await employee.call('PATCH', one, { body: { name: 'x' }, ifMatch: version })).status).toBe(403);
  expect((await employee.call('GET', path)).status).toBe(200);
  expect((await list())[0]).toEqual(sales);
});

test('an organization has a limited number of active pipelines, and the last one stays', async () => {
  expect((await call('DELETE', `${path}/sales`, { ifMatch: version })).status).toBe(409);
  for (let made = 1; made < limits.pipelinesPerOrganization; made += 1) {
    const body = { name: `P${made}`, stages: [stage('One')] };
    ({ version } = await bodyOf(201, call('POST', path, { body, ifMatch: version })));
  }
  const body = { name: 'One more', stages: [stage('One')] };
  const refused = await call('POST', path, { body, ifMatch: version });
  expect([refused.status, refused.body.errors[0]]).toEqual([
    409,
    expect.objectContaining({ pointer: '/name', code: 'too_many', limit: limits.pipelinesPerOrganization }),
  ]);
  expect((await bodyOf(200, call('DELETE', `${path}/sales`, { ifMatch: version }))).retired).toBe(true);
});

test('a limited number of pipelines is kept including archived ones, and a change contains only its own pipeline', async () => {
  const body = { name: 'Short-lived', stages: [stage('One')] };
  for (let made = 1; made < limits.pipelinesKept; made += 1) {
    const { id, version: now } = await bodyOf(201, call('POST', path, { body, ifMatch: version }));
    ({ version } = await bodyOf(200, call('DELETE', `${path}/${id}`, { ifMatch: now })));
  }
  const refused = await call('POST', path, { body, ifMatch: version });
  expect([refused.status, refused.body.errors]).toMatchObject([
    409,
    [{ code: 'too_many', limit: limits.pipelinesKept }],
  ]);
  const all = [...(await openTable(host).organization(organization.id)).values()];
  const changes = all.filter(({ kind, type }) => kind === 'change' && type === 'organization');
  expect(changes.length).toBeGreaterThan(2 * (limits.pipelinesKept - 1));
  for (const { data, version: at } of changes.filter(({ action }) => action === 'updated')) {
    expect([at, (String(data).match(/"stages":/g) ?? []).length]).toEqual([at, Number(at) % 2 ? 2 : 1]);
  }
});

test('deals of an archived pipeline stay readable and can be closed, and new ones are refused', async () => {
  const deal = await newDeal(organization);
  const body = { name: 'Other', stages: [stage('One')] };
  const other = await bodyOf(201, call('POST', path, { body, ifMatch: version }));
  await bodyOf(200, call('DELETE', `${path}/sales`, { ifMatch: other.version }));
  await settingsForgotten();
  const deals = `${organization.path}/deals`;
  expect(await newDeal(organization)).toMatchObject({ pipelineId: other.id });
  const refused = await call('POST', deals, { body: { title: 'x', pipelineId: 'sales' } });
  expect([refused.status, refused.body.errors[0].pointer]).toEqual([422, '/pipelineId']);
  const move = await call('POST', `${deals}/${deal.id}/move`, {
    body: { stageId: 'sales-demo' },
    ifMatch: 1,
  });
  expect(move.status).toBe(422);
  expect((await call('PATCH', `${deals}/${deal.id}`, { body: { title: 'y' }, ifMatch: 1 })).status).toBe(200);
  expect((await call('POST', `${deals}/${deal.id}/win`, { body: {}, ifMatch: 2 })).status).toBe(200);
  await host.settled(organization);
  const board = await bodyOf(200, call('GET', `${deals}/board`, { query: { pipelineId: 'sales' } }));
  expect(board.columns.find(({ stageId }: any) => stageId === 'sales-won').count).toBe(1);
});

test('a stage with deals reports their number, and its deals move to the chosen stage', async () => {
  const [sales] = await list();
  const ids = [];
  for (let made = 0; made < 3; made += 1) {
    ids.push((await newDeal(organization, { stageId: 'sales-demo' })).id);
  }
  await host.settled(organization);
  const stages = openOf(sales!).filter(({ id }) => id !== 'sales-demo');
  const refused = await call('PATCH', `${path}/sales`, { body: { stages }, ifMatch: version });
  expect([refused.status, refused.body.errors]).toEqual([
    409,
    [expect.objectContaining({ pointer: '/moves/sales-demo', code: 'stage_in_use', limit: 3 })],
  ]);
  const moves = { 'sales-demo': 'sales-demo' };
  expect((await call('PATCH', `${path}/sales`, { body: { stages, moves }, ifMatch: version })).status).toBe(
    422,
  );
  const lost = { stages, moves: { 'sales-demo': 'sales-lost' } };
  const { errors } = await bodyOf(422, call('PATCH', `${path}/sales`, { body: lost, ifMatch: version }));
  expect(errors).toMatchObject([{ pointer: '/moves/sales-demo', code: 'not_a_choice' }]);
  const body = { stages, moves: { 'sales-demo': 'sales-proposal' } };
  const changed = await bodyOf(200, call('PATCH', `${path}/sales`, { body, ifMatch: version }));
  expect(usedOf(changed)).toEqual([
    'sales-qualified',
    'sales-proposal',
    'sales-negotiation',
    'sales-won',
    'sales-lost',
  ]);
  expect(changed.stages.at(-1)).toMatchObject({ id: 'sales-demo', retired: true });
  const deals = `${organization.path}/deals`;
  const until = Date.now() + 40_000;
  let moved: string[] = [];
  while (moved.length < 3 && Date.now() < until) {
    await sleep(500);
    const { items } = await bodyOf(200, call('GET', deals, { query: { stageId: 'sales-proposal' } }));
    moved = items.map(({ id }: any) => id);
  }
  expect(moved.sort()).toEqual([...ids].sort());
  const late = await call('POST', deals, { body: { title: 'x', stageId: 'sales-demo' } });
  expect([late.status, late.body.errors[0].pointer]).toEqual([422, '/stageId']);
});

test('deals of a stage that was believed empty move to the first stage', async () => {
  const [sales] = await list();
  const { id } = await newDeal(organization, { stageId: 'sales-demo' });
  await host.settled(organization);
  // Simulates a counter that lags behind the writes.
  const counters = counterKey(organization.id, 'deal', wholeGroup);
  await openTable(host).change(counters, { [valueAttribute('sales-demo')]: 0 });
  const stages = openOf(sales!).filter((one) => one.id !== 'sales-demo');
  await bodyOf(200, call('PATCH', `${path}/sales`, { body: { stages }, ifMatch: version }));
  const { items } = await bodyOf(200, call('GET', `${organization.path}/jobs`));
  expect(items).toMatchObject([{ kind: 'stageMove' }]);
  await endedJob(organization.owner.call, organization, items[0].id);
  const deal = await bodyOf(200, call('GET', `${organization.path}/deals/${id}`));
  expect(deal.stageId).toBe(stages[0]!.id);
});

test('the order of pipelines can be changed, and the first one in use is the default for new deals', async () => {
  const add = async (name: string) => {
    const body = { name, stages: [stage('Asked')] };
    const made = await bodyOf(201, call('POST', path, { body, ifMatch: version }));
    ({ version } = made);
    return made;
  };
  const [, second] = [await add('Second'), await add('Third')];
  const listed = async () =>
    (await bodyOf(200, call('GET', path))).items.map(({ name, isDefault }: any) => [name, isDefault]);
  expect(await listed()).toEqual([
    ['Sales', true],
    ['Second', false],
    ['Third', false],
  ]);
  const moved = await bodyOf(
    200,
    call('PATCH', `${path}/${second.id}`, { body: { position: 0 }, ifMatch: version }),
  );
  expect(moved).toMatchObject({ name: 'Third', isDefault: true, version: version + 1 });
  expect(await listed()).toEqual([
    ['Third', true],
    ['Sales', false],
    ['Second', false],
  ]);
  await settingsForgotten();
  const deal = await newDeal(organization, { title: 'Harbour' });
  expect(deal.pipelineId).toBe(moved.id);
  const same = { body: { position: 0 }, ifMatch: moved.version };
  expect(await bodyOf(200, call('PATCH', `${path}/${moved.id}`, same))).toEqual(moved);
  const beyond = await call('PATCH', `${path}/${moved.id}`, { ...same, body: { position: 10 } });
  expect(beyond.body.errors).toMatchObject([{ pointer: '/position', code: 'too_big', limit: 9 }]);
  const last = { body: { position: 9 }, ifMatch: moved.version };
  await bodyOf(200, call('PATCH', `${path}/${moved.id}`, last));
  expect((await listed()).at(-1)).toEqual(['Third', false]);
});
