import { chartKey, chartRevisionKey, timelineKey, recordKey } from '#data/keys.ts';
import { leadRecords } from '#data/records/lead.ts';
import { recordItem } from '#data/records/stored.ts';
import { createDynamoCall } from '#infra/local/dynamodb/wire.ts';
import { marshall } from '@aws-sdk/util-dynamodb';
import { v7 as uuidv7 } from 'uuid';
import { bodyOf } from '../caller.ts';
import { addMember, unique } from '../organization.ts';
import type { Pattern } from './patterns.ts';
import { change, changing, making, rights, send } from './requests.ts';
import type { World } from './world.ts';

const page = (what: string, entries: number): string[] => [
  rights,
  'strong counter',
  `eventualQuery ${entries} ${what} entry`,
];

/** Creates so many records in as few requests as it takes. */
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

const addLeads = (world: World, count: number) =>
  addMany(world, 'leads', count, (index) => ({
    firstName: 'Lucía',
    lastName: `Ospina ${String(index).padStart(4, '0')}`,
    company: 'Cafés Andinos',
    email: `lucia.${String(index).padStart(4, '0')}@cafes.example`,
    phones: [{ label: 'work', number: '+573105559988' }],
    estimatedValue: { amountMinor: 1_200_000, currency: 'USD' },
    ownerId: world.owner.userId,
    tagIds: world.tagIds,
  }));

const addDeals = (world: World, count: number) =>
  addMany(world, 'deals', count, (index) => ({
    title: `Annual coffee supply ${String(index).padStart(4, '0')}`,
    value: { amountMinor: 1_200_000, currency: 'USD' },
    customerId: world.made.customer!.id,
    expectedCloseDate: '2027-03-01',
    ownerId: world.owner.userId,
    tagIds: world.tagIds,
  }));

/** Puts items into the table as they are, past the API: what takes a long time to come about there. */
async function putAll({ measured: { host } }: World, items: object[]): Promise<void> {
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

/** Before all that happens in this run. */
const firstCall = Date.now() - 5_500 * 60_000;

/** Lines of the contact's timeline from the first hour to come up to the last, each a call. */
async function addLines(world: World, from: number, to: number): Promise<void> {
  const { organization, contact, owner } = world;
  const record = recordKey(organization.id, 'contact', contact.id);
  const lines = Array.from({ length: to - from }, (_, index) => {
    const at = new Date(firstCall + (from + index) * 60_000).toISOString();
    const id = uuidv7();
    const data = { id, kind: 'call', title: 'Asked for prices', date: at, userId: owner.userId };
    const entry = { id: `A${id}`, kind: 'activity', at, actorId: owner.userId, action: 'created', data };
    return {
      ...timelineKey(record, at, entry.id),
      kind: 'timeline',
      entry: 'activity',
      data: JSON.stringify(entry),
    };
  });
  await putAll(world, lines);
}

const leadsEach = 12;

/** A manager with so many people under them, each of whom owns leads. */
async function makeTeamOf(world: World, people: number): Promise<void> {
  const { measured, organization } = world;
  world.manager ??= await addMember(measured.host, organization, 'manager');
  const users = [world.manager.userId, ...Array.from({ length: people - 1 }, () => uuidv7())];
  const [boss = '', ...employees] = users.map(() => uuidv7());
  const reports = employees.map((id, index) => [id, { m: boss, u: users[index + 1] }]);
  const revision = people;
  await putAll(world, [
    { ...chartRevisionKey(organization.id), revision },
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
        return recordItem(leadRecords, organization.id, {
          ...{ id, version: 1, createdAt, updatedAt: createdAt },
          ...{ createdBy: ownerId, updatedBy: ownerId, firstName, fullName: `${firstName} Ospina` },
          ...{ company: 'Cafés Andinos', statusId: 'new', score: 25, ownerId, tagIds: world.tagIds },
          ...{ email: 'lucia.0000@cafes.example', phones: [{ label: 'work', number: '+573105559988' }] },
          ...{ estimatedValue: { amountMinor: 1_200_000, currency: 'USD' } },
        });
      }),
    ),
  ]);
  await measured.host.settled();
  // The chart is read in full once after it has changed.
  for (let time = 0; time < 3; time += 1) await bodyOf(200, asManager('/leads')(world));
}

const asManager =
  (path: string, query: Record<string, string> = {}): Pattern['send'] =>
  ({ manager, organization }) =>
    manager!.call('GET', organization.path + path, { query });

