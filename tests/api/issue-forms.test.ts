import { beforeAll, expect, inject, test } from 'vitest';
import { awaited } from '../awaited.ts';
import { bodyOf, type Call } from '../caller.ts';
import { newForm, readToken } from '../forms.ts';
import { connectHost } from '../host.ts';
import { newOrganization, newPerson, unique, type TestOrganization } from '../organization.ts';
import { visit } from '../visitor.ts';

const host = connectHost(inject('host'));
let organization: TestOrganization;
let call: Call;
let form: any;
let customer: any;

const questions = [
  { field: 'subject', label: 'What is it about?', isRequired: true },
  { field: 'description', label: 'What happened?', isRequired: false },
  { field: 'writerEmail', label: 'Your e-mail', isRequired: true },
  { field: 'writerName', label: 'Your name', isRequired: false },
];
const ofIssues = { creates: 'issue', fields: questions };

beforeAll(async () => {
  organization = await newOrganization(await newPerson(host));
  ({ call } = organization.owner);
  customer = await create('customers', { name: 'Acme' });
  form = await newForm(organization, { ...ofIssues, consentText: 'I agree.' });
});

const create = (plural: string, body: object): Promise<any> =>
  bodyOf(201, call('POST', `${organization.path}/${plural}`, { body }));

/** Submits the form and returns the response with the issue, if there is one. */
async function submitted(answers: object, of = form): Promise<{ answer: any; issue: any }> {
  const subject = unique('Subject ');
  const token = await readToken(host.url, of.id);
  const json = { subject, consent: 'yes', token, ...answers };
  const answer = await visit(host.url, 'POST', `/v1/forms/${of.id}`, { json });
  await host.settled(organization);
  const { items } = await bodyOf(200, call('GET', `${organization.path}/issues`));
  const found = items.find((one: any) => one.subject === subject);
  const issue = found && (await bodyOf(200, call('GET', `${organization.path}/issues/${found.id}`)));
  return { answer: { status: answer.status, body: answer.body }, issue };
}

test('a form for issues opens an issue that says who wrote, with the usual priority and its clock running', async () => {
  const writerEmail = `${unique('visitor')}@people.example`;
  const { answer, issue } = await submitted({ writerEmail, writerName: 'Ana', description: 'Help' });
  expect(answer).toEqual({ status: 200, body: { thanks: 'We will write to you.' } });
  expect(issue).toMatchObject({
    ...{ statusId: 'open', priorityId: 'normal', description: 'Help', writerName: 'Ana', writerEmail },
    ...{ formName: form.name, consentText: 'I agree.', consentVersion: 1, version: 1 },
    clock: { runningSince: issue.createdAt },
  });
  expect([issue.contactId, issue.customerId]).toEqual([undefined, undefined]);
  expect(issue.code).toMatch(/^ISS-\d{4}$/);
  const next = await create('issues', { subject: 'By a member' });
  expect(Number(next.code.slice(4))).toBe(Number(issue.code.slice(4)) + 1);
});

test('an issue gets the contact with the visitor’s address, and the visitor sees no difference', async () => {
  const [email, deleted] = [`${unique('ana')}@people.example`, `${unique('leo')}@people.example`];
  const contact = await create('contacts', { firstName: 'Ana', email, customerId: customer.id });
  const gone = await create('contacts', { firstName: 'Leo', email: deleted, customerId: customer.id });
  const path = `${organization.path}/contacts/${gone.id}`;
  await bodyOf(200, call('DELETE', path, { ifMatch: gone.version }));
  const known = await submitted({ writerEmail: email.toUpperCase() });
  expect(known.issue).toMatchObject({ contactId: contact.id, customerId: customer.id, version: 1 });
  for (const writerEmail of [deleted, `${unique('eva')}@people.example`]) {
    const { answer, issue } = await submitted({ writerEmail });
    expect(answer).toEqual(known.answer);
    expect([issue.contactId, issue.customerId]).toEqual([undefined, undefined]);
  }
});

test('an answer to a visitor who is no contact is sent to the visitor’s address', async () => {
  const writerEmail = `${unique('visitor')}@people.example`;
  const { issue } = await submitted({ writerEmail, writerName: 'Ana' });
  const path = `${organization.path}/issues/${issue.id}/answers`;
  await bodyOf(201, call('POST', path, { body: { body: 'We are on it', statusId: 'waiting' } }));
  const [mail] = await awaited(
    'the answer',
    () => host.mails(writerEmail),
    // The first one is the receipt.
    (mails) => mails.length > 1,
    { pauseMs: 50 },
  );
  expect(mail?.subject).toContain(`${issue.subject} (${issue.code})`);
  expect(mail?.text).toContain('We are on it');
  expect(mail?.text).not.toMatch(/\/portal\/|Stop/);
});

test('an address to which no answer could be sent is refused, and nothing is opened', async () => {
  const { answer, issue } = await submitted({ writerEmail: 'jörg@people.example' });
  expect(answer.status).toBe(422);
  expect(answer.body.errors).toMatchObject([{ pointer: '/writerEmail', code: 'undeliverable_email' }]);
  expect(issue).toBeUndefined();
});

test('a double submission opens one issue', async () => {
  const token = await readToken(host.url, form.id);
  const json = { subject: unique('Twice '), writerEmail: 'a@people.example', consent: 'yes', token };
  const send = () => visit(host.url, 'POST', `/v1/forms/${form.id}`, { json });
  await Promise.all([send(), send()]);
  await host.settled(organization);
  const { items } = await bodyOf(200, call('GET', `${organization.path}/issues`));
  expect(items.filter(({ subject }: any) => subject === json.subject)).toHaveLength(1);
});

test('a form asks for fields of what it creates, which stays as it is', async () => {
  const errors = async (body: object) =>
    (await bodyOf(422, call('POST', `${organization.path}/forms`, { body }))).errors.map(
      ({ pointer, code }: any) => [pointer, code],
    );
  const { name: _name, id: _id, version: _version, createdAt: _c, updatedAt: _u, ...values } = form;
  const { consentVersion: _v, ...body } = { ...values, name: unique('Form ') };
  const firstName = { field: 'firstName', label: 'Name', isRequired: true };
  expect(await errors({ ...body, fields: [...questions, firstName] })).toEqual([
    ['/fields/4/field', 'not_a_choice'],
  ]);
  expect(await errors({ ...body, fields: questions.slice(0, 1) })).toEqual([['/fields', 'required']]);
  expect(await errors({ ...body, creates: 'lead' })).toContainEqual(['/fields', 'required']);
  expect(await errors({ ...body, sourceId: 'website' })).toEqual([['/sourceId', 'not_allowed']]);
  const change = { body: { creates: 'lead' }, ifMatch: form.version };
  expect(await call('PATCH', `${organization.path}/forms/${form.id}`, change)).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: '/creates', code: 'unknown_field' }] },
  });
});
