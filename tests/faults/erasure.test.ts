import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eraseAgainKey, recordKey } from '#data/store/keys.ts';
import { archiveImportKey, importKey } from '#data/store/run-keys.ts';
import { uploadedArchive } from '../archives.ts';
import { awaited } from '../awaited.ts';
import { bodyOf } from '../caller.ts';
import { endedExport } from '../exports.ts';
import { addFile } from '../files.ts';
import type { HostUnderTest } from '../host.ts';
import { changedImport, checkedImport, readFile, startedImport } from '../imports.ts';
import { endedJob } from '../jobs.ts';
import {
  newContact,
  newOrganization,
  newPerson,
  unique,
  type Person,
  type TestOrganization,
} from '../organization.ts';
import { erased } from '../personal-data.ts';
import { startQuietHost } from '../quiet-host.ts';
import { openTable } from '../table.ts';
import { readTable } from './table-under-test.ts';

let host: HostUnderTest;

beforeAll(async () => {
  host = await startQuietHost();
}, 300_000);
afterAll(() => host.stop());

function inDatabase<T>(use: (database: DatabaseSync) => T): T {
  const database = new DatabaseSync(path.join(host.dataDir, 'host.sqlite'));
  try {
    database.exec('PRAGMA busy_timeout = 10000');
    return use(database);
  } finally {
    database.close();
  }
}

/** Snapshots are made of large lists only, so this adds an object as `events/list-builder` would. */
function addSnapshot(orgId: string, text: string): void {
  const name = readdirSync(host.dataDir).find((one) => one.startsWith('objects-') && /snapshots/i.test(one))!;
  mkdirSync(path.join(host.dataDir, name), { recursive: true });
  writeFileSync(path.join(host.dataDir, name, orgId), text);
  inDatabase((database) =>
    database
      .prepare('INSERT INTO objects VALUES (?, ?, ?, ?, ?, ?, ?)')
      .run(name.slice('objects-'.length), `lists/${orgId}/contact/a`, orgId, 'a/b', '"e"', 4, Date.now()),
  );
}

/** The contents of both buckets and of all queues. */
function copies(): string {
  const folders = readdirSync(host.dataDir).filter((name) => name.startsWith('objects-'));
  const files = folders.flatMap((folder) =>
    readdirSync(path.join(host.dataDir, folder), { recursive: true }).map((name) =>
      path.join(host.dataDir, folder, String(name)),
    ),
  );
  const contents = files
    .filter((file) => statSync(file).isFile())
    .map((file) => readFileSync(file, 'latin1'));
  const messages = inDatabase((database) => database.prepare('SELECT body FROM messages').all());
  return [...contents, ...messages.map(({ body }) => String(body))].join('\n');
}

/** A person with everything that can be stored about one, and what mentions the person elsewhere. */
interface Known {
  id: string;
  fullName: string;
  /** Every form of the person's e-mail address, phone number and name. */
  texts: string[];
  others: { dealId: string; familyId: string; customerId: string };
}

/** Letters only, so that the name is a word of its own however it is written. */
const letters = (prefix: string): string =>
  prefix + unique('').replace(/\d/g, (digit) => 'abcdefghij'[Number(digit)]!);

/** An import in which corrections make a row the person, and the archive of an import that nobody has started. */
async function addCopies(
  organization: TestOrganization,
  call: Person['call'],
  { firstName, lastName, email }: Record<'firstName' | 'lastName' | 'email', string>,
): Promise<void> {
  const { id, version } = await readFile(
    call,
    organization,
    `First name,City,Last name\n${firstName},Cali,\nIda,Cali,`,
  );
  const rows = [
    { row: 2, cells: [{ column: 2, text: lastName }] },
    { row: 3, cells: [{ column: 1, text: email }] },
  ];
  await bodyOf(
    200,
    call('PATCH', `${organization.path}/imports/${id}/rows`, { body: { rows }, ifMatch: version }),
  );
  await uploadedArchive(organization, Buffer.from(`${firstName} ${lastName} ${email}`));
  const table = openTable(host);
  const key = archiveImportKey(organization.id);
  const [item] = await table.items(({ sk }) => sk === key.sk, key.pk);
  const { createdAt } = JSON.parse(item!.data);
  await table.change(key, { data: item!.data.replaceAll(createdAt, '2026-01-01T00:00:00.000Z') });
}

