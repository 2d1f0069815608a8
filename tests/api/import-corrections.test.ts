import { beforeAll, describe, expect, inject, test } from 'vitest';
import { bodyOf, type Call } from '../caller.ts';
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

interface Versioned {
  id: string;
  version: number;
}

const at = (rest: string): string => `${organization.path}/${rest}`;
const read = (rows: readonly string[]): Promise<any> => readFile(call, organization, rows.join('\n'));
const checked = async (rows: readonly string[]): Promise<any> =>
  checkedImport(call, organization, await read(rows));
const patchRows = ({ id, version }: Versioned, rows: readonly object[], by = call): Promise<any> =>
  by('PATCH', at(`imports/${id}/rows`), { body: { rows }, ifMatch: version });
/** The version of an import with corrected rows. */
const corrected = async (one: Versioned, rows: readonly object[]): Promise<any> => ({
  ...one,
  ...(await bodyOf(200, patchRows(one, rows))),
});
const rowsOf = (id: string, query: Record<string, string> = {}): Promise<any> =>
  bodyOf(200, call('GET', at(`imports/${id}/rows`), { query }));
const again = (one: Versioned): Promise<any> => checkedImport(call, organization, one);

async function imported(one: Versioned): Promise<any> {
  const { jobId } = await startedImport(call, organization, one);
  return endedJob(call, organization, jobId);
}

async function contactBy(email: string): Promise<any> {
  const { items } = await bodyOf(200, call('GET', at('contacts'), { query: { q: email } }));
  return bodyOf(200, call('GET', at(`contacts/${items[0]?.id}`)));
}

const header = 'First name,E-mail,Country,City';

describe('a corrected cell', () => {
  test('is imported, while the file stays as it is', async () => {
    const email = `${unique('corrected')}@people.example`;
    const ready = await checked([header, `Ana,no address,Atlantis,Cali`, `Luis,,Chile,Lima`]);
    expect(ready.file.check).toMatchObject({ creates: 1, refusals: 1 });
    const cells = [
      { column: 1, text: email },
      { column: 2, text: 'Colombia' },
    ];
    const answer = await corrected(ready, [{ row: 2, cells }]);
    expect(answer).toMatchObject({ version: Number(ready.version) + 1, correctedRows: 1 });
    expect(answer.items).toEqual([
      expect.objectContaining({
        row: 2,
        cells: ['Ana', email, 'Colombia', 'Cali'],
        changes: [
          { column: 1, original: 'no address', correction: email },
          { column: 2, original: 'Atlantis', correction: 'Colombia' },
        ],
        action: 'create',
        problems: [],
      }),
    ]);
    const second = await again(answer);
    expect(second.file.check).toMatchObject({ rows: 2, creates: 2, refusals: 0, problems: [] });
    expect(await imported(second)).toMatchObject({ done: 2, created: 2 });
    expect(await contactBy(email)).toMatchObject({ firstName: 'Ana', country: 'CO', city: 'Cali' });
  });

  test('is shown shortened, with its whole text beside it', async () => {
    const ready = await read([header, `Ana,,,${'Cali '.repeat(80)}`]);
    const text = 'Lima '.repeat(200).trim();
    await corrected(ready, [{ row: 2, cells: [{ column: 3, text }] }]);
    const [row] = (await rowsOf(ready.id)).items;
    expect(row).toMatchObject({ shortened: [3], changes: [{ column: 3, correction: text }] });
    expect(row.cells[3]).toBe(text.slice(0, 300));
  });

  test('can be given back the text of the file', async () => {
    const ready = await read([header, 'Ana,,Atlantis,Cali']);
    const changed = await corrected(ready, [{ row: 2, cells: [{ column: 2, text: 'Chile' }] }]);
    const restored = await corrected(changed, [{ row: 2, cells: [{ column: 2, text: null }] }]);
    expect(restored.correctedRows).toBe(0);
    expect(restored.items[0]).toMatchObject({ cells: ['Ana', '', 'Atlantis', 'Cali'], action: 'refuse' });
    expect(restored.items[0]).not.toHaveProperty('changes');
  });

  test('that begins like a formula is imported as it was typed', async () => {
    const email = `${unique('formula')}@people.example`;
    const ready = await read([header, `Ana,${email},,Cali`]);
    const city = '=1+1';
    const answer = await corrected(ready, [{ row: 2, cells: [{ column: 3, text: city }] }]);
    expect(answer.items[0].cells[3]).toBe(city);
    await imported(await again(answer));
    expect(await contactBy(email)).toMatchObject({ city });
  });

  test('is in the file of refused rows', async () => {
    const ready = await checked([header, 'Ana,no address,Atlantis,Cali']);
    const answer = await corrected(ready, [{ row: 2, cells: [{ column: 2, text: 'Chile' }] }]);
    const second = await again(answer);
    const { url } = await bodyOf(200, call('GET', at(`imports/${second.id}/refused-rows`)));
    expect(await (await fetch(url)).text()).toContain('Ana,no address,Chile,Cali');
  });

  test('is found by its number beyond rows without content, and in later parts', async () => {
    const lines = Array.from({ length: 1_200 }, (_, index) => `Row ${index},,,`);
    const gaps = Array.from({ length: 700 }, () => '');
    const ready = await read([header, ...gaps, ...lines]);
    const answer = await corrected(ready, [
      { row: 702, cells: [{ column: 0, text: 'First' }] },
      { row: 1_901, cells: [{ column: 0, text: 'Last' }] },
    ]);
    expect(answer.items.map(({ cells }: any) => cells[0])).toEqual(['First', 'Last']);
    expect((await patchRows(answer, [{ row: 701, leftOut: true }])).body.errors).toMatchObject([
      { pointer: '/rows/0/row', code: 'not_a_choice' },
    ]);
  });

  test('is gone if the file is read in another way', async () => {
    const ready = await read([header, 'Ana,,Chile,Cali']);
    const answer = await corrected(ready, [{ row: 2, cells: [{ column: 0, text: 'Other' }] }]);
    const changed = await changedImport(call, organization, answer, { encoding: 'windows-1252' });
    const reread = await importIn(call, organization, changed.id, ['ready']);
    expect(reread.file.correctedRows).toBeUndefined();
    expect((await rowsOf(reread.id)).items[0].cells[0]).toBe('Ana');
  });
});

