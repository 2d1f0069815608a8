import { dateIn } from '#data/values/day.ts';
import fc from 'fast-check';
import { beforeAll, expect, inject, test } from 'vitest';
import { bodyOf } from '../caller.ts';
import { connectHost } from '../host.ts';
import { endedJob } from '../jobs.ts';
import { newOrganization, newPerson, type TestOrganization } from '../organization.ts';
import { newDeal, newLead } from '../selling.ts';
import '../seeded.ts';

const host = connectHost(inject('host'));
const timeZone = 'America/Bogota';
const today = dateIn(timeZone, new Date());
const dayMs = 86_400_000;
const dayFrom = (by: number) => new Date(Date.parse(today) + by * dayMs).toISOString().slice(0, 10);
interface Closing {
  id: string;
  stageId: string;
  title: string;
  day: string | undefined;
}
let organization: TestOrganization;
let deals: Closing[];

const call = (...args: Parameters<TestOrganization['owner']['call']>) => organization.owner.call(...args);
const list = (plural: string, query: Record<string, string>) =>
  bodyOf(200, call('GET', `${organization.path}/${plural}`, { query }));

/** Ids of all deals that a query finds, in order, read page by page. */
async function idsOf(query: Record<string, string>): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await list('deals', { ...query, limit: '10', ...(cursor ? { cursor } : {}) });
    ids.push(...page.items.map(({ id }: { id: string }) => id));
    cursor = page.nextCursor;
  } while (cursor);
  return ids;
}

async function made(index: number): Promise<Closing> {
  const expected = index % 5 === 0 ? undefined : dayFrom((index % 12) - 6);
  const title = `Roof ${index}`;
  const { id, stageId } = await newDeal(organization, {
    title,
    ownerId: organization.owner.userId,
    ...(expected ? { expectedCloseDate: expected } : {}),
  });
  if (index % 3 > 0) return { id, stageId, title, day: expected };
  const closedOn = dayFrom(-(index % 7));
  const body = index % 7 === 0 ? {} : { closedOn };
  const won = await bodyOf(200, call('POST', `${organization.path}/deals/${id}/win`, { body, ifMatch: 1 }));
  return { id, stageId: won.stageId, title, day: closedOn };
}

beforeAll(async () => {
  organization = await newOrganization(await newPerson(host), { timeZone });
  deals = [];
  for (let index = 0; index < 42; index += 1) deals.push(await made(index));
  await host.settled(organization);
});

test('deals are listed by closing day (expected while open) with every page, sort and filter', async () => {
  const day = fc.integer({ min: -8, max: 8 }).map(dayFrom);
  const requests = fc.record(
    {
      closeFrom: day,
      closeTo: day,
      stageId: fc.constantFrom('sales-won', 'sales-qualified'),
      ownerId: fc.constant(organization.owner.userId),
      q: fc.constant('roof'),
    },
    { requiredKeys: ['closeFrom'] },
  );
  const sort = fc.constantFrom('closeDate', '-closeDate', 'createdAt', '-value');
  await fc.assert(
    fc.asyncProperty(requests, sort, async ({ closeFrom, ...more }, order) => {
      const expected = deals.filter(
        ({ day, stageId }) =>
          day !== undefined &&
          day >= closeFrom &&
          day <= (more.closeTo ?? '9999') &&
          stageId === (more.stageId ?? stageId),
      );
      const found = await idsOf({ closeFrom, ...more, sort: order });
      expect(found.toSorted()).toEqual(expected.map(({ id }) => id).toSorted());
      if (!order.endsWith('closeDate') || more.q) return;
      const dayOf = new Map(deals.map(({ id, day = '' }) => [id, day]));
      const days = found.map((id) => dayOf.get(id) ?? '');
      expect(days).toEqual(order.startsWith('-') ? days.toSorted().reverse() : days.toSorted());
    }),
    { numRuns: 40 },
  );
});

