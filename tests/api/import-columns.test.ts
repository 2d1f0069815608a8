import { beforeAll, describe, expect, inject, test } from 'vitest';
import { bodyOf, type Call } from '../caller.ts';
import { sendBytes } from '../files.ts';
import { connectHost } from '../host.ts';
import { changedImport, checkedImport, importIn, readFile, startedImport } from '../imports.ts';
import { endedJob } from '../jobs.ts';
import { addMember, newOrganization, newPerson, unique, type TestOrganization } from '../organization.ts';

const host = connectHost(inject('host'));
let organization: TestOrganization;
let call: Call;

beforeAll(async () => {
  organization = await newOrganization(await newPerson(host));
  ({ call } = organization.owner);
});

const at = (rest: string): string => `${organization.path}/${rest}`;
const csv = (...rows: string[][]): string => rows.map((row) => row.join(',')).join('\r\n');
const read = (content: string, options = {}) => readFile(call, organization, content, options);
const valuesOf = (id: string, column: number): Promise<any> =>
  bodyOf(200, call('GET', at(`imports/${id}/values`), { query: { column: String(column) } }));
const contactBy = async (email: string): Promise<any> => {
  const { items } = await bodyOf(200, call('GET', at('contacts'), { query: { q: email } }));
  return bodyOf(200, call('GET', at(`contacts/${items[0]?.id}`)));
};

async function run(ready: any): Promise<any> {
  const started = await startedImport(call, organization, await checkedImport(call, organization, ready));
  return { ...started, job: await endedJob(call, organization, started.jobId) };
}

describe('texts of statuses', () => {
  test('are read by usual words, listed with their numbers, mapped as chosen, and remembered', async () => {
    const mark = unique('staged');
    const email = (name: string) => `${name}-${mark}@people.example`;
    const header = ['First name', 'E-mail', `Status`, `Plan ${mark}`];
    const rows = [
      ['Ana', email('ana'), 'Sales Qualified Lead', 'x'],
      ['Luis', email('luis'), 'Evangelist', 'y'],
      ['Eva', email('eva'), 'EVANGELIST!', ''],
      ['Ines', email('ines'), 'Client', ''],
      ['Hugo', email('hugo'), '', ''],
    ];
    const ready = await read(csv(header, ...rows));
    expect(await valuesOf(ready.id, 2)).toEqual({
      items: [
        { text: 'Evangelist', count: 2 },
        { text: 'Sales Qualified Lead', count: 1, id: 'qualified' },
        { text: 'Client', count: 1, id: 'customer' },
      ],
      isComplete: true,
    });
    expect((await valuesOf(ready.id, 3)).items).toEqual([
      { text: 'x', count: 1 },
      { text: 'y', count: 1 },
    ]);
    const checked = await checkedImport(call, organization, ready);
    expect(checked.file.check).toMatchObject({ creates: 3, refusals: 2 });
    expect(checked.file.check.problems).toMatchObject([{ column: 2, code: 'unknown_entry', count: 2 }]);

    const values = [
      { text: 'Evangelist', id: 'customer' },
      { text: 'Client', id: null },
    ];
    const columns = ready.file.columns.with(2, { ...ready.file.columns[2], values });
    const mapped = await changedImport(call, organization, checked, { columns });
    expect((await valuesOf(ready.id, 2)).items).toMatchObject([
      { text: 'Evangelist', id: 'customer' },
      { text: 'Sales Qualified Lead', id: 'qualified' },
      { text: 'Client', id: null },
    ]);
    expect((await run(mapped)).job).toMatchObject({ done: 5, failed: 0 });
    expect(await contactBy(email('ana'))).toMatchObject({ statusId: 'qualified' });
    expect(await contactBy(email('eva'))).toMatchObject({ statusId: 'customer' });
    const { statusId: usual } = await contactBy(email('hugo'));
    expect(await contactBy(email('ines'))).toMatchObject({ statusId: usual });

    const next = await read(csv(header, ['Rosa', email('rosa'), 'evangelist', '']));
    expect(next.file.columns[2]).toEqual({ field: 'statusId', values });
    await run(next);
    expect(await contactBy(email('rosa'))).toMatchObject({ statusId: 'customer' });
  });

  test('can be mapped to statuses of the field only, and only in columns of statuses and options', async () => {
    const ready = await read(csv(['First name', 'Status'], ['Ana', 'Evangelist']));
    const patch = (columns: unknown[]) =>
      call('PATCH', at(`imports/${ready.id}`), { body: { file: { columns } }, ifMatch: ready.version });
    const values = [{ text: 'Evangelist', id: 'nowhere' }];
    expect(await patch([{ field: 'firstName' }, { field: 'statusId', values }])).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/file/columns/1/values/0/id', code: 'not_a_choice' }] },
    });
    expect(await patch([{ field: 'firstName', values }, { field: 'statusId' }])).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/file/columns/0/values', code: 'not_allowed' }] },
    });
  });

  test('aren’t guessed in a file of a program', async () => {
    const line = JSON.stringify({ firstName: 'Ana', statusId: 'Client' });
    const body = { file: { name: 'lines.jsonl', sizeBytes: line.length, recordType: 'contact' } };
    const { id, upload } = await bodyOf(201, call('POST', at('imports'), { body }));
    await sendBytes(upload, Buffer.from(line));
    await bodyOf(200, call('POST', at(`imports/${id}/read`)));
    const ready = await importIn(call, organization, id, ['ready']);
    expect((await valuesOf(id, 1)).items).toEqual([{ text: 'Client', count: 1 }]);
    const { file } = await checkedImport(call, organization, ready);
    expect(file.check).toMatchObject({ creates: 0, refusals: 1 });
  });
});

