import { beforeAll, expect, inject, test } from 'vitest';
import { limits } from '#contract/limits.ts';
import { heldDirectoryKey, heldSubmissionKey } from '#data/store/keys.ts';
import { awaited } from '../awaited.ts';
import { bodyOf, type Call } from '../caller.ts';
import { newForm, newHeld, readToken } from '../forms.ts';
import { connectHost } from '../host.ts';
import { newContact, newOrganization, newPerson, unique, type TestOrganization } from '../organization.ts';
import { erased } from '../personal-data.ts';
import { longOver, openTable } from '../table.ts';
import { newAddress, visit } from '../visitor.ts';

const host = connectHost(inject('host'));
const table = openTable(host);
let organization: TestOrganization;
let call: Call;
let path: string;

beforeAll(async () => {
  organization = await newOrganization(await newPerson(host), { country: 'ES', currency: 'EUR' });
  ({ call } = organization.owner);
  ({ path } = organization);
});

const issueQuestions = [
  { field: 'subject', label: 'What is it about?', isRequired: true },
  { field: 'writerEmail', label: 'Your e-mail', isRequired: true },
];
const answers = () => ({ firstName: unique('Ana '), email: `${unique('ana')}@people.example` });
const held = async (): Promise<any[]> => (await bodyOf(200, call('GET', `${path}/held-submissions`))).items;
const heldWith = async (text: string) => (await held()).find((one) => JSON.stringify(one).includes(text));
const found = async (plural: string, text: string): Promise<any[]> => {
  await host.settled(organization);
  const { items } = await bodyOf(200, call('GET', `${path}/${plural}`, { query: { limit: '100' } }));
  return items.filter((row: any) => JSON.stringify(row).includes(text));
};
const post = (id: string, json: object) =>
  visit(host.url, 'POST', `/v1/forms/${id}`, { json, from: newAddress() });
const release = (id: string, idempotencyKey?: string) =>
  call('POST', `${path}/held-submissions/${id}/release`, idempotencyKey ? { idempotencyKey } : {});

test('what looks automated is held with its answers and reasons, and becomes no record', async () => {
  const form = await newForm(organization);
  const token = await readToken(host.url, form.id);
  const early = () => readToken(host.url, form.id, false);
  const cases: [() => Promise<object> | object, string[]][] = [
    [() => ({ token, entry2: 'x' }), ['hiddenField']],
    // The name of the hidden field in pages of version 0.4.
    [() => ({ token, company_fax: '555' }), ['hiddenField']],
    [async () => ({ token: await early() }), ['tooFast']],
    [async () => ({ token: await early(), entry2: 'x' }), ['hiddenField', 'tooFast']],
  ];
  for (const [sent, reasons] of cases) {
    const { json, one } = await heldCase(form, sent, reasons.length);
    expect(one).toMatchObject({
      ...{ kind: 'lead', formId: form.id, formName: form.name, reasons },
      answers: [
        { label: 'First name', text: json.firstName },
        { label: 'E-mail', text: json.email },
        { label: 'Phone', text: '612 345 678' },
        { label: 'Your message', text: 'Two\nlines' },
      ],
    });
    const days = (Date.parse(one.expiresAt) - Date.parse(one.receivedAt)) / 86_400_000;
    expect(Math.round(days)).toBe(limits.heldDays);
    expect(await found('leads', json.email)).toEqual([]);
  }
});

/** Sends what is to be held. On a slow machine, it can arrive too late for what is too fast, and is sent once more. */
async function heldCase(
  form: any,
  sent: () => Promise<object> | object,
  reasons: number,
): Promise<{ json: any; one: any }> {
  for (let attempt = 1; ; attempt += 1) {
    const own = await sent();
    const json = { ...answers(), phones: '612 345 678', message: 'Two\nlines', ...own };
    const answer = await post(form.id, json);
    expect([answer.status, answer.body]).toEqual([200, { thanks: 'We will write to you.' }]);
    const one = await heldWith(json.email);
    if (one?.reasons.length === reasons || attempt === 5) return { json, one };
  }
}