describe('a row that is left out', () => {
  test('counts as left out, so that every row is still accounted for, and can be put back', async () => {
    const ready = await checked([header, 'Ana,,Chile,', 'Luis,,Atlantis,', 'Eva,,Chile,']);
    const answer = await corrected(ready, [
      { row: 2, leftOut: true },
      { row: 3, leftOut: true },
    ]);
    expect(answer.items[0]).toMatchObject({ leftOut: true, action: 'skip' });
    const second = await again(answer);
    const counts = { rows: 3, creates: 1, updates: 0, skips: 2, refusals: 0 };
    expect(second.file.check).toMatchObject(counts);
    const all = await bodyOf(200, call('GET', at(`imports/${second.id}/problems`)));
    expect(all).toEqual({ rows: 0, items: [{ code: 'left_out', rows: 2, values: [] }] });

    const back = await again(await corrected(second, [{ row: 2, leftOut: false }]));
    expect(back.file.check).toMatchObject({ creates: 2, skips: 1, refusals: 0 });
    expect(await imported(back)).toMatchObject({ created: 2, done: 2 });
  });
});

describe('a rule', () => {
  const file = [
    header,
    `One,,Atlantis,`,
    `Two,,ATLANTIS,`,
    `Three,,Ruritania,`,
    `Four,no address,Chile,`,
    `Five,,Chile,`,
  ];

  test('replaces a text in all cells of a column', async () => {
    const ready = await checked(file);
    const kinds = await bodyOf(200, call('GET', at(`imports/${ready.id}/problems`)));
    expect(kinds.rows).toBe(4);
    expect(kinds.items[0]).toMatchObject({ column: 2, code: 'unknown_country', rows: 3 });
    expect(kinds.items[0].values).toContainEqual({ text: 'Ruritania', count: 1 });
    const rules = [{ action: 'replace', column: 2, from: 'atlantis', to: 'Colombia' }];
    const changed = await changedImport(call, organization, ready, { rules });
    expect(changed).toMatchObject({ state: 'ready', file: { rules } });
    expect((await rowsOf(changed.id)).items[0]).toMatchObject({
      cells: ['One', '', 'Colombia', ''],
      changes: [{ column: 2, original: 'Atlantis' }],
      values: { country: 'CO' },
    });
    expect((await again(changed)).file.check).toMatchObject({ creates: 3, refusals: 2 });
  });

  test('reads all cells with a problem as empty, also in the file of refused rows', async () => {
    const ready = await checked([...file, 'Six,no address,Atlantis,']);
    const rules = [{ action: 'empty', column: 2, code: 'unknown_country' }];
    const second = await again(await changedImport(call, organization, ready, { rules }));
    expect(second.file.check).toMatchObject({ rows: 6, creates: 4, refusals: 2 });
    const { url } = await bodyOf(200, call('GET', at(`imports/${second.id}/refused-rows`)));
    expect(await (await fetch(url)).text()).toContain('Six,no address,,');
  });

  test('leaves out all rows with a problem', async () => {
    const ready = await checked(file);
    const rules = [{ action: 'leaveOut', column: 1, code: 'invalid_email' }];
    const second = await again(await changedImport(call, organization, ready, { rules }));
    expect(second.file.check).toMatchObject({ rows: 5, creates: 1, skips: 1, refusals: 3 });
  });

  test('of a column that the file lacks is refused', async () => {
    const { id, version } = await read(file);
    const rules = [{ action: 'empty', column: 4, code: 'unknown_country' }];
    const answer = await call('PATCH', at(`imports/${id}`), { body: { file: { rules } }, ifMatch: version });
    expect([answer.status, answer.body.errors[0].pointer]).toEqual([422, '/file/rules/0/column']);
  });

  test('is refused together with another way to read the file, and that changes nothing', async () => {
    const { id, version } = await read(file);
    const rules = [{ action: 'leaveOut', column: 1, code: 'invalid_email' }];
    const body = { file: { separator: ';', rules } };
    const answer = await call('PATCH', at(`imports/${id}`), { body, ifMatch: version });
    expect([answer.status, answer.body.errors]).toMatchObject([
      422,
      [{ pointer: '/file/rules', code: 'not_allowed' }],
    ]);
    expect(await bodyOf(200, call('GET', at(`imports/${id}`)))).toMatchObject({ version, state: 'ready' });
  });
});

