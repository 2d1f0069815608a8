import { beforeAll, describe, expect, inject, test } from 'vitest';
import { dueAttributes } from '#data/due/kinds.ts';
import { answerPrefix, documentDueKey, recordKey } from '#data/store/keys.ts';
import { archiveImportKey } from '#data/store/run-keys.ts';
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
import { issued, newDraft } from '../billing.ts';
import { bodyOf } from '../caller.ts';
import { changedArchive, manifestWith } from '../changed-archive.ts';
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
  await letContactAnswer();
  await host.settled(organization);
  ({ bytes } = await newArchive(organization));
});

/** Makes the answer to the issue one by its contact, with nothing but a file. */
async function letContactAnswer(): Promise<void> {
  const table = openTable(host);
  const record = recordKey(organization.id, 'issue', filled.issue.id);
  const [answer] = await table.items(({ sk }) => sk.startsWith(answerPrefix), record.pk);
  const data = JSON.stringify({ ...JSON.parse(answer!.data), contactId: filled.contact.id, body: '' });
  await table.change({ pk: answer!.pk, sk: answer!.sk }, { data });
}

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

  test('has answers with their contacts and files, apart from notes', async () => {
    const { call } = copy.owner;
    const path = `${copy.path}/issues/${filled.issue.id}`;
    const { items } = await bodyOf(200, call('GET', `${path}/answers`));
    expect(items).toMatchObject([
      { body: '', contactId: filled.contact.id, files: [{ name: 'Picture.png' }] },
    ]);
    await bodyOf(200, call('GET', `${path}/answer-files/${items[0].files[0].id}/download`));
    const notes = await bodyOf(200, call('GET', `${copy.path}/notes/issue/${filled.issue.id}`));
    expect(notes.items).toEqual([]);
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

  test('has invoices whose numbers go on after those of the archive, and which become overdue', async () => {
    const { customer, invoice, note, payment } = filled;
    const { call } = copy.owner;
    const stored = await bodyOf(200, call('GET', `${copy.path}/invoices/${invoice.id}`));
    expect(stored).toMatchObject({
      number: invoice.number,
      parties: invoice.parties,
      paid: { amountMinor: 4_000 },
      credited: { amountMinor: 1_000 },
      due: { amountMinor: 5_000 },
      settlements: [{ paymentId: payment.id, amountMinor: 4_000 }],
    });
    const { kindId, number, total } = note;
    expect(total.amountMinor).toBe(-1_000);
    const copied = await bodyOf(200, call('GET', `${copy.path}/invoices/${note.id}`));
    expect(copied).toMatchObject({ kindId, number, total });
    const next = await issued(call, copy, await newDraft(call, copy, customer.id, [100]));
    expect(next.number).toBe(invoice.number.replace('0001', '0002'));
    const key = documentDueKey(recordKey(copy.id, 'invoice', invoice.id));
    const table = openTable(host);
    const [due] = await table.items(({ sk }) => sk === key.sk, key.pk);
    expect(due).toMatchObject({ kind: 'invoice-due', g6sk: expect.stringMatching(/^20/) });
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
    const again = await copy.owner.call('POST', at, {
      body: { sizeBytes: 100 },
    });
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

/** Changes an import as if its run had been killed, and lets the check of unfinished imports find it. */
async function killed({ id: orgId }: TestOrganization, id: string, changes: object): Promise<void> {
  const table = openTable(host);
  const key = archiveImportKey(orgId);
  const [item] = await table.items(({ sk }) => sk === key.sk, key.pk);
  const { aliveAt: _aliveAt, ...stored } = JSON.parse(item!.data);
  const progress = { done: 0, place: { file: 0, line: 0 } };
  await table.change(key, {
    data: JSON.stringify({ ...stored, ...progress, ...changes }),
    ...progress,
    aliveAt: '2026-01-01T00:00:00.000Z',
    ...dueAttributes('run-check', id, '2026-01-01T00:00:00.000Z'),
  });
  await host.invoke('due-items');
}

test(
  'an import fails whose runs were killed four times at the same place',
  { timeout: 180_000 },
  async () => {
    const copy = await newOrganization(await newPerson(host));
    const upload = await uploadedArchive(copy, Buffer.from('no archive'));
    await bodyOf(200, copy.owner.call('POST', `${copy.path}/archive-import/start`));
    const { id } = await endedImport(copy);
    await uploadAgain(upload, Buffer.from('no archive'));
    await killed(copy, id, {
      state: 'checking',
      runs: 4,
      runsFrom: 'checking 0 0',
      problem: undefined,
    });
    expect(await endedImport(copy)).toMatchObject({
      state: 'failed',
      problem: { code: 'failed' },
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
    await killed(copy, id, { state: 'importing' });
    expect(await endedImport(copy)).toMatchObject({
      state: 'done',
      done: total,
    });
    const again = readArchive((await newArchive(copy)).bytes);
    expect(normalForm(again)).toEqual(normalForm(readArchive(bytes)));
  },
);

describe('an archive that can’t be imported', () => {
  let empty: TestOrganization;

  beforeAll(async () => {
    empty = await newOrganization(await newPerson(host));
  });

  const contacts = 'records/contacts.jsonl';
  test.each([
    ['a cut-off file', () => Promise.resolve(bytes.subarray(0, bytes.length - 100)), 'damaged'],
    ['another file', () => Promise.resolve(Buffer.from('no archive')), 'damaged'],
    [
      'a ZIP file without a manifest',
      () => changedArchive(bytes, { 'manifest.json': undefined }),
      'not_an_archive',
    ],
    [
      'another format',
      () =>
        changedArchive(bytes, {
          'manifest.json': manifestWith(bytes, { format: 'other' }),
        }),
      'not_an_archive',
    ],
    [
      'a later version',
      () =>
        changedArchive(bytes, {
          'manifest.json': manifestWith(bytes, { formatVersion: 2 }),
        }),
      'unknown_version',
    ],
    ['a changed file', () => changedArchive(bytes, { [contacts]: Buffer.from('{}\n') }), 'wrong_checksum'],
    [
      'a changed file of the same size',
      () => {
        const content = Buffer.from(unzipped(bytes).get(contacts) ?? '');
        content.write('X', content.indexOf('Ana'));
        return changedArchive(bytes, { [contacts]: content });
      },
      'wrong_checksum',
    ],
    ['a missing file', () => changedArchive(bytes, { [contacts]: undefined }), 'wrong_checksum'],
    [
      'a manifest that would unpack to more than is read',
      () =>
        changedArchive(bytes, {
          'manifest.json': Buffer.alloc(2 * 1024 ** 2, ' '),
        }),
      'too_large_unpacked',
    ],
  ])('%s is refused with the reason, and nothing is written', async (_, make, code) => {
    const ended = await importedArchive(empty, await make());
    expect(ended).toMatchObject({
      state: 'failed',
      done: 0,
      problem: { code },
    });
    const { items } = await bodyOf(200, empty.owner.call('GET', `${empty.path}/tags`));
    expect(items).toEqual([]);
  });

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
