import { beforeAll, expect, inject, test } from 'vitest';
import { addDays, dateIn } from '#data/values/day.ts';
import { bodyOf, type Call } from '../caller.ts';
import { connectHost } from '../host.ts';
import { addMember, newApiKey, newOrganization, newPerson, type TestOrganization } from '../organization.ts';

const host = connectHost(inject('host'));
const today = dateIn('UTC', new Date());
let organization: TestOrganization;
let call: Call;
let employeeId: string;
let customerIds: string[];

const at = (rest: string): string => `${organization.path}/${rest}`;
const create = (plural: string, body: object): Promise<any> =>
  bodyOf(201, call('POST', at(plural), { body }));
const answered = (issue: any, statusId?: string): Promise<any> =>
  bodyOf(201, call('POST', at(`issues/${issue.id}/answers`), { body: { body: 'Done.', statusId } }));
const report = async (by: Call = call, query: object = {}): Promise<any[]> =>
  (await bodyOf(200, by('GET', at('analytics/issue-customers'), { query: { ...query } }))).parts;

beforeAll(async () => {
  organization = await newOrganization(await newPerson(host), { timeZone: 'UTC' });
  ({ call } = organization.owner);
  employeeId = (await addMember(host, organization, 'employee')).userId;
  customerIds = [];
  for (const name of ['Acme', 'Umbrella']) customerIds.push((await create('customers', { name })).id);
  const [acme, umbrella] = customerIds;
  await create('issues', { subject: 'Open', customerId: acme });
  await answered(await create('issues', { subject: 'Answered', customerId: acme, ownerId: employeeId }));
  await answered(await create('issues', { subject: 'Resolved', customerId: acme }), 'resolved');
  const late = await create('issues', { subject: 'Resolved', customerId: umbrella, ownerId: employeeId });
  await bodyOf(
    200,
    call('PATCH', at(`issues/${late.id}`), { body: { statusId: 'resolved' }, ifMatch: late.version }),
  );
  const none = await create('issues', { subject: 'Of nobody' });
  await bodyOf(200, call('DELETE', at(`issues/${none.id}`), { ifMatch: none.version }));
  await create('issues', { subject: 'Of nobody' });
});

const nothing = {
  opened: 0,
  answered: 0,
  answerSeconds: 0,
  answerTargets: 0,
  answeredInTime: 0,
  resolved: 0,
  resolutionSeconds: 0,
  resolutionTargets: 0,
  resolvedInTime: 0,
  rated: 0,
  ratedGood: 0,
};
const ofAcme = { opened: 3, answered: 2, answerTargets: 2, answeredInTime: 2 };
const resolved = { resolved: 1, resolutionTargets: 1, resolvedInTime: 1 };

test('each customer has the issues that were opened, answered and resolved in a period, the most issues first', async () => {
  const [acme, umbrella] = customerIds;
  const parts = await report();
  expect(parts[0]).toEqual({ id: acme, values: { ...nothing, ...ofAcme, ...resolved } });
  expect(parts).toHaveLength(3);
  expect(parts).toEqual(
    expect.arrayContaining([
      { id: umbrella, values: { ...nothing, opened: 1, ...resolved } },
      { id: 'none', values: { ...nothing, opened: 1 } },
    ]),
  );
  expect(await report(call, { from: addDays(today, -9), to: addDays(today, -2) })).toEqual([]);
});

test('issues of one person are those that are assigned to them', async () => {
  const [acme, umbrella] = customerIds;
  const answer = { answered: 1, answerTargets: 1, answeredInTime: 1 };
  expect(await report(call, { ownerId: employeeId })).toEqual([
    { id: acme, values: { ...nothing, opened: 1, ...answer } },
    { id: umbrella, values: { ...nothing, opened: 1, ...resolved } },
  ]);
});

test('keys that can’t read issues get no customers of them', async () => {
  const blind = await newApiKey(host, organization, organization.owner, ['analytics:read']);
  expect(await report(blind.call)).toEqual([]);
});
