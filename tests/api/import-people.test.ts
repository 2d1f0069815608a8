import { beforeAll, describe, expect, inject, test } from 'vitest';
import { bodyOf, type Call } from '../caller.ts';
import { connectHost } from '../host.ts';
import { changedImport, checkedImport, importIn, readFile, startedImport } from '../imports.ts';
import { endedJob } from '../jobs.ts';
import {
  addMember,
  newApiKey,
  newContact,
  newOrganization,
  newPerson,
  unique,
  type Person,
  type TestOrganization,
} from '../organization.ts';

const host = connectHost(inject('host'));
let organization: TestOrganization;
let employee: Person;
let call: Call;

beforeAll(async () => {
  organization = await newOrganization(await newPerson(host));
  ({ call } = organization.owner);
  employee = await addMember(host, organization, 'employee');
});

const at = (rest: string): string => `${organization.path}/${rest}`;
const csv = (names: readonly string[]): string => ['First name', ...names].join('\r\n');

/** Two linked and checked imports, of which the first one takes a while. */
async function linkedTwo(caller: Call): Promise<any[]> {
  const many = Array.from({ length: 3_000 }, () => unique('Many '));
  const first = await readFile(caller, organization, csv(many));
  const second = await readFile(caller, organization, csv([unique('Last ')]), { after: first.id });
  const checked = await checkedImport(caller, organization, second);
  return [await importIn(caller, organization, first.id, ['checked']), checked];
}

const started = (caller: Call, { id, version }: any) =>
  caller('POST', at(`imports/${id}/start`), { ifMatch: version });
const jobRunning = { status: 409, body: { detail: expect.stringContaining('still running') } };

describe('an import that somebody else started', () => {
  test('lets none wait for its job, which would write with the rights of that person', async () => {
    const [first, second] = await linkedTwo(employee.call);
    const { jobId } = await startedImport(call, organization, first);
    expect(await started(employee.call, second)).toMatchObject(jobRunning);
    await bodyOf(200, call('POST', at(`jobs/${jobId}/cancel`)));
    const own = await startedImport(employee.call, organization, second);
    const job = await endedJob(employee.call, organization, own.jobId);
    expect(job).toMatchObject({ state: 'done', created: 1, createdBy: employee.userId });
  });

  test('lets none wait for its job, if an API key of the same person started it', async () => {
    const [first, second] = await linkedTwo(call);
    const key = await newApiKey(host, organization, organization.owner);
    const { jobId } = await startedImport(key.call, organization, first);
    expect(await started(call, second)).toMatchObject(jobRunning);
    expect(await startedImport(key.call, organization, second)).toMatchObject({ startsAfter: true });
    await bodyOf(200, call('POST', at(`jobs/${jobId}/cancel`)));
  });

  test('can be undone only by people who can undo its job', async () => {
    const ready = await readFile(employee.call, organization, csv([unique('Once ')]));
    const checked = await checkedImport(employee.call, organization, ready);
    const { jobId } = await startedImport(call, organization, checked);
    await endedJob(call, organization, jobId);
    const path = at(`imports/${checked.id}/undo`);
    expect(await employee.call('POST', path)).toMatchObject({ status: 404 });
    const undo = await bodyOf(201, call('POST', path));
    expect(await endedJob(call, organization, undo.id)).toMatchObject({ state: 'done', done: 1, failed: 0 });
  });
});

describe('new records of an import', () => {
  const owned = async (plural: string, q: string): Promise<any> => {
    await host.settled(organization);
    const { items } = await bodyOf(200, call('GET', at(plural), { query: { q } }));
    return items.map(({ ownerId }: { ownerId?: string }) => ownerId);
  };

  test('belong to the member that it names, with those that rows name, unless a row names another one', async () => {
    const mark = unique('Owned');
    const { email } = await newContact(organization, call, {
      firstName: mark,
      email: `${unique('o')}@a.example`,
    });
    const rows = [
      'First name,E-mail,Customer,Owner',
      `Ana ${mark},,Acme ${mark},`,
      `Eva ${mark},,,${organization.owner.userId}`,
      `${mark},${email},,`,
    ];
    const ready = await readFile(call, organization, rows.join('\n'));
    const settings = { onMatch: 'update', createWithoutMatch: true, createMissing: true };
    const file = { ...settings, ownerId: employee.userId };
    const checked = await checkedImport(
      call,
      organization,
      await changedImport(call, organization, ready, file),
    );
    expect(checked.file).toMatchObject({ ownerId: employee.userId, check: { creates: 2, updates: 1 } });
    const { jobId } = await startedImport(call, organization, checked);
    expect(await endedJob(call, organization, jobId)).toMatchObject({ failed: 0 });
    expect(await owned('contacts', `Ana ${mark}`)).toEqual([employee.userId]);
    expect(await owned('customers', `Acme ${mark}`)).toEqual([employee.userId]);
    expect(await owned('contacts', `Eva ${mark}`)).toEqual([organization.owner.userId]);
    expect((await owned('contacts', email))[0]).toBeUndefined();
  });

  test('belong to nobody who isn’t a member, and to nobody else if the importer can’t hand records over', async () => {
    const stranger = await newPerson(host);
    const file = { name: 'a.csv', sizeBytes: 9, recordType: 'contact' };
    const made = (caller: Call, ownerId: string, more: object = {}) =>
      caller('POST', at('imports'), { body: { file: { ...file, ...more, ownerId } } });
    for (const [answer, code] of [
      [made(call, stranger.userId), 'unknown_reference'],
      [made(employee.call, organization.owner.userId), 'not_allowed'],
      [made(call, employee.userId, { recordType: 'note' }), 'not_allowed'],
    ] as const)
      expect((await bodyOf(422, answer)).errors).toMatchObject([{ pointer: '/file/ownerId', code }]);
    await bodyOf(201, made(employee.call, employee.userId));
  });
});
