import { beforeAll, expect, inject, test } from 'vitest';
import type { KeyPermission } from '#contract/permission.ts';
import { limits } from '#contract/limits.ts';
import { recordTypeNames } from '#contract/record-types.ts';
import { textRows, xlsxOf } from '#data/imports/file-under-test.ts';
import { bodyOf, type Call } from '../caller.ts';
import { connectHost } from '../host.ts';
import { changedImport, checkedImport, importedLines, readFile, startedImport } from '../imports.ts';
import { endedJob } from '../jobs.ts';
import { newApiKey, newOrganization, newPerson, unique, type TestOrganization } from '../organization.ts';

const host = connectHost(inject('host'));
let organization: TestOrganization;
let call: Call;

beforeAll(async () => {
  organization = await newOrganization(await newPerson(host));
  ({ call } = organization.owner);
});

const at = (rest: string): string => `${organization.path}/${rest}`;
const notesOf = async (type: string, id: string, by = call): Promise<any[]> =>
  (await bodyOf(200, by('GET', at(`notes/${type}/${id}`)))).items;
const contactsOf = async (q: string): Promise<any[]> =>
  (await bodyOf(200, call('GET', at('contacts'), { query: { q, sort: 'name' } }))).items;
const undone = async (jobId: string): Promise<any> => {
  const { id } = await bodyOf(201, call('POST', at(`jobs/${jobId}/undo`)));
  return endedJob(call, organization, id);
};
const csv = (...rows: string[][]): string =>
  rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\n');

/** Reads and checks a file of contacts. */
async function checked(content: string | Buffer, settings?: object, name = 'contacts.csv'): Promise<any> {
  const ready = await readFile(call, organization, content, { name });
  return checkedImport(
    call,
    organization,
    settings ? await changedImport(call, organization, ready, settings) : ready,
  );
}

async function run(one: any): Promise<any> {
  const started = await startedImport(call, organization, one);
  return endedJob(call, organization, started.jobId);
}

test('a column of notes becomes notes of new and of existing records, by the member who imports', async () => {
  const last = unique('Noted');
  const email = `${unique('tove')}@people.example`;
  const tove = await bodyOf(
    201,
    call('POST', at('contacts'), { body: { firstName: 'Tove', lastName: last, email } }),
  );
  const text = csv(
    ['First name', 'Last name', 'Email', 'Notes'],
    ['Tove', last, email, 'Met at the fair.\nAsks for:\n - price list\n - "blue" samples'],
    ['Uma', last, `${unique('uma')}@people.example`, 'Likes calls on Monday'],
    ['Vera', last, `${unique('vera')}@people.example`, ''],
  );
  const one = await checked(text, { onMatch: 'update' });
  expect(one.file.columns[3]).toEqual({ field: 'note' });
  expect(one.file.check).toMatchObject({ creates: 2, updates: 1, notes: 2, refusals: 0 });
  const { items } = await bodyOf(200, call('GET', at(`imports/${one.id}/rows`)));
  expect(items[1].values.note).toBe('Likes calls on Monday');
  const job = await run(one);
  expect(job).toMatchObject({ total: 5, done: 5, failed: 0, created: 2, related: { done: 2, failed: 0 } });
  const [, uma, vera] = await contactsOf(last);
  expect(await notesOf('contact', tove.id)).toMatchObject([
    {
      body: 'Met at the fair.\nAsks for:\n - price list\n - "blue" samples',
      authorId: organization.owner.userId,
      pinned: false,
    },
  ]);
  expect(await notesOf('contact', uma.id)).toMatchObject([{ body: 'Likes calls on Monday' }]);
  expect(await notesOf('contact', vera.id)).toEqual([]);
  await host.settled(organization);
  const timeline = await bodyOf(200, call('GET', at(`timeline/contact/${tove.id}`)));
  expect(JSON.stringify(timeline)).toContain('price list');

  // The undo takes the notes of both back, and a redo restores them.
  const undo = await undone(job.id);
  expect(undo).toMatchObject({ state: 'done', failed: 0 });
  expect(await notesOf('contact', tove.id)).toEqual([]);
  expect((await call('GET', at(`notes/contact/${uma.id}`))).status).toBe(404);
  await undone(undo.id);
  expect(await notesOf('contact', tove.id)).toHaveLength(1);
  expect(await notesOf('contact', uma.id)).toHaveLength(1);
});

