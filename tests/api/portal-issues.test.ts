import { limits } from '#contract/limits.ts';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { bodyOf, type Call } from '../caller.ts';
import { png, sendBytes } from '../files.ts';
import { connectHost } from '../host.ts';
import { mergePatienceMs, mergesIn } from '../merges.ts';
import {
  addClient,
  newOrganization,
  newPerson,
  type TestClient,
  type TestOrganization,
} from '../organization.ts';
import { openTable } from '../table.ts';

const host = connectHost(inject('host'));
const table = openTable(host);
let organization: TestOrganization;
let byOwner: Call;
let client: TestClient;
let stranger: TestClient;

beforeAll(async () => {
  organization = await newOrganization(await newPerson(host, { firstName: 'Inés' }));
  byOwner = organization.owner.call;
  client = await addClient(host, organization);
  stranger = await addClient(host, organization);
});

const at = (rest: string): string => `${organization.path}/${rest}`;
const portal = (rest: string): string => at(`portal/issues${rest}`);
const ask = (method: string, rest: string, body?: object, by = client) =>
  by.person.call(method, portal(rest), body ? { body } : {});
const opened = (more: object = {}): Promise<any> =>
  bodyOf(201, ask('POST', '', { subject: 'Broken link', description: 'It leads nowhere.', ...more }));
const seen = (issue: any): Promise<any> => bodyOf(200, ask('GET', `/${issue.id}`));
const answersOf = async (issue: any): Promise<any[]> =>
  (await bodyOf(200, ask('GET', `/${issue.id}/answers`))).items;
const answered = (issue: any, body: object): Promise<any> =>
  bodyOf(201, ask('POST', `/${issue.id}/answers`, body));
const byTeam = (issue: any, body: object): Promise<any> =>
  bodyOf(201, byOwner('POST', at(`issues/${issue.id}/answers`), { body }));
const read = (issue: any): Promise<any> => bodyOf(200, byOwner('GET', at(`issues/${issue.id}`)));

async function uploaded(issue: any, by = client): Promise<string> {
  const body = { name: 'Screen.png', type: 'image/png', sizeBytes: png.length };
  const { id, upload } = await bodyOf(201, ask('POST', `/${issue.id}/files`, body, by));
  expect((await sendBytes(upload, png)).status).toBe(200);
  await bodyOf(200, ask('POST', `/${issue.id}/files/${id}/finish`, undefined, by));
  return id;
}

async function resolvedSince({ id }: any, resolvedAt: string): Promise<void> {
  const key = { pk: `ORG#${organization.id}#issue#${id}`, sk: '~' };
  const [item] = await table.items(({ sk }) => sk === key.sk, key.pk);
  const data = { ...(JSON.parse(String(item!.data)) as object), resolvedAt };
  await table.change(key, { data: JSON.stringify(data) });
}

test('an issue that a client opens is the customer’s, in the name of the contact, and nobody’s to do yet', async () => {
  const issue = await opened();
  expect(issue).toMatchObject({ statusId: 'open', canAnswer: true, canResolve: true, canRate: false });
  const stored = await read(issue);
  expect(stored).toMatchObject({
    customerId: client.customerId,
    contactId: client.contactId,
    description: 'It leads nowhere.',
  });
  expect(stored.ownerId).toBeUndefined();
  const { items } = await bodyOf(200, ask('GET', ''));
  expect(items.map(({ id }: any) => id)).toContain(issue.id);
});

test('a repeated request opens one issue', async () => {
  const request = () =>
    client.person.call('POST', portal(''), {
      body: { subject: 'Once' },
      headers: { 'idempotency-key': 'once-only' },
    });
  const [first, second] = [await bodyOf(201, request()), await bodyOf(201, request())];
  expect(second.id).toBe(first.id);
});

test('a client reads what the team answers and who, and nothing that it writes inside', async () => {
  const issue = await opened();
  await bodyOf(201, byOwner('POST', at(`notes/issue/${issue.id}`), { body: { body: 'They never pay' } }));
  await byTeam(issue, { body: 'Try again, please.', statusId: 'waiting' });
  const body = { tagIds: [], priorityId: 'urgent', ownerId: organization.owner.userId };
  const { version } = await read(issue);
  await bodyOf(200, byOwner('PATCH', at(`issues/${issue.id}`), { body, ifMatch: version }));
  const answers = await answersOf(issue);
  expect(answers).toMatchObject([{ body: 'Try again, please.', isOwn: false, author: 'Inés Marín' }]);
  const all = JSON.stringify([answers, await seen(issue), await bodyOf(200, ask('GET', ''))]);
  for (const inside of [
    'They never pay',
    'urgent',
    organization.owner.userId,
    'owner',
    'tag',
    'clock',
    'Due',
  ])
    expect(all).not.toContain(inside);
});

