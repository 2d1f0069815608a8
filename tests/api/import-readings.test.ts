import { beforeEach, describe, expect, inject, test } from 'vitest';
import { bodyOf, type Call } from '../caller.ts';
import { connectHost } from '../host.ts';
import { sendBytes } from '../files.ts';
import { changedImport, checkedImport, importIn, readFile, startedImport } from '../imports.ts';
import { endedJob } from '../jobs.ts';
import { newOrganization, newPerson, unique, type TestOrganization } from '../organization.ts';

const host = connectHost(inject('host'));
let organization: TestOrganization;
let call: Call;

beforeEach(async () => {
  organization = await newOrganization(await newPerson(host), { country: 'US', currency: 'USD' });
  ({ call } = organization.owner);
});

const at = (rest: string): string => `${organization.path}/${rest}`;
const csv = (...rows: string[][]): string =>
  rows.map((row) => row.map((cell) => `"${cell}"`).join(',')).join('\n');

/** A file of deals with a column of closing dates or amounts. */
const deals = (header: string, cells: readonly string[], titles = unique('Deal ')): string =>
  csv(['Title', header], ...cells.map((cell, index) => [`${titles} ${index}`, cell]));

const readDeals = (content: string): Promise<any> =>
  readFile(call, organization, content, { recordType: 'deal', name: 'deals.csv' });

/** Checks and starts an import, and returns the deals in the order of its rows. */
async function imported(one: any, title: string): Promise<any[]> {
  const checked = await checkedImport(call, organization, one);
  const { jobId } = await startedImport(call, organization, checked);
  await endedJob(call, organization, jobId);
  await host.settled(organization);
  const query = { q: title, sort: 'title', limit: '100' };
  return (await bodyOf(200, call('GET', at('deals'), { query }))).items;
}

describe('dates and numbers of a file', () => {
  test('are read as one cell proves, wherever it stands, and nothing is asked', async () => {
    const title = unique('Proven ');
    const many = Array.from({ length: 250 }, () => '05/06/2026');
    for (const cells of [
      ['25/12/2026', '05/06/2026', '03/04/2026', 'N/A', 'N/A'],
      [...many, '25/12/2026'],
    ]) {
      const one = await readDeals(deals('Expected close date', cells, title));
      expect(one.file).not.toHaveProperty('undecided');
      const { items } = await bodyOf(
        200,
        call('GET', at(`imports/${one.id}/rows`), { query: { limit: '5' } }),
      );
      expect(items[1].values.expectedCloseDate).toBe('2026-06-05');
    }
    const amounts = await readDeals(deals('Value', ['1.234,56', '1.000', '2.500', 'N/A', 'N/A'], title));
    const found = await imported(amounts, title);
    expect(found.map(({ value }) => value?.amountMinor)).toEqual([
      123_456,
      100_000,
      250_000,
      undefined,
      undefined,
    ]);
  });

  test.each([
    ['Expected close date', ['03/04/2026', '05/06/2026'], 'dateOrder', ['dmy', 'mdy']],
    ['Value', ['1.000', '2.500', '12.750'], 'decimalMark', [',', '.']],
    ['Expected close date', ['25/12/2026', '12/25/2026', '03/04/2026'], 'dateOrder', ['dmy', 'mdy']],
  ] as const)('in a column “%s” of %j are asked for', async (header, cells, setting, choices) => {
    const one = await readDeals(deals(header, cells));
    const [{ readings, ...question }] = one.file.undecided;
    expect(question).toEqual({ column: 1, setting });
    expect(readings.map(({ value }: { value: string }) => value)).toEqual(choices);
    const answer = await call('POST', at(`imports/${one.id}/check`), { ifMatch: one.version });
    expect([answer.status, answer.body.errors]).toMatchObject([
      422,
      [{ pointer: `/file/columns/1/reading/${setting}`, code: 'undecided', choices }],
    ]);
  });

  test('are asked for with what they mean either way, and the answer is stored and remembered', async () => {
    const title = unique('Asked ');
    const header = unique('Expected close date ');
    const one = await readDeals(deals(header, ['03/04/2026'], title));
    const columns = [{ field: 'title' }, { field: 'expectedCloseDate' }];
    const mapped = await changedImport(call, organization, one, { columns });
    expect(mapped.file.undecided).toEqual([
      {
        column: 1,
        setting: 'dateOrder',
        readings: [
          { value: 'dmy', examples: [{ text: '03/04/2026', value: '2026-04-03' }] },
          { value: 'mdy', examples: [{ text: '03/04/2026', value: '2026-03-04' }] },
        ],
      },
    ]);
    const answered = [columns[0], { ...columns[1], reading: { dateOrder: 'dmy' } }];
    const decided = await changedImport(call, organization, mapped, { columns: answered });
    expect(decided.file).not.toHaveProperty('undecided');
    expect(await imported(decided, title)).toMatchObject([{ expectedCloseDate: '2026-04-03' }]);
    const again = await readDeals(deals(header, ['05/06/2026']));
    expect(again.file.columns).toEqual(answered);
    expect(again.file).not.toHaveProperty('undecided');
    const other = await readDeals(deals(header, ['05/06/2026', '12/25/2026']));
    expect(other.file.columns[1].reading).toEqual({ dateOrder: 'mdy' });
  });

  test('keep an import from starting by itself until somebody says how they are meant', async () => {
    const bytes = Buffer.from(deals('Value', ['1.000']));
    const file = { name: 'deals.csv', sizeBytes: bytes.length, recordType: 'deal' };
    const body = { file, start: true };
    const { id, upload } = await bodyOf(201, call('POST', at('imports'), { body }));
    await sendBytes(upload, bytes);
    await bodyOf(200, call('POST', at(`imports/${id}/read`)));
    const stopped = await importIn(call, organization, id, ['ready', 'checked', 'started']);
    expect(stopped).toMatchObject({ state: 'ready', problem: { code: 'undecided_columns' } });
    expect(stopped.file.undecided).toHaveLength(1);
    const reading = { country: 'US', currency: 'USD', emptyTexts: [], decimalMark: ',' };
    const said = await bodyOf(
      201,
      call('POST', at('imports'), { body: { ...body, file: { ...file, reading } } }),
    );
    await sendBytes(said.upload, bytes);
    await bodyOf(200, call('POST', at(`imports/${said.id}/read`)));
    expect(await importIn(call, organization, said.id, ['ready', 'started'])).toMatchObject({
      state: 'started',
    });
  });
});

