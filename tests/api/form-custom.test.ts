import { beforeAll, expect, inject, test } from 'vitest';
import { bodyOf } from '../caller.ts';
import { formBody, hidden, newForm, readToken } from '../forms.ts';
import { connectHost } from '../host.ts';
import { newOrganization, newPerson, unique, type TestOrganization } from '../organization.ts';
import { newAddress, visit } from '../visitor.ts';

const host = connectHost(inject('host'));
const options = [{ label: 'Gold' }, { label: 'Silver' }, { label: 'Old', retired: true }];

/**
 * A field of each kind available to visitors: the submitted value, the stored value, and an invalid value with its
 * error code. Both texts of `wrong` are empty if no invalid value is tested.
 */
const kinds: Record<string, { field?: object; posted: string; kept: unknown; wrong: [string, string] }> = {
  text: { posted: 'Blue', kept: 'Blue', wrong: ['x'.repeat(400), 'too_long'] },
  longText: { posted: 'Two\nlines', kept: 'Two\nlines', wrong: ['', ''] },
  number: { posted: '-2.5', kept: -2.5, wrong: ['many', 'wrong_type'] },
  money: { posted: '12.5', kept: { amountMinor: 1_250, currency: 'EUR' }, wrong: ['1.234', 'wrong_type'] },
  date: { posted: '2026-11-20', kept: '2026-11-20', wrong: ['2026-02-30', 'invalid_format'] },
  choice: { field: { options }, posted: 'gold', kept: 'gold', wrong: ['old', 'not_a_choice'] },
  choices: {
    field: { options },
    posted: 'silver,gold',
    kept: ['silver', 'gold'],
    wrong: ['gold,bronze', 'not_a_choice'],
  },
  yesNo: { posted: 'no', kept: false, wrong: ['perhaps', 'wrong_type'] },
  url: {
    posted: 'https://example.com/a',
    kept: 'https://example.com/a',
    wrong: ['example', 'invalid_format'],
  },
  email: { posted: 'ana@example.com', kept: 'ana@example.com', wrong: ['ana@', 'invalid_email'] },
  phone: { posted: '932 01 11 81', kept: '+34932011181', wrong: ['12', 'invalid_phone'] },
};
const keyOf = (kind: string) => `my-${kind.toLowerCase()}`;
const nameOf = (kind: string) => `custom.${keyOf(kind)}`;
const mapped = (of: (kind: string) => unknown) =>
  Object.fromEntries(Object.keys(kinds).map((kind) => [nameOf(kind), of(kind)]));

let organization: TestOrganization;
let form: any;

async function changeFields(method: string, key: string, body: object): Promise<any> {
  const { owner, path } = organization;
  const fields = `${path}/custom-fields/lead`;
  const { version } = await bodyOf(200, owner.call('GET', fields));
  const status = method === 'POST' ? 201 : 200;
  return bodyOf(status, owner.call(method, fields + key, { body, ifMatch: version }));
}
const question = (field: string, isRequired = false) => ({ field, label: `About ${field}`, isRequired });
const pathOf = (id: string) => `/v1/forms/${id}`;
const leadNamed = async (firstName: string): Promise<any> => {
  await host.settled(organization);
  const { owner, path } = organization;
  const { items } = await bodyOf(200, owner.call('GET', `${path}/leads`, { query: { q: firstName } }));
  return items[0] && bodyOf(200, owner.call('GET', `${path}/leads/${items[0].id}`));
};

beforeAll(async () => {
  const settings = { country: 'ES', currency: 'EUR' };
  organization = await newOrganization(await newPerson(host), settings);
  for (const [kind, { field }] of Object.entries(kinds))
    await changeFields('POST', '', { key: keyOf(kind), label: kind, kind, help: `Of ${kind}`, ...field });
  await changeFields('POST', '', { key: 'segment', label: 'Segment', kind: 'text', default: 'Web' });
  await changeFields('POST', '', { key: 'asked-inside', label: 'Inside', kind: 'text', required: true });
  const fields = [question('firstName', true), ...Object.keys(kinds).map((kind) => question(nameOf(kind)))];
  form = await newForm(organization, { fields });
});