const forNew = { field: 'newCustomField' };

describe('a column without a field', () => {
  test('becomes a custom field of a guessed kind when the import starts, and an undo leaves the field', async () => {
    const mark = unique('tier');
    const email = (name: string) => `${name}-${mark}@people.example`;
    const header = ['First name', 'E-mail', `Tier ${mark}`, `Size ${mark}`, `Perks ${mark}`];
    const rows = [
      ['Ana', email('ana'), 'Gold plan', '38.5', 'Bag; Cap'],
      ['Luis', email('luis'), 'gold plan', '42', 'Cap'],
      ['Eva', email('eva'), 'Silver', '', ''],
      ['Ines', email('ines'), 'Silver', '40', ''],
    ];
    const ready = await read(csv(header, ...rows));
    expect(ready.file.columns.slice(2)).toEqual([null, null, null]);
    const perks = { ...forNew, newField: { label: `Extras ${mark}`, kind: 'choices' } };
    const columns = [...ready.file.columns.slice(0, 2), forNew, forNew, perks];
    const chosen = await changedImport(call, organization, ready, { columns });
    expect(chosen.file.columns.slice(2)).toEqual([
      { field: `custom.tier-${mark}`, newField: { label: `Tier ${mark}`, kind: 'choice' } },
      { field: `custom.size-${mark}`, newField: { label: `Size ${mark}`, kind: 'number' } },
      { field: `custom.extras-${mark}`, newField: { label: `Extras ${mark}`, kind: 'choices' } },
    ]);
    const shown = await bodyOf(200, call('GET', at(`imports/${ready.id}/rows`)));
    expect(shown.items[0].values.custom).toMatchObject({ [`tier-${mark}`]: 'gold-plan' });
    expect(shown.newFields[0].options).toEqual([
      { id: 'gold-plan', label: 'Gold plan' },
      { id: 'silver', label: 'Silver' },
    ]);
    const fields = async () => (await bodyOf(200, call('GET', at('custom-fields/contact')))).items;
    expect(await fields()).toEqual([]);

    const { job, file } = await run(chosen);
    expect(file.check.newFields.map(({ key }: any) => key)).toEqual([
      `tier-${mark}`,
      `size-${mark}`,
      `extras-${mark}`,
    ]);
    expect(job).toMatchObject({ done: 4, failed: 0 });
    expect(await fields()).toMatchObject([{ kind: 'choice' }, { kind: 'number' }, { kind: 'choices' }]);
    expect((await contactBy(email('ana'))).custom).toEqual({
      [`tier-${mark}`]: 'gold-plan',
      [`size-${mark}`]: 38.5,
      [`extras-${mark}`]: ['bag', 'cap'],
    });
    expect((await contactBy(email('luis'))).custom).toMatchObject({ [`tier-${mark}`]: 'gold-plan' });

    const undo = await bodyOf(201, call('POST', at(`jobs/${job.id}/undo`)));
    expect(await endedJob(call, organization, undo.id)).toMatchObject({ done: 4, failed: 0 });
    expect(await fields()).toHaveLength(3);

    const next = await read(csv(header, ['Rosa', email('rosa'), 'Silver', '39', 'Bag']));
    expect(next.file.columns.slice(2)).toEqual([
      { field: `custom.tier-${mark}` },
      { field: `custom.size-${mark}`, reading: { decimalMark: '.' } },
      { field: `custom.extras-${mark}` },
    ]);
    const again = await run(next);
    expect(again.file.check.newFields).toBeUndefined();
    expect(again.job).toMatchObject({ done: 1, failed: 0 });
  });

  test('becomes one only for those who can create custom fields', async () => {
    const { call: byManager } = await addMember(host, organization, 'manager');
    const ready = await readFile(byManager, organization, csv(['First name', 'Odd'], ['Ana', 'x']));
    const body = { file: { columns: [{ field: 'firstName' }, forNew] } };
    const refused = await byManager('PATCH', at(`imports/${ready.id}`), { body, ifMatch: ready.version });
    expect(refused).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    // What an owner has chosen can't be started by others either.
    const chosen = await changedImport(call, organization, ready, body.file);
    const checked = await checkedImport(call, organization, chosen);
    expect(checked.file.check.newFields).toMatchObject([{ key: 'odd' }]);
    const start = await byManager('POST', at(`imports/${ready.id}/start`), { ifMatch: checked.version });
    expect(start).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    const { items } = await bodyOf(200, call('GET', at('custom-fields/contact')));
    expect(items.map(({ key }: any) => key)).not.toContain('odd');
  });

  test('doesn’t become a field whose key is taken, and no choice if it has no values', async () => {
    const { version } = await bodyOf(200, call('GET', at('custom-fields/contact')));
    const key = `old-${unique('key')}`;
    const field = { label: 'Old', key, kind: 'text' };
    const made = await bodyOf(
      201,
      call('POST', at('custom-fields/contact'), { body: field, ifMatch: version }),
    );
    const retired = { body: { retired: true }, ifMatch: made.version };
    await bodyOf(200, call('PATCH', at(`custom-fields/contact/${key}`), retired));
    const ready = await read(csv(['First name', 'Odd', 'Empty'], ['Ana', 'x', '']));
    const patch = (columns: unknown[]) =>
      call('PATCH', at(`imports/${ready.id}`), { body: { file: { columns } }, ifMatch: ready.version });
    const first = { field: 'firstName' };
    const newField = { label: 'Old', kind: 'text' };
    expect(await patch([first, { field: `custom.${key}`, newField }, null])).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/file/columns/1/field', code: 'taken' }] },
    });
    expect(
      await patch([first, null, { ...forNew, newField: { label: 'Empty', kind: 'choice' } }]),
    ).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/file/columns/2/newField/kind', code: 'not_allowed' }] },
    });
    expect(await patch([{ ...first, newField }, null, null])).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/file/columns/0/newField', code: 'not_allowed' }] },
    });
  });
});