const followed = ['strong ledger', 'strong 2 change'];
/** A change of an owner's record, and its entries in both lists of changes. */
const told = ['transact change', 'entry 2 entry'];
const line = 'put entry';
/** A Query that finds nothing costs as one item. */
const emptyColumns = Array.from({ length: 5 }, () => 'eventualQuery 0 deal entry');

const currentVersion = async ({ owner, organization }: World): Promise<number> =>
  (await bodyOf(200, owner.call('GET', organization.path))).version;

/** Changes something that lies in the organization's settings. */
const onSettings =
  (method: string, path: string, body?: object): Pattern['send'] =>
  async (world) => {
    const at = path.replace('{id}', world.made.pipeline?.id ?? '');
    return send(method, at, { ...(body ? { body } : {}), ifMatch: await currentVersion(world) })(world);
  };

const listed: Pattern[] = [
  {
    operation: 'customers.list',
    by: 'gsi1 (name) or gsi2 (created): all; gsi3 of a status, gsi5 and gsi6 of an owner',
    class: 'indexed',
    reads: page('customer', 3),
    send: send('GET', '/customers'),
  },
  {
    operation: 'vendors.list',
    by: 'as customers.list',
    class: 'indexed',
    reads: page('vendor', 3),
    send: send('GET', '/vendors'),
  },
  {
    operation: 'employees.list',
    by: 'gsi1 (name) or gsi2 (created): all; gsi3 of a manager',
    class: 'indexed',
    reads: page('employee', 3),
    send: send('GET', '/employees'),
  },
  {
    operation: 'leads.list',
    what: 'page of 25, of 43',
    by: 'gsi1 (created), gsi2 (name) or gsi3 (score): all; gsi4 of a status, gsi5 and gsi6 of an owner',
    class: 'indexed',
    reads: page('listed lead', 26),
    prepare: (world) => addLeads(world, 40),
    send: send('GET', '/leads'),
    goal: { read: 5 },
  },
  {
    operation: 'leads.list',
    what: 'page of 25, of 400',
    by: 'the same',
    class: 'indexed',
    reads: page('listed lead', 26),
    prepare: (world) => addLeads(world, 357),
    send: send('GET', '/leads'),
    goal: { read: 5 },
  },
  {
    operation: 'leads.list',
    what: 'with a score of at least 90: at most 1,000 entries are read',
    by: 'gsi1 with a filter',
    class: 'bounded',
    reads: [
      rights,
      'strong counter',
      ...Array.from({ length: 4 }, () => 'eventualQuery 250 listed lead entry'),
    ],
    prepare: (world) => addLeads(world, 650),
    send: send('GET', '/leads', { query: { scoreFrom: '90' } }),
  },
  {
    operation: 'deals.list',
    what: 'page of 25, of 43',
    by: 'gsi1 (created), gsi2 (value) or gsi3 (close date): all; gsi4 of a stage, gsi5 of an owner, gsi6 of a customer',
    class: 'indexed',
    reads: page('listed deal', 26),
    prepare: (world) => addDeals(world, 40),
    send: send('GET', '/deals'),
    goal: { read: 5 },
  },
  {
    operation: 'deals.board',
    what: '42 deals in one of six columns',
    by: 'counter of the pipeline by key, gsi4 for each column: 50 cards at most',
    class: 'indexed',
    reads: [rights, 'eventual counter', 'eventualQuery 42 listed deal entry', ...emptyColumns],
    send: send('GET', '/deals/board'),
  },
  {
    operation: 'deals.list',
    what: 'page of 25, of 400',
    by: 'the same',
    class: 'indexed',
    reads: page('listed deal', 26),
    prepare: (world) => addDeals(world, 357),
    send: send('GET', '/deals'),
    goal: { read: 5 },
  },
  {
    operation: 'deals.board',
    what: '400 deals in one of six columns',
    by: 'the same',
    class: 'indexed',
    reads: [rights, 'eventual counter', 'eventualQuery 51 listed deal entry', ...emptyColumns],
    send: send('GET', '/deals/board'),
  },
];

