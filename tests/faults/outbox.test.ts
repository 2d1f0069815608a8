import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { recordKey, userKey } from '#data/store/keys.ts';
import { awaited } from '../awaited.ts';
import { bodyOf, callerWith } from '../caller.ts';
import { count } from '../counts.ts';
import { keyIn, pageAt, sentQuote } from '../documents.ts';
import { startHost, temporary, type HostUnderTest } from '../host.ts';
import { newOrganization, newPerson, unique, type TestOrganization } from '../organization.ts';
import { returnMessages } from '../queues.ts';
import { openTable } from '../table.ts';
import { newAddress, visit } from '../visitor.ts';

const dataDir = mkdtempSync(path.join(temporary, 'cobalt-document-mails-'));
let host: HostUnderTest;
let organization: TestOrganization;

const start = () => startHost({ dataDir, faults: true });

beforeAll(async () => {
  host = await start();
  organization = await newOrganization(await newPerson(host));
}, 900_000);
afterAll(async () => {
  await host.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

/** A caller for the host as it runs now, whose port differs after each start. */
const call = (...sent: Parameters<typeof organization.owner.call>) =>
  callerWith(host.url, organization.owner.token)(...sent);

/** Sends a quote to an address that no other test uses, and returns the address. */
async function sendQuote(): Promise<string> {
  const email = `${unique('customer')}@customers.example`;
  const { id, version } = await sentQuote({ ...organization, owner: { ...organization.owner, call } });
  const sent = { body: { email }, ifMatch: version };
  await bodyOf(200, call('POST', `${organization.path}/quotes/${id}/send`, sent));
  return email;
}

/** The keys of all links that an address has got, once there is one. */
async function keysOf(email: string): Promise<string[]> {
  const mails = await awaited(
    'an e-mail with the quote',
    () => host.mails(email),
    (all) => all.length > 0,
    // A message of a function that an injected fault ended comes again when its time on the queue is over.
    { patienceMs: 240_000 },
  );
  return mails.map(({ text }) => keyIn(text));
}

const statusOf = async (key: string): Promise<number> =>
  (await visit(host.url, 'GET', pageAt(key), { from: newAddress(), headers: { accept: 'text/html' } }))
    .status;

test(
  'an e-mail comes, and its link works, although everything is killed right after the answer',
  { timeout: 300_000 },
  async () => {
    const email = await sendQuote();
    await host.kill();
    host = await start();
    returnMessages(host);
    for (const key of await keysOf(email)) expect(await statusOf(key)).toBe(200);
  },
);

test(
  'every link that was mailed works, however often the function that mails is killed',
  { timeout: 300_000 },
  async () => {
    const emails: string[] = [];
    for (let number = 0; number < count(2, 5); number += 1) {
      emails.push(await sendQuote());
      await host.killFunction('mail');
    }
    returnMessages(host);
    for (const email of emails) {
      const keys = await keysOf(email);
      for (const key of keys) expect(await statusOf(key)).toBe(200);
    }
  },
);

describe('what the release before 0.10 has left', () => {
  /** A requested e-mail, which was sent if there is a time. */
  async function leftMail(sent: { sentAt?: string } = {}) {
    const { id } = await sentQuote({ ...organization, owner: { ...organization.owner, call } });
    const mailId = randomUUID();
    const email = `${unique('customer')}@customers.example`;
    const key = { pk: recordKey(organization.id, 'quote', id).pk, sk: `MAIL#${mailId}` };
    await openTable(host).put({
      ...{ ...key, kind: 'documentMail', org: organization.id, recordType: 'quote', recordId: id, mailId },
      ...{ purpose: { kind: 'document' }, email, language: 'es', senderId: organization.owner.userId },
      ...{ requestedAt: new Date().toISOString(), ...sent },
    });
    return { email, key };
  }

  test('is mailed with a link that works, and leaves no item', async () => {
    const { email, key } = await leftMail();
    // A part of the stream that is read again mails it twice.
    for (const link of await keysOf(email)) expect(await statusOf(link)).toBe(200);
    await host.settled(organization);
    expect(await openTable(host).items(({ sk }) => sk === key.sk, key.pk)).toEqual([]);
  });

  test('isn’t mailed again if it was', async () => {
    const { email } = await leftMail({ sentAt: new Date().toISOString() });
    await host.settled(organization);
    expect(await host.mails(email)).toEqual([]);
  });

  test('is answered if somebody asked for access to the portal', async () => {
    const key = { pk: `ORG#${organization.id}#PORTAL-REQUESTS`, sk: randomUUID() };
    const request = { ...key, kind: 'portalRequest', org: organization.id, email: 'ana@people.example' };
    await openTable(host).put(request);
    await host.settled(organization);
    expect(await openTable(host).items(() => true, key.pk)).toEqual([]);
  });
});

describe('a change from which nothing can follow', () => {
  test('is kept, holds up none after it, and is tried again until it succeeds', async () => {
    const table = openTable(host);
    const broken = { ...userKey(randomUUID()), sk: `C#${randomUUID()}` };
    const change = { ...broken, kind: 'change', type: 'user', action: 'updated', id: 'u', version: 2 };
    await table.put({ ...change, data: '{' });
    // The one after it.
    await keysOf(await sendQuote());
    const kept = await table.items(({ kind }) => kind === 'unrouted', 'UNROUTED');
    expect(kept).toMatchObject([{ written: broken, g6pk: 'DUE-UNROUTED' }]);
    const { pk, sk } = kept[0] as { pk: string; sk: string };
    const letTimePass = () => table.change({ pk, sk }, { g6sk: '2026-01-01T00:00:00.000Z#1' });
    const isKept = async () => (await table.items(({ kind }) => kind === 'unrouted', 'UNROUTED')).length > 0;
    await letTimePass();
    await host.invoke('due-items');
    await awaited(
      'a second attempt',
      () => table.items((item) => item.sk === sk && item.g6sk > '2026-02', pk),
      (all) => all.length > 0,
    );
    expect(await isKept()).toBe(true);
    await table.put({ ...change, data: '[]' });
    await letTimePass();
    await host.invoke('due-items');
    await awaited('the third attempt', isKept, (left) => !left);
  });
});
