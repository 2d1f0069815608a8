import { beforeAll, expect, inject, test } from 'vitest';
import type { RecordType } from '#contract/record-type.ts';
import { recordTypes } from '#contract/record-types.ts';
import { bodyOf, type Call } from '../caller.ts';
import { connectHost } from '../host.ts';
import { endedJob } from '../jobs.ts';
import { newContact, newOrganization, newPerson, unique, type TestOrganization } from '../organization.ts';
import { newRecord } from '../subjects.ts';

const host = connectHost(inject('host'));
const types = Object.values<RecordType>(recordTypes as never);
const change = { action: 'delete' };

let organization: TestOrganization;
let call: Call;

beforeAll(async () => {
  organization = await newOrganization(await newPerson(host));
  ({ call } = organization.owner);
});

const at = (rest: string): string => `${organization.path}/${rest}`;
const start = (body: object) => call('POST', at('jobs'), { body });

async function refusal(body: object): Promise<unknown[]> {
  const { status, body: problem } = await start(body);
  return [
    status,
    ...(problem.errors ?? []).map(({ pointer, code }: Record<string, string>) => `${pointer} ${code}`),
  ];
}

async function totalOf({ plural }: RecordType): Promise<number> {
  const body = { limit: 0, current: true };
  return (await bodyOf(200, call('POST', at(`${plural}/query`), { body }))).total;
}

test.each(types)(
  'no empty, unknown or unlimited filter of $plural lets a job change them all',
  async (type) => {
    await newRecord(type, organization);
    const before = await totalOf(type);
    expect(before).toBeGreaterThan(0);
    const recordType = type.name;
    const parameters = [
      ...type.filters,
      ...Object.keys(type.computed),
      ...Object.keys(type.bounds),
      ...['q', 'teamOf', 'deleted', 'hasNextTask', 'custom.none', 'custom.none.from', 'sort', 'include'],
    ];
    for (const name of parameters) {
      const [status, first] = await refusal({ recordType, filters: { [name]: '' }, change });
      expect([name, status, first]).toEqual([name, 422, expect.stringMatching(`^/filters/${name} `)]);
      // A search for a comma finds nothing.
      for (const value of name === 'q' ? [' '] : [' ', ',']) {
        const [status] = await refusal({ recordType, filters: { [name]: value }, change });
        expect([name, value, status]).toEqual([name, value, 422]);
      }
      const misspelt = `${name}x`;
      const unknown = await refusal({ recordType, filters: { [misspelt]: 'a' }, change });
      expect(unknown).toEqual([422, `/filters/${misspelt} unknown_field`]);
    }
    const listed = type.filters.filter((name) => type.fields[name]?.kind === 'listed');
    const unlimited = [
      ...[{}, { sort: 'createdAt' }, ...listed.map((name) => ({ [name]: 'all' }))].map((filters) => ({
        filters,
      })),
      { query: {} },
    ];
    for (const selection of unlimited)
      expect(await refusal({ recordType, ...selection, change })).toEqual([422, '/all selects_all']);
    expect(await totalOf(type)).toBe(before);
  },
);

test('a job that says so changes every record, and one that is limited can’t say so', async () => {
  const other = await newOrganization(await newPerson(host));
  const { owner, path } = other;
  for (let made = 0; made < 3; made += 1) await newContact(other, owner.call);
  const body = { recordType: 'contact', query: {}, all: true, expectedTotal: 3, change };
  const { id } = await bodyOf(201, owner.call('POST', `${path}/jobs`, { body }));
  expect(await endedJob(owner.call, other, id)).toMatchObject({ state: 'done', total: 3, done: 3 });
  for (const limited of [{ filters: { q: 'ana' } }, { query: { q: 'ana' } }, { ids: [id] }])
    expect(await refusal({ recordType: 'contact', ...limited, all: true, change })).toEqual([
      422,
      '/all not_allowed',
    ]);
});

test('a job with another number of records than expected changes none, and says how many match', async () => {
  const city = unique('City ');
  for (let made = 0; made < 3; made += 1) await newContact(organization, call, { city });
  const query = { filter: { field: 'city', op: 'is', value: city } };
  const update = { action: 'update', values: { jobTitle: 'Changed' } };
  const list = () => call('POST', at('contacts/query'), { body: { ...query, current: true } });
  const ask = (expectedTotal: number) => ({ recordType: 'contact', query, expectedTotal, change: update });
  for (const expectedTotal of [0, 2, 4]) {
    const { id } = await bodyOf(201, start(ask(expectedTotal)));
    const job = await endedJob(call, organization, id);
    expect(job).toMatchObject({ state: 'stopped', total: 3, expectedTotal, done: 0, failed: 0 });
  }
  expect((await bodyOf(200, list())).items.map(({ version }: { version: number }) => version)).toEqual([
    1, 1, 1,
  ]);
  const { id } = await bodyOf(201, start(ask(3)));
  expect(await endedJob(call, organization, id)).toMatchObject({ state: 'done', total: 3, done: 3 });
  const refused = await refusal({ recordType: 'contact', ids: [id], expectedTotal: 1, change });
  expect(refused).toEqual([422, '/expectedTotal not_allowed']);
});