/** One lead or deal on its way. */
const onTheWay: Pattern[] = [
  {
    operation: 'leads.qualify',
    by: 'record and change by key; a move between lists of a status',
    class: 'key',
    reads: [rights, 'strong lead'],
    writes: ['transact lead', 'entry 7 lead entry', ...told],
    thenReads: followed,
    thenWrites: ['transact lead ledger', 'transact 2 counter', line],
    send: changing('lead', 'POST', '/leads/{id}/qualify'),
  },
  {
    operation: 'leads.disqualify',
    by: 'as leads.qualify',
    class: 'key',
    reads: [rights, 'strong lead'],
    writes: ['transact lead', 'entry 7 lead entry', 'transact lead (converted)', 'entry 2 entry'],
    thenReads: followed,
    thenWrites: ['transact lead ledger', 'transact 2 counter', line],
    send: changing('lead', 'POST', '/leads/{id}/disqualify', { body: { reason: 'No budget' } }),
  },
  {
    operation: 'leads.conversionMatches',
    by: 'search words of e-mail and phone for customers and contacts, then these by key',
    class: 'bounded',
    reads: [
      ...[rights, 'strong lead', 'strong 3 customer'],
      ...Array.from({ length: 8 }, () => 'eventualQuery search word'),
    ],
    send: (world) => send('GET', `/leads/${world.made.lead!.id}/conversion`)(world),
  },
  {
    operation: 'leads.convert',
    what: 'into a new customer, contact and deal',
    by: 'all in one transaction by key',
    class: 'key',
    reads: [rights, 'strong lead'],
    writes: [
      ...['transact lead', 'entry 7 lead entry', 'transact lead (converted)', 'entry 2 entry'],
      ...['put counter', 'transact customer', 'entry 5 customer entry', 'transact unique value'],
      ...['transact customer (created)', 'entry 2 entry'],
      ...['transact contact', 'entry 6 list entry', 'transact unique value'],
      ...['transact change (created)', 'entry 2 entry'],
      ...['transact deal', 'entry 6 deal entry', 'transact deal (created)', 'entry 2 entry'],
    ],
    thenVaries: true,
    send: changing('lead', 'POST', '/leads/{id}/conversion', { body: { deal: { title: 'First order' } } }),
  },
  {
    operation: 'deals.move',
    by: 'record and change by key; the two cards at the top by gsi4',
    class: 'key',
    reads: [rights, 'strong deal', 'eventualQuery 2 deal entry'],
    writes: ['transact deal', 'entry 7 deal entry', 'transact deal (moved)', 'entry 2 entry'],
    thenReads: followed,
    thenWrites: ['transact deal ledger', 'transact 4 counter', line],
    send: changing('deal', 'POST', '/deals/{id}/move', { body: { stageId: 'sales-proposal' } }),
  },
  {
    operation: 'deals.win',
    by: 'record and change by key',
    class: 'key',
    reads: [rights, 'strong deal'],
    writes: ['transact deal', 'entry 7 deal entry', 'transact deal (moved)', 'entry 2 entry'],
    thenReads: [...followed, 'strong 2 deal'],
    thenWrites: ['transact deal ledger', 'transact 6 counter', line, 'put 2 entry'],
    send: changing('deal', 'POST', '/deals/{id}/win', { body: {} }),
  },
  {
    operation: 'deals.reopen',
    by: 'as deals.win',
    class: 'key',
    reads: [rights, 'strong deal'],
    writes: ['transact deal', 'entry 7 deal entry', 'transact deal (moved)', 'entry 2 entry'],
    thenReads: [...followed, 'strong 2 deal'],
    thenWrites: ['transact deal ledger', 'transact 6 counter', line, 'put 2 entry'],
    send: changing('deal', 'POST', '/deals/{id}/reopen'),
  },
  {
    operation: 'deals.lose',
    by: 'as deals.win',
    class: 'key',
    reads: [rights, 'strong deal'],
    writes: ['transact deal', 'entry 7 deal entry', 'transact deal (moved)', 'entry 2 entry'],
    thenReads: [...followed, 'strong 2 deal'],
    thenWrites: ['transact deal ledger', 'transact 4 counter', line, 'put 2 entry'],
    send: changing('deal', 'POST', '/deals/{id}/lose', { body: { reason: 'Too dear' } }),
  },
  {
    operation: 'pipelines.list',
    by: 'the organization by key',
    class: 'key',
    reads: [rights, 'strong organization'],
    send: send('GET', '/pipelines'),
  },
  {
    operation: 'pipelines.create',
    by: 'the organization and change by key',
    class: 'key',
    reads: [rights, 'strong organization'],
    writes: ['transact organization', 'transact change (pipelines)', 'entry entry'],
    async send(world) {
      const stages = [{ name: 'Talk', color: 'blue', probability: 30 }];
      const answer = await onSettings('POST', '/pipelines', { name: 'Renewals', stages })(world);
      world.made.pipeline = { id: answer.body.id, version: 1 };
      return answer;
    },
  },
  {
    operation: 'pipelines.update',
    what: 'name',
    by: 'as pipelines.create',
    class: 'key',
    reads: [rights, 'strong organization'],
    writes: ['transact organization', 'transact change (pipelines)', 'entry entry'],
    send: onSettings('PATCH', '/pipelines/{id}', { name: 'Yearly renewals' }),
  },
  {
    operation: 'pipelines.archive',
    by: 'as pipelines.create',
    class: 'key',
    reads: [rights, 'strong organization'],
    writes: ['transact organization', 'transact change (pipelines)', 'entry entry'],
    send: onSettings('DELETE', '/pipelines/{id}'),
  },
];