test('without a date filter the list includes deals without expected date, last', async () => {
  const found = await idsOf({ sort: 'closeDate' });
  expect(found).toHaveLength(deals.length);
  const undated = deals.filter(({ day }) => day === undefined).map(({ id }) => id);
  expect(found.slice(-undated.length).toSorted()).toEqual(undated.toSorted());
});

test('leads are listed by creation and conversion date', async () => {
  const kept = await newLead(organization);
  const lead = await newLead(organization);
  await bodyOf(
    200,
    call('POST', `${organization.path}/leads/${lead.id}/conversion`, { body: {}, ifMatch: 1 }),
  );
  const ids = async (query: Record<string, string>) =>
    (await list('leads', query)).items.map(({ id }: { id: string }) => id).toSorted();
  expect(await ids({ createdFrom: today, createdTo: dayFrom(1) })).toEqual([kept.id, lead.id].toSorted());
  expect(await ids({ createdTo: dayFrom(-1) })).toEqual([]);
  expect(await ids({ createdFrom: dayFrom(-1), convertedFrom: dayFrom(-1) })).toEqual([lead.id]);
  expect(await ids({ convertedTo: dayFrom(-1) })).toEqual([]);
});

test('this quarter and this year are those of the organization’s fiscal year', async () => {
  const own = await newOrganization(await newPerson(host), { timeZone });
  const month = today.slice(0, 7);
  const inMonths = (count: number): string =>
    new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)) - 1 + count, 1))
      .toISOString()
      .slice(0, 10);
  const [thisMonth, lastMonth, quarterEnd, afterQuarter, yearEnd, afterYear] = [0, -1, 2, 3, 11, 12].map(
    inMonths,
  );
  for (const expectedCloseDate of [thisMonth, lastMonth, quarterEnd, afterQuarter, yearEnd, afterYear])
    await newDeal(own, { title: 'Roof', expectedCloseDate });
  const { version } = await bodyOf(200, own.owner.call('GET', own.path));
  const body = { yearStartMonth: Number(month.slice(5)) };
  await bodyOf(200, own.owner.call('PATCH', own.path, { body, ifMatch: version }));
  const closingIn = async (unit: string) => {
    const filter = { field: 'expectedCloseDate', op: 'within', value: { this: unit } };
    const question = { body: { filter, sorts: [{ field: 'expectedCloseDate' }] } };
    const { items } = await bodyOf(200, own.owner.call('POST', `${own.path}/deals/query`, question));
    return items.map((deal: { expectedCloseDate: string }) => deal.expectedCloseDate);
  };
  await expect.poll(() => closingIn('quarter')).toEqual([thisMonth, quarterEnd]);
  expect(await closingIn('year')).toEqual([thisMonth, quarterEnd, afterQuarter, yearEnd]);
});

test('a job with date filters changes only matching records', async () => {
  const query = { closeFrom: dayFrom(-2), closeTo: dayFrom(2) };
  const expected = await idsOf({ ...query, sort: 'closeDate' });
  const change = { action: 'update', values: { probability: 77 } };
  const body = { recordType: 'deal', filters: query, change };
  const job = await bodyOf(201, call('POST', `${organization.path}/jobs`, { body }));
  expect(await endedJob(call, organization, job.id)).toMatchObject({ done: expected.length, failed: 0 });
});

test('a list with an inverted date range is empty, and invalid dates are reported', async () => {
  expect((await list('deals', { closeFrom: today, closeTo: dayFrom(-1) })).items).toEqual([]);
  expect((await list('deals', { closeFrom: today, closeTo: dayFrom(-1), sort: 'closeDate' })).items).toEqual(
    [],
  );
  const { status, body } = await call('GET', `${organization.path}/deals`, {
    query: { closeFrom: '2026-02-30' },
  });
  expect([status, body.errors[0].pointer]).toEqual([422, '/query/closeFrom']);
});
