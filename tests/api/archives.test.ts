import { v7 as uuidv7 } from 'uuid';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { limits } from '#contract/limits.ts';
import { recordTypes } from '#contract/record-types.ts';
import { readArchive, type Line, type ReadArchive } from '../archive-reader/read-archive.ts';
import { fillOrganization, newArchive } from '../archives.ts';
import { bodyOf } from '../caller.ts';
import { downloaded, endedExport } from '../exports.ts';
import { png } from '../files.ts';
import { connectHost } from '../host.ts';
import { inQueues } from '../queues.ts';
import {
  addMember,
  newApiKey,
  newOrganization,
  newPerson,
  setRole,
  type TestOrganization,
} from '../organization.ts';

const host = connectHost(inject('host'));
let organization: TestOrganization;
let filled: Awaited<ReturnType<typeof fillOrganization>>;
let archive: ReadArchive;
let exported: any;

beforeAll(async () => {
  organization = await newOrganization(await newPerson(host));
  filled = await fillOrganization(organization);
  await host.settled(organization);
  const made = await newArchive(organization);
  ({ exported } = made);
  archive = readArchive(made.bytes);
});

const at = (rest: string): string => `${organization.path}/${rest}`;
const linesIn = (path: string): Line[] => archive.lines.get(path) ?? [];
const idsIn = (path: string): string[] => linesIn(path).map(({ id }) => id);

describe('an archive', () => {
  test('has the live records of every type as the API returns them', async () => {
    const { contact, customer, lead, vendor, deal, won, manager, employee } = filled;
    const { product, quote, order, invoice, note, payment, issue } = filled;
    const expected = { contacts: [contact], customers: [customer], leads: [lead], vendors: [vendor] };
    const sold = { products: [product], quotes: [quote], orders: [order], payments: [payment] };
    const all: Record<string, any[]> = {
      ...expected,
      ...sold,
      deals: [deal, won],
      invoices: [invoice, note],
      issues: [issue],
      employees: [manager, employee],
      activities: [filled.callBack, filled.tidyUp],
    };
    for (const { plural, name } of Object.values(recordTypes)) {
      const path = `records/${plural}.jsonl`;
      const records = all[plural] ?? [];
      expect(idsIn(path)).toEqual(records.map(({ id }) => id));
      expect(archive.manifest.files).toContainEqual(
        expect.objectContaining({ path, kind: 'records', recordType: name, records: records.length }),
      );
      for (const line of linesIn(path)) {
        const shown = await bodyOf(200, organization.owner.call('GET', at(`${plural}/${line.id}`)));
        const { activityCount: _count, lastActivityAt: _last, stage: _stage, ...stored } = shown;
        const { version: _version, ...values } = stored;
        expect(line).toEqual(values);
      }
    }
    expect(exported).toMatchObject({ format: 'zip', rows: 17, total: 17 });
    expect(exported).not.toHaveProperty('recordType');
  });

  test('has notes, activities, tasks and files, but none that were deleted', () => {
    const { contact, vendor, deal, issue } = filled;
    const notes = linesIn('entries/notes.jsonl');
    expect(notes.map(({ recordId, body, pinned }) => [recordId, body, pinned])).toEqual([
      [contact.id, 'Likes *tea*.\nAnd cake.', false],
      [contact.id, 'Pinned', true],
      [issue.id, 'See the file', false],
      [vendor.id, 'Slow', false],
    ]);
    expect(notes[2]).toMatchObject({ isAnswer: true, files: [{ name: 'Picture.png' }] });
    const activities = linesIn('entries/activities.jsonl');
    expect(activities.map(({ recordId, title }) => [recordId, title])).toEqual([
      [contact.id, 'First call'],
      [deal.id, 'Visit'],
    ]);
    const planned = linesIn('records/activities.jsonl');
    expect(planned.map(({ title, about, done }) => [title, about?.[0].id, done])).toEqual([
      ['Call back', contact.id, false],
      ['Tidy up', undefined, true],
    ]);
    const files = linesIn('entries/files.jsonl');
    expect(files.map(({ recordId, name, type }) => [recordId, name, type])).toEqual([
      [contact.id, 'Picture.png', 'image/png'],
      [deal.id, 'Wörds.txt', 'text/plain'],
      [issue.id, 'Picture.png', 'image/png'],
    ]);
    expect(files.at(-1)?.answerId).toBe(notes[2]?.id);
    expect(files.map(({ id }) => archive.attached.get(id))).toEqual([png, Buffer.from('plain words'), png]);
  });

  test('has the settings, and only the people to whom it refers', async () => {
    const { name, pipelines, leadSources } = await bodyOf(
      200,
      organization.owner.call('GET', organization.path),
    );
    expect(linesIn('settings/organization.jsonl')).toEqual([
      expect.objectContaining({ name, pipelines, leadSources }),
    ]);
    expect(linesIn('settings/billing.jsonl')).toEqual([
      expect.objectContaining({
        legalName: 'Cobalto S.L.',
        lastNumbers: [
          expect.objectContaining({ seriesId: 'credit-notes', last: 1 }),
          expect.objectContaining({ seriesId: 'invoices', last: 1 }),
        ],
      }),
    ]);
    const fields = linesIn('settings/custom-fields.jsonl');
    expect(fields.map(({ recordType, label, kind }) => [recordType, label, kind])).toEqual([
      ['contact', 'Region', 'text'],
      ['contact', 'Partner', 'relation'],
      ['deal', 'Size', 'choice'],
    ]);
    const { id, name: tagName, color } = filled.tag;
    expect(linesIn('settings/tags.jsonl')).toEqual([{ id, name: tagName, color }]);
    expect(idsIn('settings/forms.jsonl')).toEqual([filled.form.id]);
    expect(linesIn('settings/views.jsonl')).toHaveLength(1);
    const { userId, email } = organization.owner;
    expect(linesIn('people.jsonl')).toEqual([{ id: userId, name: expect.any(String), email }]);
  });
});

