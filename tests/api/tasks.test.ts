import { beforeAll, describe, expect, inject, test } from 'vitest';
import { bodyOf } from '../caller.ts';
import { connectHost } from '../host.ts';
import {
  addMember,
  changeMember,
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

beforeAll(async () => {
  owner = await newPerson(host);
  organization = await newOrganization(owner, { timeZone: 'Pacific/Kiritimati' });
});

const hours = (by: number): string => new Date(Date.now() + by * 3_600_000).toISOString();
const add = (values = {}, call = owner.call): Promise<any> =>
  bodyOf(
    201,
    call('POST', `${organization.path}/tasks`, { body: { title: 'Task', dueAt: hours(1), ...values } }),
  );
const list = (query: Record<string, string> = {}, call = owner.call): Promise<any> =>
  bodyOf(200, call('GET', `${organization.path}/tasks`, { query }));
const titles = async (query: Record<string, string> = {}, call = owner.call): Promise<string[]> =>
  (await list(query, call)).items.map(({ title }: { title: string }) => title);
const patch = (task: { id: string; version: number }, body: object, call = owner.call) =>
  call('PATCH', `${organization.path}/tasks/${task.id}`, { body, ifMatch: task.version });

/** The start of today in a time zone that is always fourteen hours ahead of UTC. */
const startOfToday = (): number => {
  const dayMs = 86_400_000;
  const ahead = 14 * 3_600_000;
  return Math.floor((Date.now() + ahead) / dayMs) * dayMs - ahead;
};

describe('views', () => {
  test('follow the days of the organization’s time zone', async () => {
    const person = await addMember(host, organization, 'employee');
    const today = startOfToday();
    const due = {
      'end of yesterday': today - 1,
      'start of today': today,
      'end of today': today + 86_400_000 - 1,
      'start of tomorrow': today + 86_400_000,
    };
    for (const [title, at] of Object.entries(due))
      await add({ title, dueAt: new Date(at).toISOString() }, person.call);
    expect(await titles({ view: 'today' }, person.call)).toEqual(['start of today', 'end of today']);
    expect(await titles({ view: 'upcoming' }, person.call)).toEqual(['start of tomorrow']);
    expect(await titles({ view: 'overdue' }, person.call)).toEqual(['end of yesterday', 'start of today']);
    expect(await titles({ view: 'open' }, person.call)).toEqual(Object.keys(due));
    expect(await titles({}, person.call)).toEqual(Object.keys(due));
  });

  test('show a task as done and as open again, with person and time set by the server', async () => {
    const person = await addMember(host, organization, 'employee');
    const task = await add({}, person.call);
    const done = await bodyOf(200, patch(task, { done: true }, person.call));
    expect(done).toMatchObject({ version: 2, doneById: person.userId, doneAt: expect.any(String) });
    expect(await titles({ view: 'open' }, person.call)).toEqual([]);
    expect(await titles({ view: 'done' }, person.call)).toEqual(['Task']);
    const open = await bodyOf(200, patch(done, { done: false }, person.call));
    expect(open).not.toHaveProperty('doneAt');
    expect(open).not.toHaveProperty('doneById');
    expect(await titles({ view: 'open' }, person.call)).toEqual(['Task']);
  });

  test('return open and done tasks of a time span, page by page, each once', async () => {
    const person = await addMember(host, organization, 'employee');
    const dueAt = (day: number) => `2027-01-${String(day).padStart(2, '0')}T12:00:00.000Z`;
    for (let day = 1; day <= 9; day += 1) {
      const task = await add({ title: `d${day}`, dueAt: dueAt(day) }, person.call);
      if (day % 2 === 0) await bodyOf(200, patch(task, { done: true }, person.call));
    }
    const span = { from: dueAt(2), to: '2027-01-08T00:00:00Z', limit: '4' };
    const first = await list(span, person.call);
    const second = await list({ ...span, cursor: first.nextCursor }, person.call);
    const shown = [...first.items, ...second.items].map(({ title }) => title);
    expect(shown).toEqual(['d2', 'd3', 'd4', 'd5', 'd6', 'd7']);
    const reverse = await list({ view: 'done', limit: '2' }, person.call);
    const rest = await list({ view: 'done', limit: '5', cursor: reverse.nextCursor }, person.call);
    expect([...reverse.items, ...rest.items].map(({ title }) => title)).toEqual(['d8', 'd6', 'd4', 'd2']);
  });
});

describe('the reach of tasks', () => {
  test('is limited to own ones for an employee and unlimited for an admin, in lists and by id', async () => {
    const [ana, ben] = [
      await addMember(host, organization, 'employee'),
      await addMember(host, organization, 'employee'),
    ];
    const task = await add({ title: 'of Ana', assigneeId: ana.userId });
    expect(await titles({ assigneeId: ana.userId })).toEqual(['of Ana']);
    expect(await titles({ assigneeId: ana.userId }, ben.call)).toEqual([]);
    expect((await ben.call('GET', `${organization.path}/tasks/${task.id}`)).status).toBe(404);
    expect((await patch(task, { done: true }, ben.call)).status).toBe(404);
    expect((await patch(task, { done: true }, ana.call)).status).toBe(200);
    const options = { body: { title: 'x', dueAt: hours(1), assigneeId: ana.userId } };
    const refused = await ben.call('POST', `${organization.path}/tasks`, options);
    expect([refused.status, refused.body.errors[0]]).toMatchObject([
      422,
      { pointer: '/assigneeId', code: 'not_allowed' },
    ]);
  });

  test('covers a manager’s team', async () => {
    const manager = await addMember(host, organization, 'manager');
    const report = await addMember(host, organization, 'employee');
    const employ = (body: object) =>
      bodyOf(201, owner.call('POST', `${organization.path}/employees`, { body }));
    const { id } = await employ({ firstName: 'Boss', userId: manager.userId });
    await employ({ firstName: 'Report', userId: report.userId, managerId: id });
    const task = await add({ title: 'of the team', assigneeId: report.userId });
    expect(await titles({ assigneeId: `${manager.userId},${report.userId}` }, manager.call)).toEqual([
      'of the team',
    ]);
    await bodyOf(200, patch(task, { assigneeId: manager.userId }, manager.call));
    expect(await titles({}, manager.call)).toEqual(['of the team']);
  });

  test('returns a record’s current title only to callers who can read it', async () => {
    const employee = await addMember(host, organization, 'employee');
    const { id } = await newContact(organization, owner.call, { firstName: 'Before' });
    const on = { recordType: 'contact', recordId: id };
    const task = await add({ ...on, assigneeId: employee.userId });
    expect(task.recordTitle).toBe('Before');
    await bodyOf(
      200,
      owner.call('PATCH', `${organization.path}/contacts/${id}`, {
        body: { firstName: 'After' },
        ifMatch: 1,
      }),
    );
    expect((await list({ assigneeId: employee.userId })).items[0]).toMatchObject({
      ...on,
      recordTitle: 'After',
    });
    expect((await list({}, employee.call)).items[0]).not.toHaveProperty('recordTitle');
    const [whole] = (await list({ assigneeId: employee.userId })).items;
    const [bare] = (await list({ assigneeId: employee.userId, titles: 'false' })).items;
    const { recordTitle: _title, about: _about, ...others } = whole;
    expect([whole.about, bare]).toEqual([[{ type: 'contact', id, title: 'After' }], others]);
    const hidden = await employee.call('POST', `${organization.path}/tasks`, {
      body: { title: 'x', dueAt: hours(1), ...on },
    });
    expect([hidden.status, hidden.body.errors[0].pointer]).toEqual([422, '/recordId']);
  });
});

test('open tasks of a removed member are handed over with the records, and done ones stay', async () => {
  const [leaving, staying] = [
    await addMember(host, organization, 'employee'),
    await addMember(host, organization, 'employee'),
  ];
  const tasks = [];
  for (let index = 0; index < 3; index += 1) tasks.push(await add({ title: `t${index}` }, leaving.call));
  await bodyOf(200, patch(tasks[0], { done: true }, leaving.call));
  const sent = { ifMatch: 1, query: { handOverTo: staying.userId } };
  await bodyOf(204, owner.call('DELETE', `${organization.path}/members/${leaving.userId}`, sent));
  await expect.poll(() => titles({}, staying.call), { timeout: 20_000 }).toEqual(['t1', 't2']);
  expect(await titles({ assigneeId: leaving.userId })).toEqual([]);
  expect(await titles({ assigneeId: leaving.userId, view: 'done' })).toEqual(['t0']);
});

test('tasks cannot be assigned to inactive members', async () => {
  const member = await addMember(host, organization, 'employee');
  const task = await add();
  await changeMember(organization, member.userId, { active: false });
  const body = { title: 'x', dueAt: hours(1), assigneeId: member.userId };
  for (const { status, body: problem } of [
    await owner.call('POST', `${organization.path}/tasks`, { body }),
    await patch(task, { assigneeId: member.userId }),
  ]) {
    expect([status, problem.errors[0]]).toMatchObject([
      422,
      { pointer: '/assigneeId', code: 'unknown_reference' },
    ]);
  }
});

test('a task restored after its assignee left is assigned to the person restoring it', async () => {
  const leaving = await addMember(host, organization, 'employee');
  const task = await add({ title: 'left behind' }, leaving.call);
  const path = `${organization.path}/tasks/${task.id}`;
  await bodyOf(200, leaving.call('DELETE', path, { ifMatch: 1 }));
  const member = `${organization.path}/members/${leaving.userId}`;
  await bodyOf(204, owner.call('DELETE', member, { ifMatch: 1 }));
  expect(await bodyOf(200, owner.call('POST', `${path}/restore`))).toMatchObject({
    assigneeId: owner.userId,
    version: 3,
  });
  expect(await titles()).toContain('left behind');
});

test('a deleted task is in no list and is restored unchanged', async () => {
  const person = await addMember(host, organization, 'employee');
  const task = await add({ notes: 'with notes' }, person.call);
  const path = `${organization.path}/tasks/${task.id}`;
  await bodyOf(200, person.call('DELETE', path, { ifMatch: 1 }));
  expect(await titles({}, person.call)).toEqual([]);
  const { deletedAt: _deletedAt, ...restored } = await bodyOf(200, person.call('POST', `${path}/restore`));
  expect(restored).toEqual({ ...task, version: 3 });
  expect(await bodyOf(200, person.call('GET', path))).toEqual(restored);
});

test('a reminder fires once, even if several workers process it, and again only for another time', async () => {
  const many = () => Promise.all(Array.from({ length: 3 }, () => host.invoke('due-items')));
  const table = openTable(host);
  const events = async (id: string) =>
    (await table.items(({ action }) => action === 'reminded', id)).map(({ sk }) => String(sk));
  const [first, second] = [hours(-2), hours(-1)];
  const task = await add({ remindAt: first });
  const later = await add({ remindAt: hours(1) });
  const done = await add({ remindAt: first });
  await bodyOf(200, patch(done, { done: true }));
  await many();
  expect(await events(task.id)).toEqual([`REMINDED#${first}`]);
  // A change to another field queues the reminder again, but it isn't delivered twice.
  const renamed = await bodyOf(200, patch(task, { title: 'Renamed' }));
  await many();
  expect(await events(task.id)).toEqual([`REMINDED#${first}`]);
  await bodyOf(200, patch(renamed, { remindAt: second }));
  await many();
  expect(await events(task.id)).toEqual([`REMINDED#${first}`, `REMINDED#${second}`]);
  expect(await events(later.id)).toEqual([]);
  expect(await events(done.id)).toEqual([]);
  const [waiting] = await table.items(({ pk }) => String(pk).endsWith(`#task#${task.id}`), task.id);
  expect(waiting).not.toHaveProperty('g6pk');
});

test('a time without an offset, and a date, are in the organization’s time zone', async () => {
  const task = await add({ dueAt: '2027-03-05', remindAt: '2027-03-04T18:30:00-05:00' });
  expect(task).toMatchObject({ dueAt: '2027-03-04T10:00:00.000Z', remindAt: '2027-03-04T23:30:00.000Z' });
  const changed = await bodyOf(200, patch(task, { dueAt: '2027-03-05T09:30' }));
  expect(changed.dueAt).toBe('2027-03-04T19:30:00.000Z');
  const ids = async (from: string, to: string) =>
    (await list({ from, to })).items.map(({ id }: { id: string }) => id);
  expect(await ids('2027-03-05', '2027-03-06')).toContain(task.id);
  expect(await ids('2027-03-04', '2027-03-05')).not.toContain(task.id);
  const { errors } = await bodyOf(422, patch(changed, { dueAt: '05/03/2027' }));
  expect(errors).toMatchObject([{ pointer: '/dueAt', code: 'invalid_timestamp' }]);
  expect(errors[0].message).toContain('2026-03-31T09:30:00-05:00');
});
