import { beforeAll, describe, expect, inject, test } from 'vitest';
import type { ListQuestion } from '#contract/lists/list-question.ts';
import type { KeyPermission } from '#contract/permission.ts';
import { bodyOf } from '../caller.ts';
import { formerTaskItem } from '../former-task.ts';
import { connectHost } from '../host.ts';
import { endedJob } from '../jobs.ts';
import {
  addMember,
  newApiKey,
  newContact,
  newOrganization,
  newPerson,
  type Person,
  type TestOrganization,
} from '../organization.ts';
import { openTable } from '../table.ts';

const host = connectHost(inject('host'));
let organization: TestOrganization;
let owner: Person;
let employee: Person;

beforeAll(async () => {
  owner = await newPerson(host);
  organization = await newOrganization(owner);
  employee = await addMember(host, organization, 'employee');
});

const at = (rest: string): string => `${organization.path}/${rest}`;
const dueAt = '2031-03-04T15:00:00.000Z';
const plan = (values: object, { call } = owner): Promise<any> =>
  bodyOf(201, call('POST', at('activities'), { body: { title: 'Visit', dueAt, ...values } }));
const ask = async (question: ListQuestion, { call } = owner): Promise<any[]> =>
  (await bodyOf(200, call('POST', at('activities/query'), { body: { current: true, ...question } }))).items;
const change = ({ id, version }: any, body: object, { call } = owner) =>
  call('PATCH', at(`activities/${id}`), { body, ifMatch: version });
const got = (path: string, { call } = owner): Promise<any> => bodyOf(200, call('GET', at(path)));

describe('a planned activity', () => {
  test('is a task by default, of whoever creates it, and open', async () => {
    expect(await plan({ title: 'Offer' })).toMatchObject({
      kindId: 'task',
      priorityId: 'normal',
      ownerId: owner.userId,
      done: false,
      version: 1,
    });
  });

  test('is the same in the operations on tasks, whichever of both changes it', async () => {
    const contact = await newContact(organization, owner.call);
    const about = [{ type: 'contact', id: contact.id }];
    const made = await plan({ title: 'Show the plans', about, priorityId: 'high', notes: 'Bring *plans*' });
    const task = await got(`tasks/${made.id}`);
    expect(task).toMatchObject({
      ...{ title: 'Show the plans', notes: 'Bring *plans*', dueAt, priority: 'high' },
      ...{ assigneeId: owner.userId, recordType: 'contact', recordId: contact.id, version: 1 },
    });
    const body = { done: true, priority: 'low' };
    const done = await bodyOf(
      200,
      owner.call('PATCH', at(`tasks/${made.id}`), { body, ifMatch: task.version }),
    );
    const after = await got(`activities/${made.id}`);
    expect(after).toMatchObject({
      done: true,
      doneById: owner.userId,
      doneAt: done.doneAt,
      priorityId: 'low',
    });
    const reopened = await bodyOf(200, change(after, { done: false }));
    expect(reopened).not.toHaveProperty('doneAt');
    expect(await got(`tasks/${made.id}`)).not.toHaveProperty('doneAt');
    const { items } = await got(`activities/${made.id}/history`);
    expect(items.map(({ action }: any) => action)).toEqual(['updated', 'done', 'created']);
  });

  test('stands among the tasks of its assignee and in the timeline of its record, and follows changes', async () => {
    const contact = await newContact(organization, owner.call);
    const about = [{ type: 'contact', id: contact.id }];
    const made = await plan({ title: 'Walk through', kindId: 'meeting', durationMinutes: 60, about });
    const upcoming = async () =>
      (await got(`timeline/contact/${contact.id}`)).upcoming.map((one: any) => one.at);
    await host.settled(organization);
    expect(await upcoming()).toEqual([dueAt]);
    const later = '2031-03-05T09:30:00.000Z';
    await bodyOf(200, change(made, { dueAt: later }));
    await host.settled(organization);
    expect(await upcoming()).toEqual([later]);
    const span = { from: later, to: '2031-03-05T10:00:00.000Z' };
    const { items } = await bodyOf(200, owner.call('GET', at('tasks'), { query: span }));
    expect(items.map(({ id }: any) => id)).toEqual([made.id]);
  });

  test('is filtered by every field, in lists without a copy of earlier answers', async () => {
    const call = await plan({ title: 'Ring up', kindId: 'call', durationMinutes: 15 });
    const fields: [ListQuestion['filter'], boolean][] = [
      [{ field: 'kindId', op: 'anyOf', value: ['call'] }, true],
      [{ field: 'done', op: 'anyOf', value: ['true'] }, false],
      [{ field: 'durationMinutes', op: 'atMost', value: 15 }, true],
      [{ field: 'dueAt', op: 'after', value: '2031-03-04T15:30:00Z' } as never, false],
      [{ field: 'ownerId', op: 'anyOf', value: ['me'] }, true],
    ];
    for (const [filter, isIn] of fields) {
      const ids = (await ask({ filter })).map(({ id }) => id as string);
      expect({ filter, isIn: ids.includes(call.id) }).toEqual({ filter, isIn });
    }
  });

  test.each([
    [
      'a record that isn’t there',
      { about: [{ type: 'deal', id: crypto.randomUUID() }] },
      '/about/0',
      'unknown_reference',
    ],
    ['a type of an activity that isn’t there', { kindId: 'letter' }, '/kindId', 'not_a_choice'],
    ['more than a day', { durationMinutes: 1_441 }, '/durationMinutes', 'too_big'],
  ])('about or of %s is refused', async (_, values, pointer, code) => {
    const { status, body } = await owner.call('POST', at('activities'), {
      body: { title: 'Refused', dueAt, ...values },
    });
    expect({ status, errors: body.errors.map((one: any) => [one.pointer, one.code]) }).toEqual({
      status: 422,
      errors: [[pointer, code]],
    });
  });

  test('about another record with the same ID is refused, and its page shows its changes', async () => {
    const contact = await newContact(organization, owner.call);
    const made = await plan({ about: [{ type: 'contact', id: contact.id }] });
    const refused = await change(made, { about: [{ type: 'deal', id: contact.id }] });
    expect(refused.body.errors).toMatchObject([{ pointer: '/about/0', code: 'unknown_reference' }]);
    await bodyOf(200, change(made, { title: 'Renamed' }));
    const { items } = await got(`timeline/activity/${made.id}`);
    expect(items.map(({ action }: any) => action)).toEqual(['updated', 'created']);
  });

  test('is about records of other types only', async () => {
    const { id } = await plan({ title: 'First' });
    const refused = await owner.call('POST', at('activities'), {
      body: { title: 'Second', dueAt, about: [{ type: 'activity', id }] },
    });
    expect(refused.body.errors).toMatchObject([{ pointer: '/about', code: 'not_allowed' }]);
  });

  test('that is deleted is restored with its record, and leaves lists until then', async () => {
    const made = await plan({ title: 'By mistake' });
    await bodyOf(200, owner.call('DELETE', at(`activities/${made.id}`), { ifMatch: 1 }));
    expect((await ask({})).map(({ id }) => id)).not.toContain(made.id);
    expect((await owner.call('GET', at(`activities/${made.id}`))).status).toBe(404);
    await bodyOf(200, owner.call('POST', at(`activities/${made.id}/restore`)));
    expect((await ask({})).map(({ id }) => id)).toContain(made.id);
  });
});