test('the sign $ is asked for where it can be the own currency or US dollars, and not in the United States', async () => {
  const cells = ['$ 1.200.000', '$ 5.000,50'];
  const usual = await readDeals(deals('Value', cells));
  expect(usual.file).not.toHaveProperty('undecided');
  const colombian = await newOrganization(await newPerson(host), { country: 'CO', currency: 'COP' });
  const one = await readFile(colombian.owner.call, colombian, deals('Value', cells), { recordType: 'deal' });
  expect(one.file.undecided).toEqual([
    {
      column: 1,
      setting: 'dollar',
      readings: ['COP', 'USD'].map((currency) => ({
        value: currency,
        examples: [
          { text: cells[0], value: { amountMinor: 120_000_000, currency } },
          { text: cells[1], value: { amountMinor: 500_050, currency } },
        ],
      })),
    },
  ]);
});

test('names, cities and companies such as Null and Unknown are stored, and words for no date are not', async () => {
  const email = `${unique('null')}@people.example`;
  const content = csv(
    ['First name', 'Last name', 'City', 'Customer', 'E-mail', 'Birthday'],
    ['Ada', 'Null', 'None', 'Unknown', email, 'unknown'],
  );
  const one = await readFile(call, organization, content);
  const { items } = await bodyOf(200, call('GET', at(`imports/${one.id}/rows`)));
  expect(items[0].values).toMatchObject({ firstName: 'Ada', lastName: 'Null', city: 'None', email });
  expect(items[0].problems).toEqual([]);
  expect(items[0].values.customerId).toBeDefined();
});

test('cells beyond the columns of the header are shown, also those of late rows', async () => {
  const rows = Array.from({ length: 220 }, (_, index) => [`Row ${index}`]);
  const one = await readFile(call, organization, csv(['First name'], ...rows, ['Late', 'Extra']));
  expect(one.file.header).toHaveLength(2);
  expect(one.file.header[1].header).toBe('');
});

test('an update leaves rows without a value to match by, unless they are said to create records', async () => {
  const email = `${unique('known')}@people.example`;
  const name = unique('Keyless ');
  await bodyOf(201, call('POST', at('contacts'), { body: { firstName: 'Known', email } }));
  const content = csv(['First name', 'E-mail'], ['Known', email], [name, '']);
  const one = await readFile(call, organization, content);
  const updating = await changedImport(call, organization, one, { onMatch: 'update', matchBy: ['email'] });
  const refused = await checkedImport(call, organization, updating);
  expect(refused.file.check).toMatchObject({
    ...{ creates: 0, updates: 1, refusals: 1 },
    problems: [{ code: 'no_match_value', count: 1 }],
  });
  const creating = await changedImport(call, organization, refused, { createWithoutMatch: true });
  const { file } = await checkedImport(call, organization, creating);
  expect(file.check).toMatchObject({ creates: 1, updates: 1, refusals: 0 });
});