test('a client is told of an answer in the language that it chose in the portal', async () => {
  const { person } = await addClient(host, organization);
  const open = () => bodyOf(201, person.call('POST', portal(''), { body: { subject: 'Broken link' } }));
  const subjects = async () => (await host.mails(person.email)).map(({ subject }) => subject);
  const isTold = (text: RegExp) => expect.poll(subjects).toContainEqual(expect.stringMatching(text));
  await byTeam(await open(), { body: 'Try again, please.' });
  await isTold(/answered/);
  const { version } = await bodyOf(200, person.call('GET', '/v1/me'));
  await bodyOf(200, person.call('PATCH', '/v1/me', { body: { locale: 'es' }, ifMatch: version }));
  await byTeam(await open(), { body: 'Otra vez, por favor.' });
  await isTold(/respondió/);
});

test('an answer of the client opens a waiting issue again, and is shown to the team as the contact’s', async () => {
  const issue = await opened();
  await byTeam(issue, { body: 'Which browser?', statusId: 'waiting' });
  expect(await answered(issue, { body: 'Firefox' })).toMatchObject({ isOwn: true, author: 'Client' });
  expect(await read(issue)).toMatchObject({ statusId: 'open' });
  const { items } = await bodyOf(200, byOwner('GET', at(`issues/${issue.id}/answers`)));
  expect(items[0]).toMatchObject({ body: 'Firefox', contactId: client.contactId });
});

describe('a file', () => {
  test('of an answer is read by the customer and the team, and one of the team’s own by the team only', async () => {
    const issue = await opened();
    const fileId = await uploaded(issue);
    expect((await ask('GET', `/${issue.id}/files/${fileId}`)).status).toBe(404);
    expect(await answered(issue, { fileIds: [fileId] })).toMatchObject({
      body: '',
      files: [{ id: fileId, name: 'Screen.png' }],
    });
    const { url } = await bodyOf(200, ask('GET', `/${issue.id}/files/${fileId}`));
    expect(Buffer.from(await (await fetch(url)).arrayBuffer())).toEqual(png);
    const body = { name: 'Inside.png', type: 'image/png', sizeBytes: png.length };
    const inside = await bodyOf(201, byOwner('POST', at(`attachments/issue/${issue.id}`), { body }));
    await sendBytes(inside.upload, png);
    const own = at(`attachments/issue/${issue.id}/${inside.attachment.id}`);
    await bodyOf(200, byOwner('POST', `${own}/finish`));
    expect((await ask('GET', `/${issue.id}/files/${inside.attachment.id}`)).status).toBe(404);
  });

  test('of a wrong type is refused before it is uploaded', async () => {
    const issue = await opened();
    for (const body of [
      { name: 'a.exe', type: 'application/x-msdownload', sizeBytes: 10 },
      { name: 'a.png', type: 'application/pdf', sizeBytes: 10 },
      { name: 'a.png', type: 'image/png', sizeBytes: limits.attachmentBytes + 1 },
    ])
      expect((await ask('POST', `/${issue.id}/files`, body)).status).toBe(422);
  });

  test('that another client has uploaded can’t be sent', async () => {
    const issue = await opened();
    const colleague = await addClient(host, organization, { customerId: client.customerId });
    const fileId = await uploaded(issue, colleague);
    const { status, body } = await ask('POST', `/${issue.id}/answers`, { body: 'See', fileIds: [fileId] });
    expect([status, body.errors[0].pointer]).toEqual([422, '/fileIds/0']);
  });
});

