import { beforeAll, expect, inject, test } from 'vitest';
import { limits } from '#contract/limits.ts';
import { bodyOf } from '../caller.ts';
import { newForm, readToken } from '../forms.ts';
import { connectHost } from '../host.ts';
import { newOrganization, newPerson, unique, type TestOrganization } from '../organization.ts';
import { newAddress, visit } from '../visitor.ts';

const host = connectHost(inject('host'));
let organization: TestOrganization;
let path: string;

beforeAll(async () => {
  organization = await newOrganization(await newPerson(host));
  const fields = [
    { field: 'subject', label: 'Subject', isRequired: true },
    { field: 'description', label: 'Description', isRequired: false },
    { field: 'writerEmail', label: 'Email', isRequired: true },
  ];
  const { id } = await newForm(organization, { creates: 'issue', fields });
  path = `/v1/forms/${id}`;
});

const post = (form: Record<string, string>, to = path, headers = {}) =>
  visit(host.url, 'POST', to, { form, headers, from: newAddress() });

const token = () => readToken(host.url, path.split('/').at(-1)!);

/** A text of a number of characters with 59 line breaks. */
const longText = (characters: number, lineBreak: string): string =>
  Array.from({ length: 60 }, () => 'x'.repeat(Math.ceil(characters / 60)))
    .join('\n')
    .slice(0, characters)
    .replaceAll('\n', lineBreak);

test('a line break of a form is one character, as in the page, and one that is stored', async () => {
  const subject = unique('Breaks ');
  const description = longText(limits.formValueCharacters, '\r\n');
  const sent = await post({ subject, description, writerEmail: 'ana@people.example', token: await token() });
  expect(sent.status).toBe(200);
  await host.settled(organization);
  const { owner } = organization;
  const { items } = await bodyOf(200, owner.call('GET', `${organization.path}/issues`));
  const { id } = items.find((one: any) => one.subject === subject);
  const issue = await bodyOf(200, owner.call('GET', `${organization.path}/issues/${id}`));
  expect(issue.description).toBe(longText(limits.formValueCharacters, '\n'));
});

test.each(['\r\n', '\r', '\n'])('a text by API counts %j as one character', async (lineBreak) => {
  const { owner } = organization;
  const description = longText(limits.noteCharacters, lineBreak);
  const body = { subject: unique('Breaks '), description };
  const created = await bodyOf(201, owner.call('POST', `${organization.path}/issues`, { body }));
  expect(created.description).toBe(longText(limits.noteCharacters, '\n'));
});

test('a form that is refused before its page can be shown answers with a page that keeps what was typed', async () => {
  const typed = {
    subject: 'x'.repeat(limits.formValueCharacters + 1),
    description: 'The <b>printer</b>\r\nburns',
  };
  const { status, text, headers } = await post(typed, path, { 'accept-language': 'es' });
  expect(status).toBe(422);
  expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  expect(text).toContain('<html lang="es">');
  expect(text).toContain(`name="subject" value="${typed.subject}"`);
  expect(text).toContain('name="description" value="The &#60;b&#62;printer&#60;/b&#62;\r\nburns"');
  expect(text).toContain('Enviar otra vez');
  const inFrame = await post(typed, path, { 'sec-fetch-dest': 'iframe' });
  expect(inFrame.headers.get('content-security-policy')).toContain('frame-ancestors *');
});

test('programs get the same refusals as problems', async () => {
  const json = { subject: 'x'.repeat(limits.formValueCharacters + 1) };
  const { status, body } = await visit(host.url, 'POST', path, { json, from: newAddress() });
  expect([status, body.errors]).toEqual([
    422,
    [expect.objectContaining({ pointer: '/subject', code: 'too_long', limit: limits.formValueCharacters })],
  ]);
});

test('links to forms and documents work with the parameters that other sites add', async () => {
  const added = 'utm_source=newsletter&fbclid=abc';
  const headers = { accept: 'text/html' };
  expect((await visit(host.url, 'GET', `${path}?${added}`, { headers })).status).toBe(200);
  const typed = { subject: unique('Linked '), writerEmail: 'ana@people.example', token: await token() };
  expect((await post(typed, `${path}?${added}`)).status).toBe(200);
  const document = await visit(host.url, 'GET', `/v1/documents?key=unknown&${added}`, { headers });
  expect([document.status, document.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
});
