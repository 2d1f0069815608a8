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
    // The first import also starts functions.
    const small = await importFile(host, organization, csvOf(contactRows(1, smallRows)), 'a.csv');
    const rates = [await bareRate(host, organization, 2)];
    const csv = await importFile(host, organization, csvOf(contactRows(3, rows)), 'b.csv');
    rates.push(await bareRate(host, organization, 4));
    const xlsx = await importFile(host, organization, await xlsxOf(contactRows(5, rows)), 'c.xlsx');
    rates.push(await bareRate(host, organization, 6));
    const bare = rates.reduce((sum, rate) => sum + rate, 0) / rates.length;
    return [
      plain('P4', 'new contacts by the bare SDK', bare, 'records/s'),
      ...figuresOf(`${rows} rows of CSV`, csv, bare),
      ...figuresOf(`${rows} rows of XLSX`, xlsx, bare),
      plain('P4', `memory during an import of ${smallRows} rows, at most`, small.peakMb, 'MB'),
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

interface Imported {
  job: Job;
  check: CheckSummary;
  /** Seconds from the upload to the end of the check. */
  checkedAfter: number;
  peakMb: number;
}

async function importFile(
  host: HostUnderTest,
  organization: TestOrganization,
  content: Buffer,
  name: string,
): Promise<Imported> {
  const { call } = organization.owner;
  let peakMb = 0;
  const timer = setInterval(() => (peakMb = Math.max(peakMb, residentMb(host.pid))), sampleMs);
  try {
    const startedAt = Date.now();
    const checked = await checkedFile(call, organization, content, name);
    const checkedAfter = (Date.now() - startedAt) / 1000;
    const { jobId } = await startedImport(call, organization, checked);
    const job = await endedJob(call, organization, jobId, patienceMs);
    return { job, check: checked.file.check!, checkedAfter, peakMb };
  } finally {
    clearInterval(timer);
  }
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

function figuresOf(what: string, { job, check, checkedAfter }: Imported, bare: number): Figure[] {
  return [
    plain('P4', `${what}, read and checked after`, checkedAfter, 's'),
    plain('P4', `${what}, imported`, rateOf(job), 'records/s'),
    atLeast('P4', `${what}, over the bare SDK`, rateOf(job) / bare, '×', 0.6),
    atMost('P4', `${what}, not accounted for`, unaccounted(check, job), '', 0),
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
