import { bodyOf, callerWith, type Call } from '../../tests/caller.ts';
import { startedImport } from '../../tests/imports.ts';
import { newApiKey, type TestOrganization } from '../../tests/organization.ts';
import { contactRows, csvOf, type ContactRow } from '../contact-files.ts';
import { atMost, type Figure } from '../figure.ts';
import { endWithKills } from '../killed-job.ts';
import { neighbourAsks, neighbourFigures } from '../neighbour.ts';
import { owner, type System } from '../system.ts';
import { openQuestions } from '../three-questions.ts';
import { checkedFile, unaccounted, underWay } from './imports.ts';

const rounds = 3;
/** Time to ask the lists of the importing organization: a minute for 100,000 rows, so that the import goes on after it. */
const questionMs = (rows: number): number => rows * 0.6;
/** Contacts that exist before, which rows update. */
const known = 1_000;

/**
 * P4: a file with as many rows as a large organization has contacts is imported into it. Meanwhile, a neighbour and the
 * organization's own lists are asked, and the job runner is killed ten times.
 */
export async function measureLargeImports(system: System): Promise<Figure[]> {
  const [busy, neighbour] = [await organizationOf(system, 'large'), await organizationOf(system, 'small')];
  const { call } = await newApiKey(system.host, busy, busy.owner);
  const before = await contactsOf(call, busy, known);
  const rows = mixedRows(before, system.large.records);
  const checked = await checkedFile(call, busy, csvOf(rows), 'contacts.csv');
  await system.host.settled();

  const { id } = (await contactsOf(neighbour.owner.call, neighbour, 1))[0]!;
  const calmTimes = await neighbourTimes(neighbour, id);
  const questions = await openQuestions(system);
  await questions.askBefore();
  const { jobId } = await startedImport(call, busy, checked);
  await underWay(call, busy, jobId);
  const askUntil = performance.now() + questionMs(rows.length);
  while (performance.now() < askUntil) await questions.askDuring();
  const busyTimes = await neighbourTimes(neighbour, id);
  const job = await endWithKills(system, busy.path, { id: jobId });
  await system.host.settled();

  const after = (await contactsOf(call, busy)).filter(({ city }) => city === importedCity);
  const wrong = after.length - new Set(after.map(({ email }) => email)).size;
  const work = `an import of ${rows.length} rows`;
  return [
    atMost('P4', `${work} with ten kills, not accounted for`, unaccounted(checked.file.check!, job), '', 0),
    atMost('P4', 'contacts missing or too many after it', Math.abs(after.length - job.done) + wrong, '', 0),
    ...questions.end('P4', 'the import'),
    ...Object.keys(neighbourAsks).flatMap((asked) =>
      neighbourFigures('P4', { asked, work }, calmTimes[asked]!, busyTimes[asked]!),
    ),
  ];
}

async function organizationOf(system: System, size: 'small' | 'large'): Promise<TestOrganization> {
  const { id } = system[size];
  const { accessToken } = await system.host.signIn(owner.username, owner.password);
  const call = callerWith(system.host.url, accessToken);
  const { id: userId, email } = await bodyOf(200, call('GET', '/v1/me'));
  return { id, path: `/v1/orgs/${id}`, owner: { ...owner, userId, email, token: accessToken, call } };
}

interface Contact {
  id: string;
  email?: string;
  city?: string;
}

/** The contacts of an organization, or the first ones. */
async function contactsOf(call: Call, { path }: TestOrganization, most = Infinity): Promise<Contact[]> {
  const found: Contact[] = [];
  let cursor: string | undefined;
  do {
    const query = { limit: '100', sort: 'createdAt', ...(cursor ? { cursor } : {}) };
    const page = await bodyOf(200, call('GET', `${path}/contacts`, { query }));
    found.push(...(page.items as Contact[]));
    cursor = page.nextCursor;
  } while (cursor && found.length < most);
  return found.slice(0, most);
}

const importedCity = contactRows(0, 1)[0]!.City;

/** Of ten rows, one has an invalid address, one that of the row before, and the first ones those of existing contacts. */
function mixedRows(existing: readonly Contact[], count: number): ContactRow[] {
  const rows = contactRows(0, count);
  return rows.map((row, at): ContactRow => {
    if (at % 10 === 3) return { ...row, 'E-mail': 'no address' };
    if (at % 10 === 7) return { ...row, 'E-mail': rows[at - 1]!['E-mail'] };
    const address = at % 10 === 1 ? existing[(at - 1) / 10]?.email : undefined;
    return address ? { ...row, 'E-mail': address } : row;
  });
}

/** Times by what is asked, a few rounds of each. */
async function neighbourTimes(neighbour: TestOrganization, id: string): Promise<Record<string, number[]>> {
  const times: Record<string, number[]> = {};
  for (const [asked, ask] of Object.entries(neighbourAsks)) {
    // The first round warms up functions and connections.
    await ask(neighbour, id);
    times[asked] = [];
    for (let round = 0; round < rounds; round += 1) times[asked].push(await ask(neighbour, id));
  }
  return times;
}
