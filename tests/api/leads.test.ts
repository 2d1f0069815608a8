import fc from 'fast-check';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { bodyOf } from '../caller.ts';
import { count, seed } from '../counts.ts';
import { connectHost } from '../host.ts';
import { newOrganization, newPerson, unique, type TestOrganization } from '../organization.ts';
import { newLead, usd } from '../selling.ts';

const host = connectHost(inject('host'));
let organization: TestOrganization;
let path: string;

beforeAll(async () => {
  organization = await newOrganization(await newPerson(host), { currency: 'USD' });
  path = `${organization.path}/leads`;
});

const call = (...args: Parameters<TestOrganization['owner']['call']>) => organization.owner.call(...args);

describe('qualifying', () => {
  test('a lead is qualified, disqualified with a reason and qualified again', async () => {
    const { id } = await newLead(organization);
    const qualified = await bodyOf(200, call('POST', `${path}/${id}/qualify`, { ifMatch: 1 }));
    expect(qualified).toMatchObject({ statusId: 'qualified', version: 2 });
    const body = { reason: 'No budget' };
    const out = await bodyOf(200, call('POST', `${path}/${id}/disqualify`, { body, ifMatch: 2 }));
    expect(out).toMatchObject({ statusId: 'unqualified', disqualifiedReason: 'No budget' });
    const again = await bodyOf(200, call('POST', `${path}/${id}/qualify`, { ifMatch: 3 }));
    expect(again.statusId).toBe('qualified');
    expect(again).not.toHaveProperty('disqualifiedReason');
    const { items } = await bodyOf(200, call('GET', `${path}/${id}/history`));
    expect(items.map(({ action }: any) => action)).toEqual([
      'qualified',
      'disqualified',
      'qualified',
      'created',
    ]);
  });

  test('the disqualification reason is removed with the status in every way that a lead can leave it', async () => {
    const { id, statusId } = await newLead(organization);
    const body = { reason: 'No budget' };
    await bodyOf(200, call('POST', `${path}/${id}/disqualify`, { body, ifMatch: 1 }));
    const back = await bodyOf(200, call('PATCH', `${path}/${id}`, { body: { statusId }, ifMatch: 2 }));
    expect(back.statusId).toBe(statusId);
    expect(back).not.toHaveProperty('disqualifiedReason');
  });

  test('a qualified status stays, and nothing is written', async () => {
    const { id } = await newLead(organization, { statusId: 'negotiation' });
    const same = await bodyOf(200, call('POST', `${path}/${id}/qualify`, { ifMatch: 1 }));
    expect(same).toMatchObject({ statusId: 'negotiation', version: 1 });
  });

  test('no reason, an empty reason and a stale version are refused', async () => {
    const { id } = await newLead(organization);
    const to = `${path}/${id}/disqualify`;
    expect((await call('POST', to, { body: {}, ifMatch: 1 })).body.errors[0].pointer).toBe('/reason');
    expect((await call('POST', to, { body: { reason: ' ' }, ifMatch: 1 })).status).toBe(422);
    expect((await call('POST', to, { body: { reason: 'x' }, ifMatch: 9 })).status).toBe(412);
    expect((await call('POST', to, { body: { reason: 'x' } })).status).toBe(428);
  });
});

