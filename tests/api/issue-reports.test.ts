import { beforeAll, expect, inject, test } from 'vitest';
import { issueMeasures } from '#contract/issue-reports.ts';
import { addDays, dateIn } from '#data/values/day.ts';
import { bodyOf, type Call } from '../caller.ts';
import { connectHost } from '../host.ts';
import {
  addClient,
  addMember,
  newApiKey,
  newOrganization,
  newPerson,
  type Person,
  type TestClient,
  type TestOrganization,
} from '../organization.ts';

const host = connectHost(inject('host'));
const now = new Date();
/** A zone in which it is another day than in UTC. */
const timeZone = now.getUTCHours() < 11 ? 'Pacific/Pago_Pago' : 'Pacific/Kiritimati';
const today = dateIn(timeZone, now);
let organization: TestOrganization;
let manager: Person;
let employee: Person;
let client: TestClient;
let strangerId: string;
let issues: any[];

const at = (rest: string): string => `${organization.path}/${rest}`;
const byOwner: Call = (...of) => organization.owner.call(...of);
const send = (call: Call, path: string, body: object): Promise<any> =>
  bodyOf(201, call('POST', at(path), { body }));

beforeAll(async () => {
  organization = await newOrganization(await newPerson(host), { timeZone });
  manager = await addMember(host, organization, 'manager');
  employee = await addMember(host, organization, 'employee');
  const boss = await send(byOwner, 'employees', { firstName: 'Boss', userId: manager.userId });
  await send(byOwner, 'employees', { firstName: 'Report', userId: employee.userId, managerId: boss.id });
  client = await addClient(host, organization);
  const stranger = { firstName: 'Ana', email: 'ana@people.example' };
  ({ id: strangerId } = await send(byOwner, 'contacts', stranger));
  await openIssues();
  await host.settled(organization);
  const { items } = await bodyOf(200, byOwner('GET', at('issues'), { query: { limit: '100' } }));
  issues = await Promise.all(items.map(({ id }: any) => bodyOf(200, byOwner('GET', at(`issues/${id}`)))));
});

/** Issues with every priority and assignee, of which some are answered, resolved, opened again and rated. */
async function openIssues(): Promise<void> {
  const owners = [undefined, organization.owner.userId, manager.userId, employee.userId];
  const priorities = ['urgent', 'high', 'normal', 'low'];
  for (const [place, priorityId] of [...priorities, ...priorities, ...priorities].entries()) {
    const ownerId = owners[(place + Math.floor(place / 4)) % owners.length];
    const body = { subject: `Issue ${place}`, priorityId, ownerId, ...ofCustomer(place) };
    const { id } = await send(byOwner, 'issues', body);
    const statusId = (['open', 'waiting', 'resolved', 'closed'] as const)[place % 4];
    if (place % 3 !== 0) await send(byOwner, `issues/${id}/answers`, { body: 'Done.', statusId });
    if (place % 3 !== 0 && place % 4 >= 2 && place % 2 === 0) await rated(id, place === 2);
    if (place === 11) await send(client.person.call, `portal/issues/${id}/answers`, { body: 'Again' });
  }
}

const ofCustomer = (place: number) =>
  place % 2 === 0 || place === 11 ? { customerId: client.customerId } : { contactId: strangerId };

const rated = (id: string, satisfied: boolean): Promise<unknown> =>
  bodyOf(200, client.person.call('POST', at(`portal/issues/${id}/rating`), { body: { satisfied } }));

const nothing = (): Record<string, number> => Object.fromEntries(issueMeasures.map((name) => [name, 0]));

/** What one issue adds to the measures of a day. */
function amountsOn(day: string, issue: any): Record<string, number> {
  const isOn = (time: string | undefined) => time !== undefined && dateIn(timeZone, time) === day;
  const one = (is: unknown) => (is ? 1 : 0);
  const [answered, resolved] = [isOn(issue.firstAnsweredAt), isOn(issue.resolvedAt)];
  const isRated = isOn(issue.satisfactionAt);
  return {
    opened: one(isOn(issue.createdAt)),
    answered: one(answered),
    answerSeconds: answered ? issue.firstAnswerMinutes * 60 : 0,
    answerTargets: one(answered && issue.firstAnswerInTime !== undefined),
    answeredInTime: one(answered && issue.firstAnswerInTime),
    resolved: one(resolved),
    resolutionSeconds: resolved ? issue.resolutionMinutes * 60 : 0,
    resolutionTargets: one(resolved && issue.resolutionInTime !== undefined),
    resolvedInTime: one(resolved && issue.resolutionInTime),
    rated: one(isRated),
    ratedGood: one(isRated && issue.satisfied),
  };
}

