import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { userKey } from '#data/store/keys.ts';
import { deletionOf, letRemovalBegin, requestDeletion } from '../accounts.ts';
import { bodyOf } from '../caller.ts';
import type { HostUnderTest } from '../host.ts';
import {
  addMember,
  changeMember,
  newApiKey,
  newOrganization,
  newPerson,
  setRole,
  unique,
} from '../organization.ts';
import { startQuietHost } from '../quiet-host.ts';
import { openTable } from '../table.ts';

let host: HostUnderTest;
let table: ReturnType<typeof openTable>;

beforeAll(async () => {
  host = await startQuietHost();
  table = openTable(host);
}, 900_000);
afterAll(() => host.stop());

test(
  'a removal that is killed again and again, later each time, ends with nothing left of the user',
  { timeout: 600_000 },
  async () => {
    const person = await newPerson(host);
    const organizations = [];
    const formerName = unique('Former');
    for (let number = 0; number < 3; number += 1) {
      const organization = await newOrganization(await newPerson(host));
      await addMember(host, organization, 'admin', person);
      await newApiKey(host, organization, person);
      await changeMember(organization, person.userId, { displayName: formerName });
      organizations.push(organization);
    }
    const own = await newOrganization(person);
    const heir = await addMember(host, own, 'admin');
    await setRole(own, heir.userId, 'owner');
    expect((await requestDeletion(person)).status).toBe(204);
    let kills = 0;
    while ((await deletionOf(host, person.userId))?.finishedAt === undefined) {
      await letRemovalBegin(host, person.userId);
      const run = host.invoke('account-deletions').catch(() => 'killed');
      await Promise.race([run, sleep(20 + kills * 30)]);
      await host.killFunction('account-deletions');
      await run;
      kills += 1;
    }
    await host.settled();
    const left = await table.items(({ pk }) => pk === userKey(person.userId).pk, userKey(person.userId).pk);
    expect(left.map(({ sk }) => sk).sort()).toEqual(['ACCESS', 'DELETION']);
    const naming = await table.items((item) => JSON.stringify(item).includes(formerName));
    expect(naming).toEqual([]);
    expect(left.find(({ sk }) => sk === 'ACCESS')).not.toHaveProperty('orgs');
    for (const { owner, path } of [...organizations, { ...own, owner: heir }]) {
      const { items } = await bodyOf(200, owner.call('GET', `${path}/members`));
      expect(items.map(({ userId }: { userId: string }) => userId)).toEqual([owner.userId]);
      expect((await bodyOf(200, owner.call('GET', `${path}/api-keys`))).items).toEqual([]);
    }
    await host.signUp({ username: person.username, email: person.email, password: person.password });
  },
);