test('a held submission with errors is refused like any other, and one that is sent twice is held once', async () => {
  const form = await newForm(organization);
  const token = await readToken(host.url, form.id, false);
  expect((await post(form.id, { firstName: 'Ana', email: 'nobody', token })).status).toBe(422);
  const json = { ...answers(), token, entry2: 'x' };
  const sent = await Promise.all([post(form.id, json), post(form.id, json)]);
  expect(sent.map(({ status }) => status)).toEqual([200, 200]);
  expect((await held()).filter((one) => JSON.stringify(one).includes(json.email))).toHaveLength(1);
});

test.each(['lead', 'issue'])(
  'a released %s is as if it had just come in, and is created once',
  async (kind) => {
    const consentText = 'I agree.';
    const fields = kind === 'issue' ? { creates: 'issue', fields: issueQuestions } : { sourceId: 'website' };
    const form = await newForm(organization, { consentText, ...fields });
    const email = `${unique('eva')}@people.example`;
    const own: Record<string, string> =
      kind === 'issue' ? { subject: unique('Help '), writerEmail: email } : { ...answers(), email };
    const contact = await newContact(organization, call, { firstName: 'Eva', email });
    const one = await newHeld(host.url, organization, {
      form,
      consent: 'yes',
      ...own,
      ...(kind === 'issue' ? { firstName: undefined, email: undefined } : {}),
    });
    expect(one.kind).toBe(kind);
    // The form can be gone by then.
    await bodyOf(204, call('DELETE', `${path}/forms/${form.id}`, { ifMatch: 1 }));
    const key = unique('key');
    const [first, second] = await Promise.all([release(one.id, key), release(one.id, key)]);
    expect([first.status, second.body]).toEqual([200, first.body]);
    expect((await release(one.id)).status).toBe(404);
    expect(await heldWith(email)).toBeUndefined();
    const { recordType, recordId } = first.body;
    const plural = kind === 'issue' ? 'issues' : 'leads';
    const record = await bodyOf(200, call('GET', `${path}/${plural}/${recordId}`));
    expect(recordType).toBe(kind);
    expect(record).toMatchObject({
      ...{ formName: form.name, consentText, consentVersion: 1, createdBy: form.id, version: 1 },
      ...(kind === 'issue'
        ? { writerEmail: email, contactId: contact.id }
        : { email, sourceId: 'website', firstName: own.firstName }),
    });
    expect(await found(plural, (kind === 'issue' ? own.subject : own.firstName)!)).toHaveLength(1);
  },
);

test('of two people who release at once, one creates the record', async () => {
  const one = await newHeld(host.url, organization);
  const statuses = (await Promise.all([release(one.id), release(one.id)])).map(({ status }) => status);
  expect(statuses.toSorted()).toEqual([200, 404]);
});

test('a deleted held submission is gone for good', async () => {
  const one = await newHeld(host.url, organization);
  const gone = `${path}/held-submissions/${one.id}`;
  await bodyOf(204, call('DELETE', gone));
  expect([(await call('DELETE', gone)).status, (await release(one.id)).status]).toEqual([404, 404]);
  expect(await heldWith(one.id)).toBeUndefined();
});