test('answers to custom fields of every kind are stored as in the app, from JSON and from the page, with defaults', async () => {
  const token = await readToken(host.url, form.id);
  const kept = Object.fromEntries(Object.entries(kinds).map(([kind, { kept }]) => [keyOf(kind), kept]));
  const posted = { ...mapped((kind) => kinds[kind]!.posted), token } as Record<string, string>;
  const json = { ...posted, firstName: unique('Json') };
  await bodyOf(200, visit(host.url, 'POST', pathOf(form.id), { json, from: newAddress() }));
  expect((await leadNamed(json.firstName)).custom).toEqual({ ...kept, segment: 'Web' });

  // Browsers send each checked checkbox of a group as a separate value.
  const firstName = unique('Page');
  const { [nameOf('choices')]: several = '', ...single } = posted;
  const body = new URLSearchParams({ ...single, firstName });
  for (const id of several.split(',')) body.append(nameOf('choices'), id);
  const answer = await fetch(host.url + pathOf(form.id), {
    method: 'POST',
    body,
    headers: { accept: 'text/html' },
  });
  expect(answer.status).toBe(200);
  expect((await leadNamed(firstName)).custom).toEqual({ ...kept, segment: 'Web' });
});

test('an invalid answer is reported at its question, and the page keeps all input', async () => {
  const wrong = Object.entries(kinds).filter(([, { wrong }]) => wrong[1] !== '');
  const values = Object.fromEntries(wrong.map(([kind, { wrong }]) => [nameOf(kind), wrong[0]]));
  const json = { firstName: 'Ana', ...values, token: await readToken(host.url, form.id) };
  const { body } = await visit(host.url, 'POST', pathOf(form.id), { json, from: newAddress() });
  expect(body.errors.map(({ pointer, code }: any) => [pointer, code]).sort()).toEqual(
    wrong.map(([kind, { wrong }]) => [`/${nameOf(kind)}`, wrong[1]]).sort(),
  );
  const chosen = { ...mapped((kind) => kinds[kind]!.posted), [nameOf('number')]: 'many', firstName: 'Ana' };
  const page = await fetch(host.url + pathOf(form.id), {
    method: 'POST',
    body: new URLSearchParams({ ...(chosen as Record<string, string>), token: json.token }),
    headers: { accept: 'text/html' },
  });
  const html = await page.text();
  expect(page.status).toBe(422);
  expect(html).toContain('Enter a number, such as 1250');
  expect(html).toMatch(/<option value="gold" selected>/);
  expect(html).toMatch(/<option value="no" selected>/);
  expect(html.match(/type="checkbox"[^>]*checked/g)).toHaveLength(2);
  expect(html).toContain('Of choice');
  expect(html).not.toContain('Old');
  expect(hidden(html, 'token')).toBe(json.token);
});

test('the description lists available options for scripts', async () => {
  const { fields } = await bodyOf(200, visit(host.url, 'GET', `${pathOf(form.id)}/description`));
  expect(fields.find(({ field }: any) => field === nameOf('choice'))).toEqual({
    ...question(nameOf('choice')),
    kind: 'choice',
    help: 'Of choice',
    options: [
      { id: 'gold', label: 'Gold' },
      { id: 'silver', label: 'Silver' },
    ],
  });
});

test('a retired field is no longer asked for, and asked for again once it is reactivated', async () => {
  const questionKeys = async () =>
    (await bodyOf(200, visit(host.url, 'GET', `${pathOf(form.id)}/description`))).fields.map(
      ({ field }: any) => field,
    );
  await changeFields('PATCH', `/${keyOf('text')}`, { retired: true });
  // For a few seconds, visitors can get the previous definitions.
  await expect.poll(questionKeys).not.toContain(nameOf('text'));
  const json = {
    firstName: unique('Late'),
    [nameOf('text')]: 'Blue',
    token: await readToken(host.url, form.id),
  };
  await bodyOf(200, visit(host.url, 'POST', pathOf(form.id), { json, from: newAddress() }));
  expect((await leadNamed(json.firstName)).custom).toEqual({ segment: 'Web' });
  await changeFields('PATCH', `/${keyOf('text')}`, { retired: false });
  await expect.poll(questionKeys).toContain(nameOf('text'));
});

