import { beforeAll, expect, inject, test } from 'vitest';
import { limits } from '#contract/limits.ts';
import { leadMessageCharacters } from '#contract/records/lead.ts';
import { bodyOf, type Call } from '../caller.ts';
import { hidden, newForm, readToken } from '../forms.ts';
import { connectHost } from '../host.ts';
import { newOrganization, newPerson, unique, type TestOrganization } from '../organization.ts';
import { newAddress, visit } from '../visitor.ts';

const host = connectHost(inject('host'));
let organization: TestOrganization;
let call: Call;
let path: string;

beforeAll(async () => {
  organization = await newOrganization(await newPerson(host), { country: 'ES', currency: 'EUR' });
  ({ call } = organization.owner);
  ({ path } = organization);
});

const first = { field: 'firstName', label: 'First name', isRequired: true };
const question = (field: string) => ({ field, label: `About ${field}`, isRequired: false });

/** Changes the custom fields of leads and returns them. */
async function changeFields(method: string, key: string, body: object): Promise<any[]> {
  const fields = `${path}/custom-fields/lead`;
  const { version } = await bodyOf(200, call('GET', fields));
  const status = method === 'POST' ? 201 : 200;
  return (await bodyOf(status, call(method, fields + key, { body, ifMatch: version }))).items;
}
const newField = async (field: object): Promise<any> =>
  (await changeFields('POST', '', { label: unique('Field '), ...field })).at(-1);

const change = (form: any, fields: object[]) =>
  bodyOf(200, call('PATCH', `${path}/forms/${form.id}`, { body: { fields }, ifMatch: form.version }));
const post = (form: any, values: Record<string, string>) =>
  visit(host.url, 'POST', `/v1/forms/${form.id}`, { form: values, from: newAddress() });

async function leadNamed(firstName: string): Promise<any> {
  await host.settled(organization);
  const { items } = await bodyOf(200, call('GET', `${path}/leads`, { query: { q: firstName } }));
  return bodyOf(200, call('GET', `${path}/leads/${items[0].id}`));
}

test('an answer to a standard question that was removed while the page was open gets its field', async () => {
  const form = await newForm(organization, { fields: [first, question('company'), question('budgetMax')] });
  const token = await readToken(host.url, form.id);
  await change(form, [first]);
  const firstName = unique('Ana ');
  const sent = await post(form, { firstName, company: 'Acme', budgetMax: 'about ten', token });
  expect(sent.status).toBe(200);
  expect(await leadNamed(firstName)).toMatchObject({
    company: 'Acme',
    message: 'Maximum budget: about ten',
  });
});

test('an answer to a custom question that was removed or retired becomes part of the message, with choices by name', async () => {
  const options = [{ label: 'Dark blue' }, { label: 'Red' }];
  const [choice, several, agreed, text] = [
    await newField({ kind: 'choice', options }),
    await newField({ kind: 'choices', options }),
    await newField({ kind: 'yesNo' }),
    await newField({ kind: 'text' }),
  ];
  const asked = [choice, several, agreed, text].map(({ key }) => question(`custom.${key}`));
  const form = await newForm(organization, { fields: [first, question('message'), ...asked] });
  const token = await readToken(host.url, form.id);
  await change(form, [first, question('message'), asked[3]!]);
  await changeFields('PATCH', `/${text.key}`, { retired: true });
  // Pages read the fields at most five seconds late.
  await new Promise((resolve) => {
    setTimeout(resolve, 5_100);
  });
  const firstName = unique('Ana ');
  const sent = await post(form, {
    ...{ firstName, message: 'Hello', token },
    [asked[0]!.field]: choice.options[0].id,
    [asked[1]!.field]: several.options.map(({ id }: any) => id).join(','),
    [asked[2]!.field]: 'yes',
    [asked[3]!.field]: 'Ring <twice>',
  });
  expect(sent.status).toBe(200);
  const lead = await leadNamed(firstName);
  expect(lead.custom).toBeUndefined();
  expect(lead.message.split('\n\n')).toEqual([
    'Hello',
    `${choice.label}: Dark blue`,
    `${several.label}: Dark blue, Red`,
    `${agreed.label}: Yes`,
    `About custom.${text.key}: Ring <twice>`,
  ]);
});

