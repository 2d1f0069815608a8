import { beforeAll, describe, expect, inject, test } from 'vitest';
import { bodyOf, type Call } from '../caller.ts';
import { connectHost } from '../host.ts';
import { changedImport, checkedImport, readFile, startedImport } from '../imports.ts';
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
const newCustomer = (body: object): Promise<any> =>
  bodyOf(201, call('POST', at('customers'), { body: { name: unique('Existing '), ...body } }));
const customer = ({ id }: { id: string }): Promise<any> => bodyOf(200, call('GET', at(`customers/${id}`)));
const listed = async (externalId: string): Promise<any[]> =>
  (await bodyOf(200, call('GET', at('customers'), { query: { externalId, current: 'true' } }))).items;
let lastPhone = 3_001_000_000;
/** A phone number that no other record has. */
const newPhone = (): string => `+57${(lastPhone += 1)}`;
const withPhone = (number: string) => ({ phones: [{ label: 'work', number }] });

async function check(rows: string[], settings: object = {}, recordType = 'customer'): Promise<any> {
  const ready = await readFile(call, organization, rows.join('\n'), { recordType });
  const changed = await changedImport(call, organization, ready, { onMatch: 'update', ...settings });
  return checkedImport(call, organization, changed);
}
const ended = async (checked: any): Promise<any> =>
  endedJob(call, organization, (await startedImport(call, organization, checked)).jobId);

describe('an import that finds records by external IDs', () => {
  test('leaves a record with another external ID alone, though it has the same phone number', async () => {
    const [mark, phone] = [unique('ERP-'), newPhone()];
    const known = await newCustomer({ externalId: `${mark}-1`, ...withPhone(phone) });
    const checked = await check(['External ID,Name,Phone', `${mark}-2,Daughter,${phone}`]);
    expect(checked.file.matchBy).toEqual(['externalId', 'phones']);
    expect(checked.file.check).toMatchObject({ creates: 1, updates: 0, skips: 0, refusals: 0 });
    expect(await ended(checked)).toMatchObject({ created: 1, failed: 0 });
    const { name, version, externalId } = known;
    expect(await customer(known)).toMatchObject({ name, version, externalId });
    expect(await listed(`${mark}-2`)).toMatchObject([{ name: 'Daughter' }]);
  });

  test('refuses a row whose unique address is that of a record with another external ID', async () => {
    const [mark, email] = [unique('ERP-'), `${unique('shared')}@people.example`];
    const body = { firstName: 'Known', email, externalId: `${mark}-1` };
    await bodyOf(201, call('POST', at('contacts'), { body }));
    const { check: found } = (
      await check(['External ID,First name,E-mail', `${mark}-2,Other,${email}`], {}, 'contact')
    ).file;
    expect(found).toMatchObject({ creates: 0, updates: 0, refusals: 1 });
    expect(found.problems).toMatchObject([{ column: 2, code: 'taken' }]);
  });

  test('gives a record without one to the first row that finds it, and creates the others', async () => {
    const [mark, phone] = [unique('ERP-'), newPhone()];
    const known = await newCustomer(withPhone(phone));
    const rows = ['External ID,Name,Phone', `${mark}-1,First,${phone}`, `${mark}-2,Second,${phone}`];
    const checked = await check(rows);
    expect(checked.file.check).toMatchObject({ creates: 1, updates: 1, skips: 0, refusals: 0 });
    await ended(checked);
    expect(await customer(known)).toMatchObject({ name: 'First', externalId: `${mark}-1` });
    expect(await listed(`${mark}-2`)).toMatchObject([{ name: 'Second' }]);
  });

  test('changes the external ID of a record that it finds by its code or by a chosen field', async () => {
    const [mark, email] = [unique('ERP-'), `${unique('moved')}@customers.example`];
    const known = await newCustomer({ externalId: `${mark}-1`, email });
    const byCode = await check(['Code,External ID', `${known.code},${mark}-2`]);
    expect(byCode.file.matchBy).toEqual(['code', 'externalId']);
    await ended(byCode);
    expect(await customer(known)).toMatchObject({ externalId: `${mark}-2` });
    await ended(await check(['E-mail,External ID', `${email},${mark}-3`], { matchBy: ['email'] }));
    expect(await customer(known)).toMatchObject({ externalId: `${mark}-3` });
  });

  test('tells apart IDs that differ only in case or punctuation, also of rows that share a phone number', async () => {
    const [mark, phone] = [unique('001'), newPhone()];
    const ids = [`${mark}aB-1`, `${mark}Ab-1`, `${mark}aB_1`];
    const rows = ['External ID,Name,Phone', ...ids.map((id) => `${id},Named ${id},${phone}`)];
    for (const onMatch of ['skip', 'update', 'create']) {
      const { check: found } = (await check(rows, { onMatch })).file;
      expect([onMatch, found]).toMatchObject([onMatch, { creates: 3, skips: 0, refusals: 0 }]);
    }
    const checked = await check([...rows, `${ids[0]},Again,${newPhone()}`]);
    expect(checked.file.check).toMatchObject({ creates: 3, skips: 1, refusals: 0 });
    expect(checked.file.check.problems).toMatchObject([{ code: 'repeated_row', count: 1 }]);
    expect(await ended(checked)).toMatchObject({ created: 3, failed: 0 });
    const found = await bodyOf(200, call('GET', at('customers'), { query: { q: `Named ${mark}` } }));
    const customers = await Promise.all(found.items.map(customer));
    expect(customers.map(({ externalId }) => externalId).toSorted()).toEqual(ids.toSorted());
  });

  test('refuses a row with an ID of its own whose unique address an earlier row has', async () => {
    const [mark, email] = [unique('ERP-'), `${unique('twice')}@people.example`];
    const rows = ['External ID,First name,E-mail', `${mark}-1,One,${email}`, `${mark}-2,Two,${email}`];
    for (const onMatch of ['update', 'create']) {
      const { check: found } = (await check(rows, { onMatch }, 'contact')).file;
      expect([onMatch, found]).toMatchObject([onMatch, { creates: 1, skips: 0, refusals: 1 }]);
      expect(found.problems).toMatchObject([{ column: 2, code: 'taken' }]);
    }
  });

  test('leaves out a row without an ID that repeats a row with one', async () => {
    const [mark, phone] = [unique('ERP-'), newPhone()];
    const rows = ['External ID,Name,Phone', `${mark}-1,One,${phone}`, `,One again,${phone}`];
    expect((await check(rows)).file.check).toMatchObject({ creates: 1, skips: 1, refusals: 0 });
  });
});