describe('the filters', () => {
  interface Range {
    min?: number | undefined;
    max?: number | undefined;
  }
  let ground: TestOrganization;
  const ranges: Range[] = [
    {},
    { min: 10 },
    { max: 20 },
    { min: 5, max: 15 },
    { min: 20, max: 30 },
    { min: 30, max: 30 },
  ];
  const made: { id: string; range: Range; score: number; statusId: string }[] = [];

  beforeAll(async () => {
    ground = await newOrganization(await newPerson(host), { currency: 'USD' });
    const items = ranges.flatMap(({ min, max }, index) =>
      ['new', 'contacted'].map((statusId) => ({
        firstName: 'Budgeted',
        lastName: `Number ${index}`,
        statusId,
        ...(index % 2 ? { email: 'x@leads.example', sourceId: 'referral' } : {}),
        ...(min === undefined ? {} : { budgetMin: usd(min) }),
        ...(max === undefined ? {} : { budgetMax: usd(max) }),
      })),
    );
    const { items: leads } = await bodyOf(
      201,
      ground.owner.call('POST', `${ground.path}/leads/bulk`, { body: { items } }),
    );
    for (const [index, { id, score, statusId }] of leads.entries())
      made.push({ id, score, statusId, range: ranges[Math.floor(index / 2)]! });
    await host.settled(ground);
  });

  const found = async (query: Record<string, string>): Promise<string[]> => {
    const { items } = await bodyOf(
      200,
      ground.owner.call('GET', `${ground.path}/leads`, { query: { limit: '100', ...query } }),
    );
    return items.map(({ id }: any) => id).sort();
  };
  /**
   * Whether a lead's budget overlaps the range `from` to `to`. Every lead matches if both are undefined; otherwise,
   * leads without a budget don't match.
   */
  const crosses = ({ min, max }: Range, from?: number, to?: number): boolean => {
    if (from === undefined && to === undefined) return true;
    if (min === undefined && max === undefined) return false;
    return (max ?? Infinity) >= (from ?? 0) && (min ?? 0) <= (to ?? Infinity);
  };
  const idsOf = (keep: (lead: (typeof made)[number]) => boolean) =>
    made
      .filter(keep)
      .map(({ id }) => id)
      .sort();

  test('budgets match if their range crosses the filter, also with search terms and status', async () => {
    const bound = fc.option(fc.integer({ min: 0, max: 40 }), { nil: undefined });
    const status = fc.constantFrom(undefined, 'all', '', 'new');
    await fc.assert(
      fc.asyncProperty(bound, bound, status, fc.boolean(), async (from, to, statusId, hasWords) => {
        const query = {
          ...(from === undefined ? {} : { budgetFrom: String(from) }),
          ...(to === undefined ? {} : { budgetTo: String(to) }),
          ...(statusId === undefined ? {} : { statusId }),
          ...(hasWords ? { q: 'budgeted' } : {}),
        };
        const expected = idsOf(
          (lead) => crosses(lead.range, from, to) && (statusId !== 'new' || lead.statusId === 'new'),
        );
        expect(await found(query)).toEqual(expected);
      }),
      { numRuns: count(15, 300), seed },
    );
  });

  test('"all" and an empty value mean every status', async () => {
    for (const statusId of ['all', '', 'new,contacted']) {
      const page = await bodyOf(
        200,
        ground.owner.call('GET', `${ground.path}/leads`, { query: { statusId } }),
      );
      expect(page.total).toBe(12);
    }
  });

  test('scores can be filtered by bounds and sorted', async () => {
    expect(await found({ scoreFrom: '35' })).toEqual(idsOf(({ score }) => score >= 35));
    expect(await found({ scoreTo: '34', sourceId: 'all' })).toEqual(idsOf(({ score }) => score <= 34));
    expect(await found({ scoreFrom: '1', sort: '-score', sourceId: 'referral' })).toHaveLength(6);
  });

  test('a bound that is not a whole number is refused at its parameter', async () => {
    for (const bound of ['-1', '1.5', 'x', '9007199254740993']) {
      const { status, body } = await call('GET', path, { query: { budgetFrom: bound } });
      expect([bound, status, body.errors[0].pointer]).toEqual([bound, 422, '/query/budgetFrom']);
    }
  });
});

describe('creating many', () => {
  test('with any invalid row nothing is written, and errors point to the index of each', async () => {
    const word = unique('Bulk');
    const items = [
      { firstName: word },
      { firstName: word, email: 'no' },
      { firstName: word, budgetMin: usd(2), budgetMax: usd(1) },
    ];
    const shapes = await call('POST', `${path}/bulk`, { body: { items: items.slice(0, 2) } });
    expect([shapes.status, shapes.body.errors.map(({ pointer }: any) => pointer)]).toEqual([
      422,
      ['/items/1/email'],
    ]);
    const values = await call('POST', `${path}/bulk`, {
      body: { items: [items[0], items[2], { ...items[0], statusId: 'x' }] },
    });
    expect(values.body.errors.map(({ pointer }: any) => pointer)).toEqual([
      '/items/1/budgetMax',
      '/items/2/statusId',
    ]);
    await host.settled(organization);
    expect((await bodyOf(200, call('GET', path, { query: { q: word } }))).items).toEqual([]);
  });

  test('an empty list is 400', async () => {
    const { status, body } = await call('POST', `${path}/bulk`, { body: { items: [] } });
    expect([status, body.code]).toEqual([400, 'invalid_request']);
  });
});

describe('the score', () => {
  test('is computed by the server, refused as input and updated by every change', async () => {
    const refused = await call('POST', path, { body: { firstName: 'x', score: 99 } });
    expect(refused.body.errors[0]).toMatchObject({ pointer: '/score', code: 'unknown_field' });
    const lead = await newLead(organization, {
      email: 'who@leads.example',
      company: 'Acme',
      sourceId: 'partner',
    });
    expect(lead.score).toBe(45);
    const body = { estimatedValue: usd(10_000_001), company: null };
    const changed = await bodyOf(200, call('PATCH', `${path}/${lead.id}`, { body, ifMatch: 1 }));
    expect(changed.score).toBe(50);
  });

  test('existing leads follow changed weights', async () => {
    const own = await newOrganization(await newPerson(host));
    const { id } = await newLead(own, { company: 'Acme', sourceId: null });
    const { version, leadWeights } = await bodyOf(200, own.owner.call('GET', own.path));
    const body = { leadWeights: { ...leadWeights, company: 77 } };
    await bodyOf(200, own.owner.call('PATCH', own.path, { body, ifMatch: version }));
    const until = Date.now() + 30_000;
    let score = 0;
    while (score !== 77 && Date.now() < until) {
      await new Promise((resolve) => setTimeout(resolve, 300));
      ({ score } = await bodyOf(200, own.owner.call('GET', `${own.path}/leads/${id}`)));
    }
    expect(score).toBe(77);
  });
});

test('amounts that are negative, fractional or beyond 2^53 are refused at their field', async () => {
  for (const amountMinor of [-1, 2 ** 53, 1.5, '5']) {
    const body = { firstName: 'x', estimatedValue: { amountMinor, currency: 'USD' } };
    const { status, body: problem } = await call('POST', path, { body });
    expect([status, problem.errors[0].pointer]).toEqual([422, '/estimatedValue/amountMinor']);
  }
});
