import { erasureKey, openErasureKey } from '#data/store/keys.ts';
import { erasurePassKey } from '#data/store/pass-keys.ts';
import { archiveImportKey, duplicateScanKey, exportKey } from '#data/store/run-keys.ts';
import { digestOf } from '../archive-reader/normal-form.ts';
import { readArchive } from '../archive-reader/read-archive.ts';
import { fillOrganization, newArchive, uploadedArchive } from '../archives.ts';
import { bodyOf } from '../caller.ts';
import { count } from '../counts.ts';
import { groupsOf, scanOf } from '../duplicate-scans.ts';
import { downloaded } from '../exports.ts';
import type { HostUnderTest } from '../host.ts';
import { checkedImport, readFile, startedImport, uploadedFile } from '../imports.ts';
import { newRows } from '../jobs.ts';
import { newOrganization, type TestOrganization } from '../organization.ts';
import { erased } from '../personal-data.ts';
import { done, post } from '../stored-data/filling.ts';
import { openTable } from '../table.ts';
import { checkNow, longAgo, setWhere, type Work } from './killed-work.ts';
import { addPerson } from './known-person.ts';
import { readTable } from './table-under-test.ts';

/** Fills an organization with what work of a kind is about. Returns a function that begins it. */
type Prepare = (host: HostUnderTest, organization: TestOrganization) => Promise<() => Promise<Work>>;

/** All kinds of runs, and jobs. The erasure reads the whole table, so it comes first. */
export const kinds: Record<string, Prepare> = {
  'an erasure': erasure,
  'the reading of an import': reading,
  'the check of an import': checking,
  'the job of an import': writing,
  'a job': massEdit,
  'a merge': merge,
  'an export': listExport,
  'an archive': archive,
  'the import of an archive': archiveImport,
  'a scan for duplicates': scan,
};

const rows = count(100, 400);
/** Records per request. */
const batch = 30;

async function erasure(host: HostUnderTest, organization: TestOrganization): Promise<() => Promise<Work>> {
  const { path, id: orgId, owner } = organization;
  const { call } = owner;
  const { id: recordId, fullName, texts, others } = await addPerson(host, organization, owner);
  return async () => {
    const { id } = await erased(call, organization, 'contact', recordId, fullName, { erasesShared: true });
    const read = () => bodyOf(200, call('GET', `${path}/personal-data/erasures/${id}`));
    return {
      worker: 'erasures',
      isUnfinished: async () => (await read()).state !== 'done',
      async revive() {
        await letErasureGoOn(host, orgId, id);
        void host.invoke('erasures').catch(() => 'killed');
      },
      async result() {
        const items = (await readTable(host.info)).map((item) => JSON.stringify(item).toLowerCase());
        const { title } = await bodyOf(200, call('GET', `${path}/deals/${others.dealId}`));
        return { title, left: texts.filter((text) => items.some((one) => one.includes(text.toLowerCase()))) };
      },
    };
  };
}

/**
 * Lets the time pass for which an erasure waits: for a run that was killed in the middle of a pass, or between two passes
 * for functions that can still write what they have read.
 */
async function letErasureGoOn(host: HostUnderTest, orgId: string, id: string): Promise<void> {
  if (await setWhere(host, erasurePassKey, ['pk'], { aliveAt: longAgo })) return;
  if (!(await setWhere(host, openErasureKey(orgId, id), ['notBefore'], { notBefore: longAgo }))) return;
  const key = erasureKey(orgId, id);
  const [item] = await openTable(host).items(({ sk }) => sk === id, key.pk);
  const data = JSON.stringify({ ...JSON.parse(item!.data), foundAt: longAgo });
  await setWhere(host, key, ['data', String(item!.data)], { data });
}

/** Of ten rows, one is refused, and one has the address of the row before. */
const addressIn = (row: number): string =>
  row % 10 === 3 ? 'no address' : `row${row % 10 === 7 ? row - 1 : row}@people.example`;