describe('a resolved issue', () => {
  test('is rated once, and the team sees it', async () => {
    const issue = await opened();
    expect((await ask('POST', `/${issue.id}/rating`, { satisfied: true })).status).toBe(409);
    expect(await bodyOf(200, ask('POST', `/${issue.id}/resolve`))).toMatchObject({
      canResolve: false,
      canRate: true,
    });
    const rating = { satisfied: false, comment: 'It took too long.' };
    expect(await bodyOf(200, ask('POST', `/${issue.id}/rating`, rating))).toMatchObject({
      canRate: false,
      satisfied: false,
    });
    expect((await ask('POST', `/${issue.id}/rating`, { satisfied: true })).status).toBe(409);
    expect(await read(issue)).toMatchObject({ satisfied: false, satisfactionComment: 'It took too long.' });
  });

  test('is rated anew once it was opened again and resolved, and its history keeps the former rating', async () => {
    const issue = await opened();
    await bodyOf(200, ask('POST', `/${issue.id}/resolve`));
    const rating = { satisfied: false, comment: 'It took too long.' };
    await bodyOf(200, ask('POST', `/${issue.id}/rating`, rating));
    await answered(issue, { body: 'It is broken again.' });
    expect((await seen(issue)).satisfied).toBeUndefined();
    const { satisfied, satisfactionAt, satisfactionComment } = await read(issue);
    expect([satisfied, satisfactionAt, satisfactionComment]).toEqual([undefined, undefined, undefined]);
    expect(await bodyOf(200, ask('POST', `/${issue.id}/resolve`))).toMatchObject({ canRate: true });
    await bodyOf(200, ask('POST', `/${issue.id}/rating`, { satisfied: true }));
    expect(await read(issue)).toMatchObject({ satisfied: true });
    await expect
      .poll(async () => {
        const path = `${organization.path}/timeline/issue/${issue.id}`;
        return JSON.stringify(await bodyOf(200, byOwner('GET', path)));
      })
      .toContain('It took too long.');
  });

  test(`is opened again by an answer, and not ${limits.reopenDays} days later`, async () => {
    const issue = await opened();
    await bodyOf(200, ask('POST', `/${issue.id}/resolve`));
    const until = (await seen(issue)).answerableUntil;
    expect(Date.parse(until)).toBeGreaterThan(Date.now());
    await answered(issue, { body: 'It is broken again.' });
    expect(await read(issue)).toMatchObject({ statusId: 'open' });
    await bodyOf(200, ask('POST', `/${issue.id}/resolve`));
    const long = new Date(Date.now() - (limits.reopenDays * 24 + 1) * 3_600_000).toISOString();
    await resolvedSince(issue, long);
    expect(await seen(issue)).toMatchObject({ canAnswer: false, canRate: true });
    const { status, body } = await ask('POST', `/${issue.id}/answers`, { body: 'Hello?' });
    expect([status, body.detail]).toEqual([409, expect.stringContaining('Open a new one')]);
  });
});

test('a client opens a bounded number of issues per day', async () => {
  const busy = await addClient(host, organization);
  await bodyOf(201, ask('POST', '', { subject: 'First' }, busy));
  const [count] = await table.items(({ kind }) => kind === 'portal-issue-count', busy.person.userId);
  await table.change({ pk: String(count!.pk), sk: String(count!.sk) }, { used: limits.portalIssuesPerDay });
  const { status, body } = await ask('POST', '', { subject: 'Too many' }, busy);
  expect([status, body.detail]).toEqual([429, expect.stringContaining('tomorrow')]);
});

test('a client uploads a bounded number of files per day', async () => {
  const busy = await addClient(host, organization);
  const { id } = await bodyOf(201, ask('POST', '', { subject: 'Many pictures' }, busy));
  const upload = () =>
    ask('POST', `/${id}/files`, { name: 'a.png', type: 'image/png', sizeBytes: png.length }, busy);
  await bodyOf(201, upload());
  const [count] = await table.items(({ kind }) => kind === 'portal-file-count', busy.person.userId);
  await table.change({ pk: String(count!.pk), sk: String(count!.sk) }, { used: limits.portalFilesPerDay });
  const { status, body } = await upload();
  expect([status, body.detail]).toEqual([429, expect.stringContaining('tomorrow')]);
});

test(
  'an issue that was merged opens as the one that stays, and is answered there',
  async () => {
    const [winner, loser] = [await opened(), await opened()];
    await mergesIn(host, organization).merged(await read(winner), [await read(loser)], { plural: 'issues' });
    expect(await seen(loser)).toMatchObject({ id: winner.id });
    const { id } = await answered(loser, { body: 'Any news?' });
    expect((await answersOf(winner)).map((one) => one.id)).toContain(id);
  },
  mergePatienceMs,
);

test('another customer finds none of it', async () => {
  const issue = await opened();
  const fileId = await uploaded(issue);
  await answered(issue, { body: 'See', fileIds: [fileId] });
  const answers = [
    await ask('GET', `/${issue.id}`, undefined, stranger),
    await ask('GET', `/${issue.id}/answers`, undefined, stranger),
    await ask('GET', `/${issue.id}/files/${fileId}`, undefined, stranger),
    await ask('POST', `/${issue.id}/answers`, { body: 'Hi' }, stranger),
    await ask('POST', `/${issue.id}/files`, { name: 'a.png', type: 'image/png', sizeBytes: 9 }, stranger),
    await ask('POST', `/${issue.id}/resolve`, undefined, stranger),
    await ask('POST', `/${issue.id}/rating`, { satisfied: true }, stranger),
  ];
  expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404, 404, 404]);
});