/** What is to come and leads that it came from: mostly nothing. */
const beforeLines = [rights, 'strong contact', 'eventualQuery 0 entry', 'eventualQuery 0 entry'];

const onContact = (kind: string) => (world: World) => `/${kind}/contact/${world.contact.id}`;
const activities = onContact('activities');

/** What is done about records. */
const daily: Pattern[] = [
  {
    operation: 'activities.create',
    by: 'activity, change and the record’s tally by key',
    class: 'key',
    reads: [rights, 'strong contact', 'strong member'],
    writes: ['transact contact', 'transact activity', 'transact change (activity)', 'entry 2 entry'],
    thenReads: ['strong 2 activity'],
    thenWrites: [line],
    send: (world) =>
      making('activity', activities(world), { kind: 'call', title: 'Asked for prices' })(world),
  },
  {
    operation: 'activities.list',
    by: 'pk = record, sk begins with A#',
    class: 'indexed',
    reads: [rights, 'strong contact', 'query activity', 'strong member'],
    send: (world) => send('GET', activities(world))(world),
  },
  {
    operation: 'activities.createMany',
    what: 'two',
    by: 'as activities.create',
    class: 'key',
    reads: [rights, 'strong contact', 'strong member'],
    writes: ['transact contact', 'transact 2 activity', 'transact 2 change (activity)', 'entry 4 entry'],
    thenVaries: true,
    send(world) {
      const items = ['One', 'Two'].map((title) => ({ kind: 'email', title }));
      return send('POST', `${activities(world)}/bulk`, { body: { items } })(world);
    },
  },
  {
    operation: 'activities.update',
    by: 'its newest change, then by key',
    class: 'key',
    reads: [rights, 'strong contact', 'query change', 'strong activity', 'strong member'],
    writes: ['transact activity', 'transact change (activity)', 'entry 2 entry'],
    thenReads: ['strong 2 activity'],
    thenWrites: [line],
    send: (world) =>
      changing('activity', 'PATCH', `${activities(world)}/{id}`, { body: { title: 'Asked again' } })(world),
  },
  {
    operation: 'activities.delete',
    by: 'as activities.update; the newest of the others for the tally',
    class: 'key',
    reads: [rights, 'strong contact', 'query change', 'strong activity', 'query 2 activity', 'strong member'],
    writes: ['transact contact', 'transact 2 activity', 'transact change', 'entry 2 entry'],
    thenReads: ['strong 2 activity'],
    thenWrites: [line],
    send: (world) => changing('activity', 'DELETE', `${activities(world)}/{id}`)(world),
  },
  {
    operation: 'activities.restore',
    by: 'as activities.update',
    class: 'key',
    reads: [rights, 'strong contact', 'query change', 'strong activity', 'strong member'],
    writes: ['transact contact', 'transact 2 activity', 'transact change (activity)', 'entry 2 entry'],
    thenReads: ['strong 2 activity'],
    thenWrites: [line],
    send: (world) => changing('activity', 'POST', `${activities(world)}/{id}/restore`)(world),
  },
  {
    operation: 'timeline.list',
    what: 'of 500 entries',
    by: 'pk = record: sk begins with T#, what is to come, and leads that it came from',
    class: 'indexed',
    reads: [...beforeLines, 'eventualQuery 27 timeline line', 'strong member'],
    prepare: (world) => addLines(world, 0, 500),
    send: (world) => send('GET', onContact('timeline')(world))(world),
  },
  {
    operation: 'timeline.list',
    what: 'of 5,000 entries',
    by: 'the same',
    class: 'indexed',
    reads: [...beforeLines, 'eventualQuery 27 timeline line', 'strong member'],
    prepare: (world) => addLines(world, 500, 5_000),
    send: (world) => send('GET', onContact('timeline')(world))(world),
  },
  {
    operation: 'timeline.list',
    what: 'of 5,000 entries, of a kind that is rare: at most 1,000 are read',
    by: 'the same with a filter',
    class: 'bounded',
    reads: [
      ...beforeLines,
      ...Array.from({ length: 3 }, () => 'eventualQuery 250 timeline line'),
      'eventualQuery 243 timeline line',
    ],
    send: (world) => send('GET', onContact('timeline')(world), { query: { kind: 'note' } })(world),
  },
  {
    operation: 'tasks.create',
    by: 'task and change by key; lists of the assignee, of the record, of what is due',
    class: 'key',
    reads: [rights, 'strong contact', 'strong member', 'eventualQuery 0 entry'],
    writes: ['transact task', 'transact change (task)', 'entry 4 entry'],
    thenReads: ['strong 2 task'],
    thenWrites: [line],
    send: (world) =>
      making('task', '/tasks', {
        title: 'Send the offer',
        dueAt: '2027-03-01T09:00:00Z',
        recordType: 'contact',
        recordId: world.contact.id,
      })(world),
  },
  {
    operation: 'tasks.get',
    by: 'by key',
    class: 'key',
    reads: [rights, 'strong task', 'eventual contact'],
    send: (world) => send('GET', `/tasks/${world.made.task!.id}`)(world),
  },
  {
    operation: 'tasks.list',
    by: 'an index of the assignee by due time',
    class: 'indexed',
    reads: [rights, 'eventualQuery task', 'eventual contact'],
    send: send('GET', '/tasks'),
  },
  {
    operation: 'tasks.update',
    what: 'done',
    by: 'task and change by key; a move between lists',
    class: 'key',
    reads: [rights, 'strong task', 'eventual contact'],
    writes: ['transact task', 'transact change (task)', 'entry 5 entry'],
    thenReads: ['strong 2 task'],
    thenWrites: ['put 2 entry'],
    send: changing('task', 'PATCH', '/tasks/{id}', { body: { done: true } }),
  },
  {
    operation: 'tasks.delete',
    by: 'as tasks.update',
    class: 'key',
    reads: [rights, 'strong task', 'eventual contact'],
    writes: ['transact task', 'transact change', 'entry 4 entry'],
    thenReads: ['strong 2 task'],
    thenWrites: [line],
    send: changing('task', 'DELETE', '/tasks/{id}'),
  },
  {
    operation: 'tasks.restore',
    by: 'as tasks.update',
    class: 'key',
    reads: [rights, 'strong task', 'eventual contact', 'query entry'],
    writes: ['transact task', 'transact change', 'entry 4 entry'],
    thenReads: ['strong 2 task'],
    thenWrites: [line],
    send: changing('task', 'POST', '/tasks/{id}/restore'),
  },
  {
    operation: 'calendar.create',
    by: 'feed and its hash by key',
    class: 'key',
    reads: [rights, 'strong member', 'strong entry'],
    writes: ['transact 2 entry'],
    async send(world) {
      const answer = await send('POST', '/calendar')(world);
      world.feed = answer.body.path;
      return answer;
    },
  },
  {
    operation: 'calendar.get',
    by: 'by key',
    class: 'key',
    reads: [rights, 'strong entry'],
    send: send('GET', '/calendar'),
  },
  {
    operation: 'calendar.read',
    by: 'the feed by the hash of its secret, membership by key; an index of the assignee by due time',
    class: 'indexed',
    reads: ['strong entry', 'strong member', rights, 'eventualQuery task', 'eventualQuery 0 task'],
    send: (world) => world.owner.call('GET', world.feed!),
  },
  {
    operation: 'calendar.delete',
    by: 'feed and its hash by key',
    class: 'key',
    reads: [rights, 'strong entry'],
    writes: ['transact 2 entry'],
    send: send('DELETE', '/calendar'),
  },
];

