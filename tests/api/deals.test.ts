import fc from 'fast-check';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { recordKey } from '#data/store/keys.ts';
import { bodyOf } from '../caller.ts';
import { count, seed } from '../counts.ts';
import { connectHost } from '../host.ts';
import { endedJob } from '../jobs.ts';
import { newOrganization, newPerson, type TestOrganization } from '../organization.ts';
import { cardsOf, newDeal, usd } from '../selling.ts';
import { openTable } from '../table.ts';

const host = connectHost(inject('host'));
let organization: TestOrganization;
let path: string;

beforeAll(async () => {
  organization = await newOrganization(await newPerson(host), {
    currency: 'USD',
    timeZone: 'America/Bogota',
  });
  path = `${organization.path}/deals`;
});

const call = (...args: Parameters<TestOrganization['owner']['call']>) => organization.owner.call(...args);
const verb = (name: string, id: string, ifMatch: number, body?: unknown) =>
  call('POST', `${path}/${id}/${name}`, { ifMatch, ...(body === undefined ? {} : { body }) });

describe('a new deal', () => {
  test('starts now at the top of the first stage of the first pipeline', async () => {
    const deal = await newDeal(organization);
    expect(deal).toMatchObject({
      pipelineId: 'sales',
      stageId: 'sales-qualified',
      stageSince: deal.createdAt,
    });
    expect((await newDeal(organization)).position < deal.position).toBe(true);
  });

  test('gets its pipeline from its stage', async () => {
    expect(await newDeal(organization, { stageId: 'sales-demo' })).toMatchObject({ pipelineId: 'sales' });
  });

  test('is answered, like each change of it, with name, probability and meaning of its stage', async () => {
    const open = { name: 'Demo', probability: 40, meaning: 'open' };
    const deal = await newDeal(organization, { stageId: 'sales-demo' });
    expect(deal.stage).toEqual(open);
    expect((await bodyOf(200, call('GET', `${path}/${deal.id}`))).stage).toEqual(open);
    const won = await bodyOf(200, verb('win', deal.id, 1, {}));
    expect(won.stage).toMatchObject({ probability: 100, meaning: 'won' });
    const many = { items: [{ title: 'One of many', stageId: 'sales-demo' }] };
    const { items } = await bodyOf(201, call('POST', `${path}/bulk`, { body: many }));
    expect(items[0].stage).toEqual(open);
  });

  test.each([
    [{ stageId: 'no-such' }, '/stageId'],
    [{ pipelineId: 'no-such' }, '/pipelineId'],
    [{ pipelineId: 'sales', stageId: '' }, '/stageId'],
    [{ probability: 101 }, '/probability'],
    [{ expectedCloseDate: '2026-02-30' }, '/expectedCloseDate'],
    [{ value: { amountMinor: 2 ** 53, currency: 'USD' } }, '/value/amountMinor'],
    [{ value: { amountMinor: -1, currency: 'USD' } }, '/value/amountMinor'],
    [{ value: { amountMinor: 1, currency: 'EUR' }, exchangeRate: 0 }, '/exchangeRate'],
    [{ value: { amountMinor: 2 ** 53 - 1, currency: 'EUR' }, exchangeRate: 2 }, '/exchangeRate'],
    [{ stageId: 'sales-lost' }, '/lostReason'],
    [{ lostReason: 'Price' }, '/lostReason'],
    [{ position: 'a' }, '/position'],
    [{ closedAt: '2026-01-01T00:00:00Z' }, '/closedAt'],
    [{ contactIds: [crypto.randomUUID()] }, '/contactIds/0'],
    [{ customerId: crypto.randomUUID() }, '/customerId'],
  ])('with %j is refused at %s', async (values, pointer) => {
    const { status, body } = await call('POST', path, { body: { title: 'x', ...values } });
    expect([status, body.errors[0].pointer]).toEqual([422, pointer]);
  });
});

