import { organizationKey } from '#data/store/keys.ts';
import { requestDeletion } from '../accounts.ts';
import { uploadedArchive } from '../archives.ts';
import { readyToBill } from '../billing.ts';
import { awaited } from '../awaited.ts';
import { bodyOf, type Call } from '../caller.ts';
import type { HostUnderTest } from '../host.ts';
import { checkedImport, readFile, startedImport } from '../imports.ts';
import { newRows } from '../jobs.ts';
import { mergesIn } from '../merges.ts';
import { addMember, newOrganization, type Person, type TestOrganization } from '../organization.ts';
import { erased } from '../personal-data.ts';
import { issuedInvoice, letStepsPass, setReminderDays } from '../reminders.ts';
import { openTable } from '../table.ts';
import { done, post, type Filling } from './filling.ts';

type Ground = Pick<Filling, 'host' | 'ids' | 'people'> & {
  /** An archive to import. */
  archive: Buffer;
  /** An organization with contacts, which a job changes. */
  other: TestOrganization;
};

/** Rows of an import, enough for its job to last for some seconds. */
export const rowsOfImport = 300;

/**
 * Begins work of all kinds that takes a while, and leaves what is due. The host is to be killed at once, so that the
 * version that opens the data completes it. Returns the id of the job in the other organization. Throws an error if a job
 * has ended too early.
 */
export async function leaveUnfinished({ host, ids, people, archive, other }: Ground): Promise<string> {
  const eva = people.eva!;
  const make = async (name: string): Promise<TestOrganization> => {
    const organization = await newOrganization(eva, { name, timeZone: 'America/Bogota' });
    ids[name] = organization.id;
    return organization;
  };
  const late = await make('late');
  await addMember(host, late, 'employee', people.dora);
  await leaveDue(host, late, ids);
  await leaveDeletions(host, await make('closing'), people.dora!);
  await leaveErasure(host, await make('forgetting'), ids);
  return leaveRuns(host, await make('halfway'), await make('copied'), { ids, archive, other });
}

/** An invoice whose customer is to be reminded. */
async function leaveDue(
  host: HostUnderTest,
  organization: TestOrganization,
  ids: Record<string, string>,
): Promise<void> {
  const { path, owner } = organization;
  await readyToBill(owner.call, organization);
  await setReminderDays(owner.call, organization, [3]);
  const body = { name: 'Slow', email: 'slow@firms.example' };
  const customer = await post(owner.call, `${path}/customers`, body);
  const dates = { issuedOn: '2026-10-01', dueOn: '2026-10-31' };
  const invoice = await issuedInvoice(owner.call, organization, customer.id, 0, dates);
  ids['invoice late'] = invoice.id;
  await host.settled(organization);
  await letStepsPass(openTable(host), organization, invoice.id);
}

/** An organization whose days of grace are over, and an account, neither of which is removed yet. */
async function leaveDeletions(
  host: HostUnderTest,
  { id, path, owner }: TestOrganization,
  person: Person,
): Promise<void> {
  await newRows(owner.call, { path } as TestOrganization, 20);
  const { slug } = await bodyOf(200, owner.call('GET', path));
  await bodyOf(200, owner.call('POST', `${path}/deletion`, { body: { confirmation: slug } }));
  await bodyOf(204, requestDeletion(person));
  await host.settled();
  const table = openTable(host);
  const key = organizationKey(id);
  const [item] = await table.items(({ sk }) => sk === key.sk, key.pk);
  const past = '2026-01-01T00:00:00.000Z';
  const data = JSON.stringify({ ...JSON.parse(item!.data), deletingAt: past });
  await table.change(key, { data, g6sk: `${past}#${id}` });
}

/** The name of the person whose erasure hasn't ended. */
export const nameToErase = 'Wenceslao Urrutia';

/** An erasure that has removed everything, and whose last search of everything is left. */
async function leaveErasure(
  host: HostUnderTest,
  organization: TestOrganization,
  ids: Record<string, string>,
): Promise<void> {
  const { path, owner } = organization;
  const [firstName, lastName] = nameToErase.split(' ');
  const person = await post(owner.call, `${path}/contacts`, { firstName, lastName });
  const vendor = await post(owner.call, `${path}/vendors`, { name: 'Bolts' });
  await post(owner.call, `${path}/notes/vendor/${vendor.id}`, { body: `Sold by ${nameToErase}` });
  await host.settled(organization);
  ids['erasure left'] = (await erased(owner.call, organization, 'contact', person.id, nameToErase)).id;
  await host.settled(organization);
  await host.invoke('erasures').catch(() => 'another run is at work');
}

async function leaveRuns(
  host: HostUnderTest,
  organization: TestOrganization,
  copied: TestOrganization,
  { ids, archive, other }: Pick<Ground, 'ids' | 'archive' | 'other'>,
): Promise<string> {
  const { path, owner } = organization;
  const { call } = owner;
  await newRows(call, organization, 30);
  const rows = Array.from({ length: rowsOfImport }, () => 'Imported,Cali');
  const file = ['First name,City', ...rows].join('\n');
  const ready = await checkedImport(call, organization, await readFile(call, organization, file));
  const unchecked = await readFile(call, organization, file);
  const [into, from] = [await newTwin(call, path), await newTwin(call, path)];
  await uploadedArchive(copied, archive);
  await host.settled();

  const columns = [{ field: 'fullName' }];
  const change = { action: 'update', values: { city: 'Reached' } };
  const [bulk, started, merge] = await Promise.all([
    post(call, `${other.path}/jobs`, { recordType: 'contact', filters: {}, all: true, change }),
    startedImport(call, organization, ready),
    bodyOf(200, mergesIn(host, organization).merge(into, [from])),
  ]);
  const job = (at: string) => bodyOf(200, call('GET', at));
  const importing = () => job(`${path}/jobs/${started.jobId}`);
  await awaited('the first rows', importing, (one) => one.done > 0, { pauseMs: 5 });
  // These take less time, so they begin last.
  const [sheet, whole] = await Promise.all([
    post(call, `${path}/exports`, { recordType: 'contact', format: 'xlsx', columns }),
    post(call, `${path}/exports/archive`),
    post(call, `${path}/duplicates/contact/scan`),
    done(call, `${copied.path}/archive-import/start`),
    done(call, `${path}/imports/${unchecked.id}/check`, undefined, unchecked.version),
  ]);
  Object.assign(ids, {
    'halfway import': ready.id,
    'halfway job': started.jobId,
    'halfway merge': merge.jobId,
    'halfway check': unchecked.id,
    'halfway export': sheet.id,
    'halfway archive': whole.id,
  });
  const { done: written, total } = await importing();
  const { state } = await job(`${other.path}/jobs/${bulk.id}`);
  if (written === total || state === 'done') throw new Error('A job ended too early: run this again');
  return bulk.id as string;
}

async function newTwin(call: Call, path: string): Promise<any> {
  const twin = await post(call, `${path}/contacts`, { firstName: 'Tina', lastName: 'Twin' });
  await post(call, `${path}/notes/contact/${twin.id}`, { body: 'A note' });
  return twin;
}
