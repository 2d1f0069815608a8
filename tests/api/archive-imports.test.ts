import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { dueRunsPartition } from '#data/store/keys.ts';
import { archiveImportKey } from '#data/store/run-keys.ts';
import { zipFile } from '#data/table-files/zip-file.ts';
import { digestOf, normalForm } from '../archive-reader/normal-form.ts';
import { readArchive, unzipped } from '../archive-reader/read-archive.ts';
import {
  endedImport,
  fillOrganization,
  importedArchive,
  newArchive,
  uploadAgain,
  uploadedArchive,
} from '../archives.ts';
import { awaited } from '../awaited.ts';
import { bodyOf } from '../caller.ts';
import { connectHost } from '../host.ts';
import { newOrganization, newPerson, unique, type TestOrganization } from '../organization.ts';
import { openTable } from '../table.ts';

const host = connectHost(inject('host'));
let organization: TestOrganization;
let filled: Awaited<ReturnType<typeof fillOrganization>>;
let bytes: Buffer;

beforeAll(async () => {
  organization = await newOrganization(await newPerson(host));
  filled = await fillOrganization(organization);
  await host.settled(organization);
  ({ bytes } = await newArchive(organization));
}, 120_000);

/** The archive with some files replaced, or left out. */
async function changedArchive(changes: Record<string, Buffer | undefined>): Promise<Buffer> {
  const entries = [...unzipped(bytes)].flatMap(([path, content]) => {
    const changed = path in changes ? changes[path] : content;
    return changed ? [{ path, chunks: [changed] }] : [];
  });
  const chunks: Uint8Array[] = [];
  for await (const chunk of zipFile(entries, { isLarge: true })) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const manifestWith = (changes: object): Buffer =>
  Buffer.from(JSON.stringify({ ...JSON.parse(String(unzipped(bytes).get('manifest.json'))), ...changes }));

/** The archive with the first line of some files changed, or with other lines, and a manifest that fits them. */
async function withLines(
  changes: Record<string, (lines: any[]) => any[]>,
  filesOf: (files: any[]) => any[] = (files) => files,
): Promise<Buffer> {
  const contents: Record<string, Buffer> = {};
  const manifest = JSON.parse(String(unzipped(bytes).get('manifest.json')));
  for (const [path, change] of Object.entries(changes)) {
    const before = String(unzipped(bytes).get(path)).split('\n').slice(0, -1);
    const lines = change(before.map((line) => JSON.parse(line)));
    const content = Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    contents[path] = content;
    const sha256 = createHash('sha256').update(content).digest('hex');
    const entry = manifest.files.find((file: any) => file.path === path);
    Object.assign(entry, { records: lines.length, sizeBytes: content.length, sha256 });
  }
  const files = filesOf(manifest.files);
  return changedArchive({ ...contents, 'manifest.json': manifestWith({ files }) });
}

/** Changes the first line of a file. */
const first =
  (changes: object) =>
  ([line, ...others]: any[]): any[] => [{ ...line, ...changes }, ...others];

describe('an organization made from an archive', () => {
  let copy: TestOrganization;
  let ended: any;

  beforeAll(async () => {
    copy = await newOrganization(await newPerson(host));
    ended = await importedArchive(copy, bytes);
    await host.settled(copy);
  }, 180_000);

  test('equals the one from which the archive is', async () => {
    expect(ended).toMatchObject({ state: 'done', done: ended.total });
    const [from, to] = [readArchive(bytes), readArchive((await newArchive(copy)).bytes)];
    expect(normalForm(to)).toEqual(normalForm(from));
    expect(digestOf(to)).toBe(digestOf(from));
    expect([...to.attached]).toEqual([...from.attached]);
  });

  test('has lists, search, codes and reservations like those of records that were created there', async () => {
    const { call } = copy.owner;
    const { contact, customer } = filled;
    const contacts = await bodyOf(200, call('GET', `${copy.path}/contacts`));
    expect(contacts.items.map(({ id }: any) => id)).toEqual([contact.id]);
    const found = await bodyOf(200, call('GET', `${copy.path}/customers?externalId=${customer.externalId}`));
    expect(found.items.map(({ id }: any) => id)).toEqual([customer.id]);
    const taken = await call('POST', `${copy.path}/contacts`, {
      body: { firstName: 'Ana', email: contact.email },
    });
    expect([taken.status, taken.body.errors[0].code]).toEqual([409, 'taken']);
    const next = await bodyOf(201, call('POST', `${copy.path}/customers`, { body: { name: 'Next' } }));
    expect(next.code > customer.code).toBe(true);
    const { activityCount } = await bodyOf(200, call('GET', `${copy.path}/contacts/${contact.id}`));
    expect(activityCount).toBe(1);
  });

  test('belongs to the importer where a person is no member', async () => {
    const { contact } = filled;
    const { ownerId, createdBy, createdAt, updatedAt } = await bodyOf(
      200,
      copy.owner.call('GET', `${copy.path}/contacts/${contact.id}`),
    );
    const { userId } = copy.owner;
    expect({ ownerId, createdBy, createdAt, updatedAt }).toEqual({
      ownerId: userId,
      createdBy: userId,
      createdAt: contact.createdAt,
      updatedAt: contact.updatedAt,
    });
  });

  test('takes no second archive', async () => {
    const at = `${copy.path}/archive-import`;
    const again = await copy.owner.call('POST', at, { body: { sizeBytes: 100 } });
    expect([again.status, again.body.code]).toEqual([409, 'conflict']);
  });
});

test(
  'members with the e-mail addresses of people in the archive stay the owners',
  { timeout: 180_000 },
  async () => {
    const own = await newOrganization(organization.owner);
    expect(await importedArchive(own, bytes)).toMatchObject({ state: 'done' });
    const { contact, manager } = filled;
    const call = own.owner.call;
    expect(await bodyOf(200, call('GET', `${own.path}/contacts/${contact.id}`))).toMatchObject({
      ownerId: organization.owner.userId,
    });
    expect(await bodyOf(200, call('GET', `${own.path}/employees/${manager.id}`))).toMatchObject({
      userId: organization.owner.userId,
    });
  },
);

test(
  'an import whose run was killed goes on after the next check, and repeats nothing',
  { timeout: 180_000 },
  async () => {
    const copy = await newOrganization(await newPerson(host));
    const upload = await uploadedArchive(copy, bytes);
    await bodyOf(200, copy.owner.call('POST', `${copy.path}/archive-import/start`));
    const { id, total } = await endedImport(copy);
    await uploadAgain(upload, bytes);
    // As if a run had been killed after its last write, before it stored how far it had come.
    const table = openTable(host);
    const key = archiveImportKey(copy.id);
    const [item] = await table.items(({ sk }) => sk === key.sk, key.pk);
    const { aliveAt: _aliveAt, ...stored } = JSON.parse(item!.data);
    const data = JSON.stringify({ ...stored, state: 'importing', done: 0, place: { file: 0, line: 0 } });
    await table.change(key, {
      data,
      done: 0,
      place: { file: 0, line: 0 },
      aliveAt: '2026-01-01T00:00:00.000Z',
      g6pk: dueRunsPartition,
      g6sk: `2026-01-01T00:00:00.000Z#${id}`,
    });
    await host.invoke('reminders');
    expect(await endedImport(copy)).toMatchObject({ state: 'done', done: total });
    const again = readArchive((await newArchive(copy)).bytes);
    expect(normalForm(again)).toEqual(normalForm(readArchive(bytes)));
  },
);

test(
  'shared e-mail addresses that the organization refuses are imported, and end its refusal',
  { timeout: 180_000 },
  async () => {
    const copy = await newOrganization(await newPerson(host));
    const email = `${unique('leo')}@people.example`;
    const changed = await withLines({
      'settings/organization.jsonl': first({ uniqueEmails: { lead: 'refuse', vendor: 'refuse' } }),
      'records/leads.jsonl': ([lead]) =>
        [lead.id, crypto.randomUUID()].map((id) => ({ ...lead, id, email, externalId: undefined })),
    });
    expect(await importedArchive(copy, changed)).toMatchObject({ state: 'done' });
    const { uniqueEmails } = await awaited(
      'the end of the job',
      () => bodyOf(200, copy.owner.call('GET', copy.path)),
      (settings) => !Object.values(settings.uniqueEmails).includes('checking'),
      { patienceMs: 60_000 },
    );
    expect(uniqueEmails).toMatchObject({ lead: 'warn', vendor: 'refuse' });
  },
);

test('a task whose record is missing is left out', { timeout: 180_000 }, async () => {
  const copy = await newOrganization(await newPerson(host));
  const changed = await withLines({ 'entries/tasks.jsonl': first({ recordId: crypto.randomUUID() }) });
  expect(await importedArchive(copy, changed)).toMatchObject({ state: 'done' });
  const tasks = readArchive((await newArchive(copy)).bytes).lines.get('entries/tasks.jsonl') ?? [];
  expect(tasks.map(({ title }: any) => title)).toEqual(['Tidy up']);
});

describe('an archive that can’t be imported', () => {
  let empty: TestOrganization;

  beforeAll(async () => {
    empty = await newOrganization(await newPerson(host));
  });

  const contacts = 'records/contacts.jsonl';
  test.each([
    ['a cut-off file', () => Promise.resolve(bytes.subarray(0, bytes.length - 100)), 'damaged'],
    ['another file', () => Promise.resolve(Buffer.from('no archive')), 'damaged'],
    ['a ZIP file without a manifest', () => changedArchive({ 'manifest.json': undefined }), 'not_an_archive'],
    [
      'another format',
      () => changedArchive({ 'manifest.json': manifestWith({ format: 'other' }) }),
      'not_an_archive',
    ],
    [
      'a later version',
      () => changedArchive({ 'manifest.json': manifestWith({ formatVersion: 2 }) }),
      'unknown_version',
    ],
    ['a changed file', () => changedArchive({ [contacts]: Buffer.from('{}\n') }), 'wrong_checksum'],
    [
      'a changed file of the same size',
      () => {
        const content = Buffer.from(unzipped(bytes).get(contacts) ?? '');
        content.write('X', content.indexOf('Ana'));
        return changedArchive({ [contacts]: content });
      },
      'wrong_checksum',
    ],
    ['a missing file', () => changedArchive({ [contacts]: undefined }), 'wrong_checksum'],
    [
      'a manifest that would unpack to more than is read',
      () => changedArchive({ 'manifest.json': Buffer.alloc(2 * 1024 ** 2, ' ') }),
      'too_large_unpacked',
    ],
  ])('%s is refused with the reason, and nothing is written', { timeout: 60_000 }, async (_, make, code) => {
    const ended = await importedArchive(empty, await make());
    expect(ended).toMatchObject({ state: 'failed', done: 0, problem: { code } });
    const { items } = await bodyOf(200, empty.owner.call('GET', `${empty.path}/tags`));
    expect(items).toEqual([]);
  });

  const tagsPath = 'settings/tags.jsonl';
  test.each<[string, Parameters<typeof withLines>, string]>([
    ['a long note', [{ 'entries/notes.jsonl': first({ body: 'x'.repeat(10_001) }) }], 'invalid_line'],
    ['a task of an unknown type', [{ 'entries/tasks.jsonl': first({ recordType: 'x' }) }], 'invalid_line'],
    [
      'a task with half a record',
      [{ 'entries/tasks.jsonl': first({ recordId: undefined }) }],
      'invalid_line',
    ],
    ['a disguised file name', [{ 'entries/files.jsonl': first({ name: 'a\u202egpj.exe' }) }], 'invalid_line'],
    ['a time zone', [{ 'settings/organization.jsonl': first({ timeZone: 'x' }) }], 'invalid_line'],
    ['a script', [{ 'settings/forms.jsonl': first({ redirectTo: 'javascript:alert(1)' }) }], 'invalid_line'],
    ['a site', [{ 'settings/forms.jsonl': first({ allowedOrigins: ['*; script-src *'] }) }], 'invalid_line'],
    ['a time', [{ [contacts]: first({ createdAt: '2026-01-01T00:00:00.0000000001Z' }) }], 'invalid_line'],
    ['an unknown custom value', [{ [contacts]: first({ custom: { other: 'x' } }) }], 'invalid_line'],
    ['a custom value of another kind', [{ [contacts]: first({ custom: { region: 5 } }) }], 'invalid_line'],
    [
      'a field without options',
      [{ 'settings/custom-fields.jsonl': first({ kind: 'choice' }) }],
      'invalid_line',
    ],
    ['a repeated ID', [{ [tagsPath]: ([tag]) => [tag, tag] }], 'invalid_line'],
    [
      'a second file of a kind',
      [{}, (files) => [...files, { ...files[2], path: 'more' }]],
      'invalid_manifest',
    ],
    [
      'too many tags',
      [
        {
          [tagsPath]: ([tag]) =>
            Array.from({ length: 501 }, (_, n) => ({ ...tag, id: crypto.randomUUID(), name: `Tag ${n}` })),
        },
      ],
      'limit_reached',
    ],
  ])(
    '%s that the product would refuse is refused before anything is written',
    { timeout: 60_000 },
    async (_, change, code) => {
      const ended = await importedArchive(empty, await withLines(...change));
      expect(ended).toMatchObject({ state: 'failed', done: 0, problem: { code } });
      expect(ended.total).toBeUndefined();
    },
  );

  test('is refused if the organization has a record, even in the trash', async () => {
    const used = await newOrganization(await newPerson(host));
    const { call } = used.owner;
    const at = `${used.path}/archive-import`;
    const body = { firstName: unique('Ana ') };
    const { id, version } = await bodyOf(201, call('POST', `${used.path}/contacts`, { body }));
    await bodyOf(200, call('DELETE', `${used.path}/contacts/${id}`, { ifMatch: version }));
    await host.settled(used);
    expect((await call('GET', at)).status).toBe(404);
    expect(await importedArchive(used, bytes)).toMatchObject({
      state: 'failed',
      done: 0,
      problem: { code: 'not_empty' },
    });
  });
});