describe('an open deal', () => {
  test('is moved, won, reopened, lost with a reason and reopened, and keeps its time in stages', async () => {
    const { id } = await newDeal(organization, { value: usd(100), probability: 35 });
    const moved = await bodyOf(200, verb('move', id, 1, { stageId: 'sales-proposal' }));
    expect(moved).toMatchObject({
      stageId: 'sales-proposal',
      stageSeconds: { 'sales-qualified': expect.any(Number) },
    });
    const won = await bodyOf(200, verb('win', id, 2, {}));
    expect(won).toMatchObject({
      stageId: 'sales-won',
      closedAt: won.updatedAt,
      openStageId: 'sales-proposal',
    });
    const open = await bodyOf(200, verb('reopen', id, 3));
    expect(open).toMatchObject({ stageId: 'sales-proposal', probability: 35 });
    expect(open).not.toHaveProperty('closedAt');
    expect(open).not.toHaveProperty('openStageId');
    const lost = await bodyOf(200, verb('lose', id, 4, { reason: 'Price' }));
    expect(lost).toMatchObject({ stageId: 'sales-lost', lostReason: 'Price', closedAt: lost.updatedAt });
    const again = await bodyOf(200, verb('reopen', id, 5));
    expect(again).not.toHaveProperty('lostReason');
    expect(Object.keys(again.stageSeconds).sort()).toEqual([
      'sales-lost',
      'sales-proposal',
      'sales-qualified',
      'sales-won',
    ]);
    const { items } = await bodyOf(200, call('GET', `${path}/${id}/history`));
    expect(items.map(({ action }: any) => action)).toEqual([
      'reopened',
      'lost',
      'reopened',
      'won',
      'moved',
      'created',
    ]);
  });

  test('changing the stage by PATCH updates the same dependent values', async () => {
    const { id } = await newDeal(organization);
    const patched = await bodyOf(
      200,
      call('PATCH', `${path}/${id}`, { body: { stageId: 'sales-won' }, ifMatch: 1 }),
    );
    expect(patched).toMatchObject({ closedAt: patched.updatedAt, stageSince: patched.updatedAt });
  });

  test('requires a reason whenever it is lost, and has none otherwise', async () => {
    const { id } = await newDeal(organization);
    const patch = (ifMatch: number, body: object) => call('PATCH', `${path}/${id}`, { body, ifMatch });
    const move = (ifMatch: number, body: object) => verb('move', id, ifMatch, body);
    const refused = async (answer: ReturnType<typeof call>, code: string) =>
      expect((await bodyOf(422, answer)).errors).toMatchObject([{ pointer: '/lostReason', code }]);
    for (const way of [patch, move]) {
      await refused(way(1, { stageId: 'sales-lost' }), 'required');
      await refused(way(1, { stageId: 'sales-demo', lostReason: 'Price' }), 'not_allowed');
    }
    const moved = await bodyOf(200, move(1, { stageId: 'sales-lost', lostReason: 'Price' }));
    expect(moved).toMatchObject({ stageId: 'sales-lost', lostReason: 'Price', closedAt: moved.updatedAt });
    await refused(patch(2, { lostReason: null }), 'required');
    await bodyOf(200, patch(2, { lostReason: 'No budget' }));
    const kept = await bodyOf(200, move(3, { stageId: 'sales-lost' }));
    expect(kept).toMatchObject({ lostReason: 'No budget' });
    const open = await bodyOf(200, patch(kept.version, { stageId: 'sales-demo' }));
    expect(open).not.toHaveProperty('lostReason');
    const again = await bodyOf(200, patch(open.version, { stageId: 'sales-lost', lostReason: 'Late' }));
    expect(again).toMatchObject({ lostReason: 'Late', closedAt: again.updatedAt });
  });

  test('requires a reason when lost in bulk, and can still be changed if lost without one', async () => {
    const { id } = await newDeal(organization);
    const begin = (values: object) =>
      call('POST', `${organization.path}/jobs`, {
        body: { recordType: 'deal', ids: [id], change: { action: 'update', values } },
      });
    for (const [values, code] of [
      [{ stageId: 'sales-lost' }, 'required'],
      [{ stageId: 'sales-demo', lostReason: 'Price' }, 'not_allowed'],
    ] as const) {
      const { errors } = await bodyOf(422, begin(values));
      expect(errors).toMatchObject([{ pointer: '/change/values/lostReason', code }]);
    }
    const job = await bodyOf(201, begin({ stageId: 'sales-lost', lostReason: 'Price' }));
    expect(await endedJob(call, organization, job.id)).toMatchObject({ done: 1, failed: 0 });
    expect(await bodyOf(200, call('GET', `${path}/${id}`))).toMatchObject({ lostReason: 'Price' });
    const table = openTable(host);
    const [item] = await table.items(({ sk }) => sk === '~', recordKey(organization.id, 'deal', id).pk);
    const { lostReason: _none, ...data } = JSON.parse(item!.data);
    await table.put({ ...item, data: JSON.stringify(data) });
    const body = { title: 'Renamed' };
    const renamed = await bodyOf(200, call('PATCH', `${path}/${id}`, { body, ifMatch: 2 }));
    expect(renamed).toMatchObject({ title: 'Renamed', stageId: 'sales-lost' });
  });

  test('a won deal stays won, its day can change, but not to the future', async () => {
    const { id } = await newDeal(organization);
    const won = await bodyOf(200, verb('win', id, 1, {}));
    expect((await bodyOf(200, verb('win', id, 2, {}))).version).toBe(2);
    const earlier = await bodyOf(200, verb('win', id, 2, { closedOn: '2026-03-31' }));
    expect(earlier).toMatchObject({ closedAt: '2026-03-31T12:00:00.000Z', version: 3 });
    const ahead = await verb('win', id, 3, { closedOn: '2199-01-01' });
    expect([ahead.status, ahead.body.errors]).toMatchObject([
      422,
      [{ pointer: '/closedOn', code: 'in_future', message: 'Can’t be after today' }],
    ]);
    expect((await verb('win', id, 3, { closedOn: '2026-02-30' })).status).toBe(422);
    expect(won.closedAt).toBe(won.updatedAt);
  });

  test('reopening an open deal, a loss without a reason and a stale version are refused', async () => {
    const { id } = await newDeal(organization);
    expect((await bodyOf(200, verb('reopen', id, 1))).version).toBe(1);
    expect((await verb('lose', id, 1, {})).body.errors[0].pointer).toBe('/reason');
    for (const name of ['win', 'reopen']) expect((await verb(name, id, 8, {})).status).toBe(412);
  });
});

