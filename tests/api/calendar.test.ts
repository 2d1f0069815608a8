import ICAL from 'ical.js';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { v7 as uuidv7 } from 'uuid';
import { bodyOf, callerWith } from '../caller.ts';
import { formerTaskItem, taskItem } from '../former-task.ts';
import { connectHost } from '../host.ts';
import {
  addMember,
  changeMember,
  mailedToken,
  newContact,
  newOrganization,
  newPerson,
  type Person,
  type TestOrganization,
} from '../organization.ts';
import { openTable } from '../table.ts';

const host = connectHost(inject('host'));
const nobody = callerWith(host.url, undefined);
let organization: TestOrganization;
let person: Person;

beforeAll(async () => {
  organization = await newOrganization(await newPerson(host), { name: 'Núñez; Sons, \\ Co' });
  person = await addMember(host, organization, 'employee');
});

const make = async (who = person): Promise<string> =>
  (await bodyOf(201, who.call('POST', `${organization.path}/calendar`))).path;
/** `path` includes the query, which contains the secret. */
const readFeed = (path: string) => nobody('GET', path);
const addTask = (body: object, who = person): Promise<any> =>
  bodyOf(201, who.call('POST', `${organization.path}/tasks`, { body }));

test('an independent parser reads long, accented and hostile texts from the feed unchanged', async () => {
  const titles = [
    'Plain',
    'Ñandú; comma, backslash \\ and "quotes": done\\n',
    `Long ${'áé😀 '.repeat(40)}`.trim(),
    'BEGIN:VEVENT',
  ];
  const dueAt = '2027-03-04T05:06:07.000Z';
  for (const title of titles) await addTask({ title, dueAt, remindAt: '2027-03-04T05:00:00Z' });
  const answer = await readFeed(await make());
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
  for (const line of answer.text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  expect(answer.text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  const calendar = new ICAL.Component(ICAL.parse(answer.text));
  expect(calendar.getFirstPropertyValue('name')).toBe('Cobalt CRM: Núñez; Sons, \\ Co');
  const events = calendar.getAllSubcomponents('vevent').map((event) => new ICAL.Event(event));
  expect(events.map(({ summary }) => summary).sort()).toEqual([...titles].sort());
  for (const { startDate, component } of events) {
    expect(startDate.toJSDate().toISOString()).toBe(dueAt);
    expect(component.getAllSubcomponents('valarm')).toHaveLength(1);
  }
});

test('the feed contains the caller’s tasks and nothing of others or of their records', async () => {
  const other = await addMember(host, organization, 'employee');
  const { id } = await newContact(organization, organization.owner.call, { firstName: 'Secretperson' });
  const dueAt = new Date().toISOString();
  await addTask({ title: 'Of another', dueAt }, other);
  const on = { recordType: 'contact', recordId: id, assigneeId: person.userId };
  await addTask({ title: 'Given to me', dueAt, notes: 'Hidden remark', ...on }, organization.owner);
  const { text } = await readFeed(await make());
  expect(text).toContain('Given to me');
  for (const hidden of ['Of another', 'Secretperson', 'Hidden remark', id])
    expect(text).not.toContain(hidden);
});

describe('what the feed says about tasks', () => {
  const change = (who: Person, shows: string) =>
    who.call('PATCH', `${organization.path}/calendar`, { body: { shows } });
  const allow = async (calendarFeeds: string) => {
    const { call } = organization.owner;
    const { version } = await bodyOf(200, call('GET', organization.path));
    await bodyOf(200, call('PATCH', organization.path, { body: { calendarFeeds }, ifMatch: version }));
  };
  /** The event with a title, as an independent parser reads it. */
  async function eventOf(path: string, title: string): Promise<ICAL.Component> {
    const { text } = await readFeed(path);
    return new ICAL.Component(ICAL.parse(text))
      .getAllSubcomponents('vevent')
      .find((event) => String(event.getFirstPropertyValue('summary')).startsWith(title))!;
  }
  /** A member with a feed and a task about a contact, with notes. */
  async function withTask(title: string, dueAt = new Date().toISOString()) {
    const member = await addMember(host, organization, 'employee');
    const { id } = await newContact(organization, member.call, { firstName: 'Nuria; \\ Sol' });
    const on = { recordType: 'contact', recordId: id, notes: 'Ask, for the price\nand the colour' };
    await addTask({ title, dueAt, ...on }, member);
    return { member, id, path: await make(member) };
  }

  test('is chosen by its owner: titles, records with links, or notes, too', async () => {
    const { member, id, path } = await withTask('Call again');
    const property = async (name: string) => (await eventOf(path, 'Call again')).getFirstPropertyValue(name);
    expect(await property('summary')).toBe('Call again');
    expect(await bodyOf(200, change(member, 'records'))).toMatchObject({ shows: 'records' });
    const url = String(await property('url'));
    expect(url).toMatch(new RegExp(`^http.*/o/${organization.id}/contacts/${id}$`));
    expect(await property('summary')).toMatch(/^Call again · Nuria; \\ Sol/);
    expect(await property('description')).toBe(url);
    await bodyOf(200, change(member, 'notes'));
    expect(await property('description')).toBe(`Ask, for the price\nand the colour\n\n${url}`);
    // Another address goes on showing it.
    const { text } = await readFeed(await make(member));
    expect(text).toContain('Ask\\, for the price');
    expect(await bodyOf(200, member.call('GET', `${organization.path}/calendar`))).toMatchObject({
      shows: 'notes',
    });
  });

  test('never contains records that its owner can’t read by now, or that are in the trash', async () => {
    const { member, id, path } = await withTask('Call Nuria');
    await bodyOf(200, change(member, 'records'));
    expect((await readFeed(path)).text).toContain('Nuria');
    const address = `${organization.path}/contacts/${id}`;
    const { version } = await bodyOf(200, member.call('GET', address));
    await bodyOf(200, organization.owner.call('DELETE', address, { ifMatch: version }));
    expect((await readFeed(path)).text).not.toMatch(/Sol|contacts/);
    // What is about nobody else follows into the trash.
    await host.settled(organization);
    expect((await readFeed(path)).text).not.toContain('Call Nuria');
  });

  test('is no more than the organization allows, for feeds that said more before, too', async () => {
    const { member, path } = await withTask('Call once');
    await bodyOf(200, change(member, 'notes'));
    await allow('records');
    const { status, body } = await change(member, 'notes');
    expect([status, body.errors[0]]).toMatchObject([
      422,
      { pointer: '/shows', code: 'not_a_choice', choices: ['titles', 'records'] },
    ]);
    await expect.poll(async () => (await readFeed(path)).text).not.toContain('the colour');
    expect((await readFeed(path)).text).toContain('Nuria');
    await allow('titles');
    await expect.poll(async () => (await readFeed(path)).text).not.toContain('Nuria');
    await allow('notes');
    await expect.poll(async () => (await readFeed(path)).text).toContain('the colour');
  });

  test('without a feed there is nothing to choose', async () => {
    const member = await addMember(host, organization, 'employee');
    expect((await change(member, 'notes')).status).toBe(404);
  });
});

test('many past tasks do not displace upcoming ones', async () => {
  const member = await addMember(host, organization, 'employee');
  const day = (from: number) => new Date(Date.now() + from * 86_400_000).toISOString();
  const { createdAt, ...task } = await addTask({ title: 'Long ago', dueAt: day(-50) }, member);
  const table = openTable(host);
  const past = Array.from({ length: 260 }, () => ({ ...task, createdAt, id: uuidv7(), dueAt: day(-40) }));
  // Tasks of earlier releases count, too.
  const itemOf = (one: (typeof past)[number], place: number) =>
    (place % 2 ? formerTaskItem : taskItem)(organization.id, one);
  await Promise.all(past.map((one, place) => table.put(itemOf(one, place))));
  await addTask({ title: 'The day before', dueAt: day(-1) }, member);
  await addTask({ title: 'To come', dueAt: day(9) }, member);
  const { text } = await readFeed(await make(member));
  expect(text).toContain('To come');
  expect(text).toContain('The day before');
  expect(text.match(/BEGIN:VEVENT/g)).toHaveLength(250);
});

test('a new address invalidates the previous one, and only a digest of the secret is stored', async () => {
  const first = await make();
  const second = await make();
  expect((await readFeed(first)).status).toBe(404);
  expect((await readFeed(second)).status).toBe(200);
  const secret = new URLSearchParams(second.split('?')[1]).get('key')!;
  expect(openTable(host).holds(secret)).toBe(false);
  expect(await bodyOf(200, person.call('GET', `${organization.path}/calendar`))).toEqual({
    createdAt: expect.any(String),
    shows: 'titles',
  });
  await bodyOf(200, person.call('DELETE', `${organization.path}/calendar`));
  expect((await readFeed(second)).status).toBe(404);
  expect(await bodyOf(200, person.call('GET', `${organization.path}/calendar`))).toEqual({});
});

test('the feed ends with the membership and does not return with a new one', async () => {
  const member = await addMember(host, organization, 'employee');
  const path = await make(member);
  await changeMember(organization, member.userId, { active: false });
  expect((await readFeed(path)).status).toBe(404);
  await changeMember(organization, member.userId, { active: true });
  expect((await readFeed(path)).status).toBe(200);
  const { call } = organization.owner;
  await bodyOf(204, call('DELETE', `${organization.path}/members/${member.userId}`, { ifMatch: 3 }));
  expect((await readFeed(path)).status).toBe(404);
  const before = await mailedToken(host, member.email, organization.id);
  const body = { email: member.email, role: 'employee' };
  await bodyOf(201, call('POST', `${organization.path}/invitations`, { body }));
  const token = await mailedToken(host, member.email, organization.id, before);
  await bodyOf(200, member.call('POST', '/v1/invitations/accept', { body: { token } }));
  const again = await member.call('PATCH', `${organization.path}/calendar`, { body: { shows: 'notes' } });
  expect(again.status).toBe(404);
  expect((await readFeed(path)).status).toBe(404);
});

test('an unknown path is answered with a 404 problem', async () => {
  const { status, body } = await readFeed('/v1/calendars/feed.ics?key=nothing');
  expect([status, body.code]).toEqual([404, 'not_found']);
  expect((await readFeed('/v1/calendars/feed.ics')).status).toBe(422);
});
