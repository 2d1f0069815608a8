import { beforeAll, expect, inject, test } from 'vitest';
import { bodyOf, type Call } from '../caller.ts';
import { connectHost } from '../host.ts';
import { newOrganization, newPerson, unique, type TestOrganization } from '../organization.ts';

const host = connectHost(inject('host'));
let organization: TestOrganization;
let call: Call;

beforeAll(async () => {
  organization = await newOrganization(await newPerson(host));
  ({ call } = organization.owner);
});

const at = (rest: string): string => `${organization.path}/${rest}`;
const newVendor = (): Promise<any> =>
  bodyOf(201, call('POST', at('vendors'), { body: { name: unique('Vendor ') } }));
const renamed = async ({ id }: { id: string }): Promise<any> => {
  const { version } = await bodyOf(200, call('GET', at(`vendors/${id}`)));
  return bodyOf(
    200,
    call('PATCH', at(`vendors/${id}`), { body: { contactPerson: unique('C') }, ifMatch: version }),
  );
};
const listed = (query: Record<string, string>): Promise<any> =>
  bodyOf(200, call('GET', at('vendors'), { query: { current: 'true', ...query } }));

test('a sync by updatedSince misses no record and no change while others write between its pages', async () => {
  const first = await newVendor();
  const others = [await newVendor(), await newVendor(), await newVendor(), await newVendor()];
  const seen = new Map<string, string>();
  const sync = { updatedSince: first.updatedAt, sort: 'updatedAt', limit: '2' };
  const take = ({ items }: any) => {
    for (const { id, contactPerson } of items) seen.set(id, contactPerson);
  };
  let page = await listed(sync);
  take(page);
  // One that was read, and one that wasn't.
  const changed = [await renamed(first), await renamed(others[2]!)];
  while (page.nextCursor) {
    page = await listed({ ...sync, cursor: page.nextCursor });
    take(page);
  }
  expect([...seen.keys()].sort()).toEqual([first, ...others].map(({ id }) => id).sort());
  for (const { id, contactPerson } of changed) expect(seen.get(id)).toBe(contactPerson);
});

test('updatedSince is exact to the millisecond, takes any offset, and finds deletions with deleted=true', async () => {
  const [one, two] = [await newVendor(), await newVendor()];
  const ids = async (query: Record<string, string>) => (await listed(query)).items.map(({ id }: any) => id);
  const after = (moment: string): string => new Date(Date.parse(moment) + 1).toISOString();
  expect(await ids({ updatedSince: two.updatedAt })).toEqual([two.id]);
  expect(await ids({ updatedSince: after(two.updatedAt) })).toEqual([]);
  const local = one.updatedAt
    .replace(/T(\d\d)/, (_: string, hour: string) => `T${hour}`)
    .replace('Z', '+00:00');
  expect((await ids({ updatedSince: local })).sort()).toEqual([one.id, two.id].sort());
  const gone = await bodyOf(200, call('DELETE', at(`vendors/${one.id}`), { ifMatch: 1 }));
  expect(await ids({ updatedSince: gone.updatedAt, deleted: 'true' })).toEqual([one.id]);
});

test('a moment is a filter of every time, and what is none is refused', async () => {
  const one = await newVendor();
  const query = async (op: string, value: unknown) =>
    call('POST', at('vendors/query'), { body: { filter: { field: 'createdAt', op, value }, current: true } });
  const found = async (op: string): Promise<boolean> =>
    (await bodyOf(200, query(op, one.createdAt))).items.some(({ id }: any) => id === one.id);
  expect(await Promise.all(['onOrAfter', 'onOrBefore', 'after', 'before'].map(found))).toEqual([
    true,
    true,
    false,
    false,
  ]);
  for (const [op, value] of [
    ['is', one.createdAt],
    ['onOrAfter', '2026-11-28T09:30'],
    ['onOrAfter', '2026-02-30T09:30:00Z'],
  ])
    expect((await query(op!, value)).status).toBe(422);
  for (const updatedSince of ['yesterday', '2026-11-28', '2026-11-28T09:30'])
    expect((await call('GET', at('vendors'), { query: { updatedSince } })).status).toBe(422);
});