const file = [
  'First name,E-mail,City,Notes',
  ...Array.from({ length: rows }, (_, row) => `Row ${row},${addressIn(row)},Cali,Note ${row}`),
].join('\n');

async function reading(_host: HostUnderTest, organization: TestOrganization): Promise<() => Promise<Work>> {
  const { path, owner } = organization;
  const id = await uploadedFile(owner.call, organization, file);
  return async () => {
    await done(owner.call, `${path}/imports/${id}/read`);
    return importWork(organization, id, 'reading');
  };
}

async function checking(_host: HostUnderTest, organization: TestOrganization): Promise<() => Promise<Work>> {
  const { path, owner } = organization;
  const { id, version } = await readFile(owner.call, organization, file);
  return async () => {
    await done(owner.call, `${path}/imports/${id}/check`, undefined, version);
    return importWork(organization, id, 'checking');
  };
}

function importWork({ path, owner: { call } }: TestOrganization, id: string, during: string): Work {
  const read = () => bodyOf(200, call('GET', `${path}/imports/${id}`));
  return {
    worker: 'imports-reader',
    isUnfinished: async () => (await read()).state === during,
    async result() {
      const { state, problem, file: found } = await read();
      return { state, problem, file: found };
    },
  };
}

async function writing(_host: HostUnderTest, organization: TestOrganization): Promise<() => Promise<Work>> {
  const { call } = organization.owner;
  const checked = await checkedImport(call, organization, await readFile(call, organization, file));
  return async () => jobWork(organization, (await startedImport(call, organization, checked)).jobId);
}

async function massEdit(_host: HostUnderTest, organization: TestOrganization): Promise<() => Promise<Work>> {
  const { path, owner } = organization;
  await newRows(owner.call, organization, rows);
  const change = { action: 'update', values: { city: 'Reached' } };
  const body = { recordType: 'contact', filters: {}, all: true, change };
  return async () => jobWork(organization, (await post(owner.call, `${path}/jobs`, body)).id);
}

async function merge(_host: HostUnderTest, organization: TestOrganization): Promise<() => Promise<Work>> {
  const { path, owner } = organization;
  const { call } = owner;
  const winner = await post(call, `${path}/customers`, { name: 'Winner' });
  const loser = await post(call, `${path}/customers`, { name: 'Loser' });
  for (let note = 0; note < count(10, 30); note += 1)
    await post(call, `${path}/notes/customer/${loser.id}`, { body: `Note ${note}` });
  await newContacts(organization, (row) => ({ firstName: `Row ${row}`, customerId: loser.id }));
  const body = { records: [{ id: loser.id, version: loser.version }] };
  return async () => {
    const { jobId } = await done(call, `${path}/customers/${winner.id}/merge`, body, winner.version);
    return jobWork(organization, jobId, async () => {
      const query = { customerId: winner.id, limit: '1' };
      const { total } = await bodyOf(200, call('GET', `${path}/contacts`, { query }));
      const { items } = await bodyOf(200, call('GET', `${path}/notes/customer/${winner.id}`));
      return { contacts: total, notes: items.length };
    });
  };
}

function jobWork(
  { path, owner: { call } }: TestOrganization,
  id: string,
  more: () => Promise<object> = async () => ({}),
): Work {
  const read = () => bodyOf(200, call('GET', `${path}/jobs/${id}`));
  return {
    worker: 'job-runner',
    isUnfinished: async () => ['freezing', 'running'].includes((await read()).state),
    async result() {
      const { state, total, done: changed, failed, created, related } = await read();
      const question = { filter: { field: 'city', op: 'contains', value: 'Reached' }, limit: 1 };
      const reached = await done(call, `${path}/contacts/query`, question);
      return { state, total, changed, failed, created, related, reached: reached.total, ...(await more()) };
    },
  };
}

/** As many contacts as there are rows. */
async function newContacts({ path, owner }: TestOrganization, valuesOf: (row: number) => object) {
  for (let row = 0; row < rows; row += batch) {
    const items = Array.from({ length: Math.min(batch, rows - row) }, (_, index) => valuesOf(row + index));
    await post(owner.call, `${path}/contacts/bulk`, { items });
  }
}

