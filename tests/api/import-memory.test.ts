import { beforeAll, expect, inject, test } from 'vitest';
import { limits } from '#contract/limits.ts';
import type { Call } from '../caller.ts';
import { bodyOf } from '../caller.ts';
import { connectHost } from '../host.ts';
import { changedImport, checkedImport, readFile, startedImport } from '../imports.ts';
import { endedJob } from '../jobs.ts';
import { newOrganization, newPerson, type TestOrganization } from '../organization.ts';

const host = connectHost(inject('host'));
let organization: TestOrganization;
let call: Call;

beforeAll(async () => {
  organization = await newOrganization(await newPerson(host));
  ({ call } = organization.owner);
});

const fields = ({ file }: any): string[] => file.columns.map((column: any) => column?.field ?? null);
const read = (content: string, recordType = 'contact') =>
  readFile(call, organization, content, { recordType });

async function started(content: string, settings: object): Promise<any> {
  const changed = await changedImport(call, organization, await read(content), settings);
  return startedImport(call, organization, await checkedImport(call, organization, changed));
}

test('what was chosen for a file is taken for the next one with the same columns', async () => {
  const header = 'First name,Xyz,Mobile';
  const first = await read(`${header}\nAna,Cali,`);
  expect(fields(first)).toEqual(['firstName', null, 'phones']);
  expect(first.file.rememberedFrom).toBeUndefined();
  const columns = [{ field: 'firstName' }, { field: 'city' }, { field: 'phones', label: 'home' }];
  const reading = { ...first.file.reading, decimalMark: ',', emptyTexts: ['nothing'] };
  const chosen = { columns, reading, onMatch: 'updateEmpty', createWithoutMatch: true, createMissing: false };
  const { jobId, updatedAt } = await started(`${header}\nAna,Cali,`, chosen);
  await endedJob(call, organization, jobId);

  const second = await read(`${header}\nLuis,nothing,`);
  expect(second.file).toMatchObject({ ...chosen, rememberedFrom: updatedAt });
  const changed = await changedImport(call, organization, second, { columns: [null, null, null] });
  expect(changed.file.rememberedFrom).toBeUndefined();
  // Only the start of an import is a choice.
  expect(fields(await read(`${header}\nEva,Lima,`))).toEqual(['firstName', 'city', 'phones']);

  expect(fields(await read('First name,Xyz\nAna,Cali'))).toEqual(['firstName', null]);
  expect(fields(await read(`${header}\nAna,Cali,`, 'lead'))).toEqual(['firstName', null, 'phones']);
  const corrected = await read(`${header},Not imported because\nAna,Cali,,First name: Required`);
  expect(fields(corrected)).toEqual(['firstName', 'city', 'phones', null]);
});

test('a custom field that was retired since is no longer chosen', async () => {
  const path = `${organization.path}/custom-fields/contact`;
  const { items } = await bodyOf(
    201,
    call('POST', path, { body: { label: 'Segment', kind: 'text' }, ifMatch: 0 }),
  );
  const content = 'First name,Abc\nAna,Gold';
  const columns = [{ field: 'firstName' }, { field: `custom.${items[0].key}` }];
  await started(content, { columns });
  expect(fields(await read(content))).toEqual(['firstName', 'custom.segment']);
  await bodyOf(200, call('PATCH', `${path}/${items[0].key}`, { body: { retired: true }, ifMatch: 1 }));
  expect(fields(await read(content))).toEqual(['firstName', null]);
});

test('only the latest files are remembered, for each record type', async () => {
  const contentOf = (index: number) => `First name,Column ${index}\nAna,Cali`;
  for (let index = 0; index <= limits.importMappings; index += 1)
    await started(contentOf(index), { columns: [{ field: 'firstName' }, { field: 'city' }] });
  expect(fields(await read(contentOf(0)))).toEqual(['firstName', null]);
  expect(fields(await read(contentOf(1)))).toEqual(['firstName', 'city']);
});
