import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, expect, inject, test } from 'vitest';
import { count, isFull } from '../counts.ts';
import { connectHost } from '../host.ts';
import { badLogLines } from '../logs.ts';
import { newApiKey, newOrganization, newPerson, unique, type TestOrganization } from '../organization.ts';
import { allOperations, newSubject, organizationOperations, perform } from '../subjects.ts';

const host = connectHost(inject('host'));

let organization: TestOrganization;
beforeAll(async () => {
  organization = await newOrganization(await newPerson(host));
});

const linesOf = (): Record<string, unknown>[] => {
  const folder = path.join(host.dataDir, 'logs');
  return readdirSync(folder).flatMap((file) =>
    readFileSync(path.join(folder, file), 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Record<string, unknown>),
  );
};

test(
  'every request logs one line with id, operation, status and units, and no user input',
  { timeout: count(900_000, 3_600_000) },
  async () => {
    const { owner } = organization;
    const key = await newApiKey(host, organization, owner);
    const ids: string[] = [];
    for (const [index, named] of organizationOperations.entries()) {
      const calls = [owner.call, key.call];
      for (const call of isFull ? calls : [calls[index % calls.length]!]) {
        const subject = await newSubject({ host, organization, maker: owner.call }, named);
        ids.push((await perform(call, named, organization.id, subject)).headers.get('x-request-id')!);
      }
    }
    const refused = [
      await owner.call('POST', `${organization.path}/contacts`, {
        body: { firstName: unique('x'), [unique('field')]: 1 },
      }),
      await owner.call('GET', `${organization.path}/contacts`, {
        query: { [unique('name')]: unique('value') },
      }),
      await owner.call('GET', `${organization.path}/contacts/${unique('id')}`),
      await owner.call('POST', `${organization.path}/contacts`, { body: {}, idempotencyKey: unique('key') }),
      await owner.call('GET', `/v1/orgs/${unique('org')}/contacts`),
      await owner.call('GET', '/v1/me', { headers: { 'user-agent': unique('agent') } }),
    ];
    ids.push(...refused.map(({ headers }) => headers.get('x-request-id')!));
    await host.settled(organization);
    const lines = linesOf();
    for (const id of ids) {
      const own = lines.filter(({ requestId, message }) => requestId === id && message === 'request');
      expect(own).toHaveLength(1);
      expect(own[0]).toMatchObject({
        level: 'info',
        status: expect.any(Number),
        milliseconds: expect.any(Number),
      });
    }
    const operations = new Set(
      lines.map(({ path: template, method }) => `${String(method)} ${String(template)}`),
    );
    for (const { operation } of organizationOperations) {
      expect(operations).toContain(`${operation.method} ${operation.path}`);
    }
    expect(allOperations.length).toBeGreaterThan(organizationOperations.length);
    expect(badLogLines(host.dataDir)).toEqual([]);
  },
);
