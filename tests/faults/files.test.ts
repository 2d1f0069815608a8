import { mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { recordKey, storageKey } from '#data/store/keys.ts';
import { bodyOf, callerWith, type Answer } from '../caller.ts';
import { count, seed } from '../counts.ts';
import { startHost, temporary, type HostUnderTest } from '../host.ts';
import { newApiKey, newContact, newOrganization, newPerson } from '../organization.ts';
import { openTable } from '../table.ts';
import { randomOf } from './random.ts';
import { readTable } from './table-under-test.ts';

const dataDir = mkdtempSync(path.join(temporary, 'cobalt-files-'));
const random = randomOf(seed);
let host: HostUnderTest;

afterAll(async () => {
  await host.kill();
  rmSync(dataDir, { recursive: true, force: true });
});

/** Kills the host or one of its functions at random. */
async function killSomething(): Promise<void> {
  const victim = random.oneOf(['host', 'attachments', 'attachments', 'files', 'relay']);
  if (victim !== 'host') return host.killFunction(victim);
  await host.kill();
  host = await startHost({ dataDir });
}

/** Repeats a request until it gets a response other than a server error. */
async function insist(send: () => Promise<Answer>): Promise<Answer> {
  for (;;) {
    const answer = await send().catch(() => undefined);
    if (answer && answer.status < 500) return answer;
    await sleep(50);
  }
}

/** Keys of the stored objects. */
function objects(): string[] {
  const database = new DatabaseSync(path.join(dataDir, 'host.sqlite'), { readOnly: true });
  const rows = database.prepare('SELECT key FROM objects').all();
  database.close();
  return rows.map(({ key }) => String(key));
}

async function room(orgId: string): Promise<{ counted: number; lying: number }> {
  const items = await readTable(host.info);
  const counted = items.find(({ pk, sk }) => pk === storageKey(orgId).pk && sk === storageKey(orgId).sk);
  const files = items.filter(({ kind }) => kind === 'attachment');
  return {
    counted: counted?.usedBytes ?? 0,
    lying: files.reduce((sum, { sizeBytes }) => sum + Number(sizeBytes), 0),
  };
}

test(
  'acknowledged files can be fetched, and their storage is counted exactly, whatever is killed while they are declared, uploaded, finished and deleted',
  { timeout: 3_600_000 },
  async () => {
    host = await startHost({ dataDir });
    const owner = await newPerson(host);
    const organization = await newOrganization(owner);
    const key = await newApiKey(host, organization, owner);
    const { id } = await newContact(organization, owner.call);
    const many = `${organization.path}/attachments/contact/${id}`;
    const call: typeof owner.call = (...args) => callerWith(host.url, key.secret)(...args);
    const ready = new Map<string, string>();
    let isOver = false;

    /** Adds one file after another. Some are abandoned, some deleted. */
    async function addFiles(): Promise<void> {
      while (!isOver) {
        const text = `Text ${crypto.randomUUID()}`;
        const body = { name: 'a.txt', type: 'text/plain', sizeBytes: text.length };
        const sent = { body, idempotencyKey: crypto.randomUUID() };
        const announced = (await insist(() => call('POST', many, sent))).body;
        if (!announced.attachment) return;
        const one = `${many}/${announced.attachment.id}`;
        const ending = random.oneOf(['keep', 'keep', 'delete', 'give up', 'leave']);
        if (ending === 'give up') await insist(() => call('DELETE', one, { ifMatch: 1 }));
        if (ending === 'give up' || ending === 'leave') continue;
        // After a restart, the storage has another URL. Repeating the declaration returns it.
        await insist(async () => {
          const { upload } = (await call('POST', many, sent)).body;
          const answer = await fetch(upload.url, { method: 'PUT', headers: upload.headers, body: text });
          return { status: answer.status === 200 ? 200 : 503 } as Answer;
        });
        const file = await insist(() => call('POST', `${one}/finish`));
        expect(file.status).toBe(200);
        ready.set(file.body.id, text);
        if (ending !== 'delete') continue;
        ready.delete(file.body.id);
        await insist(() => call('DELETE', one, { ifMatch: file.body.version }));
      }
    }
    const workers = [addFiles(), addFiles(), addFiles()];
    for (let kills = 0; kills < count(4, 100); kills += 1) {
      await sleep(100 + random.below(400));
      await killSomething();
    }
    // All kills can occur before the first file is complete.
    while (ready.size === 0) await sleep(50);
    isOver = true;
    await Promise.all(workers);
    await host.settled();
    const context = `SEED=${seed}`;
    expect(ready.size, context).toBeGreaterThan(0);
    // A message that was being processed when its function was killed reappears after its visibility timeout.
    const patience = { timeout: 600_000, interval: 1_000 };
    const difference = async () => {
      const { counted, lying } = await room(organization.id);
      return counted - lying;
    };
    await expect.poll(difference, patience).toBe(0);
    for (const [file, text] of ready) {
      const { url } = await bodyOf(200, call('GET', `${many}/${file}/download`));
      expect(await (await fetch(url)).text()).toBe(text);
    }

    const items = await readTable(host.info);
    const table = openTable(host);
    for (const { pk, sk, kind, expiresAt } of items)
      if (kind === 'attachment' && expiresAt !== undefined) await table.letTrashTimePass({ pk, sk });
    const contact = `${organization.path}/contacts/${id}`;
    const { version } = await bodyOf(200, call('GET', contact));
    await bodyOf(200, call('DELETE', contact, { ifMatch: version }));
    await table.letTrashTimePass(recordKey(organization.id, 'contact', id));
    for (let turn = 0; turn < 3; turn += 1) {
      void host.expire();
      await host.killFunction('relay');
    }
    await host.expire();
    await expect
      .poll(async () => [await room(organization.id), objects()], patience)
      .toEqual([{ counted: 0, lying: 0 }, []]);
    console.log(`${count(4, 100)} kills, ${ready.size} files kept, ${items.length} items, ${context}`);
  },
);
