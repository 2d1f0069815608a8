import { beforeAll, describe, expect, inject, test } from 'vitest';
import { bodyOf, type Call } from '../caller.ts';
import { connectHost } from '../host.ts';
import { checkedImport, importIn, readFile, startedImport } from '../imports.ts';
import { endedJob } from '../jobs.ts';
import {
  addMember,
  newApiKey,
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
