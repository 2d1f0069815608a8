import { beforeAll, expect, inject, test } from 'vitest';
import { awaited } from '../awaited.ts';
import { bodyOf, type Call } from '../caller.ts';
import { connectHost } from '../host.ts';
import { newOrganization, newPerson, type TestOrganization } from '../organization.ts';

const host = connectHost(inject('host'));

let organization: TestOrganization;
let call: Call;
let contact: any;
let path: string;

beforeAll(async () => {
  organization = await newOrganization(await newPerson(host));
  ({ call } = organization.owner);
  contact = await bodyOf(201, call('POST', at('contacts'), { body: { firstName: 'Ana' } }));
  path = at(`contacts/${contact.id}`);
  // A default list can lag: until it has the contact, two reads of it can differ.
  const listed = () => bodyOf(200, call('GET', at('contacts')));
  await awaited('the contact in the list', listed, ({ total }) => total === 1);
});

const at = (rest: string): string => `${organization.path}/${rest}`;
const create = (
  body: string | Uint8Array<ArrayBuffer>,
  headers: Record<string, string> = {},
): Promise<Response> =>
  fetch(host.url + at('contacts'), {
    method: 'POST',
    headers: {
      authorization: `Bearer ${organization.owner.token}`,
      'content-type': 'application/json',
      ...headers,
    },
    body,
  });

test('HEAD answers as GET does, without a body', async () => {
  for (const address of [path, at('contacts'), at('contacts/01a1f840-3b75-74c6-8323-759445fc6515')]) {
    const [head, get] = [await call('HEAD', address), await call('GET', address)];
    expect([head.status, head.text]).toEqual([get.status, '']);
    for (const name of ['content-type', 'etag', 'cache-control', 'content-language'])
      expect(head.headers.get(name), name).toBe(get.headers.get(name));
  }
});

