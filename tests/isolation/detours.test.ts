import { beforeAll, describe, expect, inject, test } from 'vitest';
import { v7 as uuidv7 } from 'uuid';
import { storageKey } from '#data/store/keys.ts';
import type { KeyPermission } from '#contract/permission.ts';
import { bodyOf, type Call } from '../caller.ts';
import { picture, png, sendBytes } from '../files.ts';
import { connectHost } from '../host.ts';
import {
  addClient,
  addMember,
  newApiKey,
  newOrganization,
  newPerson,
  unique,
  type Person,
  type TestOrganization,
} from '../organization.ts';
import { openTable } from '../table.ts';

const host = connectHost(inject('host'));
let organization: TestOrganization;
let byOwner: Call;
let employee: Person;

beforeAll(async () => {
  organization = await newOrganization(await newPerson(host));
  byOwner = organization.owner.call;
  employee = await addMember(host, organization, 'employee');
});

const at = (rest: string): string => `${organization.path}/${rest}`;
const add = (rest: string, body: object, by: Call = byOwner): Promise<any> =>
  bodyOf(201, by('POST', at(rest), { body }));
const keyWith = async (...permissions: KeyPermission[]): Promise<Call> =>
  (await newApiKey(host, organization, organization.owner, permissions)).call;

describe('an upload is finished by whoever began it only', () => {
  /** The answers of others and of whoever began the upload to finishing it. */
  async function finished(path: string, beginner: Call, others: Call[], finish = path): Promise<number[]> {
    const made = await bodyOf(201, beginner('POST', at(path), { body: picture }));
    const id = made.id ?? made.attachment.id;
    await sendBytes(made.upload, png);
    const statuses: number[] = [];
    for (const call of [...others, beginner, ...others])
      statuses.push((await call('POST', at(`${finish}/${id}/finish`))).status);
    return statuses;
  }

  test('for a file of an answer, whether a client or the team began it', async () => {
    const client = await addClient(host, organization);
    const { id } = await add('issues', { subject: 'Broken', customerId: client.customerId });
    const [ofTeam, ofClient] = [`issues/${id}/answer-files`, `portal/issues/${id}/files`];
    const made = await add(ofTeam, picture);
    await sendBytes(made.upload, png);
    const finish = (call: Call, path: string) => call('POST', at(`${path}/${made.attachment.id}/finish`));
    expect((await finish(client.person.call, ofClient)).status).toBe(404);
    expect((await finish(byOwner, ofTeam)).status).toBe(200);
    expect((await finish(client.person.call, ofClient)).status).toBe(404);
    expect(await finished(ofClient, client.person.call, [])).toEqual([200]);
    const own = await add(ofClient, picture, client.person.call);
    await sendBytes(own.upload, png);
    expect((await byOwner('POST', at(`${ofTeam}/${own.id}/finish`))).status).toBe(404);
  });

  test('for a file of a record', async () => {
    const { id } = await add('contacts', { firstName: 'Ana', ownerId: employee.userId });
    const path = `attachments/contact/${id}`;
    expect(await finished(path, employee.call, [byOwner])).toEqual([404, 200, 404]);
  });
});

test('a key sees notes and activities of a lead on its contact with permission to read leads only, and people do', async () => {
  const lead = await add('leads', { firstName: 'Lía', company: unique('Acme ') });
  await add(`notes/lead/${lead.id}`, { body: 'Said in confidence' });
  await add(`activities/lead/${lead.id}`, { kind: 'call', title: 'Asked for a discount' });
  const sent = { body: { contact: { ownerId: employee.userId } }, ifMatch: lead.version };
  const converted = await byOwner('POST', at(`leads/${lead.id}/conversion`), { ...sent, body: {} });
  const { contactId } = await bodyOf(200, Promise.resolve(converted));
  const contact = await bodyOf(200, byOwner('GET', at(`contacts/${contactId}`)));
  const body = { ownerId: employee.userId };
  await bodyOf(200, byOwner('PATCH', at(`contacts/${contactId}`), { body, ifMatch: contact.version }));
  await host.settled(organization);
  const seenBy = async (call: Call): Promise<boolean[]> => {
    const { text } = await call('GET', at(`timeline/contact/${contactId}`));
    return [text.includes('Said in confidence'), text.includes('Asked for a discount')];
  };
  const base = ['timeline:read', 'contact:read', 'note:read', 'activity:read'] as const;
  expect(await seenBy(await keyWith(...base))).toEqual([false, false]);
  expect(await seenBy(await keyWith(...base, 'lead:read'))).toEqual([true, true]);
  expect((await employee.call('GET', at(`leads/${lead.id}`))).status).toBe(404);
  expect(await seenBy(employee.call)).toEqual([true, true]);
});

