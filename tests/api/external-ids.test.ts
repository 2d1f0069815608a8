import { beforeAll, describe, expect, inject, test } from 'vitest';
import { bulkRowsMax } from '#contract/record-operations.ts';
import type { RecordType } from '#contract/record-type.ts';
import { recordTypes } from '#contract/record-types.ts';
import { bodyOf, type Call } from '../caller.ts';
import { connectHost } from '../host.ts';
import { changedImport, checkedImport, readFile, startedImport } from '../imports.ts';
import { endedJob } from '../jobs.ts';
import { newOrganization, newPerson, unique, type TestOrganization } from '../organization.ts';
import { leastOf } from '../schema-values.ts';

const host = connectHost(inject('host'));
let organization: TestOrganization;
let call: Call;

beforeAll(async () => {
  organization = await newOrganization(await newPerson(host));
  ({ call } = organization.owner);
});

const at = (rest: string): string => `${organization.path}/${rest}`;
const types = Object.values<RecordType>(recordTypes as never);

describe.each(types)('the external ID of a $name', ({ plural, create, isOnlyQueried }) => {
  const least = leastOf(create) as object;
  const created = (externalId: string) => call('POST', at(plural), { body: { ...least, externalId } });

  test('is unique among the records of its type, also in the trash, until it is cleared', async () => {
    const externalId = unique('ERP-');
    const first = await bodyOf(201, created(externalId));
    expect(first).toMatchObject({ externalId });
    expect(await created(externalId)).toMatchObject({
      status: 409,
      body: { errors: [{ pointer: '/externalId', code: 'taken', recordId: first.id }] },
    });
    const other = await bodyOf(201, created(`${externalId}-2`));
    const change = (body: object) =>
      call('PATCH', at(`${plural}/${other.id}`), { body, ifMatch: other.version });
    expect((await change({ externalId })).status).toBe(409);

    const one = at(`${plural}/${first.id}`);
    await bodyOf(200, call('DELETE', one, { ifMatch: first.version }));
    expect((await created(externalId)).status).toBe(409);
    const restored = await bodyOf(200, call('POST', `${one}/restore`));
    await bodyOf(200, call('PATCH', one, { body: { externalId: null }, ifMatch: restored.version }));
    await bodyOf(200, change({ externalId }));
  });

  test('filters lists', async () => {
    const externalId = unique('ERP-');
    const { id } = await bodyOf(201, created(externalId));
    await bodyOf(201, created(`${externalId}-2`));
    const filter = { field: 'externalId', op: 'is', value: externalId };
    const listed = isOnlyQueried
      ? call('POST', at(`${plural}/query`), { body: { filter, current: true } })
      : call('GET', at(plural), { query: { externalId, current: 'true' } });
    const { items, total } = await bodyOf(200, listed);
    expect([items.map((item: any) => item.id), total]).toEqual([[id], 1]);
  });
});

test('one external ID can name records of several types', async () => {
  const externalId = unique('ERP-');
  await bodyOf(201, call('POST', at('customers'), { body: { name: 'Acme', externalId } }));
  await bodyOf(201, call('POST', at('vendors'), { body: { name: 'Acme', externalId } }));
});

test('only a bulk creation with external IDs holds fewer records', async () => {
  const rows = (count: number) => Array.from({ length: count }, () => ({ firstName: 'Bulk' }));
  const send = (items: object[]) => call('POST', at('contacts/bulk'), { body: { items } });
  const [most, mostWithIds] = [bulkRowsMax(1), bulkRowsMax(2)];
  await bodyOf(201, send(rows(most)));
  const one = { firstName: 'One', externalId: unique('ERP-') };
  const tooMany = await send([one, ...rows(mostWithIds)]);
  expect(tooMany).toMatchObject({ status: 422, body: { errors: [{ pointer: '/items', code: 'too_many' }] } });
  await bodyOf(201, send([one, ...rows(mostWithIds - 1)]));
});

test('an import finds records by their external IDs, whatever else has changed, and creates the others with them', async () => {
  const externalId = unique('ERP-');
  const known = await bodyOf(201, call('POST', at('vendors'), { body: { name: 'Before', externalId } }));
  const rows = ['External ID,Name', `${externalId},After`, `${externalId}-2,New`, `${externalId}-2,Again`];
  const ready = await readFile(call, organization, rows.join('\n'), { recordType: 'vendor' });
  expect(ready.file).toMatchObject({ columns: [{ field: 'externalId' }, { field: 'name' }] });
  expect(ready.file.matchBy).toEqual(['externalId']);
  const updating = await changedImport(call, organization, ready, { onMatch: 'update' });
  const checked = await checkedImport(call, organization, updating);
  expect(checked.file.check).toMatchObject({ creates: 1, updates: 1, skips: 1, refusals: 0 });
  const { jobId } = await startedImport(call, organization, checked);
  expect(await endedJob(call, organization, jobId)).toMatchObject({ done: 2, created: 1, failed: 0 });
  expect(await bodyOf(200, call('GET', at(`vendors/${known.id}`)))).toMatchObject({ name: 'After' });
});
