import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { archiveImportKey } from '#data/store/run-keys.ts';
import { uploadedArchive } from '../archives.ts';
import { bodyOf } from '../caller.ts';
import { endedExport } from '../exports.ts';
import { addFile } from '../files.ts';
import type { HostUnderTest } from '../host.ts';
import { changedImport, checkedImport, readFile, startedImport } from '../imports.ts';
import { endedJob } from '../jobs.ts';
import { unique, type Person, type TestOrganization } from '../organization.ts';
import { openTable } from '../table.ts';

function inDatabase<T>(host: HostUnderTest, use: (database: DatabaseSync) => T): T {
  const database = new DatabaseSync(path.join(host.dataDir, 'host.sqlite'));
  try {
    database.exec('PRAGMA busy_timeout = 10000');
    return use(database);
  } finally {
    database.close();
  }
}

/** Snapshots are made of large lists only, so this adds an object as `events/list-builder` would. */
function addSnapshot(host: HostUnderTest, orgId: string, text: string): void {
  const name = readdirSync(host.dataDir).find((one) => one.startsWith('objects-') && /snapshots/i.test(one))!;
  mkdirSync(path.join(host.dataDir, name), { recursive: true });
  writeFileSync(path.join(host.dataDir, name, orgId), text);
  inDatabase(host, (database) =>
    database
      .prepare('INSERT INTO objects VALUES (?, ?, ?, ?, ?, ?, ?)')
      .run(name.slice('objects-'.length), `lists/${orgId}/contact/a`, orgId, 'a/b', '"e"', 4, Date.now()),
  );
}

/** The contents of both buckets and of all queues. */
export function copies(host: HostUnderTest): string {
  const folders = readdirSync(host.dataDir).filter((name) => name.startsWith('objects-'));
  const files = folders.flatMap((folder) =>
    readdirSync(path.join(host.dataDir, folder), { recursive: true }).map((name) =>
      path.join(host.dataDir, folder, String(name)),
    ),
  );
  const contents = files
    .filter((file) => statSync(file).isFile())
    .map((file) => readFileSync(file, 'latin1'));
  const messages = inDatabase(host, (database) => database.prepare('SELECT body FROM messages').all());
  return [...contents, ...messages.map(({ body }) => String(body))].join('\n');
}

/** A person with everything that can be stored about one, and what mentions the person elsewhere. */
export interface Known {
  id: string;
  fullName: string;
  /** Every form of the person's e-mail address, phone number and name. */
  texts: string[];
  others: { dealId: string; familyId: string; customerId: string; activityId: string };
}

/** Letters only, so that the name is a word of its own however it is written. */
const letters = (prefix: string): string =>
  prefix + unique('').replace(/\d/g, (digit) => 'abcdefghij'[Number(digit)]!);

/** An import in which corrections make a row the person, and the archive of an import that nobody has started. */
async function addCopies(
  host: HostUnderTest,
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

/** Adds such a person to an organization. */
// eslint-disable-next-line max-lines-per-function -- one thing after the other
export async function addPerson(
  host: HostUnderTest,
  organization: TestOrganization,
  { call }: Person,
): Promise<Known> {
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
  const shared = await make('activities', {
    ...task,
    about: [
      { type: 'contact', id: contactId },
      { type: 'customer', id: customer.id },
    ],
  });
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
  await addCopies(host, organization, call, { firstName, lastName, email });
  const columns = [{ field: 'fullName' }, { field: 'email' }];
  const file = await make('exports', { recordType: 'contact', format: 'csv', columns });
  await endedExport(call, organization, file.id);
  addSnapshot(host, orgId, `${fullName} ${email}`);
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
    others: {
      dealId: deal.id,
      familyId: family.id,
      customerId: customer.id ?? customerId,
      activityId: shared.id,
    },
  };
}
