import { mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { awaited } from '../awaited.ts';
import { bodyOf, callerWith } from '../caller.ts';
import { count } from '../counts.ts';
import { keyIn, pageAt, sentQuote } from '../documents.ts';
import { startHost, temporary, type HostUnderTest } from '../host.ts';
import { newOrganization, newPerson, unique, type TestOrganization } from '../organization.ts';
import { returnMessages } from '../queues.ts';
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
