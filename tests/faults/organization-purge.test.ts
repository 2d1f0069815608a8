import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { organizationKey, purgeKey } from '#data/store/keys.ts';
import { awaited } from '../awaited.ts';
import { bodyOf, callerWith } from '../caller.ts';
import { newForm, readToken } from '../forms.ts';
import { png, sendBytes } from '../files.ts';
import type { HostUnderTest } from '../host.ts';
import {
  addMember,
  newApiKey,
  newContact,
  newOrganization,
  newPerson,
  unique,
  type Person,
  type TestKey,
  type TestOrganization,
} from '../organization.ts';
import { holdErasure } from '../personal-data.ts';
import { startQuietHost } from '../quiet-host.ts';
import { isLeftToFull, newSubject, organizationOperations, perform } from '../subjects.ts';
import { movesByItself, openTable } from '../table.ts';
import { visit } from '../visitor.ts';
import { readTable } from './table-under-test.ts';

let host: HostUnderTest;
let table: ReturnType<typeof openTable>;

beforeAll(async () => {
  host = await startQuietHost();
  table = openTable(host);
}, 900_000);
afterAll(() => host.stop());

/** An organization with something of every kind, and what outsiders can reach of it. */
interface Filled {
  organization: TestOrganization;
  key: TestKey;
  formId: string;
  feed: string;
  /** A text that is in a record, in lowercase in one of its lookup terms, and in its history. */
  text: string;
}

/** Uses nearly every operation once, so that whatever an organization can have exists, and waits for the effects. */
async function fill(owner: Person, member: Person): Promise<Filled> {
  const organization = await newOrganization(owner);
  const { path, id } = organization;
  await addMember(host, organization, 'admin', member);
  const ground = { host, organization, maker: owner.call, ownerId: owner.userId };
  // The last one asks Stripe, and stores nothing.
  const leftOut = ['organizations.requestDeletion', 'organizations.restore', 'invoices.checkout'];
  for (const named of organizationOperations) {
    if (isLeftToFull(named) || leftOut.includes(named.name)) continue;
    const answer = await perform(owner.call, named, id, await newSubject(ground, named));
    expect(answer.status, `${named.name}: ${answer.text}`).toBeLessThan(500);
    if (named.name === 'personal-data.erase') await holdErasure(host, id, answer.body.id);
  }
  const text = unique('Quetzal ');
  const { id: contactId, version } = await newContact(organization, owner.call, {
    firstName: text,
    email: `${text.replace(' ', '.').toLowerCase()}@people.example`,
  });
  const body = { lastName: unique('Colibrí ') };
  await bodyOf(200, owner.call('PATCH', `${path}/contacts/${contactId}`, { body, ifMatch: version }));
  const logo = { type: 'image/png', sizeBytes: png.length };
  const { pictureId, upload } = await bodyOf(200, owner.call('POST', `${path}/logo`, { body: logo }));
  await sendBytes(upload, png);
  await bodyOf(200, owner.call('POST', `${path}/logo/${pictureId}`));
  const { id: formId } = await newForm(organization);
  const json = {
    token: await readToken(host.url, formId),
    values: { firstName: text, email: 'a@b.example' },
  };
  await visit(host.url, 'POST', `/v1/forms/${formId}`, { json });
  const feed = (await bodyOf(201, owner.call('POST', `${path}/calendar`))).path;
  const key = await newApiKey(host, organization, owner);
  await key.call('GET', `${path}/contacts`);
  await awaited(
    'the end of all jobs',
    () => bodyOf(200, owner.call('GET', `${path}/jobs`)),
    ({ items }) => items.every(({ finishedAt }: { finishedAt?: string }) => finishedAt !== undefined),
  );
  await host.settled();
  addSnapshot(id);
  return { organization, key, formId, feed, text };
}

function inDatabase<T>(use: (database: DatabaseSync) => T): T {
  const database = new DatabaseSync(path.join(host.dataDir, 'host.sqlite'));
  try {
    database.exec('PRAGMA busy_timeout = 10000');
    return use(database);
  } finally {
    database.close();
  }
}

const objectKeys = (): string[] =>
  inDatabase((database) => database.prepare('SELECT key FROM objects').all()).map(({ key }) => String(key));

/** Snapshots are made of large lists only, so this adds an object as `events/list-builder` would. */
function addSnapshot(orgId: string): void {
  const name = readdirSync(host.dataDir).find((one) => one.startsWith('objects-') && /snapshots/i.test(one))!;
  mkdirSync(path.join(host.dataDir, name), { recursive: true });
  writeFileSync(path.join(host.dataDir, name, orgId), 'rows');
  inDatabase((database) =>
    database
      .prepare('INSERT INTO objects VALUES (?, ?, ?, ?, ?, ?, ?)')
      .run(name.slice('objects-'.length), `lists/${orgId}/contact/a`, orgId, 'a/b', '"e"', 4, Date.now()),
  );
}

