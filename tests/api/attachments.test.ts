import { createHash } from 'node:crypto';
import { beforeAll, expect, inject, test } from 'vitest';
import { limits } from '#contract/limits.ts';
import { recordTypes } from '#contract/record-types.ts';
import type { RecordType } from '#contract/record-type.ts';
import { attachmentKey, quotaKey, recordKey } from '#data/store/keys.ts';
import { bodyOf } from '../caller.ts';
import { addFile as add, picture, png, sendBytes } from '../files.ts';
import { connectHost } from '../host.ts';
import {
  addMember,
  newOrganization,
  newPerson,
  setRole,
  unique,
  type TestOrganization,
} from '../organization.ts';
import { newRecord } from '../subjects.ts';
import { openTable } from '../table.ts';

const host = connectHost(inject('host'));
const table = openTable(host);
let organization: TestOrganization;
beforeAll(async () => {
  organization = await newOrganization(await newPerson(host));
});

const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');

const contactType = recordTypes.contact as unknown as RecordType;
async function newContact(): Promise<{ id: string; version: number; path: string }> {
  const contact = await newRecord(contactType, organization);
  return { ...contact, path: `${organization.path}/attachments/contact/${contact.id}` };
}
const call = (...args: Parameters<TestOrganization['owner']['call']>) => organization.owner.call(...args);
const usedBytes = async (): Promise<number> =>
  (await bodyOf(200, call('GET', `${organization.path}/attachments`))).usedBytes;
const send = sendBytes;

function announce(path: string, bytes: Buffer, name = 'Picture.png', type = 'image/png', more = {}) {
  return call('POST', path, { body: { name, type, sizeBytes: bytes.length, ...more } });
}
const addFile = (path: string, ...file: [bytes?: Buffer, name?: string, type?: string]) =>
  add(organization.owner.call, path, ...file);
const items = async (path: string) => (await bodyOf(200, call('GET', path))).items;
const refusalsOf = async (answer: ReturnType<typeof call>) =>
  (await bodyOf(422, answer)).errors.map(({ pointer, code }: { pointer: string; code: string }) => [
    pointer,
    code,
  ]);

test('a file is visible once uploaded, and is downloaded unchanged from another origin', async () => {
  const { path } = await newContact();
  const sha256 = createHash('sha256').update(png).digest('base64');
  const { attachment, upload } = await bodyOf(
    201,
    announce(path, png, 'Año “1”.png', 'image/png', { sha256 }),
  );
  expect(await items(path)).toEqual([]);
  expect((await send(upload, png)).status).toBe(200);
  const file = await bodyOf(200, call('POST', `${path}/${attachment.id}/finish`));
  const [listed] = await items(path);
  expect(listed).toMatchObject({ ...file, name: 'Año “1”.png', type: 'image/png', sizeBytes: png.length });
  for (const url of [upload.url, listed.previewUrl])
    expect(new URL(url).origin).not.toBe(new URL(host.info.url).origin);
  const shown = await fetch(listed.previewUrl);
  expect([shown.status, shown.headers.get('content-type')]).toEqual([200, 'image/png']);
  const { url } = await bodyOf(200, call('GET', `${path}/${file.id}/download`));
  const saved = await fetch(url);
  expect(Buffer.from(await saved.arrayBuffer())).toEqual(png);
  expect(saved.headers.get('content-disposition')).toBe(
    `attachment; filename="A_o _1_.png"; filename*=UTF-8''A%C3%B1o%20%E2%80%9C1%E2%80%9D.png`,
  );
});

test('no cache keeps a download, and the link of a preview ends within ten minutes', async () => {
  const { path } = await newContact();
  const { id } = await addFile(path, png, 'a.png', 'image/png');
  for (const disposition of ['attachment', 'inline']) {
    const answer = call('GET', `${path}/${id}/download`, { query: { disposition } });
    const { url } = await bodyOf(200, answer);
    expect((await fetch(url)).headers.get('cache-control')).toBe('no-store');
  }
  const [{ previewUrl }] = await items(path);
  const signed = new URL(previewUrl).searchParams;
  expect(Number(signed.get('X-Amz-Expires'))).toBeLessThanOrEqual(600);
  expect((await fetch(previewUrl)).headers.get('cache-control')).toBe('private, max-age=300');
});