test('a page that is refused keeps answers to removed questions, which are sent with the others', async () => {
  const text = await newField({ kind: 'longText' });
  const asked = question(`custom.${text.key}`);
  const form = await newForm(organization, {
    fields: [first, question('message'), question('email'), asked],
  });
  const token = await readToken(host.url, form.id);
  await change(form, [first, question('message'), question('email')]);
  const firstName = unique('Ana ');
  const values = { firstName, email: 'nobody', [asked.field]: 'By <hand>', token };
  const refused = await post(form, values);
  expect(refused.status).toBe(422);
  expect(refused.text).toContain('Answers to earlier questions');
  expect(refused.text).toContain('By &#60;hand&#62;</textarea>');
  expect(refused.text).toContain(`name="${asked.field}"`);
  const again = { ...values, email: '', token: hidden(refused.text, 'token') };
  expect((await post(form, again)).status).toBe(200);
  expect((await leadNamed(firstName)).message).toBe(`${text.label}: By <hand>`);
});

test('a choice that was removed while the page was open is named when the page asks again', async () => {
  const options = [{ label: 'Dark blue' }, { label: 'Red' }];
  const choice = await newField({ kind: 'choice', options });
  const asked = question(`custom.${choice.key}`);
  const form = await newForm(organization, { fields: [first, asked] });
  const token = await readToken(host.url, form.id);
  await changeFields('PATCH', `/${choice.key}`, { options: [choice.options[1]] });
  await new Promise((resolve) => {
    setTimeout(resolve, 5_100);
  });
  const firstName = unique('Ana ');
  const refused = await post(form, { firstName, [asked.field]: choice.options[0].id, token });
  expect(refused.status).toBe(422);
  expect(refused.text).toContain('No longer available: Dark blue. The form has changed');
  expect(refused.text).toContain(`value="${firstName}"`);
});

test('removed answers that don’t fit into the text are shown again with the limit', async () => {
  const fields = [await newField({ kind: 'longText' }), await newField({ kind: 'longText' })];
  const asked = fields.map(({ key }) => question(`custom.${key}`));
  const form = await newForm(organization, { fields: [first, question('message'), ...asked] });
  const token = await readToken(host.url, form.id);
  await change(form, [first, question('message')]);
  const long = 'x'.repeat(limits.formValueCharacters);
  const values = { firstName: 'Ana', [asked[0]!.field]: long, [asked[1]!.field]: long, token };
  const refused = await post(form, values);
  expect(refused.status).toBe(422);
  expect(refused.text.split(long)).toHaveLength(3);
});

test('an address that another lead has is added to a message of any length that a form takes', async () => {
  await bodyOf(
    200,
    call('PATCH', path, { body: { uniqueEmails: { lead: 'refuse' } }, ifMatch: await versionOf() }),
  );
  const form = await newForm(organization, { fields: [first, question('email'), question('message')] });
  const email = `${unique('ana')}@people.example`;
  await bodyOf(201, call('POST', `${path}/leads`, { body: { firstName: 'Ana', email } }));
  await host.settled(organization);
  const firstName = unique('Ana ');
  const message = 'y'.repeat(limits.formValueCharacters);
  const sent = await post(form, { firstName, email, message, token: await readToken(host.url, form.id) });
  expect(sent.status).toBe(200);
  const lead = await leadNamed(firstName);
  expect(lead.message).toBe(`${email}\n\n${message}`);
  expect(lead.message.length).toBeLessThan(leadMessageCharacters);
});

const versionOf = async (): Promise<number> => (await bodyOf(200, call('GET', path))).version;

test('what was sent to a form that was turned off meanwhile is shown as not sent', async () => {
  const form = await newForm(organization);
  const token = await readToken(host.url, form.id);
  await bodyOf(200, call('PATCH', `${path}/forms/${form.id}`, { body: { isOn: false }, ifMatch: 1 }));
  const sent = await post(form, { firstName: 'Ana', message: 'Typed <b>by hand', token });
  expect(sent.status).toBe(404);
  expect(sent.text).toContain('Your answers weren’t sent');
  expect(sent.text).toContain('Typed &#60;b&#62;by hand</textarea>');
  expect(sent.text).not.toContain(token);
});