describe('rows with problems', () => {
  test('are listed page by page, all or those with one kind of problem, until the next check', async () => {
    const lines = Array.from({ length: 1_100 }, (_, index) =>
      index % 100 === 0
        ? `Row ${index},no address,,`
        : index % 250 === 1
          ? `Row ${index},,Atlantis,`
          : `Row,,,`,
    );
    const ready = await checked([header, ...lines]);
    const all = await rowsOf(ready.id, { show: 'problems', limit: '200' });
    expect([all.total, all.items.length]).toEqual([16, 16]);
    const country = { show: 'problems', code: 'unknown_country', column: '2' };
    const two = await rowsOf(ready.id, { ...country, from: '3', limit: '5' });
    expect(two.total).toBe(5);
    expect(two.items.map(({ row }: any) => row)).toEqual([753, 1_003]);

    const answer = await corrected(ready, [{ row: 1_003, cells: [{ column: 2, text: 'Chile' }] }]);
    const still = await rowsOf(answer.id, country);
    expect(still.items.map(({ problems }: any) => problems.length)).toEqual([1, 1, 1, 1, 0]);
    expect((await rowsOf((await again(answer)).id, country)).total).toBe(4);
  });

  test('are not listed before the check', async () => {
    const { id } = await read([header, 'Ana,,Atlantis,']);
    const answer = await call('GET', at(`imports/${id}/rows`), { query: { show: 'problems' } });
    expect(answer.status).toBe(409);
    expect((await call('GET', at(`imports/${id}/problems`))).status).toBe(409);
  });
});

describe('corrections', () => {
  test('with a stale version are refused with 412 and change nothing', async () => {
    const ready = await read([header, 'Ana,,Chile,']);
    await corrected(ready, [{ row: 2, cells: [{ column: 0, text: 'First' }] }]);
    const late = await patchRows(ready, [{ row: 2, cells: [{ column: 0, text: 'Second' }] }]);
    expect(late.status).toBe(412);
    expect((await rowsOf(ready.id)).items[0].cells[0]).toBe('First');
  });

  test('are refused once the import has started', async () => {
    const ready = await checked([header, 'Ana,,Chile,']);
    const started = await startedImport(call, organization, ready);
    expect((await patchRows(started, [{ row: 2, leftOut: true }])).status).toBe(409);
  });

  test('of an import that belongs to someone else are not found', async () => {
    const ready = await read([header, 'Ana,,Chile,']);
    const { call: byEmployee } = await addMember(host, organization, 'employee');
    expect((await patchRows(ready, [{ row: 2, leftOut: true }], byEmployee)).status).toBe(404);
  });

  test.each([
    [
      'a column that the file lacks',
      [{ row: 2, cells: [{ column: 4, text: '' }] }],
      '/rows/0/cells/0/column',
    ],
    ['a row twice', [{ row: 2 }, { row: 2 }], '/rows/1/row'],
    ['the row with the names of the columns', [{ row: 1 }], '/rows/0/row'],
    [
      'a cell twice',
      [{ row: 2, cells: [...'ab'].map((text) => ({ column: 0, text })) }],
      '/rows/0/cells/1/column',
    ],
    [
      'a text that is too long',
      [{ row: 2, cells: [{ column: 0, text: 'x'.repeat(2_001) }] }],
      '/rows/0/cells/0/text',
    ],
    ['too many rows', Array.from({ length: 51 }, (_, index) => ({ row: index + 2 })), '/rows'],
  ])('of %s are refused with 422', async (_, rows, pointer) => {
    const { status, body } = await patchRows(await read([header, 'Ana,,Chile,']), rows);
    expect([status, body.errors[0].pointer]).toEqual([422, pointer]);
  });
});
