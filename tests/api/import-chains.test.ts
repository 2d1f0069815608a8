import { beforeAll, describe, expect, inject, test } from 'vitest';
import { importKey } from '#data/store/run-keys.ts';
import { awaited } from '../awaited.ts';
import { bodyOf, type Call } from '../caller.ts';
import { connectHost } from '../host.ts';
import {
  changedImport,
  checkedImport,
  importIn,
  linkedImports,
  readFile,
  startedImport,
} from '../imports.ts';
import { endedJob } from '../jobs.ts';
import { longOver, openTable } from '../table.ts';
import { addMember, newOrganization, newPerson, unique, type TestOrganization } from '../organization.ts';

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
const found = async (path: string, q: string): Promise<any[]> =>
  (await bodyOf(200, call('GET', at(path), { query: { q } }))).items;

const linked = (...files: [recordType: string, content: string][]): Promise<any[]> =>
  linkedImports(call, organization, ...files);

/** Customers, their contacts, and the deals of both. */
async function threeFiles() {
  const [name, mail, deal] = [unique('Acme '), `${unique('ana')}@people.example`, unique('Deal ')];
  const number = unique('K');
  const files = await linked(
    ['customer', csv(['Name', 'External ID'], [name, number])],
    ['contact', csv(['First name', 'E-mail', 'Customer'], ['Ana', mail, number])],
    ['deal', csv(['Name', 'Customer', 'Contacts'], [deal, name, mail])],
  );
  return { name, mail, deal, number, files };
}

const everyJob = async (files: readonly any[]): Promise<any[]> => {
  const jobs: any[] = [];
  for (const { id } of files) {
    const { jobId } = await importIn(call, organization, id, ['started']);
    jobs.push(await endedJob(call, organization, jobId));
  }
  return jobs;
};

