import { beforeEach, expect, inject, test } from 'vitest';
import { limits } from '#contract/limits.ts';
import { notDuplicatesCountKey, notDuplicatesKey } from '#data/store/run-keys.ts';
import { bodyOf, type Call } from '../caller.ts';
import { scanned } from '../duplicate-scans.ts';
import { connectHost } from '../host.ts';
import { addMember, newOrganization, newPerson, type TestOrganization } from '../organization.ts';
import { openTable } from '../table.ts';

const host = connectHost(inject('host'));
const table = openTable(host);
let organization: TestOrganization;
let call: Call;

beforeEach(async () => {
  organization = await newOrganization(await newPerson(host));
  ({ call } = organization.owner);
});

const at = (rest: string): string => `${organization.path}/${rest}`;
const path = (): string => at('duplicates/contact/not-duplicates');

async function newContacts(values: object = {}): Promise<{ id: string; version: number }[]> {
  const items = [
    { firstName: 'Ana', ...values },
    { firstName: 'Eva', ...values },
  ];
  return (await bodyOf(201, call('POST', at('contacts/bulk'), { body: { items } }))).items;
}
const idsOf = (contacts: readonly { id: string }[]): string[] => contacts.map(({ id }) => id);

test('declarations are limited in number, and make room for others once they are withdrawn', async () => {
  const recordIds = idsOf(await newContacts());
  const declareAgain = () => call('POST', path(), { body: { recordIds } });
  await bodyOf(201, declareAgain());
  await table.change(notDuplicatesCountKey(organization.id, 'contact'), {
    used: limits.notDuplicatesPerType - 1,
  });
  const { id } = await bodyOf(201, declareAgain());
  const refused = await declareAgain();
  expect([refused.status, refused.body.errors]).toMatchObject([
    422,
    [{ code: 'not_duplicates_kept', limit: limits.notDuplicatesPerType }],
  ]);
  await bodyOf(204, call('DELETE', `${path()}/${id}`));
  await bodyOf(201, declareAgain());
});

test('declarations are forgotten by a scan of all records once fewer than two of the records exist', async () => {
  const [one, other] = await newContacts();
  const recordIds = [one!.id, other!.id];
  const { id } = await bodyOf(201, call('POST', path(), { body: { recordIds } }));
  await bodyOf(200, call('DELETE', at(`contacts/${other!.id}`), { ifMatch: other!.version }));
  await scanned(call, organization, 'contact');
  expect((await bodyOf(200, call('GET', path()))).items).toHaveLength(1);
  const key = notDuplicatesKey(organization.id, 'contact', id);
  const [item] = await table.items(({ sk }) => sk === id, key.pk);
  const data = { ...JSON.parse(item!.data), recordIds: [one!.id, crypto.randomUUID()] };
  await table.change(key, { data: JSON.stringify(data) });
  await scanned(call, organization, 'contact');
  expect((await bodyOf(200, call('GET', path()))).items).toHaveLength(0);
  const [count] = await table.items(() => true, notDuplicatesCountKey(organization.id, 'contact').pk);
  expect(count).toMatchObject({ used: 0 });
});

test('someone who sees only their own records gets full pages of their own declarations, however many others declare', async () => {
  const employee = await addMember(host, organization, 'employee');
  const declare = async (by: Call, values: object) => {
    const body = { recordIds: idsOf(await newContacts(values)) };
    return (await bodyOf(201, by('POST', path(), { body }))).id as string;
  };
  const own = [];
  for (let n = 0; n < 2; n += 1) {
    own.unshift(await declare(employee.call, { ownerId: employee.userId }));
    await declare(call, {});
  }
  const first = await bodyOf(200, employee.call('GET', path(), { query: { limit: '1' } }));
  expect(first.items).toMatchObject([{ id: own[0] }]);
  const query = { limit: '1', cursor: first.nextCursor };
  const second = await bodyOf(200, employee.call('GET', path(), { query }));
  expect(second.items).toMatchObject([{ id: own[1] }]);
});
