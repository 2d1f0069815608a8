import { setTimeout as sleep } from 'node:timers/promises';
import type { CheckSummary, Import } from '#contract/import.ts';
import type { Job } from '#contract/job.ts';
import { bodyOf, type Call } from '../../tests/caller.ts';
import { startHost, type HostUnderTest } from '../../tests/host.ts';
import { changedImport, checkedImport, readFile, startedImport } from '../../tests/imports.ts';
import { endedJob } from '../../tests/jobs.ts';
import { newOrganization, newPerson, type TestOrganization } from '../../tests/organization.ts';
import { writeBare } from '../bare-rate.ts';
import { contactOf, contactRows, csvOf, xlsxOf } from '../contact-files.ts';
import { atLeast, atMost, plain, type Figure } from '../figure.ts';
import { rateOf } from '../killed-job.ts';
import { residentMb } from '../processes.ts';

/** As many connections as an import has lanes. */
const lanes = 4;
const bareRecords = 10_000;
const smallRows = 10_000;
const sampleMs = 500;
/** Longer than any part of an import takes. */
export const patienceMs = 3_600_000;

/** P4: how fast files of contacts are imported, and in which memory. */
export async function measureImports(rows: number): Promise<Figure[]> {
  const host = await startHost();
  try {
    const organization = await newOrganization(await newPerson(host));
    const { call } = organization.owner;
    const check = (content: Buffer, name: string) =>
      watched(host, () => checkedFile(call, organization, content, name));
    // The first check and import also start functions. All checks come before the imports, because the organization's
    // lists are kept in memory, too.
    const small = await check(csvOf(contactRows(1, smallRows)), 'a.csv');
    const csv = await check(csvOf(contactRows(3, rows)), 'b.csv');
    const xlsx = await check(await xlsxOf(contactRows(5, rows)), 'c.xlsx');
    await importChecked(host, organization, small.result);
    const rates = [await bareRate(host, organization, 2)];
    const ofCsv = await importChecked(host, organization, csv.result);
    rates.push(await bareRate(host, organization, 4));
    const ofXlsx = await importChecked(host, organization, xlsx.result);
    rates.push(await bareRate(host, organization, 6));
    const bare = rates.reduce((sum, rate) => sum + rate, 0) / rates.length;
    return [
      plain('P4', 'new contacts by the bare SDK', bare, 'records/s'),
      ...figuresOf(`${rows} rows of CSV`, csv, ofCsv, bare),
      ...figuresOf(`${rows} rows of XLSX`, xlsx, ofXlsx, bare),
      plain('P4', `memory during the check of ${smallRows} rows, at most`, small.peakMb, 'MB'),
      atMost('P4', `memory, ${rows} rows of CSV over that`, csv.peakMb / small.peakMb, '×', 1.2),
      atMost('P4', `memory, ${rows} rows of XLSX over that`, xlsx.peakMb / small.peakMb, '×', 1.2),
    ];
  } finally {
    await host.stop();
  }
}

async function bareRate(host: HostUnderTest, organization: TestOrganization, series: number) {
  await host.settled();
  const inputs = contactRows(series, bareRecords).map(contactOf);
  const rate = await writeBare(host, organization, { kind: 'create', inputs }, lanes);
  await host.settled();
  return rate;
}

interface Watched<T> {
  result: T;
  seconds: number;
  /** The highest memory of the host meanwhile, with all functions and lists. */
  peakMb: number;
}

async function watched<T>(host: HostUnderTest, work: () => Promise<T>): Promise<Watched<T>> {
  let peakMb = 0;
  const timer = setInterval(() => (peakMb = Math.max(peakMb, residentMb(host.pid))), sampleMs);
  const startedAt = Date.now();
  try {
    const result = await work();
    return { result, seconds: (Date.now() - startedAt) / 1000, peakMb };
  } finally {
    clearInterval(timer);
  }
}

/** Imports the rows of a checked file, and returns the job at its end. */
function importChecked(
  host: HostUnderTest,
  organization: TestOrganization,
  checked: Import,
): Promise<Watched<Job>> {
  const { call } = organization.owner;
  return watched(host, async () => {
    const { jobId } = await startedImport(call, organization, checked);
    return endedJob(call, organization, jobId, patienceMs);
  });
}

/** Uploads a file of contacts and checks its rows. Existing contacts are updated. */
export async function checkedFile(
  call: Call,
  organization: TestOrganization,
  content: Buffer,
  name: string,
): Promise<Import> {
  const ready = await readFile(call, organization, content, { name, patienceMs });
  const changed = await changedImport(call, organization, ready, { onMatch: 'update' });
  return checkedImport(call, organization, changed, patienceMs);
}

function figuresOf(what: string, checked: Watched<Import>, imported: Watched<Job>, bare: number): Figure[] {
  const rate = rateOf(imported.result);
  return [
    plain('P4', `${what}, read and checked after`, checked.seconds, 's'),
    plain('P4', `${what}, imported`, rate, 'records/s'),
    atLeast('P4', `${what}, over the bare SDK`, rate / bare, '×', 0.6),
    atMost(
      'P4',
      `${what}, not accounted for`,
      unaccounted(checked.result.file.check!, imported.result),
      '',
      0,
    ),
    plain('P4', `memory during the import of ${what}, at most`, imported.peakMb, 'MB'),
  ];
}

/** How many rows are not among the created, updated, skipped and refused ones. */
export function unaccounted({ rows, skips, refusals }: CheckSummary, job: Job): number {
  return Math.abs(rows - skips - refusals - job.done - job.failed);
}

/** Waits until a job writes. */
export async function underWay(call: Call, { path }: TestOrganization, jobId: string): Promise<void> {
  while ((await bodyOf(200, call('GET', `${path}/jobs/${jobId}`))).done === 0) await sleep(50);
}