/** Work on many records. */
const manyAtOnce: Pattern[] = [
  {
    operation: 'jobs.create',
    what: 'an edit of ten leads',
    by: 'job, its ids and change by key; then a step for each five records',
    class: 'key',
    reads: [rights],
    writes: ['transact job', 'transact job', ...change],
    thenVaries: true,
    async send(world) {
      const { items } = await bodyOf(200, send('GET', '/leads', { query: { limit: '10' } })(world));
      const body = {
        recordType: 'lead',
        ids: items.map(({ id }: { id: string }) => id),
        change: { action: 'update', values: { propertyInterest: 'Shop' } },
      };
      return making('job', '/jobs', body)(world);
    },
  },
  {
    operation: 'jobs.list',
    by: 'pk = jobs of the organization',
    class: 'indexed',
    reads: [rights, 'query job'],
    send: send('GET', '/jobs'),
  },
  {
    operation: 'jobs.get',
    by: 'by key',
    class: 'key',
    reads: [rights, 'strong job'],
    send: (world) => send('GET', `/jobs/${world.made.job!.id}`)(world),
  },
  {
    operation: 'jobs.results',
    by: 'pk = job, sk begins with RESULT#',
    class: 'indexed',
    reads: [rights, 'strong job', 'query job'],
    send: (world) => send('GET', `/jobs/${world.made.job!.id}/results`)(world),
  },
  {
    operation: 'jobs.cancel',
    what: 'one that is done',
    by: 'by key',
    class: 'key',
    reads: [rights, 'strong job'],
    send: (world) => send('POST', `/jobs/${world.made.job!.id}/cancel`)(world),
  },
  {
    operation: 'tags.merge',
    by: 'both tags, name, job and change by key; records follow by a job',
    class: 'key',
    reads: [rights, 'strong 2 tag', 'eventual counter'],
    writes: [
      'transact tag',
      'transact unique value',
      'transact tag',
      'transact job',
      'transact entry',
      ...change,
      ...change,
    ],
    thenVaries: true,
    async prepare(world) {
      await bodyOf(201, making('merged', '/tags', { name: 'VIPs' })(world));
      await bodyOf(201, making('kept', '/tags', { name: 'Very important' })(world));
    },
    send: (world) =>
      send('POST', `/tags/${world.made.merged!.id}/merge`, {
        body: { intoId: world.made.kept!.id },
        ifMatch: 1,
      })(world),
  },
  {
    operation: 'members.create',
    by: 'profile, e-mail, member, rights and changes by key',
    class: 'key',
    reads: [rights, 'strong e-mail', 'strong user'],
    writes: [
      ...['transact user', 'transact e-mail', 'transact change'],
      ...['transact 2 member', 'transact access', ...change],
    ],
    async send(world) {
      const body = {
        ...{ username: 'newcomer', email: 'newcomer@people.example' },
        ...{ firstName: 'New', role: 'employee' },
      };
      const answer = await send('POST', '/members', { body })(world);
      world.made.newcomer = { id: answer.body.userId, version: 1 };
      return answer;
    },
  },
  {
    operation: 'members.resend',
    by: 'member and profile by key',
    class: 'key',
    reads: [rights, 'strong member', 'strong user'],
    send: (world) => send('POST', `/members/${world.made.newcomer!.id}/resend`)(world),
  },
];

