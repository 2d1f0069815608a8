/**
 * Writes the stored data of a version for tests/faults/stored-data.test.ts, before the version is released:
 *
 *   node_modules/.bin/node tests/stored-data/write.ts 0.4.0
 *
 * A second argument names another project folder to write from, with its own node_modules, such as a worktree of an
 * earlier commit that has everything which the data contain.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { bodyOf, callerWith, type Call } from '../caller.ts';
import { startHost, temporary, type HostUnderTest } from '../host.ts';
import { newRows } from '../jobs.ts';
import { addMember, newOrganization, password, type Person } from '../organization.ts';
import { startStripeServer } from '../stripe/server.ts';
import { openTable } from '../table.ts';
import { answerTo, namesOf, type StoredAnswer } from './answers.ts';
import { fill } from './fill.ts';
import { requests } from './requests.ts';
import { runEverything } from './runs.ts';
import { fillService } from './service.ts';
import { fillShop } from './shop.ts';
import { storedFile, type Stored } from './stored.ts';
import { leaveUnfinished } from './unfinished.ts';

const [version, projectRoot] = process.argv.slice(2);
if (!version) throw new Error('Give the version, such as 0.4.0');

const dataDir = mkdtempSync(path.join(temporary, 'cobalt-stored-'));
const stripe = await startStripeServer();
const host = await startHost({ dataDir, stripeUrl: stripe.url, ...(projectRoot ? { projectRoot } : {}) });
const ids: Record<string, string> = {};
const people: Record<string, Person> = {};

async function signUp(username: string, firstName: string): Promise<Person> {
  const email = `${username}@users.example`;
  const { accessToken } = await host.signUp({ username, email, password, firstName });
  const call = callerWith(host.url, accessToken);
  const { id } = await bodyOf(200, call('GET', '/v1/me'));
  ids[username] = id;
  return (people[username] = { userId: id, username, email, password, token: accessToken, call });
}

const century = 36_500;
/** Kinds of items whose expiry nothing shows. */
const passing = ['idempotency', 'ledger', 'freed'];
/**
 * Sets the expiry of trashed items and finished jobs to a century from now, so that tests still find them in later
 * years.
 */
async function postponeEnds({ info }: HostUnderTest): Promise<void> {
  const table = openTable({ ...host, info });
  for (const item of await table.items(({ expiresAt }) => expiresAt !== undefined, 'ORG#')) {
    if (!passing.includes(String(item.kind)))
      await table.letTrashTimePass({ pk: item.pk, sk: item.sk }, -century);
  }
}

const ada = await signUp('ada', 'Ada');
const bruno = await signUp('bruno', 'Bruno');
const carla = await signUp('carla', 'Carla');
const eva = await signUp('eva', 'Eva');
// Clients of the shop, and a member who deletes the account.
for (const username of ['pia', 'rosa', 'dora']) await signUp(username, username);
const colombian = { country: 'CO', currency: 'USD', timeZone: 'America/Bogota' };
const organization = await newOrganization(ada, { name: 'Stored data', ...colombian });
ids.main = organization.id;
await addMember(host, organization, 'manager', bruno);
await addMember(host, organization, 'employee', carla);
const calls: Record<string, Call> = Object.fromEntries(
  Object.entries(people).map(([name, { call }]) => [name, call]),
);
await fill({ host, organization, people, calls, ids });

const shop = await newOrganization(ada, { name: 'Shop', country: 'ES', currency: 'EUR' });
ids.shop = shop.id;
const filling = { host, organization: shop, people, calls, ids };
const paidAtStripe = await fillShop(filling, stripe.url);
await fillService(filling);
const archiveOfShop = await runEverything(filling);

const key = { name: 'Reader', permissions: ['contact:read', 'deal:read', 'dashboard:read'] };
const { secret } = await bodyOf(201, ada.call('POST', `${organization.path}/api-keys`, { body: key }));
const hook = {
  name: 'Accounting',
  url: 'https://receiver.invalid/',
  events: ['vendor.restored'],
  filter: { field: 'name', op: 'contains', value: 'a' },
  content: 'record',
};
await bodyOf(201, ada.call('POST', `${organization.path}/webhooks`, { body: hook }));
const source = {
  name: 'Web site',
  recordType: 'lead',
  verification: { scheme: 'secret', header: 'Authorization' },
  mapping: [{ field: 'lastName', from: '/name' }],
};
const made = await bodyOf(201, ada.call('POST', `${organization.path}/webhook-sources`, { body: source }));
// It is held, because it says nothing that can be read.
await bodyOf(
  201,
  ada.call('POST', `${organization.path}/webhook-sources/${made.source.id}/test`, { body: { payload: '{' } }),
);
calls.key = callerWith(host.url, secret);
calls.nobody = callerWith(host.url, undefined);
const feed = await bodyOf(201, bruno.call('POST', `${organization.path}/calendar`));

const other = await newOrganization(eva, { name: 'The other one' });
ids.other = other.id;
await newRows(eva.call, other, 60);
await addMember(host, other, 'employee', ada);
await host.settled();
await postponeEnds(host);
await host.settled();

const names = namesOf(ids);
async function readAnswers(): Promise<StoredAnswer[]> {
  await host.settled();
  await host.invoke('reprojection');
  await host.settled();
  const answers: StoredAnswer[] = [];
  for (const request of requests(feed.path))
    answers.push({ ...request, answer: await answerTo(calls[request.as]!, names, request) });
  return answers;
}

/** Reads until two readings in a row are equal. Then all jobs and recounts have ended. */
let answers = await readAnswers();
for (let before; JSON.stringify(before) !== JSON.stringify(answers); answers = await readAnswers())
  before = answers;

// Kills the host in the middle of jobs and other work. The version that opens the data completes them.
const unfinishedJob = await leaveUnfinished({ host, ids, people, archive: archiveOfShop, other });
await host.kill();
await stripe.stop();

const inFolder = (name: string) => new DatabaseSync(path.join(dataDir, `${name}.sqlite`));

/** Removes stream records that every reader has processed. */
function trimStream(): void {
  const positions = inFolder('host');
  const { least } = positions
    .prepare('SELECT min(CAST(position AS INTEGER)) AS least FROM checkpoints')
    .get()!;
  positions.close();
  const database = inFolder('dynamodb');
  database.prepare('DELETE FROM _stream_records WHERE CAST(sequence_number AS INTEGER) < ?').run(least!);
  database.close();
}
trimStream();

for (const file of ['dynamodb', 'host', 'cognito', 'mailbox']) {
  const database = inFolder(file);
  database.exec('PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE; VACUUM');
  database.close();
}
const trimmed = ['logs/*', 'rights-used.json', '*.pid', '*-wal', '*-shm'].map((name) => `--exclude=${name}`);
const steady = ['--sort=name', '--owner=0', '--group=0', '--numeric-owner'];
const archive = storedFile(version, 'tar.gz');
execFileSync('tar', ['-I', 'gzip -9', '-cf', archive, ...trimmed, ...steady, '-C', dataDir, '.']);
rmSync(dataDir, { recursive: true });

// Dora's account is deleted.
const users = Object.keys(people).filter((name) => name !== 'dora');
const about: Omit<Stored, 'answers'> = {
  version,
  password,
  users,
  apiKey: secret,
  ids,
  unfinishedJob,
  paidAtStripe,
};
const head = JSON.stringify(about);
const lines = answers.map((answer) => JSON.stringify(answer)).join(',\n');
writeFileSync(storedFile(version, 'json'), `${head.slice(0, -1)},"answers":[\n${lines}\n]}\n`);
console.log(`${answers.length} answers`);
