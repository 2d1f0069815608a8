import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { startHost, type HostUnderTest } from '../host.ts';

const dataDir = mkdtempSync(path.join(tmpdir(), 'cobalt-death-'));
const password = 'correct horse battery';
const writers = 8;
const deaths = process.env.FULL ? 10 : 2;
/** Since a writer's last answer may be under way when the host dies, this many more records may be there. */
const unanswered = writers * deaths;

afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

type Caller = (method: string, url: string, body?: object) => Promise<{ status: number; json: any }>;

async function callerOf(host: HostUnderTest): Promise<Caller> {
  const { accessToken } = await host.signIn('ada', password);
  return async (method, url, body) => {
    const response = await fetch(`${host.url}${url}`, {
      method,
      headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    return { status: response.status, json: await response.json() };
  };
}

/** Writes until the host is gone; gives the ids of what was answered with 201. */
async function writeUntilDeath(call: Caller, orgId: string): Promise<string[]> {
  const answered: string[] = [];
  const write = async () => {
    for (;;) {
      const name = { firstName: 'Ana', lastName: `Nº ${answered.length}` };
      const answer = await call('POST', `/v1/orgs/${orgId}/contacts`, name).catch(() => undefined);
      if (!answer) return;
      expect(answer.status).toBe(201);
      answered.push(String(answer.json.id));
    }
  };
  await Promise.all(Array.from({ length: writers }, write));
  return answered;
}

test('a host killed under writing has every answered write after its restart, counted and listed', async () => {
  let host = await startHost({ dataDir });
  await host.signUp({ username: 'ada', email: 'ada@example.com', password });
  let call = await callerOf(host);
  await call('GET', '/v1/me');
  const orgId = String((await call('POST', '/v1/orgs', { name: 'Acme' })).json.id);
  const answered: string[] = [];
  for (let death = 0; death < deaths; death += 1) {
    const writing = writeUntilDeath(call, orgId);
    await sleep(700 + Math.random() * 800);
    await host.kill();
    answered.push(...(await writing));
    host = await startHost({ dataDir });
    call = await callerOf(host);
  }
  expect(answered.length).toBeGreaterThan(10);
  for (const id of answered) {
    expect((await call('GET', `/v1/orgs/${orgId}/contacts/${id}`)).status).toBe(200);
  }
  await host.settled();
  const { total } = (await call('GET', `/v1/orgs/${orgId}/contacts?limit=1`)).json;
  expect(total).toBeGreaterThanOrEqual(answered.length);
  expect(total).toBeLessThanOrEqual(answered.length + unanswered);
  await host.stop();
});