test.each(Object.values<RecordType>(recordTypes as never))(
  'files can be added to every $name',
  async (type) => {
    const { id } = await newRecord(type, organization);
    const path = `${organization.path}/attachments/${type.name}/${id}`;
    const file = await addFile(path);
    expect(await items(path)).toMatchObject([{ id: file.id }]);
  },
);

test.each([
  ['a type with scripts', { name: 'a.svg', type: 'image/svg+xml' }, '/type', 'not_a_choice'],
  ['an HTML page', { name: 'a.html', type: 'text/html' }, '/type', 'not_a_choice'],
  ['an HTML page declared as text', { name: 'a.html', type: 'text/plain' }, '/name', 'other_ending'],
  ['a second, executable extension', { name: 'a.png.exe' }, '/name', 'other_ending'],
  ['a path in the name', { name: '../../a.png' }, '/name', 'invalid_format'],
  ['a Windows path in the name', { name: 'C:\\a.png' }, '/name', 'invalid_format'],
  ['an extension displayed in reverse', { name: 'a\u202egnp.png' }, '/name', 'invalid_format'],
  ['a line break in the name', { name: 'a\nb.png' }, '/name', 'invalid_format'],
  ['a file one byte too large', { sizeBytes: limits.attachmentBytes + 1 }, '/sizeBytes', 'too_big'],
  ['an empty file', { sizeBytes: 0 }, '/sizeBytes', 'too_small'],
])('%s is refused before a byte is sent, and uses no storage', async (_what, input, pointer, code) => {
  const { path } = await newContact();
  const before = await usedBytes();
  const body = { name: 'a.png', type: 'image/png', sizeBytes: 10, ...input };
  expect(await refusalsOf(call('POST', path, { body }))).toEqual([[pointer, code]]);
  expect(await usedBytes()).toBe(before);
});

test('bytes that do not match the declaration (length, type or content) are refused', async () => {
  const { path } = await newContact();
  const sha256 = createHash('sha256').update(png).digest('base64');
  const { attachment, upload } = await bodyOf(201, announce(path, png, 'a.png', 'image/png', { sha256 }));
  const other = Buffer.from(png);
  other[other.length - 1]! ^= 1;
  const sent = [
    await send(upload, Buffer.concat([png, Buffer.from('!')])),
    await send(upload, png.subarray(1)),
    await send(upload, png, { 'content-type': 'text/html' }),
    await send(upload, other),
  ];
  expect(sent.map(({ status }) => status)).toEqual([403, 403, 403, 400]);
  expect(await refusalsOf(call('POST', `${path}/${attachment.id}/finish`))).toEqual([['', 'not_uploaded']]);
  expect(await items(path)).toEqual([]);
});

test('an SVG with a script declared as an image is refused, and its storage is returned', async () => {
  const { path } = await newContact();
  const before = await usedBytes();
  const { attachment, upload } = await bodyOf(201, announce(path, svg));
  expect((await send(upload, svg)).status).toBe(200);
  const finish = () => call('POST', `${path}/${attachment.id}/finish`);
  expect(await refusalsOf(finish())).toEqual([['', 'other_content']]);
  expect((await finish()).status).toBe(404);
  await host.settled(organization);
  expect([await items(path), await usedBytes()]).toEqual([[], before]);
});

test('an SVG with a script declared as text is only downloaded, as text', async () => {
  const { path } = await newContact();
  const { id, previewUrl } = await addFile(path, svg, 'a.txt', 'text/plain');
  expect(previewUrl).toBeUndefined();
  const query = { disposition: 'inline' };
  const { url } = await bodyOf(200, call('GET', `${path}/${id}/download`, { query }));
  const { headers } = await fetch(url);
  expect([headers.get('content-type'), headers.get('content-disposition')]).toEqual([
    'text/plain',
    expect.stringMatching(/^attachment; /),
  ]);
});

