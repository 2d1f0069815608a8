import { beforeAll, describe, expect, inject, test } from 'vitest';
import { bodyOf, type Call } from '../caller.ts';
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

const at = (rest: string): string => `${organization.path}/${rest}`;
const newRecord = (plural: string, body: object): Promise<any> =>
  bodyOf(201, call('POST', at(plural), { body }));
const newField = (recordType: string, field: object, version: number): Promise<any> =>
  bodyOf(201, call('POST', at(`custom-fields/${recordType}`), { body: field, ifMatch: version }));

/** Checks a file, by settings that differ from the guessed ones. */
async function check(rows: string[], recordType: string, settings: object = {}): Promise<any> {
  const ready = await readFile(call, organization, rows.join('\n'), { recordType });
  return checkedImport(call, organization, await changedImport(call, organization, ready, settings));
}

const ended = async (checked: any): Promise<any> =>
  endedJob(call, organization, (await startedImport(call, organization, checked)).jobId);

describe('a check refuses what the job could not write', () => {
  test('addresses that are unique by the organization’s setting, of other records and of earlier rows', async () => {
    const known = await newRecord('vendors', { name: 'Known', email: 'known@vendors.example' });
    const gone = await newRecord('vendors', { name: 'Gone', email: 'gone@vendors.example' });
    const file = [
      'Name,E-mail',
      'Other,known@vendors.example',
      'New,new@vendors.example',
      'Again,new@vendors.example',
      'Back,gone@vendors.example',
    ];
    const before = await check(file, 'vendor', { onMatch: 'create' });
    expect(before.file.check).toMatchObject({ creates: 4, refusals: 0, skips: 0 });

    const current = await bodyOf(200, call('GET', organization.path));
    const body = { uniqueEmails: { vendor: 'refuse' } };
    const changed = await bodyOf(200, call('PATCH', organization.path, { body, ifMatch: current.version }));
    await endedJob(call, organization, changed.uniqueEmailsJobs.vendor);
    await bodyOf(200, call('DELETE', at(`vendors/${gone.id}`), { ifMatch: gone.version }));

    const creating = await check(file, 'vendor', { onMatch: 'create' });
    expect(creating.file.check).toMatchObject({ rows: 4, creates: 1, refusals: 2, skips: 1 });
    expect(creating.file.check.problems).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ column: 1, code: 'taken', count: 1 }),
        expect.objectContaining({ column: 1, code: 'in_trash', count: 1 }),
        expect.objectContaining({ column: -1, code: 'repeated_row', count: 1 }),
      ]),
    );
    expect(await ended(creating)).toMatchObject({ done: 1, failed: 0, created: 1 });

    const updating = await check(['Name,E-mail', 'Renamed,known@vendors.example'], 'vendor', {
      onMatch: 'update',
    });
    expect(updating.file.check).toMatchObject({ updates: 1, refusals: 0 });
    await ended(updating);
    expect(await bodyOf(200, call('GET', at(`vendors/${known.id}`)))).toMatchObject({ name: 'Renamed' });
  });

  test('updates after which a required custom field has no value', async () => {
    await newField('lead', { label: 'Segment', kind: 'text' }, 0);
    const lead = { firstName: 'Lead', lastName: 'One' };
    await newRecord('leads', { ...lead, email: 'with@leads.example', custom: { segment: 'A' } });
    await newField('lead', { label: 'Region', kind: 'text', required: true }, 1);
    const file = ['First name,Last name,E-mail,Segment', 'Lead,One,with@leads.example,B'];
    const refused = await check(file, 'lead', { onMatch: 'update' });
    expect(refused.file.check).toMatchObject({ updates: 0, refusals: 1 });
    expect(refused.file.check.problems).toEqual([{ column: -1, code: 'required', count: 1, sample: '' }]);
    // Nothing is written over values that exist, so what is missing stays as it is.
    const completing = await check(file, 'lead', { onMatch: 'updateEmpty' });
    expect(completing.file.check).toMatchObject({ updates: 1, refusals: 0 });
    expect(await ended(completing)).toMatchObject({ done: 1, failed: 0 });
  });

  test('deals that are lost without a reason, or have a reason and aren’t lost', async () => {
    const file = [
      'Title,Stage,Reason for loss',
      'Silent,Lost,',
      'Explained,Lost,Too expensive',
      'Won anyway,Won,Too expensive',
      'Unknown,Nowhere,Too expensive',
      'Open,,',
    ];
    const checked = await check(file, 'deal', { onMatch: 'create' });
    expect(checked.file.check).toMatchObject({ rows: 5, creates: 2, refusals: 3 });
    expect(checked.file.check.problems).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ column: 2, code: 'required', count: 1 }),
        expect.objectContaining({ column: 2, code: 'not_allowed', count: 1 }),
        expect.objectContaining({ column: 1, count: 1 }),
      ]),
    );
    expect(await ended(checked)).toMatchObject({ done: 2, failed: 0, created: 2 });
  });

  test('updates after which a deal is lost without a reason, but not those that keep one', async () => {
    const { pipelines } = await bodyOf(200, call('GET', organization.path));
    const { id: stageId } = pipelines[0].stages.find(({ meaning }: any) => meaning === 'lost');
    await newRecord('deals', { title: 'Open deal', externalId: 'open-1' });
    const lost = await newRecord('deals', {
      title: 'Lost deal',
      externalId: 'lost-1',
      stageId,
      lostReason: 'Too late',
    });
    const file = ['External ID,Stage,Title', 'open-1,Lost,Open deal', 'lost-1,Lost,Renamed deal'];
    const checked = await check(file, 'deal', { matchBy: ['externalId'], onMatch: 'update' });
    expect(checked.file.check).toMatchObject({ updates: 1, refusals: 1 });
    expect(checked.file.check.problems).toMatchObject([{ column: -1, code: 'required', count: 1 }]);
    expect(await ended(checked)).toMatchObject({ done: 1, failed: 0 });
    const renamed = await bodyOf(200, call('GET', at(`deals/${lost.id}`)));
    expect(renamed).toMatchObject({ title: 'Renamed deal', lostReason: 'Too late' });
  });

  test('leads whose budget ends below its beginning', async () => {
    const file = ['First name,Last name,budgetMin,budgetMax,Region', 'Ana,Gil,2000 USD,1000 USD,North'];
    const checked = await check(file, 'lead', { onMatch: 'create' });
    expect(checked.file.check).toMatchObject({ creates: 0, refusals: 1 });
    expect(checked.file.check.problems).toMatchObject([{ code: 'range_order', count: 1 }]);
  });

  test('records that rows name and that need more than a name', async () => {
    const file = ['First name,Customer', 'Ana,Brand-new'];
    expect((await check(file, 'contact')).file.check).toMatchObject({ creates: 1, refusals: 0 });
    await newField('customer', { label: 'Segment', kind: 'text', required: true }, 0);
    const { problems, ...counts } = (await check(file, 'contact')).file.check;
    expect(counts).toMatchObject({ creates: 0, refusals: 1 });
    expect(problems).toMatchObject([{ column: 1, code: 'unknown_reference' }]);
  });
});