test('how much the files of the organization use is told those only who can read its usage', async () => {
  const own = await newOrganization(await newPerson(host));
  const member = await addMember(host, own, 'employee');
  const usage = `${own.path}/attachments`;
  expect((await member.call('GET', usage)).status).toBe(403);
  expect(await bodyOf(200, own.owner.call('GET', usage))).toMatchObject({ usedBytes: 0 });
  const client = await addClient(host, own);
  const issue = { subject: 'Broken', customerId: client.customerId };
  const { id: issueId } = await bodyOf(201, own.owner.call('POST', `${own.path}/issues`, { body: issue }));
  const contact = { firstName: 'Ana', ownerId: member.userId };
  const { id } = await bodyOf(201, own.owner.call('POST', `${own.path}/contacts`, { body: contact }));
  await openTable(host).put({ ...storageKey(own.id), kind: 'storage', usedBytes: 987_654_321_987_654 });
  const refused = await Promise.all([
    member.call('POST', `${own.path}/attachments/contact/${id}`, { body: picture }),
    client.person.call('POST', `${own.path}/portal/issues/${issueId}/files`, { body: picture }),
  ]);
  for (const { status, body } of refused) {
    expect([status, body.detail]).toEqual([409, expect.stringMatching(/^There is no room for this file/)]);
    expect(body.errors).toBeUndefined();
  }
  const told = await own.owner.call('POST', `${own.path}/attachments/contact/${id}`, { body: picture });
  expect([told.status, told.body.detail]).toEqual([409, expect.stringMatching(/MB allowed/)]);
});

describe('a reference to somebody or something that never was', () => {
  const unknown = (pointer: string) => ({ errors: [{ pointer, code: 'unknown_reference' }] });

  test('is refused as the head of a team in every list, view, job, export and report', async () => {
    const teamOf = uuidv7();
    const query = { teamOf };
    const lists = ['contacts', 'deals', 'activities', 'analytics/deals', 'analytics/activities'];
    for (const list of lists) {
      const answer = await byOwner('GET', at(list), { query });
      expect([list, answer.status]).toEqual([list, 422]);
      expect(answer.body).toMatchObject(unknown('/query/teamOf'));
    }
    const named = { recordType: 'contact', name: unique('View ') };
    const change = { action: 'delete' };
    const columns = [{ field: 'fullName' }];
    const posts: [string, object, string][] = [
      ['contacts/query', { teamOf, columns: ['fullName'] }, '/teamOf'],
      ['deals/board', { teamOf }, '/teamOf'],
      ['views', { ...named, query }, '/query/teamOf'],
      ['jobs', { recordType: 'contact', query, change }, '/query/teamOf'],
      ['jobs', { recordType: 'contact', filters: query, change }, '/filters/teamOf'],
      ['exports', { recordType: 'contact', format: 'csv', columns, query }, '/query/teamOf'],
    ];
    for (const [path, body, pointer] of posts) {
      const answer = await byOwner('POST', at(path), { body });
      expect([path, answer.status, answer.body.errors?.[0]]).toMatchObject([
        path,
        422,
        unknown(pointer).errors[0]!,
      ]);
    }
    for (const head of [employee.userId, organization.owner.userId])
      expect((await byOwner('GET', at('contacts'), { query: { teamOf: head } })).status).toBe(200);
  });

  test('is refused as the record that a search for duplicates leaves out, and so is one that the caller can’t read', async () => {
    const hidden = await add('contacts', { firstName: 'Hidden' });
    const own = await add('contacts', { firstName: 'Own', ownerId: employee.userId });
    const search = (exceptId: string) =>
      employee.call('POST', at('search/duplicates'), {
        body: { recordType: 'contact', values: { firstName: 'Ana' }, exceptId },
      });
    const [never, invisible] = [await search(uuidv7()), await search(hidden.id)];
    for (const { status, body } of [never, invisible]) {
      expect(status).toBe(422);
      expect(body).toMatchObject(unknown('/exceptId'));
    }
    expect((await search(own.id)).status).toBe(200);
  });
});