/** A plain recount of issues by a field, on one day. */
function recounted(all: readonly any[], field: string, day = today): Record<string, Record<string, number>> {
  const parts: Record<string, Record<string, number>> = {};
  for (const issue of all) {
    const amounts = amountsOn(day, issue);
    const part = (parts[issue[field] ?? 'none'] ??= nothing());
    for (const [name, amount] of Object.entries(amounts)) part[name]! += amount;
  }
  return Object.fromEntries(
    Object.entries(parts).filter(([, values]) => Object.values(values).some((value) => value !== 0)),
  );
}

const report = (call: Call, name: string, query: Record<string, string> = {}): Promise<any> =>
  bodyOf(200, call('GET', at(`analytics/${name}`), { query: { from: today, to: today, ...query } }));
const partsIn = ({ parts }: any): Record<string, unknown> =>
  Object.fromEntries(parts.map(({ id, values }: any) => [id, values]));

test('there are issues of every kind to report', () => {
  const [totals] = Object.values(recounted(issues, 'nothing'));
  for (const name of issueMeasures.filter((one) => !one.endsWith('Seconds')))
    expect([name, totals![name]! > 0]).toEqual([name, true]);
});

test.each([
  ['priority', 'priorityId'],
  ['owner', 'ownerId'],
] as const)('issues by %s equal a plain recount, for each caller’s reach', async (of, field) => {
  const ofTeam = [manager.userId, employee.userId];
  for (const [call, reach] of [
    [byOwner, issues],
    [manager.call, issues.filter(({ ownerId }) => ofTeam.includes(ownerId))],
    [employee.call, issues.filter(({ ownerId }) => ownerId === employee.userId)],
  ] as const) {
    const made = await report(call, 'issues', { of });
    expect(partsIn(made)).toEqual(recounted(reach, field));
    expect(made.totals).toEqual(Object.values(recounted(reach, 'nothing'))[0]);
  }
});

test('priorities are reported in the order of the organization’s list', async () => {
  const { issuePriorities } = await bodyOf(200, byOwner('GET', organization.path));
  const { parts } = await report(byOwner, 'issues');
  const ids = (list: { id: string }[]) => list.map(({ id }) => id);
  expect(ids(parts)).toEqual(ids(issuePriorities));
});

test('issues by customer equal a plain recount, and those of one person are only theirs', async () => {
  expect(partsIn(await report(byOwner, 'issue-customers'))).toEqual(recounted(issues, 'customerId'));
  const own = issues.filter(({ ownerId }) => ownerId === employee.userId);
  const query = { ownerId: employee.userId };
  expect(partsIn(await report(byOwner, 'issue-customers', query))).toEqual(recounted(own, 'customerId'));
  expect(partsIn(await report(byOwner, 'issues', { ...query, of: 'priority' }))).toEqual(
    recounted(own, 'priorityId'),
  );
});

test('days are those of the organization’s time zone', async () => {
  expect(dateIn('UTC', now)).not.toBe(today);
  for (const [from, to] of [
    [addDays(today, -1), addDays(today, -1)],
    [addDays(today, 1), addDays(today, 1)],
  ]) {
    for (const name of ['issues', 'issue-customers'])
      expect((await report(byOwner, name, { from: from!, to: to! })).parts).toEqual([]);
  }
  const month = await report(byOwner, 'issues', { from: addDays(today, -40), to: today });
  expect(month.totals.opened).toBe(issues.length);
});

test('keys that can’t read issues get no issues of customers', async () => {
  const blind = await newApiKey(host, organization, organization.owner, ['analytics:read']);
  expect((await report(blind.call, 'issue-customers')).parts).toEqual([]);
});