test('OPTIONS names the methods of a path to anyone, and no other site', async () => {
  const { status, headers, text } = await call('OPTIONS', at('contacts'), {
    headers: { origin: 'https://other.example' },
  });
  expect([status, text]).toEqual([204, '']);
  expect(headers.get('allow')).toBe('GET, POST, HEAD, OPTIONS');
  expect([...headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
  expect((await fetch(host.url + at('contacts'), { method: 'OPTIONS' })).status).toBe(204);
});

test('pages of a development server on this machine may call the local host', async () => {
  for (const origin of ['http://localhost:3000', 'http://localhost:5173']) {
    const { headers } = await call('OPTIONS', at('contacts'), { headers: { origin } });
    expect(headers.get('access-control-allow-origin')).toBe(origin);
  }
});

test('an unchanged answer isn’t sent again, also not if only its numbers of activities changed before', async () => {
  const first = await call('GET', path);
  const tag = first.headers.get('etag')!;
  expect(tag).toMatch(/^"v1-/);
  const same = await call('GET', path, { headers: { 'if-none-match': `"other", W/${tag}` } });
  expect([same.status, same.text, same.headers.get('etag')]).toEqual([304, '', tag]);
  expect((await call('GET', path, { headers: { 'if-none-match': '*' } })).status).toBe(304);
  const { status } = await call('POST', at(`activities/contacts/${contact.id}`), {
    body: { kind: 'call', title: 'Call', date: '2026-03-31' },
  });
  expect(status).toBeLessThan(500);
  const list = await call('GET', at('contacts'));
  const listTag = list.headers.get('etag')!;
  expect(listTag).toMatch(/^W\/"/);
  expect((await call('GET', at('contacts'), { headers: { 'if-none-match': listTag } })).status).toBe(304);
});

test('a change accepts the ETag of a GET, a list of ETags, and any version', async () => {
  const { id } = await bodyOf(201, call('POST', at('contacts'), { body: { firstName: 'Ana' } }));
  const one = at(`contacts/${id}`);
  const change = (ifMatch: string) =>
    call('PATCH', one, { body: { jobTitle: ifMatch.slice(0, 20) }, headers: { 'if-match': ifMatch } });
  expect((await change((await call('GET', one)).headers.get('etag')!)).status).toBe(200);
  expect((await change('"v1", "v7"')).status).toBe(412);
  expect((await change('"v1", "v2"')).status).toBe(200);
  expect((await change('W/"v3"')).status).toBe(412);
  expect((await change('*')).body).toMatchObject({ version: 4 });
  expect((await change('3')).status).toBe(400);
});

test('any version can’t overwrite a change that is made at the same time', async () => {
  const { id } = await bodyOf(201, call('POST', at('contacts'), { body: { firstName: 'Ana' } }));
  const answers = await Promise.all(
    Array.from({ length: 8 }, (_, number) =>
      call('PATCH', at(`contacts/${id}`), {
        body: { jobTitle: `title ${number}` },
        headers: { 'if-match': '*' },
      }),
    ),
  );
  const changed = answers.filter(({ status }) => status === 200);
  expect(answers.every(({ status }) => status === 200 || status === 412)).toBe(true);
  const { version } = await bodyOf(200, call('GET', at(`contacts/${id}`)));
  expect(version).toBe(1 + changed.length);
});

test('ids in addresses are read in any case', async () => {
  const upper = path.replace(contact.id, contact.id.toUpperCase());
  expect(await bodyOf(200, call('GET', upper))).toMatchObject({ id: contact.id });
});

test.each([
  ['text/plain', 415],
  ['application/xml', 415],
  ['application/json; charset=iso-8859-1', 415],
  ['application/json; charset=UTF-8', 201],
  ['application/json;charset="utf-8"', 201],
  ['application/vnd.api+json', 201],
])('a body of the type %s is answered %i', async (type, status) => {
  const answer = await create('{"firstName":"Ana"}', { 'content-type': type });
  expect(answer.status).toBe(status);
  if (status === 415) {
    expect(answer.headers.get('accept')).toBe('application/json');
    expect(await answer.json()).toMatchObject({ code: 'unsupported_media_type' });
  }
});

test('a request that accepts no JSON is refused before anything is done', async () => {
  await host.settled(organization);
  const before = await bodyOf(200, call('GET', at('contacts')));
  const answer = await create('{"firstName":"Ana"}', { accept: 'text/html' });
  expect([answer.status, await answer.json()]).toEqual([
    406,
    expect.objectContaining({ code: 'not_acceptable' }),
  ]);
  await host.settled(organization);
  expect(await bodyOf(200, call('GET', at('contacts')))).toMatchObject({ total: before.total });
  for (const accept of ['application/json', 'application/problem+json', 'text/html, */*;q=0.1'])
    expect((await call('GET', path, { headers: { accept } })).status).toBe(200);
});

test('a body that isn’t UTF-8 is refused, and a byte order mark is skipped', async () => {
  const bytes = (text: string, encoding: BufferEncoding) => new Uint8Array(Buffer.from(text, encoding));
  const latin = await create(bytes('{"firstName":"Íñigo"}', 'latin1'));
  expect([latin.status, await latin.json()]).toEqual([
    400,
    expect.objectContaining({ detail: 'The body is not valid UTF-8.' }),
  ]);
  const marked = await create(bytes('\ufeff{"firstName":"Íñigo"}', 'utf8'));
  expect([marked.status, await marked.json()]).toEqual([
    201,
    expect.objectContaining({ firstName: 'Íñigo' }),
  ]);
  const replacement = await create('{"firstName":"Ana \ufffd"}');
  expect([replacement.status, await replacement.json()]).toEqual([
    201,
    expect.objectContaining({ firstName: 'Ana \ufffd' }),
  ]);
});

test.each(['\u200b', ' \u00a0\u2060 ', '\u3164', '\u00ad\ufe0f'])(
  'a name of characters that can’t be seen is empty: %j',
  async (firstName) => {
    const { status, body } = await call('POST', at('contacts'), { body: { firstName } });
    expect([status, body.errors]).toEqual([
      422,
      [expect.objectContaining({ pointer: '/firstName', code: 'required' })],
    ]);
  },
);

test('invisible characters within a name are kept, because scripts and emoji need them', async () => {
  for (const firstName of ['👩‍💻 Ana', 'می‌خواهم'])
    expect(await bodyOf(201, call('POST', at('contacts'), { body: { firstName } }))).toMatchObject({
      firstName,
    });
});

test('long answers are compressed if the client accepts it', async () => {
  const items = Array.from({ length: 30 }, () => ({ firstName: 'Ana', jobTitle: 'long '.repeat(20) }));
  await bodyOf(201, call('POST', at('contacts/bulk'), { body: { items } }));
  await host.settled(organization);
  const plain = await call('GET', at('contacts'), { headers: { 'accept-encoding': 'identity' } });
  expect(plain.headers.get('content-encoding')).toBeNull();
  const packed = await call('GET', at('contacts'), { headers: { 'accept-encoding': 'br' } });
  expect(packed.headers.get('content-encoding')).toBe('br');
  expect(packed.headers.get('vary')).toContain('Accept-Encoding');
  expect(packed.body.items).toEqual(plain.body.items);
});