// eslint-disable-next-line max-lines-per-function -- one thing after the other
async function fill(organization: TestOrganization, { call }: Person): Promise<Known> {
  const { path: base, id: orgId } = organization;
  const make = (at: string, body: object) => bodyOf(201, call('POST', `${base}/${at}`, { body }));
  const lastName = letters('Óliver');
  const firstName = letters('Zoraida');
  const fullName = `${firstName} ${lastName}`;
  const email = `${letters('zo')}@people.example`;
  const number = `+57300${String(Math.floor(Math.random() * 1e7)).padStart(7, '0')}`;
  const phones = [{ number, label: 'mobile' }];

  const lead = await make('leads', { firstName, lastName, email, phones, message: `I am ${fullName}` });
  const converted = await bodyOf(
    200,
    call('POST', `${base}/leads/${lead.id}/conversion`, { body: {}, ifMatch: lead.version }),
  );
  const { contactId, customerId } = converted;
  const about = `contact/${contactId}`;
  await make(`notes/${about}`, { body: `**${fullName}** is at ${number}` });
  await make(`activities/${about}`, { kind: 'call', title: `Call ${fullName}` });
  const task = { title: `Write to ${email}`, dueAt: '2027-01-01T09:00:00Z' };
  await make('tasks', { ...task, recordType: 'contact', recordId: contactId });
  await addFile(
    call,
    `${base}/attachments/${about}`,
    Buffer.from(`Letter to ${fullName}`),
    `${lastName}.txt`,
    'text/plain',
  );
  const contact = await bodyOf(200, call('GET', `${base}/contacts/${contactId}`));
  const changed = { body: { jobTitle: 'Architect', city: 'Cali' }, ifMatch: contact.version };
  const updated = await bodyOf(200, call('PATCH', `${base}/contacts/${contactId}`, changed));

  // A record that was merged into the contact, and a duplicate that nothing leads to.
  const merged = await make('contacts', { firstName, lastName, city: 'Pasto' });
  const body = { records: [{ id: merged.id, version: merged.version }] };
  const { jobId } = await bodyOf(
    200,
    call('POST', `${base}/contacts/${contactId}/merge`, { body, ifMatch: updated.version }),
  );
  await endedJob(call, organization, jobId);
  await make('leads', { firstName, lastName, email });

  // Somebody else with the same phone number, and texts elsewhere.
  const family = await make('contacts', {
    firstName: 'Gustavo',
    phones: [
      { number, label: 'mobile' },
      { number: '+573009998877', label: 'home' },
    ],
  });
  const deal = await make('deals', { title: `House of ${fullName}`, contactIds: [contactId] });
  const customer = await make('customers', { name: unique('Customer ') });
  await make(`notes/customer/${customer.id}`, {
    body: `Ask ${lastName.toUpperCase()}, ${firstName} (${email}).`,
  });
  const filter = { field: 'email', op: 'contains', value: email };
  await make('views', { recordType: 'contact', name: unique('View '), query: { filter } });

  // A finished import, an export, and a snapshot.
  const ready = await readFile(
    call,
    organization,
    `First name,Last name,E-mail\n${firstName},${lastName},${email}\nIda,Solis,`,
  );
  const checked = await checkedImport(
    call,
    organization,
    await changedImport(call, organization, ready, { onMatch: 'create' }),
  );
  const started = await startedImport(call, organization, checked);
  await endedJob(call, organization, started.jobId);
  await addCopies(organization, call, { firstName, lastName, email });
  const columns = [{ field: 'fullName' }, { field: 'email' }];
  const file = await make('exports', { recordType: 'contact', format: 'csv', columns });
  await endedExport(call, organization, file.id);
  addSnapshot(orgId, `${fullName} ${email}`);
  await host.settled();

  const digits = number.slice(1);
  const folded = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const texts = [email, digits, [...digits].reverse().join(''), digits.slice(2), fullName, folded(fullName)];
  const parts = [
    folded(lastName),
    lastName,
    firstName.toLowerCase(),
    folded(email).replace(/[^a-z0-9]+/g, ' '),
  ];
  return {
    id: contactId,
    fullName,
    texts: [...texts, ...parts],
    others: { dealId: deal.id, familyId: family.id, customerId: customer.id ?? customerId },
  };
}

/** The time after which another run goes on with the work of a run that was killed. */
const leaseMs = 7_000;

/** Invokes the function until an erasure has ended, which takes a minute at least. */
async function ended({ path: base }: TestOrganization, { call }: Person, id: string): Promise<void> {
  const at = `${base}/personal-data/erasures/${id}`;
  for (let runs = 0; (await bodyOf(200, call('GET', at))).state !== 'done'; runs += 1) {
    expect(runs, 'the erasure ends').toBeLessThan(100);
    await host.invoke('erasures').catch(() => 'another run is at work');
    await sleep(3_000);
  }
}

const containing = async (texts: readonly string[]): Promise<string[]> => {
  const items = await readTable(host.info);
  return items
    .filter((item) => texts.some((text) => JSON.stringify(item).toLowerCase().includes(text.toLowerCase())))
    .map(({ pk, sk, kind }) => `${pk} ${sk} ${kind}`);
};

