import nodePath from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { bodyOf, type Call } from '../caller.ts';
import { sendBytes } from '../files.ts';
import { connectHost } from '../host.ts';
import { changedImport, checkedImport, importIn, readFile } from '../imports.ts';
import { newOrganization, newPerson, type TestOrganization } from '../organization.ts';
import { openTable } from '../table.ts';

const host = connectHost(inject('host'));
let organization: TestOrganization;
let call: Call;

beforeAll(async () => {
  organization = await newOrganization(await newPerson(host));
  ({ call } = organization.owner);
});

const at = (rest: string): string => `${organization.path}/${rest}`;
const csv = (...rows: string[][]): string => rows.map((row) => row.join(',')).join('\r\n');
const read = (content: string | Buffer) => readFile(call, organization, content);

describe('a file', () => {
  const reasonOf = async (content: string | Buffer): Promise<any> => (await read(content)).problem;

  test('that can’t be read is refused with the reason', async () => {
    expect(await reasonOf('\n\n')).toMatchObject({ code: 'empty' });
    expect(await reasonOf('First name,E-mail')).toMatchObject({ code: 'no_rows' });
    expect(await reasonOf(Buffer.from('%PDF-1.7\n'))).toMatchObject({ code: 'unknown_format' });
  });

  test('is read as it was when reading was requested', async () => {
    const body = { file: { name: 'a.csv', sizeBytes: 10, recordType: 'contact' } };
    const { id } = await bodyOf(201, call('POST', at('imports'), { body }));
    expect((await call('POST', at(`imports/${id}/read`))).body.errors).toMatchObject([
      { code: 'not_uploaded' },
    ]);
  });

  test('that is replaced before it is read is refused', async () => {
    const [first, second] = ['First name\nAna', 'First name\nEva'];
    const body = { file: { name: 'a.csv', sizeBytes: first.length, recordType: 'contact' } };
    const { id, upload } = await bodyOf(201, call('POST', at('imports'), { body }));
    await sendBytes(upload, Buffer.from(first));
    const reading = call('POST', at(`imports/${id}/read`));
    const again = await readFile(call, organization, first);
    expect((await reading).status).toBe(200);
    expect(again.state).toBe('ready');
    // The URL still takes another file. The import is read again, and finds that it isn't the one it knows.
    await sendBytes(upload, Buffer.from(second));
    const ready = await importIn(call, organization, id, ['ready']);
    await changedImport(call, organization, ready, { separator: ';' });
    const refused = await importIn(call, organization, id, ['unreadable', 'ready']);
    expect(refused).toMatchObject({ state: 'unreadable', problem: { code: 'replaced' } });
  });

  test('isn’t read in another way together with columns, which would be those of the earlier reading', async () => {
    const { id, version, file } = await read('First name;Phone\nAna;300 111 2233');
    expect(file.header).toHaveLength(2);
    for (const columns of [[{ field: 'firstName' }], file.columns]) {
      const body = { file: { separator: ',', columns } };
      const answer = await call('PATCH', at(`imports/${id}`), { body, ifMatch: version });
      expect([answer.status, answer.body.errors]).toMatchObject([
        422,
        [{ pointer: '/file/columns', code: 'not_allowed' }],
      ]);
    }
    expect(await bodyOf(200, call('GET', at(`imports/${id}`)))).toMatchObject({ version, state: 'ready' });
    // The same way isn't another one.
    const body = { file: { separator: ';', columns: [{ field: 'firstName' }, null] } };
    expect(await bodyOf(200, call('PATCH', at(`imports/${id}`), { body, ifMatch: version }))).toMatchObject({
      state: 'ready',
      file: { columns: [{ field: 'firstName' }, null] },
    });
  });

  test('is deleted with its import, and so are its rows, their values, problems and corrections', async () => {
    const checked = await checkedImport(call, organization, await read(csv(['First name'], ['Deleted'])));
    const { id } = checked;
    const rows = [{ row: 2, cells: [{ column: 0, text: 'Corrected' }] }];
    const path = at(`imports/${id}/rows`);
    const { version } = await bodyOf(200, call('PATCH', path, { body: { rows }, ifMatch: checked.version }));
    const names = ['file', 'header', 'plan', 'plan-notes', 'planned', 'problems', 'rows', 'values'];
    expect(objectsOf(id)).toEqual(names);
    const corrections = () => openTable(host).items(() => true, `IMPORT-CORRECTIONS#${id}`);
    expect(await corrections()).toHaveLength(1);
    const deleted = await call('DELETE', at(`imports/${id}`), { ifMatch: version });
    expect(deleted.status).toBe(204);
    expect((await call('GET', path)).status).toBe(404);
    await host.settled(organization);
    expect(objectsOf(id)).toEqual([]);
    expect(await corrections()).toEqual([]);
  });
});

/** The kinds of objects of an import that the local bucket has. */
function objectsOf(importId: string): string[] {
  const database = new DatabaseSync(nodePath.join(host.dataDir, 'host.sqlite'), { readOnly: true });
  const keys = database.prepare('SELECT key FROM objects WHERE key LIKE ?').all(`%/${importId}/%`);
  database.close();
  const names = keys.map(({ key }) => String(key).split(`/${importId}/`)[1]?.split('/')[0] ?? '');
  return [...new Set(names)].toSorted();
}

describe('settings of an import', () => {
  test('that name unknown fields, or one field twice, are refused', async () => {
    const ready = await read(csv(['First name', 'E-mail'], ['Ana', '']));
    const change = (file: object) =>
      call('PATCH', at(`imports/${ready.id}`), { body: { file }, ifMatch: ready.version });
    const twice = await change({ columns: [{ field: 'email' }, { field: 'email' }] });
    expect(twice.body.errors).toMatchObject([{ pointer: '/file/columns/1/field', code: 'repeated' }]);
    const unknown = await change({ columns: [{ field: 'shoeSize' }, null] });
    expect(unknown.body.errors).toMatchObject([{ pointer: '/file/columns/0/field', code: 'unknown_field' }]);
    expect((await change({ columns: [null] })).body.errors).toMatchObject([{ code: 'too_few' }]);
    expect((await change({ matchBy: ['city'] })).body.errors).toMatchObject([{ code: 'not_a_choice' }]);
  });

  test('make an earlier check outdated', async () => {
    const checked = await checkedImport(call, organization, await read(csv(['First name'], ['Ana'])));
    const changed = await changedImport(call, organization, checked, { onMatch: 'create' });
    expect(changed).toMatchObject({ state: 'ready' });
    expect(changed.file).not.toHaveProperty('check');
    const early = await call('POST', at(`imports/${checked.id}/start`), { ifMatch: changed.version });
    expect(early.status).toBe(409);
  });
});
