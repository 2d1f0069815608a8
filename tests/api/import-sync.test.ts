import { beforeAll, describe, expect, inject, test } from 'vitest';
import { bodyOf, type Call } from '../caller.ts';
import { sendBytes } from '../files.ts';
import { connectHost } from '../host.ts';
import { changedImport, checkedImport, importIn, readFile } from '../imports.ts';
import { endedJob } from '../jobs.ts';
import { mergesIn } from '../merges.ts';
import {
  addMember,
  newApiKey,
  newOrganization,
  newPerson,
  unique,
  type TestOrganization,
} from '../organization.ts';

const host = connectHost(inject('host'));
let organization: TestOrganization;
let call: Call;

beforeAll(async () => {
  const me = await newPerson(host);
  organization = await newOrganization(me);
  ({ call } = await newApiKey(host, organization, me));
});

const at = (rest: string): string => `${organization.path}/${rest}`;

/** What a program does: creates an import, uploads its file, and says that it is complete. */
async function sent(lines: readonly object[], file: object, options: object = { start: true }): Promise<any> {
  const bytes = Buffer.from(lines.map((line) => JSON.stringify(line)).join('\n'));
  const body = { file: { name: 'nightly.jsonl', sizeBytes: bytes.length, ...file }, ...options };
  const { id, upload } = await bodyOf(201, call('POST', at('imports'), { body }));
  expect((await sendBytes(upload, bytes)).status).toBe(200);
  return bodyOf(200, call('POST', at(`imports/${id}/read`)));
}

const started = async ({ id }: { id: string }): Promise<any> => {
  const one = await importIn(call, organization, id, ['started', 'unreadable']);
  expect(one.state).toBe('started');
  return { ...one, job: await endedJob(call, organization, one.jobId) };
};
/** The end of an import that doesn't start by itself after all. */
const ended = async ({ id }: { id: string }): Promise<any> => {
  const one = await importIn(call, organization, id, ['checked', 'ready', 'started', 'unreadable']);
  expect(one.start).toBeUndefined();
  return one;
};
const listed = async (plural: string, externalId: string): Promise<any[]> =>
  (await bodyOf(200, call('GET', at(plural), { query: { externalId, current: 'true' } }))).items;
const versionOf = async ({ id }: { id: string }): Promise<number> =>
  (await bodyOf(200, call('GET', at(`customers/${id}`)))).version;