test('a form refuses unknown fields and relations, and requires answers that the organization requires', async () => {
  const { owner, path } = organization;
  await changeFields('POST', '', { key: 'buyer', label: 'Buyer', kind: 'relation', to: 'contact' });
  const attempt = async (field: string) => {
    const body = { ...formBody(), fields: [question('firstName', true), question(field)] };
    const answer = await owner.call('POST', `${path}/forms`, { body });
    return answer.body.errors?.map(({ pointer, code }: any) => `${pointer} ${code}`) ?? answer.status;
  };
  expect(await attempt('custom.never')).toEqual(['/fields/1/field not_a_choice']);
  expect(await attempt('custom.buyer')).toEqual(['/fields/1/field not_a_choice']);
  expect(await attempt('custom.asked-inside')).toEqual(['/fields/1/isRequired required']);
  const foreign = await newOrganization(await newPerson(host));
  const body = { ...formBody(), fields: [question('firstName', true), question(nameOf('text'))] };
  expect((await foreign.owner.call('POST', `${foreign.path}/forms`, { body })).status).toBe(422);
});

test('leads of a form get the replacement of a retired source, and its replacement in turn', async () => {
  const { owner, path } = organization;
  const own = await newForm(organization, { sourceId: 'referral' });
  for (const [from, to] of [
    ['referral', 'website'],
    ['website', 'event'],
  ] as const) {
    const list = `${path}/status-lists/leadSources`;
    const { version, items } = await bodyOf(200, owner.call('GET', list));
    const left = items.filter(({ id, retired }: any) => !retired && id !== from);
    const body = { items: left.map(({ id }: any) => ({ id })), successors: { [from]: to } };
    await bodyOf(200, owner.call('PATCH', list, { body, ifMatch: version }));
  }
  const token = await readToken(host.url, own.id);
  const json = { firstName: unique('Sourced'), email: 'ana@example.com', token };
  await expect
    .poll(
      async () => {
        const sent = { ...json, firstName: unique('Sourced') };
        await bodyOf(200, visit(host.url, 'POST', pathOf(own.id), { json: sent, from: newAddress() }));
        return (await leadNamed(sent.firstName)).sourceId;
      },
      { timeout: 20_000, interval: 1_000 },
    )
    .toBe('event');
});

test('numbers are typed as text in the format of the page’s language, and scripts send them with a point', async () => {
  const fields = [question('firstName', true), question(nameOf('number')), question(nameOf('money'))];
  const { id } = await newForm(organization, { fields, language: 'es' });
  const html = await (await fetch(host.url + pathOf(id), { headers: { accept: 'text/html' } })).text();
  expect(html).not.toContain('type="number"');
  expect(html.match(/type="text" inputmode="decimal"/g)).toHaveLength(2);
  const token = await readToken(host.url, id);
  const post = async (number: string, money: string) => {
    const firstName = unique('Typed');
    const values = { firstName, [nameOf('number')]: number, [nameOf('money')]: money, token };
    const answer = await fetch(host.url + pathOf(id), {
      method: 'POST',
      body: new URLSearchParams(values),
      headers: { accept: 'text/html' },
    });
    return { answer, firstName };
  };
  for (const [number, money, kept] of [
    ['1.250', '1.250,5', [1_250, 125_050]],
    ['-2,5', '12.5', [-2.5, 1_250]],
    ['1 250,75', '1.250 €', [1_250.75, 125_000]],
  ] as const) {
    const { answer, firstName } = await post(number, money);
    expect(answer.status).toBe(200);
    const { custom } = await leadNamed(firstName);
    expect([custom[keyOf('number')], custom[keyOf('money')].amountMinor]).toEqual(kept);
  }
  const wrong = (await post('unos cien', '12,345')).answer;
  expect(wrong.status).toBe(422);
  expect(await wrong.text()).toContain('value="unos cien"');
  const json = { firstName: unique('Sent'), [nameOf('number')]: '1.250', token };
  await bodyOf(200, visit(host.url, 'POST', pathOf(id), { json, from: newAddress() }));
  expect((await leadNamed(json.firstName)).custom[keyOf('number')]).toBe(1.25);
});
