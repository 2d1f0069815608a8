import { createHash } from 'node:crypto';
import { beforeAll, expect, inject, test } from 'vitest';
import { v4 as uuidv4 } from 'uuid';
import { bodyOf } from '../caller.ts';
import { formBody, hidden, newForm, readToken } from '../forms.ts';
import { connectHost } from '../host.ts';
import {
  addMember,
  changeMember,
  newOrganization,
  newPerson,
  unique,
  type TestOrganization,
} from '../organization.ts';
import { openTable } from '../table.ts';
import { newAddress, visit } from '../visitor.ts';
import { seen } from '../isolation/seen.ts';

const host = connectHost(inject('host'));
const table = openTable(host);
let organization: TestOrganization;
/** A form with a consent text, which the site at `site` can embed. */
let form: any;
let token: string;

const site = 'https://shop.example';
const consentText = 'I agree to be written to.';
const pathOf = (id: string) => `/v1/forms/${id}`;
const leads = async (): Promise<any[]> => {
  await host.settled(organization);
  return (
    await bodyOf(
      200,
      organization.owner.call('GET', `${organization.path}/leads`, { query: { limit: '100' } }),
    )
  ).items;
};
const answers = () => ({ firstName: unique('Ana '), email: `${unique('ana')}@people.example` });
const leadNamed = async (name: string) => {
  const row = (await leads()).find(({ fullName }) => fullName === name);
  return row && bodyOf(200, organization.owner.call('GET', `${organization.path}/leads/${row.id}`));
};
const html = { accept: 'text/html' };

beforeAll(async () => {
  organization = await newOrganization(await newPerson(host), { country: 'ES', currency: 'EUR' });
  form = await newForm(organization, { consentText, allowedOrigins: [`${site}/`], sourceId: 'website' });
  token = await readToken(host.url, form.id);
});

test('a submission with too many fields is refused, and checkboxes with one name are one value', async () => {
  const names = Array.from({ length: 190_000 }, (_, index) => index.toString(36)).join('&');
  const { status, text } = await visit(host.url, 'POST', pathOf(form.id), {
    form: names,
    from: newAddress(),
  });
  expect(status).toBe(400);
  expect(text).toContain('<p>A form can have at most 40 fields.</p>');
  const many = `${'firstName=x&'.repeat(70_000)}token=${token}`;
  expect((await visit(host.url, 'POST', pathOf(form.id), { form: many, from: newAddress() })).status).toBe(
    422,
  );
});

test('a JSON submission becomes a lead with source, owner, tags and the consent text', async () => {
  const member = await addMember(host, organization, 'employee');
  const body = { name: unique('tag ') };
  const tag = await bodyOf(201, organization.owner.call('POST', `${organization.path}/tags`, { body }));
  const own = await newForm(organization, {
    consentText,
    sourceId: 'event',
    ownerId: member.userId,
    tagIds: [tag.id],
  });
  const input = { ...answers(), phones: '612 345 678', budgetMax: '1250.5', message: 'Two\nlines' };
  const sent = { ...input, consent: 'yes', token: await readToken(host.url, own.id) };
  const answer = await visit(host.url, 'POST', pathOf(own.id), { json: sent, from: newAddress() });
  expect([answer.status, answer.body]).toEqual([200, { thanks: 'We will write to you.' }]);
  const lead = await leadNamed(input.firstName);
  expect(lead).toMatchObject({
    email: input.email,
    phones: [{ number: '+34612345678' }],
    budgetMax: { amountMinor: 125_050, currency: 'EUR' },
    message: 'Two\nlines',
    sourceId: 'event',
    ownerId: member.userId,
    tagIds: [tag.id],
    formName: own.name,
    consentText,
    consentVersion: 1,
    createdBy: own.id,
  });
  const timeline = `${organization.path}/timeline/lead/${lead.id}`;
  const { items } = await bodyOf(200, organization.owner.call('GET', timeline));
  expect(items).toMatchObject([
    { kind: 'change', action: 'arrived', data: { changes: [{ field: 'formName', to: own.name }] } },
  ]);
});