describe('an import by a program', () => {
  test('creates records and updates those that exist, night after night, without a person in between', async () => {
    const mark = unique('ERP-');
    const file = { recordType: 'customer', onMatch: 'update' };
    const night = (city: string) => [
      { externalId: `${mark}-1`, name: 'Acme, S. L.', city, unknown: 'left out' },
      { externalId: `${mark}-2`, name: '=Beta', phones: [{ label: 'mobile', number: '+573001112233' }] },
    ];
    const first = await started(await sent(night('Cali'), file));
    expect(first.file).toMatchObject({ format: 'jsonl', matchBy: ['externalId', 'phones'] });
    expect(first.job).toMatchObject({ done: 2, created: 2, failed: 0, state: 'done' });
    const second = await started(await sent(night('Lima'), file));
    expect(second.job).toMatchObject({ done: 2, created: 0, failed: 0 });
    const [acme, ...others] = await listed('customers', `${mark}-1`);
    expect(others).toEqual([]);
    expect(acme).toMatchObject({ name: 'Acme, S. L.', city: 'Lima' });
    expect(await listed('customers', `${mark}-2`)).toMatchObject([
      { name: '=Beta', phones: [{ label: 'mobile', number: '+573001112233' }] },
    ]);
  });

  test('refers to records by their IDs, external IDs and names, and has amounts as the API takes them', async () => {
    const mark = unique('ERP-');
    const body = { name: unique('Referred '), externalId: mark };
    const { id: customerId } = await bodyOf(201, call('POST', at('customers'), { body }));
    const deal = (number: number, named: string) => ({
      ...{ externalId: `${mark}-${number}`, title: `Deal ${number}`, customerId: named },
      value: { amountMinor: 1_234_567, currency: 'USD' },
      ...{ ownerId: organization.owner.userId, expectedCloseDate: '2026-03-04' },
    });
    const lines = [deal(1, customerId), deal(2, mark), deal(3, body.name)];
    const { job } = await started(await sent(lines, { recordType: 'deal' }));
    expect(job).toMatchObject({ done: 3, created: 3, failed: 0 });
    for (const number of [1, 2, 3]) {
      const [found] = await listed('deals', `${mark}-${number}`);
      expect(await bodyOf(200, call('GET', at(`deals/${found?.id}`)))).toMatchObject({
        ...{ customerId, value: { amountMinor: 1_234_567, currency: 'USD' } },
        ...{ ownerId: organization.owner.userId, expectedCloseDate: '2026-03-04' },
      });
    }
  });

  test('refers to merged records by their IDs as to the one that remains, if its creator can see that one', async () => {
    const customers = await Promise.all(
      [1, 2, 3].map(() => bodyOf(201, call('POST', at('customers'), { body: { name: unique('Merging ') } }))),
    );
    const [first, second, third] = customers as [any, any, any];
    const merges = mergesIn(host, organization);
    const { record } = await merges.merged(second, [first], { plural: 'customers' });
    await merges.merged(third, [record], { plural: 'customers' });
    const externalId = unique('ERP-');
    const deal = { externalId, title: 'Renewal', customerId: first.id };
    const { job } = await started(await sent([deal], { recordType: 'deal' }));
    expect(job).toMatchObject({ done: 1, created: 1, failed: 0 });
    expect(await listed('deals', externalId)).toMatchObject([{ customerId: third.id }]);

    const { call: byEmployee } = await addMember(host, organization, 'employee');
    const own = await bodyOf(201, byEmployee('POST', at('customers'), { body: { name: unique('Own ') } }));
    await merges.merged({ ...third, version: await versionOf(third) }, [own], { plural: 'customers' });
    const rows = ['First name,Customer', `Ana,${own.id}`].join('\n');
    const ready = await readFile(byEmployee, organization, rows);
    const { check } = (await checkedImport(byEmployee, organization, ready)).file;
    expect(check).toMatchObject({ creates: 0, refusals: 1, problems: [{ code: 'unknown_reference' }] });
  }, 240_000);

  test('starts only if no more rows are refused than the program accepts', async () => {
    const lines = () => [{ firstName: unique('Fine ') }, { firstName: 'Wrong', email: 'no address' }];
    const refused = await ended(await sent(lines(), { recordType: 'contact' }));
    expect(refused).toMatchObject({ state: 'checked', problem: { code: 'rows_refused' } });
    expect(refused.file.check).toMatchObject({ creates: 1, refusals: 1 });
    const accepted = await sent(lines(), { recordType: 'contact' }, { start: true, refusalsMax: 1 });
    expect((await started(accepted)).job).toMatchObject({ done: 1, created: 1 });
    const nothing = await ended(
      await sent([{ lastName: 'Nobody' }], { recordType: 'contact' }, { start: true, refusalsMax: 9 }),
    );
    expect(nothing).toMatchObject({ state: 'checked', file: { check: { creates: 0, refusals: 1 } } });
  });

  test('waits for a person who has changed its settings meanwhile', async () => {
    const read = await sent([{ firstName: 'Ana', email: 'no address' }], { recordType: 'contact' });
    const refused = await ended(read);
    const changed = await changedImport(call, organization, refused, {
      columns: [{ field: 'firstName' }, null],
    });
    expect(changed.problem).toBeUndefined();
    const checked = await checkedImport(call, organization, changed);
    expect(checked.file.check).toMatchObject({ creates: 1, refusals: 0 });
    expect(checked.start).toBeUndefined();
  });

  test('refers to no records that its creator can’t see', async () => {
    const { call: byEmployee } = await addMember(host, organization, 'employee');
    const externalId = unique('ERP-');
    const body = { name: unique('Hidden '), externalId };
    const { id } = await bodyOf(201, call('POST', at('customers'), { body }));
    const rows = ['First name,Customer', `Ana,${id}`, `Eva,${externalId}`].join('\n');
    const ready = await readFile(byEmployee, organization, rows);
    const changed = await changedImport(byEmployee, organization, ready, { createMissing: false });
    const { check } = (await checkedImport(byEmployee, organization, changed)).file;
    expect(check).toMatchObject({ creates: 0, refusals: 2 });
    expect(check.problems).toMatchObject([{ column: 1, code: 'unknown_reference', count: 2 }]);
  });

  test('is refused with a line that isn’t JSON, and with a field that finds no records', async () => {
    const bytes = Buffer.from('{"firstName":"Ana"}\n{"firstName":');
    const file = { name: 'a.jsonl', sizeBytes: bytes.length, recordType: 'contact' };
    const { id, upload } = await bodyOf(201, call('POST', at('imports'), { body: { file, start: true } }));
    await sendBytes(upload, bytes);
    await bodyOf(200, call('POST', at(`imports/${id}/read`)));
    const unreadable = await importIn(call, organization, id, ['unreadable', 'started']);
    expect(unreadable).toMatchObject({ state: 'unreadable', problem: { code: 'invalid_json', row: 2 } });
    const wrong = await call('POST', at('imports'), { body: { file: { ...file, matchBy: ['userId'] } } });
    expect(wrong).toMatchObject({ status: 422, body: { errors: [{ pointer: '/file/matchBy/0' }] } });
  });
});

test('every row is written, however few fit into a transaction', async () => {
  const lines = Array.from({ length: 400 }, (_, row) => ({
    externalId: unique('ERP-'),
    firstName: `Ana ${row}`,
    email: `ana${row}@people.example`,
  }));
  const { job } = await started(await sent(lines, { recordType: 'contact' }));
  expect(job).toMatchObject({ state: 'done', done: 400, failed: 0, created: 400 });
});