describe('reach', () => {
  test('is that of tasks: an employee sees, queries and changes only own ones', async () => {
    const own = await plan({ title: 'Own' }, employee);
    const other = await plan({ title: 'Of the owner' });
    const seen = (await ask({}, employee)).map(({ id }) => id as string);
    expect([seen.includes(own.id), seen.includes(other.id)]).toEqual([true, false]);
    expect((await employee.call('GET', at(`activities/${other.id}`))).status).toBe(404);
    expect((await change(other, { title: 'Taken' }, employee)).status).toBe(404);
    expect((await change(own, { ownerId: owner.userId }, employee)).body.errors).toMatchObject([
      { pointer: '/ownerId', code: 'not_allowed' },
    ]);
  });

  test('of a key with permissions for logged activities doesn’t cover planned ones, and the other way round', async () => {
    const made = await plan({ title: 'For keys' });
    const keyWith = async (...permissions: KeyPermission[]) =>
      (await newApiKey(host, organization, owner, permissions)).call;
    const logging = await keyWith('activity:read', 'activity:create');
    const planning = await keyWith('task:read', 'task:update');
    expect((await logging('GET', at(`activities/${made.id}`))).status).toBe(403);
    expect((await logging('POST', at('activities/query'), { body: {} })).status).toBe(403);
    expect((await planning('GET', at(`activities/${made.id}`))).status).toBe(200);
    const contact = await newContact(organization, owner.call);
    expect((await planning('GET', at(`activities/contact/${contact.id}`))).status).toBe(403);
  });
});