test('a page without JavaScript accepts the same, shows errors at their fields and loses no input', async () => {
  const from = newAddress();
  const shown = await visit(host.url, 'GET', pathOf(form.id), { headers: html });
  expect(shown.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(shown.text).not.toMatch(/<script|javascript:| on\w+=/i);
  const [, style = ''] = /<style>([^]*?)<\/style>/.exec(shown.text) ?? [];
  const hash = createHash('sha256').update(style).digest('base64');
  expect(shown.headers.get('content-security-policy')).toContain(`style-src 'sha256-${hash}';`);
  const input = { firstName: unique('Zoë "<b>'), email: 'nobody', phones: '12', message: '</textarea><img>' };
  const sent = { ...input, consent: 'yes', token };
  const refused = await visit(host.url, 'POST', pathOf(form.id), { form: sent, from });
  expect(refused.status).toBe(422);
  expect(refused.text).toContain('id="f-email-error"');
  expect(refused.text).toContain('id="f-phones-error"');
  expect(refused.text).toContain('&#60;/textarea&#62;&#60;img&#62;');
  expect(refused.text).toContain('value="nobody"');
  expect(refused.text).toContain('checked');
  expect(hidden(refused.text, 'token')).toBe(token);
  const mended = { ...sent, email: 'zoe@people.example', phones: '' };
  const taken = await visit(host.url, 'POST', pathOf(form.id), { form: mended, from });
  expect([taken.status, taken.text.includes('We will write to you.')]).toEqual([200, true]);
  expect(await leadNamed(input.firstName)).toMatchObject({ message: '</textarea><img>', consentText });
});

test('a redirect is followed, but not within a frame', async () => {
  const redirectTo = 'https://shop.example/thanks?a=1&b=2';
  const own = await newForm(organization, { redirectTo });
  const sent = { ...answers(), token: await readToken(host.url, own.id) };
  const post = (headers: Record<string, string>) =>
    visit(host.url, 'POST', pathOf(own.id), { form: sent, from: newAddress(), headers });
  const answer = await post({});
  expect([answer.status, answer.headers.get('location')]).toEqual([303, redirectTo]);
  const framed = await post({ 'sec-fetch-dest': 'iframe' });
  expect([framed.status, framed.text.includes('target="_top"')]).toEqual([200, true]);
  for (const bad of [
    'http://shop.example/',
    'https://u:p@shop.example/',
    'https://shop.example@other.example/',
    'https://:shop.example@other.example/',
    'javascript:alert(1)//.x',
    '//x.y',
  ])
    expect((await create({ redirectTo: bad })).status, bad).toBe(422);
});

const create = (values: object) =>
  organization.owner.call('POST', `${organization.path}/forms`, { body: { ...formBody(), ...values } });

test('a form asks for fields that visitors can know, each once, and always for the first name', async () => {
  const ask = async (...names: string[]) => {
    const fields = names.map((field) => ({ field, label: field, isRequired: field === 'firstName' }));
    return (await create({ fields })).status;
  };
  expect(await ask('email')).toBe(422);
  expect(await ask('firstName', 'firstName')).toBe(422);
  for (const hiddenField of ['ownerId', 'score', 'estimatedValue', 'convertedAt', '__proto__', 'consentText'])
    expect(await ask('firstName', hiddenField)).toBe(422);
  expect((await create({ ownerId: uuidv4() })).status).toBe(422);
  expect((await create({ sourceId: 'none-such' })).status).toBe(422);
});

test('inactive, deleted and unknown forms are indistinguishable, in JSON and as a page', async () => {
  const off = await newForm(organization, { isOn: false });
  const gone = await newForm(organization);
  const one = `${organization.path}/forms/${gone.id}`;
  await bodyOf(204, organization.owner.call('DELETE', one, { ifMatch: 1 }));
  const never = uuidv4();
  const forms = [
    ['GET', '', {}],
    ['GET', '', { headers: html }],
    ['GET', '/description', {}],
    ['GET', '/script', {}],
    ['OPTIONS', '', { headers: { origin: site } }],
    ['POST', '', { json: { ...answers(), token } }],
    ['POST', '', { form: { ...answers(), token } }],
  ] as const;
  for (const [method, rest, sent] of forms) {
    const [expected, ...others] = await Promise.all(
      [never, off.id, gone.id].map((id) => visit(host.url, method, `${pathOf(id)}${rest}`, sent)),
    );
    expect(expected!.status).toBe(404);
    for (const other of others) expect(seen(other)).toEqual(seen(expected!));
  }
});

test('a submission whose token is missing, forged or of another form is sent again from the page, and nothing is written', async () => {
  const own = await newForm(organization);
  const good = await readToken(host.url, own.id);
  // Waits until the effects of submissions in other tests are stored.
  await host.settled(organization);
  const before = await table.organization(organization.id);
  const [time, version, signature] = good.split('.') as [string, string, string];
  const forged = `${(Number.parseInt(time, 36) - 60).toString(36)}.${version}.${signature}`;
  for (const sent of [{ token: forged }, { token }, {}]) {
    const json = { ...answers(), ...sent };
    const refused = await visit(host.url, 'POST', pathOf(own.id), { json, from: newAddress() });
    expect([refused.status, refused.body.errors[0].code]).toEqual([422, 'stale_form']);
    const page = await visit(host.url, 'POST', pathOf(own.id), {
      form: { ...json } as Record<string, string>,
      from: newAddress(),
    });
    expect(page.text).toContain(`value="${json.email}"`);
  }
  await host.settled(organization);
  expect([...(await table.organization(organization.id)).keys()]).toEqual([...before.keys()]);
  const form = answers();
  const shown = await visit(host.url, 'POST', pathOf(own.id), { form, from: newAddress() });
  const again = { ...form, token: hidden(shown.text, 'token') };
  expect((await visit(host.url, 'POST', pathOf(own.id), { form: again, from: newAddress() })).status).toBe(
    200,
  );
  expect(await leadNamed(form.firstName)).toBeDefined();
});

test('consent is refused for a text that the visitor has not seen', async () => {
  const own = await newForm(organization, { consentText });
  const shown = await readToken(host.url, own.id);
  const sent = { ...answers(), token: shown };
  const post = (values: Record<string, string>) =>
    visit(host.url, 'POST', pathOf(own.id), { form: { ...sent, ...values }, from: newAddress() });
  expect((await post({})).status).toBe(422);
  const body = { consentText: 'Another text.' };
  await bodyOf(
    200,
    organization.owner.call('PATCH', `${organization.path}/forms/${own.id}`, { body, ifMatch: 1 }),
  );
  const again = await post({ consent: 'yes' });
  expect(again.status).toBe(422);
  expect(again.text).toContain('Another text.');
  expect(again.text).toContain(`value="${sent.email}"`);
  expect(again.text).not.toContain('checked');
  expect((await post({ consent: 'yes', token: hidden(again.text, 'token') })).status).toBe(200);
  expect(await leadNamed(sent.firstName)).toMatchObject({ ...body, consentVersion: 2 });
});

test('a form submitted twice creates one lead, reveals nothing about known people and does not change their records', async () => {
  const json = { ...answers(), consent: 'yes', token: await readToken(host.url, form.id) };
  const from = newAddress();
  const post = (values = {}) =>
    visit(host.url, 'POST', pathOf(form.id), { json: { ...json, ...values }, from });
  const [one, two] = await Promise.all([post(), post()]);
  const same = (await leads()).filter(({ email }) => email === json.email);
  expect(same).toHaveLength(1);
  const three = await post({ message: 'Once more' });
  expect([two.body, three.body]).toEqual([one.body, one.body]);
  const all = (await leads()).filter(({ email }) => email === json.email);
  expect(all).toHaveLength(2);
  expect(all.find(({ id }) => id === same[0]!.id)).toEqual(same[0]);
});

test('only listed sites can frame the form and read its responses', async () => {
  const page = await visit(host.url, 'GET', pathOf(form.id));
  expect(page.headers.get('content-security-policy')).toContain(`frame-ancestors 'self' ${site};`);
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(page.headers.get('x-frame-options')).toBeNull();
  const alone = await visit(host.url, 'GET', pathOf((await newForm(organization)).id));
  expect(alone.headers.get('content-security-policy')).toContain("frame-ancestors 'self';");
  const json = { ...answers(), consent: 'yes', token: await readToken(host.url, form.id) };
  const post = (origin: string) =>
    visit(host.url, 'POST', pathOf(form.id), { json, headers: { origin }, from: newAddress() });
  const foreign = await post('https://evil.example');
  expect([foreign.status, foreign.headers.get('access-control-allow-origin')]).toEqual([403, null]);
  expect((await post('null')).status).toBe(403);
  const preflight = (origin: string) => visit(host.url, 'OPTIONS', pathOf(form.id), { headers: { origin } });
  expect((await preflight('https://evil.example')).status).toBe(403);
  expect((await preflight(site)).headers.get('access-control-allow-headers')).toBe('content-type');
  expect(await leadNamed(json.firstName)).toBeUndefined();
  const own = await post(site);
  expect([own.status, own.headers.get('access-control-allow-origin')]).toEqual([200, site]);
});

test('former and inactive members are no longer assigned, and the form keeps working', async () => {
  const member = await addMember(host, organization, 'employee');
  const own = await newForm(organization, { ownerId: member.userId });
  await changeMember(organization, member.userId, { active: false });
  const json = { ...answers(), token: await readToken(host.url, own.id) };
  await bodyOf(200, visit(host.url, 'POST', pathOf(own.id), { json, from: newAddress() }));
  expect(await leadNamed(json.firstName)).not.toHaveProperty('ownerId');
});

test('invalid script submissions are refused with pointers', async () => {
  const json = { firstName: '', email: 'nobody', nonsense: 'x', token };
  const answer = await visit(host.url, 'POST', pathOf(form.id), { json, from: newAddress() });
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  expect(answer.body.errors.map(({ pointer, code }: any) => `${pointer} ${code}`)).toEqual([
    '/firstName required',
    '/email invalid_email',
    '/consent required',
    '/nonsense unknown_field',
  ]);
});