describe('linked imports', () => {
  test('are checked and started with the last one, and their rows name records of each other', async () => {
    const { name, mail, deal, files } = await threeFiles();
    const ids = files.map(({ id }) => id);
    expect(files.map(({ after, chain }) => ({ after, chain }))).toEqual([
      { chain: ids },
      { after: ids[0], chain: ids },
      { after: ids[1], chain: ids },
    ]);
    const checked = await checkedImport(call, organization, files[2]);
    expect(checked.file.check).toMatchObject({ creates: 1, refusals: 0, problems: [] });
    expect(await Promise.all(ids.map(get))).toMatchObject(ids.map(() => ({ state: 'checked' })));
    const [contactRow] = await rowsOf(ids[1]);
    expect(contactRow).toMatchObject({ action: 'create', problems: [] });

    const started = await startedImport(call, organization, checked);
    expect(started).toMatchObject({ id: ids[2], state: 'checked', startsAfter: true });
    expect(await everyJob(files)).toMatchObject(ids.map(() => ({ state: 'done', created: 1, failed: 0 })));
    const [customer] = await found('customers', name);
    const [contact] = await found('contacts', mail);
    expect(contact).toMatchObject({ customerId: customer.id });
    const [imported] = await found('deals', deal);
    expect(await bodyOf(200, call('GET', at(`deals/${imported.id}`)))).toMatchObject({
      customerId: customer.id,
      contactIds: [contact.id],
    });
  });

  test('find the records of notes in earlier files', async () => {
    const mail = `${unique('ana')}@people.example`;
    const files = await linked(
      ['contact', csv(['First name', 'E-mail'], ['Ana', mail])],
      ['note', csv(['Contact', 'Note'], [mail, 'Prefers calls in the morning'], ['nobody', 'Lost'])],
    );
    const [unchecked] = await rowsOf(files[1].id);
    expect(unchecked.problems).toMatchObject([{ code: 'earlier_unchecked' }]);
    const checked = await checkedImport(call, organization, files[1]);
    expect(checked.file.check).toMatchObject({ creates: 1, refusals: 1 });
    await startedImport(call, organization, checked);
    await everyJob(files);
    const [{ id }] = await found('contacts', mail);
    const { items } = await bodyOf(200, call('GET', at(`notes/contact/${id}`)));
    expect(items).toMatchObject([{ body: 'Prefers calls in the morning' }]);
    const undo = await bodyOf(201, call('POST', at(`imports/${files[0].id}/undo`)));
    expect(await endedJob(call, organization, undo.id)).toMatchObject({ state: 'done', done: 1, failed: 0 });
    await awaited(
      'the undo',
      () => call('GET', at(`contacts/${id}`)),
      ({ status }) => status === 404,
    );
  });

  test('are undone from the last one to the first one', async () => {
    const { name, mail, deal, files } = await threeFiles();
    await startedImport(call, organization, await checkedImport(call, organization, files[2]));
    const jobs = await everyJob(files);
    const first = await bodyOf(201, call('POST', at(`imports/${files[0].id}/undo`)));
    expect(first).toMatchObject({ kind: 'undo', undoes: jobs[2].id });
    for (const job of jobs.toReversed()) {
      const { undoneBy } = await awaited(
        'an undo',
        () => bodyOf(200, call('GET', at(`jobs/${job.id}`))),
        (one) => one.undoneBy !== undefined,
      );
      expect(await endedJob(call, organization, undoneBy)).toMatchObject({ state: 'done', failed: 0 });
    }
    await host.settled(organization);
    expect(await found('customers', name)).toEqual([]);
    expect(await found('contacts', mail)).toEqual([]);
    expect(await found('deals', deal)).toEqual([]);
    const again = await call('POST', at(`imports/${files[0].id}/undo`));
    expect(again).toMatchObject({ status: 409 });
  });

  test('refuse a name that several records have, of which one is only planned', async () => {
    const name = unique('Twice ');
    await bodyOf(201, call('POST', at('customers'), { body: { name } }));
    const [, contacts] = await linked(
      ['customer', csv(['Name', 'External ID'], [name, unique('K')])],
      ['contact', csv(['First name', 'Customer'], ['Ana', name])],
    );
    const { file } = await checkedImport(call, organization, contacts);
    expect(file.check.problems).toMatchObject([{ code: 'several_records', count: 1 }]);
  });

  test('don’t create what an earlier file creates for names once more', async () => {
    const name = unique('Shared ');
    const [contacts, deals] = await linked(
      ['contact', csv(['First name', 'Customer'], ['Ana', name])],
      ['deal', csv(['Name', 'Customer'], [unique('Deal '), name])],
    );
    const creating = { createMissing: true };
    await changedImport(call, organization, contacts, creating);
    const changed = await changedImport(call, organization, deals, creating);
    const checked = await checkedImport(call, organization, changed);
    expect(checked.file.check).toMatchObject({ creates: 1, refusals: 0 });
    expect(checked.file.check.related).toBeUndefined();
  });

  test('find the records that an earlier file of the same type is about to create', async () => {
    const mail = `${unique('one')}@people.example`;
    const [, second] = await linked(
      ['contact', csv(['First name', 'E-mail'], ['One', mail])],
      ['contact', csv(['First name', 'E-mail', 'City'], ['One', mail, 'Cali'])],
    );
    const changed = await changedImport(call, organization, second, {
      onMatch: 'update',
      matchBy: ['email'],
    });
    const checked = await checkedImport(call, organization, changed);
    expect(checked.file.check).toMatchObject({ creates: 0, updates: 1 });
    await startedImport(call, organization, checked);
    expect(await everyJob([checked])).toMatchObject([{ state: 'done', done: 1, failed: 0 }]);
    await host.settled(organization);
    expect(await found('contacts', mail)).toHaveLength(1);
  });

  test('show in the preview that a name can’t be found before the earlier file is checked', async () => {
    const { files, number } = await threeFiles();
    const [row] = await rowsOf(files[1].id);
    expect(row.problems).toMatchObject([{ column: 2, code: 'earlier_unchecked' }]);
    await checkedImport(call, organization, files[0]);
    const { items, newNames } = await bodyOf(200, call('GET', at(`imports/${files[1].id}/rows`)));
    expect(items[0].problems).toEqual([]);
    expect(newNames).toEqual({ [items[0].values.customerId]: number });
  });

  test('lose their checks when an earlier one is changed or deleted', async () => {
    const { files } = await threeFiles();
    const [first, second, third] = files.map(({ id }) => id);
    await checkedImport(call, organization, files[2]);
    await changedImport(call, organization, await get(second), { onMatch: 'create' });
    const unchecked = await get(third);
    expect(unchecked).toMatchObject({ state: 'ready', problem: { code: 'earlier_changed' } });
    expect(unchecked.file.check).toBeUndefined();
    expect(await get(first)).toMatchObject({ state: 'checked' });

    await checkedImport(call, organization, unchecked);
    const { version } = await get(first);
    await bodyOf(
      200,
      call('PATCH', at(`imports/${first}/rows`), {
        body: { rows: [{ row: 2, leftOut: true }] },
        ifMatch: version,
      }),
    );
    expect(await Promise.all([second, third].map(get))).toMatchObject([
      { state: 'ready', problem: { code: 'earlier_changed' } },
      { state: 'ready', problem: { code: 'earlier_changed' } },
    ]);
    await call('DELETE', at(`imports/${second}`), { ifMatch: (await get(second)).version });
    expect(await get(third)).toMatchObject({ after: first, chain: [first, third] });
  });

  test('name only those of each other that are still kept', async () => {
    const { files } = await threeFiles();
    const [first, second, third] = files.map(({ id }) => id);
    await openTable(host).change(importKey(organization.id, first), { expiresAt: longOver() });
    const shown = await Promise.all([second, third].map(get));
    const chain = [second, third];
    expect(shown.map((one) => ({ after: one.after, chain: one.chain }))).toEqual([
      { chain },
      { after: second, chain },
    ]);
    const { items } = await bodyOf(200, call('GET', at('imports')));
    expect(items.filter(({ id }: any) => chain.includes(id))).toMatchObject([{ chain }, { chain }]);
  });

  test('can be followed once, by imports of the same person, up to six of them', async () => {
    const member = await addMember(host, organization, 'manager');
    const file = { name: 'a.csv', sizeBytes: 5, recordType: 'contact' };
    const create = (caller: Call, body: object) => caller('POST', at('imports'), { body: { file, ...body } });
    const { id: first } = await bodyOf(201, create(call, {}));
    let last = (await bodyOf(201, create(call, { after: first }))).id;
    const problem = (code: string, pointer = '/after') => ({
      status: 422,
      body: { errors: [{ code, pointer }] },
    });
    expect(await create(call, { after: first })).toMatchObject(problem('used'));
    expect(await create(call, { after: last, start: true })).toMatchObject(problem('not_allowed', '/start'));
    expect(await create(member.call, { after: last })).toMatchObject(problem('unknown_reference'));
    const unknown = '01980000-0000-7000-8000-000000000000';
    expect(await create(call, { after: unknown })).toMatchObject(problem('unknown_reference'));
    for (let count = 2; count < 6; count += 1) last = (await bodyOf(201, create(call, { after: last }))).id;
    expect((await get(first)).chain).toHaveLength(6);
    expect(await create(call, { after: last })).toMatchObject(problem('too_many'));
    const { id: own } = await bodyOf(201, create(call, { start: true }));
    expect(await create(call, { after: own })).toMatchObject(problem('not_allowed'));
  });

  test('can’t be checked before the files of earlier ones are read', async () => {
    const file = { name: 'a.csv', sizeBytes: 5, recordType: 'customer' };
    const { id } = await bodyOf(201, call('POST', at('imports'), { body: { file } }));
    const second = await readFile(call, organization, csv(['First name'], ['Ana']), { after: id });
    const refused = await call('POST', at(`imports/${second.id}/check`), { ifMatch: second.version });
    expect(refused).toMatchObject({ status: 409, body: { code: 'conflict' } });
  });

  test('stay checked if an earlier job is canceled, and can be started by hand', async () => {
    const names = Array.from({ length: 3_000 }, () => [unique('Many '), unique('K')]);
    const [first, second] = await linked(
      ['customer', csv(['Name', 'External ID'], ...names)],
      ['contact', csv(['First name', 'Customer'], ['First', names[0]![0]!], ['Last', names.at(-1)![0]!])],
    );
    const checked = await checkedImport(call, organization, second);
    await startedImport(call, organization, checked);
    const { jobId } = await get(first.id);
    await bodyOf(200, call('POST', at(`jobs/${jobId}/cancel`)));
    const left = await get(second.id);
    expect(left).toMatchObject({ state: 'checked', problem: { code: 'earlier_stopped' } });
    expect(left.startsAfter).toBeUndefined();

    const started = await startedImport(call, organization, left);
    const job = await endedJob(call, organization, started.jobId);
    expect(job.failed).toBeGreaterThan(0);
    expect(job.total).toBe(2);
    const refused = await bodyOf(200, call('GET', at(`imports/${second.id}/refused-rows`)));
    expect(refused).toMatchObject({ rows: job.failed, isComplete: true });
  });

  test('are passed over if they have nothing to write', async () => {
    const externalId = unique('K');
    const customer = { name: unique('There '), externalId };
    const { id: customerId } = await bodyOf(201, call('POST', at('customers'), { body: customer }));
    const mail = `${unique('of')}@people.example`;
    const [first, second] = await linked(
      ['customer', csv(['Name', 'External ID'], [customer.name, externalId])],
      ['contact', csv(['First name', 'E-mail', 'Customer'], ['Ana', mail, externalId])],
    );
    const checked = await checkedImport(call, organization, second);
    expect((await get(first.id)).file.check).toMatchObject({ creates: 0, updates: 0, skips: 1 });
    expect(await startedImport(call, organization, checked)).toMatchObject({ state: 'started' });
    expect(await everyJob([second])).toMatchObject([{ state: 'done', created: 1 }]);
    expect(await get(first.id)).toMatchObject({ state: 'checked' });
    expect(await found('contacts', mail)).toMatchObject([{ customerId }]);
  });

  test('stay checked if they have nothing to write, even if they are started', async () => {
    const customer = { name: unique('There '), externalId: unique('K') };
    await bodyOf(201, call('POST', at('customers'), { body: customer }));
    const [first, second] = await linked(
      ['customer', csv(['Name', 'External ID'], [unique('New '), unique('K')])],
      ['customer', csv(['Name', 'External ID'], [customer.name, customer.externalId])],
    );
    const checked = await checkedImport(call, organization, second);
    const started = await startedImport(call, organization, checked);
    expect(started).toMatchObject({ state: 'checked' });
    expect(started.startsAfter).toBeUndefined();
    expect(await everyJob([first])).toMatchObject([{ state: 'done', created: 1 }]);
    expect(await get(second.id)).toMatchObject({ state: 'checked', version: checked.version });
  });
});
