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
});
