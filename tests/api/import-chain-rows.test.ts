import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { bodyOf, type Call } from '../caller.ts';
import { connectHost } from '../host.ts';
import { changedImport, checkedImport, importIn, linkedImports, startedImport } from '../imports.ts';
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
const csv = (...rows: string[][]): string => rows.map((row) => row.join(',')).join('\r\n');
const get = (id: string): Promise<any> => bodyOf(200, call('GET', at(`imports/${id}`)));
const rowsOf = async (id: string): Promise<any[]> =>
  (await bodyOf(200, call('GET', at(`imports/${id}/rows`)))).items;
const linked = (...files: [recordType: string, content: string][]): Promise<any[]> =>
  linkedImports(call, organization, ...files);

/** A customer, and a contact that names it by its external ID. */
function customerAndContact(): Promise<any[]> {
  const number = unique('K');
  return linked(
    ['customer', csv(['Name', 'External ID'], [unique('Acme '), number])],
    [
      'contact',
      csv(['First name', 'E-mail', 'Customer'], ['Ana', `${unique('ana')}@people.example`, number]),
    ],
  );
}

describe('rows of linked imports', () => {
  test('find people in earlier files by their full names', async () => {
    const last = unique('Ríos');
    const files = await linked(
      ['contact', csv(['First name', 'Last name'], ['Ana', last])],
      ['note', csv(['Contact', 'Note'], [`ana ${last}`, 'Prefers calls in the morning'])],
    );
    const checked = await checkedImport(call, organization, files[1]);
    expect(checked.file.check).toMatchObject({ creates: 1, refusals: 0 });
    await startedImport(call, organization, checked);
    const { jobId } = await importIn(call, organization, checked.id, ['started']);
    expect(await endedJob(call, organization, jobId)).toMatchObject({ created: 1, failed: 0 });
    await host.settled(organization);
    const people = await bodyOf(200, call('GET', at('contacts'), { query: { q: last } }));
    const [{ id }] = people.items;
    expect((await bodyOf(200, call('GET', at(`notes/contact/${id}`)))).items).toHaveLength(1);

    const again = await linked(
      ['contact', csv(['First name', 'Last name'], ['Ana', last])],
      ['note', csv(['Contact', 'Note'], [`Ana ${last}`, 'Of one of them'])],
    );
    const { file } = await checkedImport(call, organization, again[1]);
    expect(file.check.problems).toMatchObject([{ code: 'several_records', count: 1 }]);
  });

  test('don’t find records by names that an earlier file leaves as they are', async () => {
    const [kept, other] = [unique('Kept '), unique('Other ')];
    const email = `${unique('info')}@kept.example`;
    await bodyOf(201, call('POST', at('customers'), { body: { name: kept, email } }));
    const [customers, contacts] = await linked(
      ['customer', csv(['Name', 'E-mail', 'City'], [other, email, 'Cali'])],
      ['contact', csv(['First name', 'Customer'], ['Ana', other], ['Eva', kept])],
    );
    const settings = { onMatch: 'updateEmpty', matchBy: ['email'] };
    await changedImport(call, organization, customers, settings);
    const unmade = await changedImport(call, organization, contacts, { createMissing: false });
    const { file } = await checkedImport(call, organization, unmade);
    expect(file.check).toMatchObject({ creates: 1, refusals: 1 });
    expect(file.check.problems).toMatchObject([{ code: 'unknown_reference', count: 1 }]);
  });

  test('refuse an address that only one record can have and that an earlier file gives to another', async () => {
    const mail = `${unique('one')}@people.example`;
    const [, second] = await linked(
      ['contact', csv(['First name', 'E-mail'], ['One', mail])],
      ['contact', csv(['First name', 'E-mail'], ['Two', mail], ['Three', `${unique('three')}@b.example`])],
    );
    const changed = await changedImport(call, organization, second, { onMatch: 'create' });
    const { file } = await checkedImport(call, organization, changed);
    expect(file.check).toMatchObject({ creates: 1, refusals: 1 });
    expect(file.check.problems).toMatchObject([{ column: 1, code: 'taken', count: 1 }]);
  });

  test('show in the preview what the last check of an earlier file plans', async () => {
    const files = await customerAndContact();
    const first = await checkedImport(call, organization, files[0]);
    await changedImport(call, organization, files[1], { createMissing: false });
    expect(await rowsOf(files[1].id)).toMatchObject([{ problems: [] }]);
    const body = { rows: [{ row: 2, leftOut: true }] };
    const path = at(`imports/${first.id}/rows`);
    await bodyOf(200, call('PATCH', path, { body, ifMatch: first.version }));
    await checkedImport(call, organization, await get(first.id));
    const [row] = await rowsOf(files[1].id);
    expect(row.problems).toMatchObject([{ column: 2, code: 'unknown_reference' }]);
  });

  test('count as unchecked if what they create isn’t known, as after a check by an earlier version', async () => {
    const files = await customerAndContact();
    await checkedImport(call, organization, files[0]);
    removePlanned(files[0].id);
    const [row] = await rowsOf(files[1].id);
    expect(row.problems).toMatchObject([{ column: 2, code: 'earlier_unchecked' }]);
    const creating = await changedImport(call, organization, files[1], { createMissing: true });
    const { file } = await checkedImport(call, organization, creating);
    expect(file.check).toMatchObject({
      creates: 0,
      refusals: 1,
      problems: [{ code: 'earlier_unchecked' }],
    });
    await checkedImport(call, organization, await get(files[0].id));
    const checked = await checkedImport(call, organization, await get(files[1].id));
    expect(checked.file.check).toMatchObject({ creates: 1, refusals: 0 });
    expect(checked.file.check.related).toBeUndefined();
  });
});

/** Deletes what an import is about to create from the local bucket. */
function removePlanned(importId: string): void {
  const database = new DatabaseSync(path.join(host.dataDir, 'host.sqlite'), { timeout: 5_000 });
  const { changes } = database.prepare('DELETE FROM objects WHERE key LIKE ?').run(`%/${importId}/planned`);
  database.close();
  expect(changes).toBe(1);
}