test('a key that can’t write notes starts no import that writes some', async () => {
  const last = unique('Unnoted');
  const one = await checked(csv(['First name', 'Last name', 'Notes'], ['Ana', last, 'Likes tea']));
  const start = (more: readonly KeyPermission[]) =>
    newApiKey(host, organization, organization.owner, [
      'import:create',
      'import:read',
      'contact:create',
      'contact:read',
      ...more,
    ]).then((key) => key.call('POST', at(`imports/${one.id}/start`), { ifMatch: one.version }));
  expect((await start([])).status).toBe(403);
  const started = await bodyOf(200, start(['note:create']));
  expect(await endedJob(call, organization, started.jobId)).toMatchObject({ created: 1 });
});

test('several columns make one note, and one that is too long refuses its row', async () => {
  const last = unique('Long');
  const text = csv(
    ['First name', 'Last name', 'One', 'Two'],
    ['Ana', last, 'first', 'second'],
    ['Bea', last, 'x'.repeat(limits.noteCharacters - 4), 'abcd'],
  );
  const columns = ['firstName', 'lastName', 'note', 'note'].map((field) => ({ field }));
  const one = await checked(text, { columns });
  expect(one.file.check).toMatchObject({ creates: 1, notes: 1, refusals: 1 });
  expect(one.file.check.problems).toEqual([expect.objectContaining({ column: 2, code: 'too_long' })]);
  await run(one);
  const [ana] = await contactsOf(last);
  expect(await notesOf('contact', ana.id)).toMatchObject([{ body: 'first\n\nsecond' }]);
});

test('rows that are left out write no note, and the same file adds its notes again to records that it updates', async () => {
  const email = `${unique('pia')}@people.example`;
  const { id } = await bodyOf(201, call('POST', at('contacts'), { body: { firstName: 'Pia', email } }));
  const text = csv(['Email', 'Note'], [email, 'plain'], [email, 'again']);
  const skipped = await checked(text, { onMatch: 'skip' });
  expect(skipped.file.check).toMatchObject({ creates: 0, updates: 0, skips: 2 });
  expect(skipped.file.check).not.toHaveProperty('notes');
  for (const count of [1, 2]) {
    const one = await checked(text, { onMatch: 'update' });
    expect(one.file.check).toMatchObject({ updates: 1, skips: 1, notes: 1 });
    await run(one);
    expect(await notesOf('contact', id)).toHaveLength(count);
  }
});

test('records of every type get notes', async () => {
  const bodies: Record<string, object> = {
    contact: { firstName: 'A' },
    lead: { firstName: 'A' },
    deal: { title: 'A' },
    issue: { subject: 'A' },
    employee: { firstName: 'A', lastName: 'B' },
  };
  const types = recordTypeNames.filter(
    (type) => !['quote', 'order', 'invoice', 'payment', 'activity'].includes(type),
  );
  for (const type of types) {
    const line = { ...(bodies[type] ?? { name: unique('A ') }), note: `of a ${type}` };
    const { file, job } = await importedLines(call, organization, type, [line]);
    expect([type, file.check?.problems, job?.related]).toEqual([type, [], { done: 1, failed: 0 }]);
  }
});

test('a workbook’s notes keep their lines', async () => {
  const last = unique('Sheet');
  const rows = [
    ['First name', 'Last name', 'Comments'],
    ['Nora', last, 'red, green,\nblue'],
  ];
  const bytes = xlsxOf({ sheets: { People: textRows(rows) } });
  const one = await checked(bytes, undefined, 'contacts.xlsx');
  expect(one.file.check).toMatchObject({ creates: 1, notes: 1 });
  await run(one);
  const [nora] = await contactsOf(last);
  expect(await notesOf('contact', nora.id)).toMatchObject([{ body: 'red, green,\nblue' }]);
});