/** Everything that belongs to an organization and stays as it is, to compare it later. */
async function stateOf({ id }: TestOrganization): Promise<unknown> {
  const items = [...(await table.organization(id))]
    .filter(([, item]) => !movesByItself(item))
    .sort(([one], [other]) => (one < other ? -1 : 1));
  return { items, objects: objectKeys().filter((key) => key.includes(id)) };
}

/** Deletes an organization, and moves the end of its days of grace into the past. */
async function deleteLongAgo({ owner, path, id }: TestOrganization): Promise<void> {
  const { slug } = await bodyOf(200, owner.call('GET', path));
  await bodyOf(200, owner.call('POST', `${path}/deletion`, { body: { confirmation: slug } }));
  await host.settled();
  const key = organizationKey(id);
  const [item] = await table.items(({ sk }) => sk === key.sk, key.pk);
  const past = '2026-01-01T00:00:00.000Z';
  const data = JSON.stringify({ ...JSON.parse(item!.data), deletingAt: past });
  await table.change(key, { data, g6sk: `${past}#${id}` });
}

const tombstone = async (id: string) =>
  (await table.items(({ sk }) => sk === purgeKey(id).sk, purgeKey(id).pk))[0];

test(
  'a purge that is killed midway leaves nothing of an organization, and others as they were',
  { timeout: 1_800_000 },
  async () => {
    const [owner, member, other] = await Promise.all([newPerson(host), newPerson(host), newPerson(host)]);
    const gone = await fill(owner, member);
    const kept = await fill(other, member);
    const { id } = gone.organization;
    const { slug } = await bodyOf(200, owner.call('GET', gone.organization.path));
    for (const text of [gone.text, gone.text.toLowerCase()])
      expect(table.holds(text), `${text}, which the purge removes`).toBe(true);
    // Anyone can use the id of an organization as a text.
    const imitation = await newOrganization(other, { slug: id, name: `Org ${id}` });
    await newContact(imitation, other.call, { firstName: id, email: `${id}@people.example` });
    await host.settled();
    const before = await Promise.all([kept.organization, imitation].map(stateOf));
    expect(
      objectKeys()
        .filter((key) => key.includes(id))
        .map((key) => key.split('/')[0]),
    ).toEqual(expect.arrayContaining(['duplicates', 'exports', 'files', 'imports', 'lists', 'pictures']));

    await deleteLongAgo(gone.organization);
    await host.invoke('purge');
    expect((await table.organization(id)).size, 'no item is removed in the run that marks').toBeGreaterThan(
      100,
    );
    const killed = host.invoke('purge').catch(() => 'killed');
    while ((await table.organization(id)).size > 100) await sleep(5);
    await host.killFunction('purge');
    await killed;
    for (let runs = 0; (await tombstone(id))?.finishedAt === undefined; runs += 1) {
      expect(runs, 'the purge ends').toBeLessThan(10);
      await host.invoke('purge');
    }
    await host.settled();

    const isImitation = ({ pk }: { pk: string }) =>
      pk.includes(imitation.id) || pk === `SLUG#${id}` || pk === `EMAIL#${id}@people.example`;
    const left = (await readTable(host.info)).filter((item) => !isImitation(item as never));
    const naming = left.filter((item) => JSON.stringify(item).includes(id));
    expect(naming.map(({ pk, sk }) => `${pk} ${sk}`)).toEqual([`SYSTEM ${purgeKey(id).sk}`]);
    expect(Object.keys((await tombstone(id))!).sort()).toEqual(
      ['at', 'expiresAt', 'finishedAt', 'kind', 'pk', 'sk'].sort(),
    );
    for (const text of [gone.text, gone.text.toLowerCase(), slug])
      expect(table.holds(text), text).toBe(false);
    expect(objectKeys().filter((key) => key.includes(id))).toEqual([]);
    const messages = inDatabase((database) => database.prepare('SELECT body FROM messages').all());
    expect(messages.filter(({ body }) => String(body).includes(id))).toEqual([]);

    expect(await Promise.all([kept.organization, imitation].map(stateOf))).toEqual(before);
    const { call } = kept.key;
    expect((await call('GET', '/v1/whoami')).status).toBe(200);
    expect((await visit(host.url, 'GET', `/v1/forms/${kept.formId}/description`)).status).toBe(200);
    expect((await callerWith(host.url, undefined)('GET', kept.feed)).status).toBe(200);
    expect((await gone.key.call('GET', '/v1/whoami')).status).toBe(401);
    const { organizations } = await bodyOf(200, member.call('GET', '/v1/me'));
    expect(organizations.map((one: { id: string }) => one.id)).toEqual([kept.organization.id]);
    expect((await owner.call('GET', gone.organization.path)).status).toBe(404);
    expect((await owner.call('POST', `${gone.organization.path}/restore`)).status).toBe(404);
    const taken = await owner.call('POST', '/v1/orgs', { body: { name: 'Another', slug: id } });
    expect(taken.status).toBe(409);
    // Its own slug is free again.
    await newOrganization(owner, { slug });
  },
);
