import { beforeAll, describe, expect, inject, test } from 'vitest';
import { keyPermissionNames, type KeyPermission } from '#contract/permission.ts';
import { bodyOf, type Call } from '../caller.ts';
import { connectHost } from '../host.ts';
import { changedImport, checkedImport, readFile, startedImport } from '../imports.ts';
import { endedJob } from '../jobs.ts';
import { newApiKey, newOrganization, newPerson, type TestOrganization } from '../organization.ts';

const host = connectHost(inject('host'));
let organization: TestOrganization;
let call: Call;

beforeAll(async () => {
  organization = await newOrganization(await newPerson(host));
  ({ call } = organization.owner);
});

const at = (rest: string): string => `${organization.path}/${rest}`;
const keyWith = async (...permissions: KeyPermission[]): Promise<Call> =>
  (await newApiKey(host, organization, organization.owner, permissions)).call;

describe('without permission to read the records', () => {
  test('a key sees of a job neither its filters nor the new values, nor titles in its results', async () => {
    await bodyOf(201, call('POST', at('contacts'), { body: { firstName: 'Secretiva', city: 'Elche' } }));
    const query = { filter: { field: 'city', op: 'is', value: 'Elche' } };
    const change = { action: 'update', values: { jobTitle: 'Whistleblower' } };
    const body = { recordType: 'contact', query, change };
    const { id } = await bodyOf(201, call('POST', at('jobs'), { body }));
    await endedJob(call, organization, id);
    const [blind, seeing] = [await keyWith('job:read'), await keyWith('job:read', 'contact:read')];
    const seen = await bodyOf(200, seeing('GET', at(`jobs/${id}`)));
    expect(seen).toMatchObject({ change, query });
    const { change: _change, query: _query, ...rest } = seen;
    expect(await bodyOf(200, blind('GET', at(`jobs/${id}`)))).toEqual(rest);
    const { items } = await bodyOf(200, blind('GET', at('jobs')));
    expect(JSON.stringify(items)).not.toMatch(/Elche|Whistleblower/);
    const trashed = await bodyOf(201, call('POST', at('contacts'), { body: { firstName: 'Gone' } }));
    await bodyOf(200, call('DELETE', at(`contacts/${trashed.id}`), { ifMatch: 1 }));
    const again = { recordType: 'contact', ids: [trashed.id], change };
    const failed = await bodyOf(201, call('POST', at('jobs'), { body: again }));
    await endedJob(call, organization, failed.id);
    const results = async (by: Call): Promise<any[]> =>
      (await bodyOf(200, by('GET', at(`jobs/${failed.id}/results`)))).items;
    expect(await results(blind)).toEqual(
      (await results(seeing)).map(({ title: _title, ...result }) => result),
    );
  });

  test('a key can neither start nor undo jobs, and sees as little of one that it cancels', async () => {
    const key = await keyWith('job:read', 'job:create', 'contact:update');
    const { id } = await bodyOf(201, call('POST', at('contacts'), { body: { firstName: 'Ana' } }));
    const change = { action: 'update', values: { jobTitle: 'Whistleblower' } };
    const body = { recordType: 'contact', ids: [id], change };
    expect((await key('POST', at('jobs'), { body })).status).toBe(403);
    const job = await bodyOf(201, call('POST', at('jobs'), { body }));
    await endedJob(call, organization, job.id);
    expect((await key('POST', at(`jobs/${job.id}/undo`))).status).toBe(403);
    const canceled = await bodyOf(200, key('POST', at(`jobs/${job.id}/cancel`)));
    expect(canceled).toMatchObject({ id: job.id, done: 1 });
    expect(canceled.change).toBeUndefined();
  });

  test('a key sees of an import neither rows nor samples, names or settings', async () => {
    const read = await readFile(call, organization, 'First name,Company\nSecretiva,Hidden S.L.');
    const columns = [{ field: 'firstName' }, { field: 'customerId' }];
    const changed = await changedImport(call, organization, read, { columns, createMissing: true });
    const checked = await checkedImport(call, organization, changed);
    const started = await startedImport(call, organization, checked);
    await endedJob(call, organization, started.jobId);
    const blind = await keyWith(...keyPermissionNames.filter((name) => name !== 'contact:read'));
    const one = await bodyOf(200, blind('GET', at(`imports/${read.id}`)));
    expect(one.file).toMatchObject({ name: 'contacts.csv', recordType: 'contact', rows: 1 });
    expect(one.file.header).toBeUndefined();
    expect(one.file.columns).toBeUndefined();
    expect(one.file.check).toMatchObject({ creates: 1, problems: [] });
    const refused = [
      await blind('GET', at(`imports/${read.id}/rows`)),
      await blind('GET', at(`imports/${read.id}/problems`)),
      await blind('GET', at(`imports/${read.id}/values`), { query: { column: '0' } }),
      await blind('GET', at(`imports/${read.id}/refused-rows`)),
    ];
    expect(refused.map(({ status }) => status)).toEqual([403, 403, 403, 403]);
    const { items } = await bodyOf(200, blind('GET', at('imports')));
    expect((await blind('POST', at(`imports/${read.id}/undo`))).status).toBe(403);
    expect(JSON.stringify([one, items])).not.toMatch(/Secretiva|Hidden/);
    const open = await readFile(call, organization, 'First name\nSecretiva');
    const body = { rows: [{ row: 2, cells: [{ column: 0, text: 'Ana' }] }] };
    const sent = { body, ifMatch: open.version };
    expect((await blind('PATCH', at(`imports/${open.id}/rows`), sent)).status).toBe(403);
    const seeing = await keyWith('import:read', 'contact:read');
    const rows = await bodyOf(200, seeing('GET', at(`imports/${open.id}/rows`)));
    expect(JSON.stringify(rows.items)).toContain('Secretiva');
  });
});