test(
  'an erasure that is killed at each step leaves nothing of a person in the table, the buckets and the queues',
  { timeout: 3_000_000 },
  async () => {
    const owner = await newPerson(host);
    const organization = await newOrganization(owner);
    const { call } = owner;
    const { path: base } = organization;
    const known = await fill(organization, owner);
    expect((await containing(known.texts)).length).toBeGreaterThan(20);
    for (const text of [known.fullName, known.texts[0]!])
      expect(copies().includes(Buffer.from(text).toString('latin1'))).toBe(true);

    const { id } = await erased(call, organization, 'contact', known.id, known.fullName, {
      erasesShared: true,
    });
    expect((await call('GET', `${base}/contacts/${known.id}`)).body.deletedAt).toBeDefined();
    for (const delayMs of [50, 100, 200, 400, 800, 1_600]) {
      const run = host.invoke('erasures').catch(() => 'killed');
      await sleep(delayMs);
      await host.killFunction('erasures');
      await run;
      await sleep(leaseMs);
    }
    await ended(organization, owner, id);
    await host.settled();

    expect(await containing(known.texts)).toEqual([]);
    const left = copies();
    for (const text of known.texts)
      expect(left.includes(Buffer.from(text).toString('latin1')), text).toBe(false);
    expect((await call('GET', `${base}/contacts/${known.id}`)).status).toBe(404);

    const { dealId, familyId, customerId } = known.others;
    expect((await bodyOf(200, call('GET', `${base}/deals/${dealId}`))).title).toBe('House of [erased]');
    const family = await bodyOf(200, call('GET', `${base}/contacts/${familyId}`));
    expect(family).toMatchObject({ firstName: 'Gustavo', phones: [{ number: '+573009998877' }] });
    const notes = await bodyOf(200, call('GET', `${base}/notes/customer/${customerId}`));
    expect(notes.items[0].body).toBe('Ask [erased] ([erased]).');
    const query = { q: 'Solis' };
    expect((await bodyOf(200, call('GET', `${base}/contacts`, { query }))).items).toHaveLength(1);
  },
);

test(
  'a person who is back in a restored table is erased again, and one whom somebody has confirmed or a colleague with the same address is not',
  { timeout: 600_000 },
  async () => {
    const owner = await newPerson(host);
    const organization = await newOrganization(owner);
    const { call } = owner;
    const email = `${unique('back')}@people.example`;
    const name = { firstName: 'Ana', lastName: unique('Peña') };
    const known = await newContact(organization, call, { ...name, email });
    const first = await erased(call, organization, 'contact', known.id, `Ana ${name.lastName}`);
    await ended(organization, owner, first.id);
    const body = { ...name, email };
    const query = { allowErased: 'true' };
    const make = () => bodyOf(201, call('POST', `${organization.path}/leads`, { body, query }));
    const [restored, confirmed] = [await make(), await make()];
    const colleague = await bodyOf(
      201,
      call('POST', `${organization.path}/leads`, { body: { firstName: 'Luis', email }, query }),
    );
    const table = openTable(host);
    for (const { id, createdAt } of [restored, colleague]) {
      const key = recordKey(organization.id, 'lead', id);
      const [item] = await table.items(({ sk }) => sk === key.sk, key.pk);
      const past = (text: string) => text.replaceAll(createdAt, '2026-01-01T00:00:00.000Z');
      await table.change(key, { row: past(item!.row), data: past(item!.data) });
    }
    await table.put({ ...eraseAgainKey, kind: 'erase-again' });

    await awaited(
      'the end of the search',
      async () => {
        await host.invoke('erasures').catch(() => 'another run is at work');
        return table.items(({ sk }) => sk === eraseAgainKey.sk, eraseAgainKey.pk);
      },
      (left) => left.length === 0,
    );
    const { items } = await bodyOf(200, call('GET', `${organization.path}/personal-data/erasures`));
    const ids = items.map(({ recordId }: { recordId: string }) => recordId);
    expect(ids).toContain(restored.id);
    for (const { id } of [confirmed, colleague]) expect(ids).not.toContain(id);
  },
);

test(
  'a job creates nobody whose erasure its plan does not take into account',
  { timeout: 600_000 },
  async () => {
    const owner = await newPerson(host);
    const organization = await newOrganization(owner);
    const { call } = owner;
    const email = `${unique('late')}@people.example`;
    const known = await newContact(organization, call, { firstName: 'Ana', email });
    const { id } = await erased(call, organization, 'contact', known.id, 'Ana');
    await ended(organization, owner, id);
    const ready = await readFile(call, organization, `First name,E-mail\nAna,${email}\nIda,`);
    const settings = { onMatch: 'create', allowErased: true };
    const checked = await checkedImport(
      call,
      organization,
      await changedImport(call, organization, ready, settings),
    );
    expect(checked.file.check).toMatchObject({ creates: 2 });
    const table = openTable(host);
    const key = importKey(organization.id, checked.id);
    const [item] = await table.items(({ sk }) => sk === key.sk, key.pk);
    await table.change(key, { data: item!.data.replace('"allowErased":true', '"allowErased":false') });
    const { jobId } = await startedImport(call, organization, checked);
    expect(await endedJob(call, organization, jobId)).toMatchObject({ done: 1, failed: 1 });
    const { items } = await bodyOf(200, call('GET', `${organization.path}/jobs/${jobId}/results`));
    expect(items).toMatchObject([{ code: 'erased_before' }]);
  },
);