describe('corrected cells', () => {
  const corrected = async ({ id, version }: any, row: number, column: number, text: string): Promise<any> => {
    const body = { rows: [{ row, cells: [{ column, text }] }] };
    const path = at(`imports/${id}/rows`);
    return { id, ...(await bodyOf(200, call('PATCH', path, { body, ifMatch: version }))) };
  };

  test('are listed as values, of which texts are replaced first, mapped then, and emptied last', async () => {
    const rows = [
      ['Ana', 'Evangelist'],
      ['Luis', 'Evangelst'],
      ['Eva', 'Guru'],
      ['Hugo', 'Nobody'],
    ];
    const ready = await read(csv(['First name', 'Status'], ...rows));
    const changed = await corrected(ready, 4, 1, 'evangelst');
    const rules = [
      { action: 'replace', column: 1, from: 'Evangelst', to: 'Evangelist' },
      { action: 'empty', column: 1, code: 'unknown_entry' },
    ];
    const values = [
      { text: 'Evangelist', id: 'customer' },
      // Nothing is left to map.
      { text: 'Evangelst', id: 'qualified' },
    ];
    const columns = [{ field: 'firstName' }, { field: 'statusId', values }];
    const mapped = await changedImport(call, organization, changed, { columns, rules });
    expect((await valuesOf(ready.id, 1)).items).toEqual([
      { text: 'Evangelist', count: 3, id: 'customer' },
      { text: 'Nobody', count: 1, id: null },
    ]);
    const shown = await bodyOf(200, call('GET', at(`imports/${ready.id}/rows`)));
    expect(shown.items.map((item: any) => item.values.statusId)).toEqual([
      ...['customer', 'customer', 'customer'],
      undefined,
    ]);
    const { file } = await checkedImport(call, organization, mapped);
    expect(file.check).toMatchObject({ creates: 4, refusals: 0 });
  });

  test('become options of a new field, and replaced texts don’t', async () => {
    const mark = unique('level');
    const email = (name: string) => `${name}-${mark}@people.example`;
    const rows = [
      ['Ana', email('ana'), 'Gold'],
      ['Luis', email('luis'), 'Glod'],
      ['Eva', email('eva'), 'Silver'],
      ['Ines', email('ines'), 'Silvr'],
    ];
    const ready = await read(csv(['First name', 'E-mail', `Level ${mark}`], ...rows));
    const newField = { label: `Level ${mark}`, kind: 'choice' };
    const columns = ready.file.columns.with(2, { ...forNew, newField });
    const rules = [{ action: 'replace', column: 2, from: 'Glod', to: 'Gold' }];
    const chosen = await changedImport(call, organization, ready, { columns, rules });
    const changed = await corrected(chosen, 5, 2, 'Platinum');
    const options = ['Gold', 'Silver', 'Platinum'].map((label) => ({ id: label.toLowerCase(), label }));
    expect(changed.newFields).toMatchObject([{ options }]);
    expect(changed.items).toMatchObject([
      { values: { custom: { [`level-${mark}`]: 'platinum' } }, problems: [] },
    ]);
    expect((await run(changed)).job).toMatchObject({ done: 4, failed: 0 });
    const { items } = await bodyOf(200, call('GET', at('custom-fields/contact')));
    expect(items.find(({ key }: any) => key === `level-${mark}`)).toMatchObject({ options });
    expect((await contactBy(email('luis'))).custom).toEqual({ [`level-${mark}`]: 'gold' });
    expect((await contactBy(email('ines'))).custom).toEqual({ [`level-${mark}`]: 'platinum' });
  });

  test('and replaced texts decide which kind of field is guessed', async () => {
    const rows = ['38', '40', 'n.d.', 'forty'].map((size) => ['Ana', size]);
    const ready = await read(csv(['First name', 'Size'], ...rows));
    const changed = await corrected(ready, 5, 1, '41');
    const rules = [{ action: 'replace', column: 1, from: 'N.D.', to: '' }];
    const columns = [{ field: 'firstName' }, forNew];
    const { file } = await changedImport(call, organization, changed, { columns, rules });
    expect(file.columns[1].newField).toMatchObject({ kind: 'number' });
  });
});
