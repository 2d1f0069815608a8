import { marshall } from '@aws-sdk/util-dynamodb';
import { v7 as uuidv7 } from 'uuid';
import type { Organization } from '#contract/organization.ts';
import { chartKey, reachKey, recordKey } from '#data/store/keys.ts';
import { leadRecords } from '#data/records/lead.ts';
import { recordItem } from '#data/records/stored.ts';
import { createDynamoCall } from 'local-aws/engines/dynamodb/wire.ts';
import { bodyOf } from '../caller.ts';
import { addMember, unique } from '../organization.ts';
import { callLine } from '../timeline-line.ts';
import type { Pattern } from './pattern.ts';
import { send } from './requests.ts';
import type { World } from './world.ts';

/** Creates records, up to 45 in each request. */
async function addMany(
  world: World,
  plural: string,
  count: number,
  body: (index: number) => object,
): Promise<void> {
  for (let start = 0; start < count; start += 45) {
    const items = Array.from({ length: Math.min(45, count - start) }, (_, at) => body(start + at));
    const made = await bodyOf(201, send('POST', `/${plural}/bulk`, { body: { items } })(world));
    world.made[`listed ${plural}`] = made.items[0];
  }
}

export const addLeads = (world: World, count: number, ownerId = world.owner.userId) =>
  addMany(world, 'leads', count, (index) => ({
    firstName: 'Lucía',
    lastName: `Ospina ${String(index).padStart(4, '0')}`,
    company: 'Cafés Andinos',
    email: `lucia.${String(index).padStart(4, '0')}@cafes.example`,
    phones: [{ label: 'work', number: '+573105559988' }],
    estimatedValue: { amountMinor: 1_200_000, currency: 'USD' },
    ownerId,
    tagIds: world.tagIds,
  }));

export const addDeals = (world: World, count: number, ownerId = world.owner.userId) =>
  addMany(world, 'deals', count, (index) => ({
    title: `Annual coffee supply ${String(index).padStart(4, '0')}`,
    value: { amountMinor: 1_200_000, currency: 'USD' },
    customerId: world.made.customer!.id,
    expectedCloseDate: '2027-03-01',
    ownerId,
    tagIds: world.tagIds,
  }));

/** Adds one activity to each of the first `count` deals of the list. */
export async function addActivities(world: World, count: number): Promise<void> {
  const { items } = await bodyOf(200, send('GET', '/deals', { query: { limit: String(count) } })(world));
  for (const { id } of items) {
    const body = { kind: 'call', title: 'Asked for prices' };
    await bodyOf(201, send('POST', `/activities/deal/${id}`, { body })(world));
  }
}

/** Replaces `world.employee` with a new member, who sees only their own deals, and creates deals for them. */
export async function makeSeller(world: World, deals: number): Promise<void> {
  world.employee = await addMember(world.measured.host, world.organization, 'employee');
  await addDeals(world, deals, world.employee.userId);
}

/** Puts items into the table directly, because the API would take too long. */
export async function putAll({ measured: { host } }: World, items: object[]): Promise<void> {
  const { info } = host;
  const call = createDynamoCall(info.dynamodbUrl, info.region);
  for (let start = 0; start < items.length; start += 25) {
    const RequestItems = {
      [info.table]: items.slice(start, start + 25).map((item) => ({
        PutRequest: { Item: marshall(item, { removeUndefinedValues: true }) },
      })),
    };
    await call('BatchWriteItem', { RequestItems });
  }
}

/** Time of the first call in `addLines`, in epoch milliseconds: before all other activities of this run. */
const firstCall = Date.now() - 5_500 * 60_000;

/** Adds the calls numbered `from` up to, but not including, `to` to the contact's timeline, one call per minute. */
export async function addLines(world: World, from: number, to: number): Promise<void> {
  const { organization, contact, owner } = world;
  const record = recordKey(organization.id, 'contact', contact.id);
  const lines = Array.from({ length: to - from }, (_, index) =>
    callLine(record, new Date(firstCall + (from + index) * 60_000).toISOString(), owner.userId),
  );
  await putAll(world, lines);
}

const leadsEach = 12;

/**
 * Gives the manager a team of this many people, including the manager, each of whom owns twelve leads. Creates the
 * manager at the first call.
 */
export async function makeTeamOf(world: World, people: number): Promise<void> {
  const { measured, organization } = world;
  world.manager ??= await addMember(measured.host, organization, 'manager');
  const users = [world.manager.userId, ...Array.from({ length: people - 1 }, () => uuidv7())];
  world.team = users;
  const [boss = '', ...employees] = users.map(() => uuidv7());
  const reports = employees.map((id, index) => [id, { m: boss, u: users[index + 1] }]);
  const revision = people;
  await putAll(world, [
    { ...reachKey(organization.id), revision },
    {
      ...chartKey(organization.id),
      revision,
      ...Object.fromEntries([[boss, { u: world.manager.userId }], ...reports]),
    },
    ...users.flatMap((ownerId, person) =>
      Array.from({ length: leadsEach }, (_, at) => {
        const createdAt = new Date(Date.now() - (at * people + person) * 1_000).toISOString();
        const [id, firstName] = [uuidv7(), unique('Team')];
        world.made['team leads'] = { id, version: 1 };
        const lead = {
          ...{ id, version: 1, createdAt, updatedAt: createdAt },
          ...{ createdBy: ownerId, updatedBy: ownerId, firstName, fullName: `${firstName} Ospina` },
          ...{ company: 'Cafés Andinos', statusId: 'new', score: 25, ownerId, tagIds: world.tagIds },
          ...{ email: 'lucia.0000@cafes.example', phones: [{ label: 'work', number: '+573105559988' }] },
          ...{ estimatedValue: { amountMinor: 1_200_000, currency: 'USD' } },
        };
        return recordItem(leadRecords, organization.id, lead, { currency: 'USD' } as Organization);
      }),
    ),
  ]);
  await measured.host.settled();
  // After each change of the organization chart, a function reads the whole chart once. These requests cause that
  // before the measurement.
  for (let time = 0; time < 3; time += 1) await bodyOf(200, asManager('/leads')(world));
}

export const asManager =
  (path: string, query: Record<string, string> = {}): Pattern['send'] =>
  ({ manager, organization }) =>
    manager!.call('GET', organization.path + path, { query });