/** A manager’s lists: of each size of team what they are made of. */
const teams: Pattern[] = [
  {
    operation: 'leads.list',
    what: 'as the manager of a team of 5',
    by: 'gsi5 of each of them, merged; the chart and their counters by key',
    class: 'indexed',
    reads: [
      rights,
      'strong chart',
      'strong counter',
      'eventual 5 counter',
      ...Array.from({ length: 5 }, () => 'eventualQuery 11 team lead entry'),
    ],
    prepare: (world) => makeTeamOf(world, 5),
    send: asManager('/leads'),
  },
  {
    operation: 'leads.list',
    what: 'as the manager of a team of 50',
    by: 'the same',
    class: 'indexed',
    reads: [
      rights,
      'strong chart',
      'strong counter',
      'eventual 50 counter',
      ...Array.from({ length: 50 }, () => 'eventualQuery 5 team lead entry'),
    ],
    prepare: (world) => makeTeamOf(world, 50),
    send: asManager('/leads'),
  },
  {
    operation: 'leads.list',
    what: 'as the manager of a team of 200: at most 1,000 entries are read',
    by: 'gsi1 with a filter',
    class: 'bounded',
    reads: [rights, 'strong chart', 'strong counter', 'eventualQuery 250 team lead entry'],
    prepare: (world) => makeTeamOf(world, 200),
    send: asManager('/leads'),
  },
];

export const sellingPatterns: Pattern[] = [...onTheWay, ...listed, ...daily, ...manyAtOnce, ...teams];