test('a file finished twice or by ten callers at the same time is stored and counted once, and later bytes change nothing', async () => {
  const { path } = await newContact();
  const before = await usedBytes();
  const { attachment, upload } = await bodyOf(201, announce(path, png));
  await send(upload, png);
  const finish = () => call('POST', `${path}/${attachment.id}/finish`);
  const answers = await Promise.all(Array.from({ length: 10 }, finish));
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
  const other = Buffer.from(png);
  other[other.length - 1]! ^= 1;
  expect((await send(upload, other)).status).toBe(200);
  expect((await finish()).status).toBe(200);
  const [only, ...others] = await items(path);
  expect(others).toEqual([]);
  expect(Buffer.from(await (await fetch(only.previewUrl)).arrayBuffer())).toEqual(png);
  expect(await usedBytes()).toBe(before + png.length);
});

test('declaring a file twice with one Idempotency-Key creates one upload', async () => {
  const { path } = await newContact();
  const before = await usedBytes();
  const options = {
    body: { name: 'a.png', type: 'image/png', sizeBytes: 10 },
    idempotencyKey: unique('key-'),
  };
  const [first, second] = [
    await bodyOf(201, call('POST', path, options)),
    await bodyOf(201, call('POST', path, options)),
  ];
  expect([second.attachment.id, await usedBytes()]).toEqual([first.attachment.id, before + 10]);
});

test('files without enough storage are refused before uploading, with the storage used and allowed', async () => {
  const own = await newOrganization(await newPerson(host));
  const limit = 3 * 1024 ** 2;
  await table.put({ ...quotaKey(own.id), kind: 'quota', storageBytesPerOrganization: limit });
  const contact = await newRecord(contactType, own);
  const path = `${own.path}/attachments/contact/${contact.id}`;
  const start = (sizeBytes: number, language = 'en') => {
    const body = { name: 'a.png', type: 'image/png', sizeBytes };
    return own.owner.call('POST', path, { body, headers: { 'accept-language': language } });
  };
  // No file has used any storage yet.
  expect((await start(limit + 1)).body).toMatchObject({ status: 409, errors: [{ limit }] });
  const answers = await Promise.all(Array.from({ length: 4 }, () => start(1024 ** 2)));
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 201, 409]);
  const usage = () => bodyOf(200, own.owner.call('GET', `${own.path}/attachments`));
  expect(await usage()).toEqual({ usedBytes: limit, limitBytes: limit });

  const refused = await bodyOf(409, start(1));
  expect(refused.detail).toContain('use 3 MB of the 3 MB allowed');
  expect(refused.errors).toMatchObject([{ pointer: '/sizeBytes', code: 'no_room', limit: 0 }]);
  expect((await start(1, 'es')).body.detail).toContain('ocupan 3 MB de los 3 MB permitidos');

  const { attachment } = answers.find(({ status }) => status === 201)!.body;
  await bodyOf(200, own.owner.call('DELETE', `${path}/${attachment.id}`, { ifMatch: attachment.version }));
  await host.settled();
  expect(await usage()).toEqual({ usedBytes: limit - 1024 ** 2, limitBytes: limit });
  await bodyOf(201, start(1024 ** 2));
});

test('a record holds a limited number of files, and a renamed file keeps an extension of its type', async () => {
  const { id, path } = await newContact();
  const file = await addFile(path);
  const rename = (name: string) =>
    call('PATCH', `${path}/${file.id}`, { body: { name }, ifMatch: file.version });
  expect(await refusalsOf(rename('a.html'))).toEqual([['/name', 'other_ending']]);
  expect(await bodyOf(200, rename('Better.PNG'))).toMatchObject({ name: 'Better.PNG', version: 3 });
  expect((await rename('again.png')).status).toBe(412);
  const [item] = await table.items(
    ({ sk }) => sk === attachmentKey(recordKey('', '', ''), file.id).sk,
    organization.id,
  );
  const more = Array.from({ length: limits.attachmentsPerRecord - 1 }, (_, index) => ({
    ...item,
    ...attachmentKey(recordKey(organization.id, 'contact', id), `0-${index}`),
  }));
  for (const one of more) await table.put(one);
  const body = { name: 'a.png', type: 'image/png', sizeBytes: 10 };
  expect(await refusalsOf(call('POST', path, { body }))).toEqual([['', 'too_many']]);
});

