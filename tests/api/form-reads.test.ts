import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { v4 as uuidv4 } from 'uuid';
import { beforeAll, expect, inject, test } from 'vitest';
import { bodyOf } from '../caller.ts';
import { newForm, readToken } from '../forms.ts';
import { connectHost } from '../host.ts';
import { newOrganization, newPerson, unique, type TestOrganization } from '../organization.ts';
import { visit } from '../visitor.ts';

const host = connectHost(inject('host'));
let organization: TestOrganization;
beforeAll(async () => {
  organization = await newOrganization(await newPerson(host));
});

test('inactive, deleted and unknown forms take the same reads, so that the time of an answer tells nothing', async () => {
  const off = await newForm(organization, { isOn: false });
  const gone = await newForm(organization);
  const one = `${organization.path}/forms/${gone.id}`;
  await bodyOf(204, organization.owner.call('DELETE', one, { ifMatch: 1 }));
  const requests = [
    ['GET', '', { headers: { accept: 'text/html' } }],
    ['GET', '/description', {}],
    ['GET', '/script', {}],
    ['OPTIONS', '', { headers: { origin: 'https://shop.example' } }],
    ['POST', '', { json: { firstName: 'Ana', token: 'x' } }],
  ] as const;
  for (const [method, rest, sent] of requests) {
    for (const id of [uuidv4(), off.id, gone.id]) {
      const { status, headers } = await visit(host.url, method, `/v1/forms/${id}${rest}`, sent);
      expect(status).toBe(404);
      // Two strong reads: of the form's id alone, and of the form in its organization.
      expect(await unitsOf(headers.get('x-request-id')!)).toEqual({ read: 2, write: 0 });
    }
  }
});

test('a form for issues takes the same reads for known and unknown visitors, so that the time of an answer tells nothing', async () => {
  const email = `${unique('ana')}@people.example`;
  const path = `${organization.path}/contacts`;
  await bodyOf(201, organization.owner.call('POST', path, { body: { firstName: 'Ana', email } }));
  const form = await newForm(organization, {
    creates: 'issue',
    fields: ['subject', 'writerEmail'].map((field) => ({ field, label: field, isRequired: true })),
  });
  const token = await readToken(host.url, form.id);
  const units: object[] = [];
  for (const writerEmail of [`${unique('leo')}@people.example`, email, `${unique('eva')}@people.example`]) {
    const json = { subject: 'Help', writerEmail, token };
    const { status, headers } = await visit(host.url, 'POST', `/v1/forms/${form.id}`, { json });
    expect(status).toBe(200);
    units.push(await unitsOf(headers.get('x-request-id')!));
  }
  expect(units[1]).toEqual(units[0]);
  expect(units[2]).toEqual(units[0]);
});

/** The capacity units that a request used, from its log line, without those for settings that weren't in the cache. */
async function unitsOf(requestId: string): Promise<object> {
  const folder = path.join(host.dataDir, 'logs');
  const lineOf = () =>
    readdirSync(folder)
      .flatMap((file) => readFileSync(path.join(folder, file), 'utf8').split('\n'))
      .find((line) => line.includes(requestId) && line.includes('"message":"request"'));
  await expect.poll(lineOf).toBeDefined();
  const { readUnits, writeUnits, settingsUnits = 0 } = JSON.parse(lineOf()!) as Record<string, number>;
  return { read: readUnits! - settingsUnits, write: writeUnits };
}
