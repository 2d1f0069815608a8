import { beforeAll, expect, inject, test } from 'vitest';
import { bodyOf } from '../caller.ts';
import { connectHost } from '../host.ts';
import {
  newContact,
  newOrganization,
  newPerson,
  type Person,
  type TestOrganization,
} from '../organization.ts';

const host = connectHost(inject('host'));
let organization: TestOrganization;
let owner: Person;
let path: string;

beforeAll(async () => {
  owner = await newPerson(host);
  organization = await newOrganization(owner);
  const { id } = await newContact(organization, owner.call);
  path = `${organization.path}/activities/contact/${id}`;
});

const list = (): string => `${organization.path}/status-lists/activityKinds`;
const kinds = (): Promise<any> => bodyOf(200, owner.call('GET', list()));
/** Changes the list of kinds, and waits until functions know the new one. */
async function arrange(change: (items: any[]) => any[]): Promise<any[]> {
  const { items, version } = await kinds();
  const used = items.filter(({ retired }: any) => !retired).map(({ id }: any) => ({ id }));
  const body = { items: change(used) };
  const changed = await bodyOf(200, owner.call('PATCH', list(), { body, ifMatch: version }));
  return changed.items;
}
/** Adds a kind of the organization's own, and returns its id. */
async function addKind(name: string, meaning: string): Promise<string> {
  const items = await arrange((used) => [...used, { name, meaning }]);
  return items.find((entry) => entry.name === name).id;
}
const add = (values: object) =>
  owner.call('POST', path, { body: { kind: 'meeting', title: 'At the flat', ...values } });
const errorsOf = ({ body }: { body: any }) => body.errors?.map(({ pointer, code }: any) => [pointer, code]);

test('an organization has the five kinds that programs know, and can’t be without one of them', async () => {
  const { items, usedBy } = await kinds();
  expect(items.map(({ id, meaning }: any) => [id, meaning])).toEqual(
    ['call', 'email', 'meeting', 'note', 'task'].map((kind) => [kind, kind]),
  );
  expect([items[0].names, usedBy]).toEqual([
    { en: 'Call', es: 'Llamada' },
    [{ recordType: 'activity', plural: 'activities', field: 'kindId' }],
  ]);
  const { version } = await kinds();
  const without = items.slice(1).map(({ id }: any) => ({ id }));
  const refused = await owner.call('PATCH', list(), {
    body: { items: without },
    ifMatch: version,
  });
  expect([refused.status, errorsOf(refused)]).toEqual([422, [['/items', 'required']]]);
});

test('an activity can have a kind of the organization’s own, which every answer names beside what it means', async () => {
  const kindId = await addKind('Showing', 'meeting');
  const made = await bodyOf(201, add({ kindId }));
  expect(made).toMatchObject({ kind: 'meeting', kindId });
  const { items } = await bodyOf(200, owner.call('GET', path));
  expect(items[0]).toMatchObject({ id: made.id, kindId });
  await host.settled(organization);
  const all = await bodyOf(200, owner.call('GET', `${organization.path}/activities`));
  expect(all.items[0]).toMatchObject({ id: made.id, kind: 'meeting', kindId });
  const timeline = await bodyOf(
    200,
    owner.call('GET', path.replace('/activities/', '/timeline/'), { query: { kind: 'activity' } }),
  );
  expect(timeline.items[0].data).toMatchObject({ id: made.id, kindId });
});

test('a kind that is unknown, retired, or means something else is refused at its field, and nothing is written', async () => {
  const kindId = await addKind('Site visit', 'meeting');
  const other = await addKind('Video call', 'call');
  const gone = await addKind('Fax', 'email');
  await arrange((used) => used.filter(({ id }) => id !== gone));
  const { total } = await bodyOf(200, owner.call('GET', path));
  for (const values of [
    { kindId: 'nothing' },
    { kindId: other },
    { kind: 'email', kindId: gone },
    { kind: 'call', kindId },
  ]) {
    const refused = await add(values);
    expect([values, refused.status, errorsOf(refused)]).toEqual([values, 422, [['/kindId', 'not_a_choice']]]);
  }
  const bulk = {
    items: [
      { kind: 'call', title: 'One' },
      { kind: 'call', title: 'Two', kindId },
    ],
  };
  const refused = await owner.call('POST', `${path}/bulk`, { body: bulk });
  expect([refused.status, errorsOf(refused)]).toEqual([422, [['/items/1/kindId', 'not_a_choice']]]);
  expect((await bodyOf(200, owner.call('GET', path))).total).toBe(total);
});

test('a changed kind takes the own kind of the old one away, and keeps what is said of it', async () => {
  const kindId = await addKind('Tasting', 'meeting');
  const made = await bodyOf(201, add({ kindId }));
  const one = `${path}/${made.id}`;
  const renamed = await bodyOf(200, owner.call('PATCH', one, { body: { title: 'New' }, ifMatch: 1 }));
  expect(renamed).toMatchObject({ kindId, version: 2 });
  const refused = await owner.call('PATCH', one, { body: { kind: 'call', kindId }, ifMatch: 2 });
  expect([refused.status, errorsOf(refused)]).toEqual([422, [['/kindId', 'not_a_choice']]]);
  const called = await bodyOf(200, owner.call('PATCH', one, { body: { kind: 'call' }, ifMatch: 2 }));
  expect([called.kind, 'kindId' in called]).toEqual(['call', false]);
  const back = await bodyOf(200, owner.call('PATCH', one, { body: { kind: 'meeting', kindId }, ifMatch: 3 }));
  expect(back).toMatchObject({ kind: 'meeting', kindId });
  const cleared = await bodyOf(200, owner.call('PATCH', one, { body: { kindId: null }, ifMatch: 4 }));
  expect('kindId' in cleared).toBe(false);
});

test('a type keeps its meaning, so that no activity becomes something else', async () => {
  await addKind('Webinar', 'meeting');
  const { items, version } = await kinds();
  const used = items.filter(({ retired }: any) => !retired);
  const body = {
    items: used.map(({ id, name }: any) => ({ id, ...(name === 'Webinar' ? { meaning: 'call' } : {}) })),
  };
  const refused = await owner.call('PATCH', list(), { body, ifMatch: version });
  expect([refused.status, errorsOf(refused)]).toEqual([
    422,
    [[`/items/${used.length - 1}/meaning`, 'not_allowed']],
  ]);
});

test('activities keep a kind that is retired, and can still be changed', async () => {
  const kindId = await addKind('Trade fair', 'meeting');
  const made = await bodyOf(201, add({ kindId }));
  await arrange((used) => used.filter(({ id }) => id !== kindId));
  const { items, version } = await kinds();
  const named = items.filter(({ retired }: any) => !retired).map(({ id }: any) => ({ id }));
  const refused = await owner.call('PATCH', list(), {
    body: { items: named.filter(({ id }: any) => id !== 'note'), successors: { note: 'call' } },
    ifMatch: version,
  });
  expect(refused.status).toBe(422);
  const changed = await bodyOf(
    200,
    owner.call('PATCH', `${path}/${made.id}`, { body: { notes: 'Stand 4', kindId }, ifMatch: 1 }),
  );
  expect(changed).toMatchObject({ kindId, notes: 'Stand 4' });
});