test('answers whose choice or field was retired while they were held become part of the text', async () => {
  const { version } = await bodyOf(200, call('GET', `${path}/custom-fields/lead`));
  const options = [{ label: 'Red' }, { label: 'Blue' }];
  const color = { label: unique('Color '), kind: 'choice', options };
  const made = await bodyOf(
    201,
    call('POST', `${path}/custom-fields/lead`, { body: color, ifMatch: version }),
  );
  const field = made.items.at(-1);
  const asked = { field: `custom.${field.key}`, label: 'Which color?', isRequired: false };
  const form = await newForm(organization, {
    fields: [
      { field: 'firstName', label: 'First name', isRequired: true },
      { field: 'message', label: 'Message', isRequired: false },
      asked,
    ],
  });
  const sent = { form, email: undefined, message: 'Hello', [asked.field]: field.options[1].id };
  const [one, other] = [
    await newHeld(host.url, organization, sent),
    await newHeld(host.url, organization, { ...sent, from: newAddress() }),
  ];
  expect(one.answers.at(-1)).toEqual({ label: 'Which color?', text: 'Blue' });
  const place = `${path}/custom-fields/lead/${field.key}`;
  const kept = { options: [field.options[0]] };
  const less = await bodyOf(200, call('PATCH', place, { body: kept, ifMatch: made.version }));
  const read = async (id: string) => {
    const { recordId } = await bodyOf(200, release(id));
    return bodyOf(200, call('GET', `${path}/leads/${recordId}`));
  };
  expect((await read(one.id)).message).toBe('Hello\n\nWhich color?: Blue');
  await bodyOf(200, call('PATCH', place, { body: { retired: true }, ifMatch: less.version }));
  expect((await read(other.id)).message).toBe('Hello\n\nWhich color?: Blue');
});

test('a visitor whose submission can’t be held sees that it wasn’t received, how else to write, and what was typed', async () => {
  const full = await newOrganization(await newPerson(host));
  const form = await newForm(full, { otherContact: 'hello@shop.example' });
  const expiresAt = Math.floor(Date.now() / 1000) + 86_400;
  const entries = (end: number) =>
    Array.from({ length: limits.heldSubmissions }, (_, index) => ({
      ...{ id: String(index), bytes: 10, expiresAt: end, isAccessRequest: false },
    }));
  const fill = (end: number) =>
    table.put({ ...heldDirectoryKey(full.id), version: 7, data: JSON.stringify(entries(end)), expiresAt });
  await fill(expiresAt);
  const sent = {
    ...answers(),
    message: 'Typed <b>by hand',
    token: await readToken(host.url, form.id),
    entry2: 'x',
  };
  const refused = await post(form.id, sent);
  expect([refused.status, refused.body.detail]).toEqual([
    409,
    'The submission wasn’t received, because too many are held for review. Try again later, or contact the organization in another way.',
  ]);
  const page = await visit(host.url, 'POST', `/v1/forms/${form.id}`, { form: sent, from: newAddress() });
  expect(page.status).toBe(409);
  for (const text of [
    'Your answers weren’t sent',
    'hello@shop.example',
    'Typed &#60;b&#62;by hand',
    sent.email,
  ])
    expect(page.text).toContain(text);
  // What has expired takes no room.
  await fill(longOver());
  expect((await post(form.id, sent)).status).toBe(200);
});

test('an expired held submission is neither listed nor released', async () => {
  const one = await newHeld(host.url, organization);
  await table.change(heldSubmissionKey(organization.id, one.id), { expiresAt: longOver() });
  expect(await heldWith(one.id)).toBeUndefined();
  expect((await release(one.id)).status).toBe(404);
});

test('what is stored about a person contains held submissions, and an erasure removes them', async () => {
  const email = `${unique('held')}@people.example`;
  const contact = await newContact(organization, call, { firstName: 'Rosa', lastName: unique('Gil'), email });
  const one = await newHeld(host.url, organization, { email });
  const other = await newHeld(host.url, organization, { from: newAddress() });
  await host.settled(organization);
  const data = `${path}/personal-data/records/contact/${contact.id}`;
  expect((await bodyOf(200, call('GET', data))).heldSubmissions).toMatchObject([{ id: one.id }]);
  const erasure = await erased(call, organization, 'contact', contact.id, `Rosa ${contact.lastName}`);
  await awaited(
    'the erasure',
    async () => heldWith(one.id),
    (left) => left === undefined,
    { pauseMs: 500 },
  );
  expect(await heldWith(other.id)).toBeDefined();
  expect(erasure.state).toBe('running');
});