test('a second archive is refused with 409 while one is unfinished, and possible once it is deleted', async () => {
  const other = await newOrganization(await newPerson(host));
  const { call } = other.owner;
  inQueues(host, (database) => {
    database.exec(`CREATE TRIGGER held_archive AFTER INSERT ON messages
      WHEN NEW.body LIKE '%${other.id}%' AND NEW.body LIKE '%exportId%'
      BEGIN DELETE FROM messages WHERE id = NEW.id; END`);
  });
  const create = () => call('POST', `${other.path}/exports/archive`);
  const answers = await Promise.all([create(), create(), create()]);
  const [made, ...further] = answers.filter(({ status }) => status === 201);
  expect(further).toEqual([]);
  for (const { status, body } of answers.filter((one) => one.status !== 201))
    expect([status, body.detail]).toEqual([
      409,
      'The organization is already being exported. Wait until that has ended.',
    ]);
  await bodyOf(409, create());
  const { id, version } = made!.body;
  await bodyOf(204, call('DELETE', `${other.path}/exports/${id}`, { ifMatch: version }));
  await host.settled(other);
  inQueues(host, (database) => {
    database.exec('DROP TRIGGER held_archive');
  });
  await newArchive(other);
});

describe('the right to an archive', () => {
  test('is that of owners and admins when it’s made and when it’s downloaded', async () => {
    const person = await addMember(host, organization, 'manager');
    expect((await person.call('POST', at('exports/archive'))).status).toBe(403);
    await setRole(organization, person.userId, 'admin');
    const { id } = await bodyOf(201, person.call('POST', at('exports/archive')));
    await endedExport(person.call, organization, id);
    expect((await downloaded(person.call, organization, id)).bytes.length).toBeGreaterThan(0);
    const key = await newApiKey(host, organization, organization.owner, ['export:read', 'contact:read']);
    expect((await key.call('GET', at(`exports/${id}/download`))).status).toBe(403);
    await setRole(organization, person.userId, 'manager');
    expect((await person.call('GET', at(`exports/${id}/download`))).status).toBe(403);
  });

  test('does not exist in another organization', async () => {
    const other = await newOrganization(await newPerson(host));
    const { id } = exported;
    for (const path of [at(`exports/${id}`), at(`exports/${id}/download`), `${other.path}/exports/${id}`])
      expect((await other.owner.call('GET', path)).status).toBe(404);
    expect((await other.owner.call('POST', at('exports/archive'))).status).toBe(404);
    const { bytes } = await newArchive(other);
    const { lines } = readArchive(bytes);
    expect([...lines].filter(([path]) => /^(records|entries)/.test(path)).flatMap(([, all]) => all)).toEqual(
      [],
    );
  });

  test('stays with the owners while the organization is being deleted', async () => {
    const closing = await newOrganization(await newPerson(host));
    const { owner, path } = closing;
    await bodyOf(201, owner.call('POST', `${path}/contacts`, { body: { firstName: 'Ana' } }));
    const admin = await addMember(host, closing, 'admin');
    const list = { recordType: 'contact', format: 'csv', columns: [{ field: 'fullName' }] };
    const listed = await bodyOf(201, owner.call('POST', `${path}/exports`, { body: list }));
    await endedExport(owner.call, closing, listed.id);
    const { name } = await bodyOf(200, owner.call('GET', path));
    await bodyOf(200, owner.call('POST', `${path}/deletion`, { body: { confirmation: name } }));
    await new Promise((resolve) => setTimeout(resolve, limits.settingsCachedSeconds * 1000));
    const { lines } = readArchive((await newArchive(closing)).bytes);
    expect(lines.get('records/contacts.jsonl')).toHaveLength(1);
    for (const refused of [
      admin.call('POST', `${path}/exports/archive`),
      owner.call('GET', `${path}/exports/${listed.id}`),
      owner.call('GET', `${path}/exports/${listed.id}/download`),
    ])
      expect((await refused).body.code).toBe('being_deleted');
    expect((await owner.call('GET', `${path}/exports/${uuidv7()}`)).status).toBe(404);
  });
});
