import { newArchive } from '../archives.ts';
import { awaited } from '../awaited.ts';
import { bodyOf } from '../caller.ts';
import { scanned } from '../duplicate-scans.ts';
import { downloaded, endedExport } from '../exports.ts';
import { checkedImport, importedLines, readFile, startedImport } from '../imports.ts';
import { endedJob } from '../jobs.ts';
import { mergesIn } from '../merges.ts';
import { erased } from '../personal-data.ts';
import { newView } from '../views.ts';
import { post, type Filling, type Values } from './filling.ts';

/**
 * Fills an organization with what long work leaves behind: imports, merges, an erasure, saved views, exports, a scan for
 * duplicates and an archive. Returns the bytes of the archive.
 */
export async function runEverything(filling: Filling): Promise<Buffer> {
  // An erasure removes exports, and waits for imports that can't be read.
  await erasePerson(filling);
  await importFiles(filling);
  await mergeRecords(filling);
  await saveViews(filling);
  return exportAll(filling);
}

const csv = (...rows: string[]): string => rows.join('\r\n');

async function importFiles({ organization, ids }: Filling): Promise<void> {
  const { owner } = organization;
  const { call } = owner;
  const started = async (name: string, ready: any) => {
    ids[`import ${name}`] = ready.id;
    const { jobId } = await startedImport(call, organization, await checkedImport(call, organization, ready));
    ids[`job of ${name}`] = jobId;
    await endedJob(call, organization, jobId);
  };
  const rows = ['Ana,Peña,ana@imported.example,Acme', 'Leo,Ruiz,leo@imported.example,New House'];
  const file = csv('First name,Last name,E-mail,Customer', ...rows, 'Ida,Sol,no address,');
  await started('written', await readFile(call, organization, file));
  const taken = csv('First name,E-mail', 'Tim,tim@imported.example');
  await started('taken back', await readFile(call, organization, taken));
  const undo = await post(call, `${organization.path}/imports/${ids['import taken back']}/undo`);
  await endedJob(call, organization, undo.id);
  const checked = csv('First name,E-mail', 'Uma,uma@imported.example', 'Vic,nowhere');
  const ready = await readFile(call, organization, checked);
  ids['import checked'] = (await checkedImport(call, organization, ready)).id;
  ids['import unreadable'] = (await readFile(call, organization, Buffer.from([0, 1, 2, 3]))).id;
  const leads = [
    { firstName: 'Zoe', externalId: 'crm-1' },
    { firstName: 'Yan', externalId: 'crm-2' },
  ];
  ids['import of lines'] = (await importedLines(call, organization, 'lead', leads)).id;
}

async function mergeRecords({ host, organization, ids }: Filling): Promise<void> {
  const { path, owner } = organization;
  const merges = mergesIn(host, organization);
  const make = async (name: string, body: Values) => {
    const made = await post(owner.call, `${path}/contacts`, body);
    ids[name] = made.id;
    return made;
  };
  for (const name of ['merged', 'separated']) {
    const into = await make(`${name} into`, { firstName: 'Maya', lastName: name });
    const from = await make(`${name} from`, { firstName: 'Maia', lastName: name, city: 'Cali' });
    await post(owner.call, `${path}/notes/contact/${from.id}`, { body: `Of the ${name} one` });
    await host.settled(organization);
    const { jobId } = await merges.merged(into, [from], { values: { city: 'Cali' } });
    ids[`job of ${name}`] = jobId;
    if (name === 'separated') await merges.undone(jobId);
  }
}

/** The name of the person who is erased, which no data contain after that. */
export const erasedName = 'Zacarías Quijano';
export const erasedEmail = 'zacarias.quijano@people.example';

async function erasePerson({ host, organization, ids }: Filling): Promise<void> {
  const { path, owner } = organization;
  const { call } = owner;
  const [firstName, lastName] = erasedName.split(' ');
  const person = await post(call, `${path}/contacts`, {
    firstName,
    lastName,
    email: erasedEmail,
    customerId: ids.acme,
  });
  await post(call, `${path}/notes/customer/${ids.acme}`, { body: `Ask ${erasedName} about it` });
  await host.settled(organization);
  const { id } = await erased(call, organization, 'contact', person.id, erasedName);
  ids.erasure = id;
  const state = async () => {
    await host.invoke('erasures').catch(() => 'another run is at work');
    return bodyOf(200, call('GET', `${path}/personal-data/erasures/${id}`));
  };
  const patience = { patienceMs: 300_000, pauseMs: 3_000 };
  await awaited('the end of an erasure', state, (one) => one.state === 'done', patience);
}

async function saveViews({ organization, calls, ids }: Filling): Promise<void> {
  const { owner, path } = organization;
  const late = { field: 'statusId', op: 'anyOf', value: ['overdue', 'open'] };
  const shared = await newView(organization, owner.call, {
    recordType: 'invoice',
    name: 'Unpaid',
    query: { filter: { and: [late] }, sorts: [{ field: 'dueOn' }] },
    columns: [{ field: 'number', width: 120 }, { field: 'due' }, { field: 'custom.project' }],
    groupBy: 'customerId',
    footers: [{ field: 'due', measure: 'sum' }],
    sharedWith: ['owner', 'admin', 'manager'],
  });
  ids['view shared'] = shared.id;
  const board = { recordType: 'issue', name: 'My board', layout: 'board' };
  ids['view private'] = (await newView(organization, calls.carla!, board)).id;
  const body = { viewId: shared.id };
  await bodyOf(200, owner.call('PUT', `${path}/views/defaults/invoice`, { body }));
}

async function exportAll({ organization, ids }: Filling): Promise<Buffer> {
  const { owner, path } = organization;
  const { call } = owner;
  const columns = [{ field: 'firstName' }, { field: 'lastName' }, { field: 'email' }];
  for (const format of ['csv', 'xlsx']) {
    const { id } = await post(call, `${path}/exports`, { recordType: 'contact', format, columns });
    ids[`export ${format}`] = id;
    await endedExport(call, organization, id);
  }
  const { bytes: sheet } = await downloaded(call, organization, ids['export xlsx']!);
  const ready = await readFile(call, organization, sheet, { name: 'contacts.xlsx' });
  ids['import of sheet'] = (await checkedImport(call, organization, ready)).id;
  for (const lastName of ['Twin', 'Twin'])
    await post(call, `${path}/contacts`, { firstName: 'Sam', lastName, city: 'Lima' });
  await scanned(call, organization, 'contact');
  const tagged = { action: 'addTags', tagIds: [ids['tag urgent']] };
  const bulk = await post(call, `${path}/jobs`, {
    recordType: 'quote',
    filters: {},
    all: true,
    change: tagged,
  });
  await endedJob(call, organization, bulk.id);
  ids['job taken back'] = bulk.id;
  const { id: undo } = await post(call, `${path}/jobs/${bulk.id}/undo`);
  await endedJob(call, organization, undo);
  const { bytes, exported } = await newArchive(organization);
  ids.archive = exported.id;
  return bytes;
}
