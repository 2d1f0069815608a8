import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { count } from '../counts.ts';
import { startHost, type HostUnderTest } from '../host.ts';
import { newOrganization, newPerson, type TestOrganization } from '../organization.ts';

let host: HostUnderTest;
beforeAll(async () => {
  host = await startHost();
});
afterAll(() => host.stop());

interface Loading {
  activities: number;
  payments: number;
  /** Read units. */
  units: number;
}

/** The read units of a request, as the function has logged them. */
function readUnitsOf(requestId: string | null): number {
  const log = readFileSync(path.join(host.dataDir, 'logs', 'cobalt-local-demo-data.log'), 'utf8');
  const line = log.split('\n').find((one) => one.includes(`"requestId":"${requestId}"`));
  return Number(JSON.parse(line ?? '{}').readUnits);
}

/** Loads all demo data of an organization, in calls that each take what time allows. */
async function loadAll({ path: base, owner }: TestOrganization): Promise<Loading[]> {
  const calls: Loading[] = [];
  for (let isComplete = false; !isComplete;) {
    const { status, text, body, headers } = await owner.call('POST', `${base}/demo-data`);
    if (status !== 200) throw new Error(`answered ${status}: ${text}`);
    calls.push({ ...body, units: readUnitsOf(headers.get('x-request-id')) });
    ({ isComplete } = body);
  }
  return calls;
}

const mostUnits = (calls: readonly Loading[]): number => Math.max(...calls.map(({ units }) => units));

test('organizations that load demo data at the same time all get an answer to each call, and get ahead with each', async () => {
  const organizations = [];
  for (let made = 0; made < count(1, 3); made += 1)
    organizations.push(await newOrganization(await newPerson(host)));
  for (const calls of await Promise.all(organizations.map(loadAll))) {
    const work = calls.filter(({ activities }) => activities > 0);
    const sold = calls.filter(({ activities, payments }) => activities === 0 && payments > 0);
    expect(sold.length).toBeGreaterThan(0);
    // They don't look for what earlier calls have completed, which would take most of their time.
    expect(mostUnits(sold)).toBeLessThan(mostUnits(work) / 2);
  }
}, 3_600_000);