describe('moving', () => {
  let ground: TestOrganization;
  const stageId = 'sales-demo';
  const move = (id: string, ifMatch: number, body: object) =>
    ground.owner.call('POST', `${ground.path}/deals/${id}/move`, { body, ifMatch });
  const versionOf = async (id: string): Promise<number> =>
    (await bodyOf(200, ground.owner.call('GET', `${ground.path}/deals/${id}`))).version;
  const put = async (id: string, afterId?: string) =>
    bodyOf(200, move(id, await versionOf(id), { stageId, ...(afterId ? { afterId } : {}) }));

  beforeAll(async () => {
    ground = await newOrganization(await newPerson(host));
  });

  async function newCards(howMany: number, stage = stageId): Promise<string[]> {
    const items = Array.from({ length: howMany }, (_, index) => ({ title: `Card ${index}`, stageId: stage }));
    const made = await bodyOf(
      201,
      ground.owner.call('POST', `${ground.path}/deals/bulk`, { body: { items } }),
    );
    return made.items.map(({ id }: any) => id);
  }

  test('cards stay where they are moved, after any sequence of moves', async () => {
    const ids = await newCards(8);
    let order = await cardsOf(ground, stageId);
    const index = fc.integer({ min: 0, max: 7 });
    await fc.assert(
      fc.asyncProperty(index, fc.option(index), async (which, after) => {
        const id = ids[which]!;
        const others = order.filter((other) => other !== id);
        const to = after === null ? 0 : Math.min(after + 1, others.length);
        await put(id, to === 0 ? undefined : others[to - 1]);
        order = [...others.slice(0, to), id, ...others.slice(to)];
        expect(await cardsOf(ground, stageId)).toEqual(order);
      }),
      { numRuns: count(15, 300), seed },
    );
  });

  test('50 cards moved concurrently to follow one card all end up there, and the others keep their order', async () => {
    const before = await cardsOf(ground, stageId);
    const moved = await newCards(49, 'sales-proposal').then(async (first) => [
      ...first,
      ...(await newCards(1, 'sales-proposal')),
    ]);
    const anchor = before[2]!;
    const answers = await Promise.all(moved.map((id) => move(id, 1, { stageId, afterId: anchor })));
    expect(answers.map(({ status }) => status)).toEqual(moved.map(() => 200));
    const after = await cardsOf(ground, stageId);
    expect(after.filter((id) => before.includes(id))).toEqual(before);
    expect(after.slice(0, 3)).toEqual(before.slice(0, 3));
    expect(after.slice(3, 53).sort()).toEqual([...moved].sort());
    const rows = await bodyOf(
      200,
      ground.owner.call('GET', `${ground.path}/deals`, { query: { stageId, limit: '100' } }),
    );
    const places = rows.items.map(({ position }: any) => position);
    expect(new Set(places).size).toBe(places.length);
  });

  test('50 concurrent moves of a card with one version move it once', async () => {
    const [id] = await newCards(1);
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => move(id!, 1, { stageId: 'sales-proposal' })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([
      200,
      ...Array.from({ length: 49 }, () => 412),
    ]);
  });

  test('ranks stay bounded when cards are moved to the same position', async () => {
    const anchor = (await cardsOf(ground, stageId))[0]!;
    const [one, other] = await newCards(2);
    let longest = 0;
    for (let turn = 0; turn < count(25, 600); turn += 1) {
      const { position } = await put(turn % 2 ? one! : other!, anchor);
      longest = Math.max(longest, position.length);
    }
    expect(longest).toBeLessThanOrEqual(58);
    expect((await cardsOf(ground, stageId))[0]).toBe(anchor);
  });

  test('moving a card after itself, after a missing card or after one in another stage is refused', async () => {
    const [id, other] = await newCards(2);
    const cases = [
      [{ stageId, afterId: id }, 422, '/afterId'],
      [{ stageId, afterId: crypto.randomUUID() }, 422, '/afterId'],
      [{ stageId: 'sales-negotiation', afterId: other }, 409, '/afterId'],
      [{ stageId: 'no-such' }, 422, '/stageId'],
    ] as const;
    for (const [body, status, pointer] of cases) {
      const answer = await move(id!, 1, body);
      expect([answer.status, answer.body.errors[0].pointer]).toEqual([status, pointer]);
    }
  });
});

test('a customer’s deals and contacts are counted by their lists, even if the customer is in the trash', async () => {
  const customer = await bodyOf(
    201,
    call('POST', `${organization.path}/customers`, { body: { name: 'Kept' } }),
  );
  const deal = await newDeal(organization, { customerId: customer.id });
  await newDeal(organization, { customerId: customer.id });
  await host.settled(organization);
  const list = () => bodyOf(200, call('GET', path, { query: { customerId: customer.id, limit: '1' } }));
  expect(await list()).toMatchObject({ total: 2 });
  await bodyOf(200, call('DELETE', `${organization.path}/customers/${customer.id}`, { ifMatch: 1 }));
  expect(await list()).toMatchObject({ total: 2 });
  expect(await bodyOf(200, call('GET', `${path}/${deal.id}`))).toMatchObject({ customerId: customer.id });
  const body = { title: 'Still changed' };
  await bodyOf(200, call('PATCH', `${path}/${deal.id}`, { body, ifMatch: 1 }));
});