test('the preview names a new tag as the first row spells it, before and after the check, and so it is stored', async () => {
  const name = unique('Frische ');
  const rows = ['First name,Tags', `Ana,${name}`, `Eva,${name.toLowerCase()}`, `Leo,${name.toUpperCase()}`];
  const read = await readFile(call, organization, rows.join('\n'), { recordType: 'contact' });
  const ready = await changedImport(call, organization, read, { onMatch: 'create', createMissing: true });
  const shown = async (query = {}) =>
    Object.values((await bodyOf(200, call('GET', at(`imports/${ready.id}/rows`), { query }))).newNames);
  expect(await shown()).toEqual([name]);
  const one = await checkedImport(call, organization, ready);
  expect(await shown({ from: '3' })).toEqual([name]);
  expect(await ended(one)).toMatchObject({ failed: 0, created: 3 });
  const { items } = await bodyOf(200, call('GET', at('tags')));
  expect(items.map((tag: { name: string }) => tag.name)).toContain(name);
});

test('names that differ in a symbol are different companies and tags, and a known one is found whatever its case and accents', async () => {
  const mark = unique('Lana ');
  const known = await bodyOf(201, call('POST', at('customers'), { body: { name: `C++ Acadèmy ${mark}` } }));
  const names = ['c++ academy', 'C# Academy', 'C Academy', 'A+ Motors', 'A- Motors', '100% Pura', '100 Pura'];
  const rows = names.map((name, index) => `Ana ${index},${name} ${mark},${name} ${mark}`);
  const settings = { onMatch: 'create', createMissing: true };
  const job = await ended(await check(['First name,Customer,Tags', ...rows], settings, 'contact'));
  expect(job).toMatchObject({ failed: 0, created: names.length });
  await host.settled(organization);
  const query = { q: mark, limit: '50' };
  const { items } = await bodyOf(200, call('GET', at('customers'), { query }));
  const titles = items.map(({ name }: { name: string }) => name.replace(` ${mark}`, ''));
  expect(titles.toSorted()).toEqual([...names.slice(1), 'C++ Acadèmy'].toSorted());
  const { items: contacts } = await bodyOf(200, call('GET', at(`contacts?customerId=${known.id}`)));
  expect(contacts).toMatchObject([{ firstName: 'Ana 0' }]);
  const { items: tags } = await bodyOf(200, call('GET', at('tags')));
  const labels = tags.map(({ name }: { name: string }) => name).filter((name: string) => name.includes(mark));
  expect(labels.toSorted()).toEqual(names.map((name) => `${name} ${mark}`).toSorted());
});
