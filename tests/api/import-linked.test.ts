import { beforeAll, expect, inject, test } from 'vitest';
import { bodyOf, type Call } from '../caller.ts';
import { sendBytes } from '../files.ts';
import { connectHost } from '../host.ts';
import { importIn, readFile } from '../imports.ts';
import { endedJob } from '../jobs.ts';
import { newOrganization, newPerson, unique, type TestOrganization } from '../organization.ts';

const host = connectHost(inject('host'));
let organization: TestOrganization;
let call: Call;

beforeAll(async () => {
  organization = await newOrganization(await newPerson(host));
  ({ call } = organization.owner);
});

const at = (rest: string): string => `${organization.path}/${rest}`;

/** Imports objects as records of a type, and returns the job when it has ended. */
async function imported(recordType: string, lines: readonly object[]): Promise<any> {
  const bytes = Buffer.from(lines.map((line) => JSON.stringify(line)).join('\n'));
  const file = { name: `${recordType}.jsonl`, sizeBytes: bytes.length, recordType };
  const { id, upload } = await bodyOf(201, call('POST', at('imports'), { body: { file, start: true } }));
  expect((await sendBytes(upload, bytes)).status).toBe(200);
  await bodyOf(200, call('POST', at(`imports/${id}/read`)));
  const { jobId } = await importIn(call, organization, id, ['started']);
  return endedJob(call, organization, jobId);
}
const byExternalId = async (plural: string, externalId: string): Promise<any[]> =>
  (await bodyOf(200, call('GET', at(plural), { query: { externalId, current: 'true' } }))).items;

test('files that refer to one another are imported in the order of their references, and undone in the reverse one', async () => {
  const mark = unique('OLD-');
  const name = unique('Linked ');
  const email = `${unique('linked')}@people.example`;
  const customers = await imported('customer', [{ externalId: `${mark}-c`, name }]);
  const contacts = await imported('contact', [
    { externalId: `${mark}-p`, firstName: 'Ana', email, customerId: `${mark}-c` },
  ]);
  const deals = await imported('deal', [
    { externalId: `${mark}-d`, title: 'By name and address', customerId: name, contactIds: [email] },
  ]);
  for (const job of [customers, contacts, deals])
    expect(job).toMatchObject({ state: 'done', created: 1, failed: 0 });
  const [customer] = await byExternalId('customers', `${mark}-c`);
  const [contact] = await byExternalId('contacts', `${mark}-p`);
  const [listed] = await byExternalId('deals', `${mark}-d`);
  const deal = await bodyOf(200, call('GET', at(`deals/${listed?.id}`)));
  expect(contact).toMatchObject({ customerId: customer.id });
  expect(deal).toMatchObject({ customerId: customer.id, contactIds: [contact.id] });

  for (const { id } of [deals, contacts, customers]) {
    const undo = await bodyOf(201, call('POST', at(`jobs/${id}/undo`)));
    expect(await endedJob(call, organization, undo.id)).toMatchObject({ done: 1, failed: 0 });
  }
  expect(await byExternalId('customers', `${mark}-c`)).toEqual([]);
  expect(await byExternalId('contacts', `${mark}-p`)).toEqual([]);
  expect(await byExternalId('deals', `${mark}-d`)).toEqual([]);
});

test('the preview names the customers and tags of refused rows as the file does', async () => {
  const lines = [
    'First name,E-mail,Customer,Tags',
    'Ana,not an address,Fjord Foods,Harbour',
    'Olga,,Quay 9,',
  ];
  const { id } = await readFile(call, organization, lines.join('\n'));
  const { items, newNames } = await bodyOf(200, call('GET', at(`imports/${id}/rows`)));
  const [refused, created] = items;
  expect(refused).toMatchObject({ action: 'refuse', problems: [{ code: 'invalid_email' }] });
  expect(newNames).toEqual({
    [refused.values.customerId]: 'Fjord Foods',
    [refused.values.tagIds[0]]: 'Harbour',
    [created.values.customerId]: 'Quay 9',
  });
});