async function listExport(host: HostUnderTest, organization: TestOrganization): Promise<() => Promise<Work>> {
  const { path, owner } = organization;
  await newRows(owner.call, organization, rows);
  const body = { recordType: 'contact', format: 'csv', columns: [{ field: 'firstName' }] };
  return async () => {
    const { id } = await post(owner.call, `${path}/exports`, body);
    return exportWork(host, organization, id, (bytes) => bytes.toString().split('\r\n').sort());
  };
}

async function archive(host: HostUnderTest, organization: TestOrganization): Promise<() => Promise<Work>> {
  const { path, owner } = organization;
  await fillOrganization(organization);
  await newRows(owner.call, organization, rows);
  return async () => {
    const { id } = await post(owner.call, `${path}/exports/archive`);
    return exportWork(host, organization, id, (bytes) => {
      const { lines, attached } = readArchive(bytes);
      return { files: attached.size, lines: [...lines].map(([name, { length }]) => [name, length]) };
    });
  };
}

function exportWork(
  host: HostUnderTest,
  organization: TestOrganization,
  id: string,
  contents: (bytes: Buffer) => unknown,
): Work {
  const { path, id: orgId, owner } = organization;
  const read = () => bodyOf(200, owner.call('GET', `${path}/exports/${id}`));
  return {
    worker: 'exports-writer',
    isUnfinished: async () => ['queued', 'writing'].includes((await read()).state),
    revive: () => checkNow(host, exportKey(orgId, id), id),
    async result() {
      const { state, rows: written, total, problem } = await read();
      const { bytes } = await downloaded(owner.call, organization, id);
      return { state, written, total, problem, contents: contents(bytes) };
    },
  };
}

let bytesOfArchive: Buffer | undefined;

async function archiveImport(
  host: HostUnderTest,
  organization: TestOrganization,
): Promise<() => Promise<Work>> {
  const { path, id: orgId, owner } = organization;
  bytesOfArchive ??= await filledArchive(host, await newOrganization(owner));
  await uploadedArchive(organization, bytesOfArchive);
  return async () => {
    await done(owner.call, `${path}/archive-import/start`);
    const read = () => bodyOf(200, owner.call('GET', `${path}/archive-import`));
    return {
      worker: 'imports-reader',
      isUnfinished: async () => ['checking', 'importing'].includes((await read()).state),
      revive: () => checkNow(host, archiveImportKey(orgId), orgId),
      async result() {
        const { state, total, done: written, problem } = await read();
        const { bytes } = await newArchive(organization);
        return { state, total, written, problem, digest: digestOf(readArchive(bytes)) };
      },
    };
  };
}

async function filledArchive(host: HostUnderTest, organization: TestOrganization): Promise<Buffer> {
  await fillOrganization(organization);
  await newRows(organization.owner.call, organization, rows);
  await host.settled(organization);
  return (await newArchive(organization)).bytes;
}

async function scan(host: HostUnderTest, organization: TestOrganization): Promise<() => Promise<Work>> {
  const { path, id: orgId, owner } = organization;
  const { call } = owner;
  const phoneOf = (row: number) => `+57311${4_000_000 + (row - (row % 2))}`;
  await newContacts(organization, (row) => ({
    ...{ firstName: `Ana ${row - (row % 2)}`, lastName: 'Gómez' },
    phones: [{ label: 'work', number: phoneOf(row) }],
  }));
  return async () => {
    await post(call, `${path}/duplicates/contact/scan`);
    return {
      worker: 'duplicate-scanner',
      isUnfinished: async () =>
        ['queued', 'running'].includes((await scanOf(call, organization, 'contact')).state),
      revive: () => checkNow(host, duplicateScanKey(orgId, 'contact'), 'contact'),
      async result() {
        const { state, records, groups, problem } = await scanOf(call, organization, 'contact');
        const sizes = (await groupsOf(call, organization, 'contact')).map((group) => group.records.length);
        return { state, records, groups, problem, sizes };
      },
    };
  };
}