test('a deleted file can be restored, and the record’s history shows both', async () => {
  const { id, path } = await newContact();
  const file = await addFile(path);
  const fileLines = async () => {
    await host.settled(organization);
    const { items } = await bodyOf(
      200,
      call('GET', `${organization.path}/timeline/contact/${id}`, { query: { kind: 'attachment' } }),
    );
    return items.map(({ action, data }: { action: string; data: { name: string } }) => [action, data.name]);
  };
  expect(await fileLines()).toEqual([['created', 'Picture.png']]);
  await bodyOf(200, call('DELETE', `${path}/${file.id}`, { ifMatch: file.version }));
  expect(await items(path)).toEqual([]);
  expect(await fileLines()).toEqual([
    ['deleted', 'Picture.png'],
    ['created', 'Picture.png'],
  ]);
  await bodyOf(200, call('POST', `${path}/${file.id}/restore`));
  expect(await items(path)).toMatchObject([{ id: file.id }]);
  expect(await fileLines()).toEqual([['created', 'Picture.png']]);
});

test('bytes are deleted and storage returned for purged files and records and for abandoned uploads', async () => {
  const before = await usedBytes();
  const [first, second] = [await newContact(), await newContact()];
  const [trashed, purged] = [await addFile(first.path), await addFile(second.path)];
  const urls = await Promise.all(
    [[first, trashed] as const, [second, purged] as const].map(
      async ([{ path }, { id }]) => (await bodyOf(200, call('GET', `${path}/${id}/download`))).url as string,
    ),
  );
  const announced = await bodyOf(201, announce(first.path, png));
  const left = await bodyOf(201, announce(first.path, png));
  await send(left.upload, png);
  expect(await usedBytes()).toBe(before + 4 * png.length);
  await bodyOf(200, call('DELETE', `${first.path}/${announced.attachment.id}`, { ifMatch: 1 }));
  await bodyOf(200, call('DELETE', `${first.path}/${trashed.id}`, { ifMatch: trashed.version }));
  await bodyOf(
    200,
    call('DELETE', `${organization.path}/contacts/${second.id}`, { ifMatch: second.version }),
  );
  const keyIn = (contact: { id: string }) => recordKey(organization.id, 'contact', contact.id);
  await table.letTrashTimePass(attachmentKey(keyIn(first), trashed.id));
  await table.letTrashTimePass(keyIn(second));
  await table.letTrashTimePass(attachmentKey(keyIn(first), left.attachment.id), 2);
  await host.expire();
  await host.settled(organization);
  expect(await usedBytes()).toBe(before);
  for (const url of urls) expect((await fetch(url)).status).toBe(403);
  expect((await call('POST', `${first.path}/${left.attachment.id}/finish`)).status).toBe(404);
});

test('callers with read-only access see a record’s files and cannot add any', async () => {
  const { id } = await newRecord(recordTypes.vendor, organization);
  const path = `${organization.path}/attachments/vendor/${id}`;
  await addFile(path);
  const { call: ask } = await addMember(host, organization, 'employee');
  expect((await bodyOf(200, ask('GET', path))).items).toHaveLength(1);
  const body = { name: 'a.png', type: 'image/png', sizeBytes: 10 };
  expect((await ask('POST', path, { body })).status).toBe(403);
});

test('an upload to a record that its author can no longer change isn’t finished', async () => {
  const { id } = await newRecord(recordTypes.vendor, organization);
  const path = `${organization.path}/attachments/vendor/${id}`;
  const { call: ask, userId } = await addMember(host, organization, 'admin');
  const { attachment, upload } = await bodyOf(201, ask('POST', path, { body: picture }));
  await sendBytes(upload, png);
  const finish = () => ask('POST', `${path}/${attachment.id}/finish`);
  await setRole(organization, userId, 'employee');
  expect((await finish()).status).toBe(403);
  await setRole(organization, userId, 'admin');
  expect((await finish()).status).toBe(200);
});