test('many activities are done at once, and that is undone', async () => {
  const contact = await newContact(organization, owner.call);
  const about = [{ type: 'contact', id: contact.id }];
  const values = [{ about }, { about }, {}];
  const made = await Promise.all(values.map((one) => plan({ ...one, kindId: 'email' })));
  const filters = { kindId: 'email' };
  const body = { recordType: 'activity', filters, change: { action: 'update', values: { done: true } } };
  const { id } = await bodyOf(201, owner.call('POST', at('jobs'), { body }));
  expect(await endedJob(owner.call, organization, id)).toMatchObject({ state: 'done', done: 3, failed: 0 });
  expect(await got(`activities/${made[0].id}`)).toMatchObject({ done: true, doneById: owner.userId });
  const undo = await bodyOf(201, owner.call('POST', at(`jobs/${id}/undo`)));
  expect(await endedJob(owner.call, organization, undo.id)).toMatchObject({ state: 'done', done: 3 });
  expect(await got(`activities/${made[0].id}`)).toMatchObject({ done: false });
});

test('a task without a type stays one in an organization with another default, and with a field that activities need', async () => {
  const other = await newOrganization(owner);
  const list = `${other.path}/status-lists/activityKinds`;
  const { version, items } = await bodyOf(200, owner.call('GET', list));
  const kinds = items.map(({ id }: any) => ({ id, isDefault: id === 'meeting' }));
  await bodyOf(200, owner.call('PATCH', list, { body: { items: kinds }, ifMatch: version }));
  const field = { key: 'room', label: 'Room', kind: 'text', required: true };
  await bodyOf(201, owner.call('POST', `${other.path}/custom-fields/activity`, { body: field, ifMatch: 0 }));
  const body = { title: 'Offer', dueAt };
  const task = await bodyOf(201, owner.call('POST', `${other.path}/tasks`, { body }));
  expect(task).not.toHaveProperty('kindId');
  const path = `${other.path}/activities`;
  expect(await bodyOf(200, owner.call('GET', `${path}/${task.id}`))).toMatchObject({ kindId: 'task' });
  const withoutRoom = await owner.call('POST', path, { body });
  expect(withoutRoom.body.errors).toMatchObject([{ pointer: '/custom', code: 'required' }]);
  const made = await bodyOf(201, owner.call('POST', path, { body: { ...body, custom: { room: 'B' } } }));
  expect(made.kindId).toBe('meeting');
});

test('a priority of the organization’s own stays when a task is sent back as it was read', async () => {
  // Settings are cached from here on.
  await got(`tasks/${(await plan({})).id}`);
  const list = at('status-lists/activityPriorities');
  const { version, items } = await bodyOf(200, owner.call('GET', list));
  const entries = [...items.map(({ id }: any) => ({ id })), { name: 'Urgent', meaning: 'high' }];
  const saved = await bodyOf(200, owner.call('PATCH', list, { body: { items: entries }, ifMatch: version }));
  const priorityId = saved.items.find(({ name }: any) => name === 'Urgent').id;
  const made = await plan({ priorityId });
  const task = await got(`tasks/${made.id}`);
  expect(task.priority).toBe('high');
  const sent = { body: { ...task, title: 'Renamed' }, ifMatch: task.version };
  await bodyOf(200, owner.call('PATCH', at(`tasks/${made.id}`), sent));
  expect(await got(`activities/${made.id}`)).toMatchObject({ title: 'Renamed', priorityId });
});

test('a task that an earlier release stored is read, listed, changed and done as an activity', async () => {
  const contact = await newContact(organization, owner.call);
  const task = {
    ...{ id: crypto.randomUUID(), version: 3, title: 'From before', notes: 'As it was', dueAt },
    ...{ priority: 'high' as const, assigneeId: owner.userId, recordType: 'contact', recordId: contact.id },
    ...{ createdAt: '2026-01-02T10:00:00.000Z', createdBy: owner.userId },
  };
  await openTable(host).put(formerTaskItem(organization.id, task));
  expect(await got(`tasks/${task.id}`)).toMatchObject(task);
  const span = { from: dueAt, to: '2031-03-04T15:00:00.001Z' };
  const { items } = await bodyOf(200, owner.call('GET', at('tasks'), { query: { ...span, limit: '100' } }));
  expect(items.find(({ id }: any) => id === task.id)).toMatchObject({
    title: 'From before',
    priority: 'high',
  });
  const read = await got(`activities/${task.id}`);
  expect(read).toMatchObject({ kindId: 'task', ownerId: owner.userId, priorityId: 'high', done: false });
  await bodyOf(200, change(read, { kindId: 'call', done: true }));
  expect(await got(`tasks/${task.id}`)).toMatchObject({
    title: 'From before',
    doneById: owner.userId,
    version: 4,
  });
});
