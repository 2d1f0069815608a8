import { beforeAll, describe, expect, inject, test } from 'vitest';
import { recordKey, timelineKey } from '#data/store/keys.ts';
import { bodyOf } from '../caller.ts';
import { connectHost } from '../host.ts';
import {
  newContact,
  newOrganization,
  newPerson,
  type Person,
  type TestOrganization,
} from '../organization.ts';
import { openTable } from '../table.ts';

const host = connectHost(inject('host'));
let organization: TestOrganization;
let owner: Person;
beforeAll(async () => {
  owner = await newPerson(host);
  organization = await newOrganization(owner);
});

const send = (method: string, path: string, body: object, ifMatch?: number): Promise<any> =>
  bodyOf(
    method === 'POST' ? 201 : 200,
    owner.call(method, `${organization.path}/${path}`, { body, ...(ifMatch ? { ifMatch } : {}) }),
  );
async function read(type: string, id: string, query: Record<string, string> = {}): Promise<any> {
  await host.settled(organization);
  return bodyOf(200, owner.call('GET', `${organization.path}/timeline/${type}/${id}`, { query }));
}

describe('changes in a timeline', () => {
  test('are shown once, in the order of their versions, whatever the size of the pages', async () => {
    const { id } = await newContact(organization, owner.call);
    for (let version = 1; version < 7; version += 1) {
      await send('PATCH', `contacts/${id}`, { city: `City ${version}` }, version);
      await send('POST', `notes/contact/${id}`, { body: `Note ${version}` });
    }
    const labels = ({ items }: any): string[] =>
      items.map(({ kind, action, data }: any) => data?.body ?? data?.changes?.[0].to ?? `${kind} ${action}`);
    const expected = [6, 5, 4, 3, 2, 1].flatMap((version) => [`Note ${version}`, `City ${version}`]);
    const all = await read('contact', id);
    expect(labels(all)).toEqual([...expected, 'change created']);
    expect(all.nextCursor).toBeUndefined();
    for (const limit of ['1', '2', '3', '5']) {
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page: any = await read('contact', id, { limit, ...(cursor ? { cursor } : {}) });
        expect(page.items.length).toBeLessThanOrEqual(Number(limit));
        seen.push(...labels(page));
        cursor = page.nextCursor;
      } while (cursor);
      expect(seen).toEqual([...expected, 'change created']);
    }
    const changes = await read('contact', id, { kind: 'change', limit: '3' });
    expect(labels(changes)).toEqual(['City 6', 'City 5', 'City 4']);
    const rest = await read('contact', id, { kind: 'change', cursor: changes.nextCursor });
    expect(labels(rest)).toEqual(['City 3', 'City 2', 'City 1', 'change created']);
  });

  test('are shown once even if clocks disagreed about their times', async () => {
    const { id } = await newContact(organization, owner.call);
    for (let version = 1; version < 5; version += 1)
      await send('PATCH', `contacts/${id}`, { city: `City ${version}` }, version);
    const table = openTable(host);
    const pk = `ORG#${organization.id}#contact#${id}`;
    const [third] = await table.items((item) => item.pk === pk && item.sk === 'C#000000003', pk);
    await table.change({ pk, sk: third!.sk }, { at: new Date(Date.now() + 3_600_000).toISOString() });
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page: any = await read('contact', id, { limit: '1', ...(cursor ? { cursor } : {}) });
      seen.push(...page.items.map((item: any) => item.id));
      cursor = page.nextCursor;
    } while (cursor);
    expect(seen).toEqual([5, 4, 3, 2, 1].map((version) => `C00000000${version}`));
  });
});

test('lines of changes that an earlier release stored are not shown twice', async () => {
  const { id } = await newContact(organization, owner.call);
  const table = openTable(host);
  const key = recordKey(organization.id, 'contact', id);
  const [change] = await table.items((item) => item.pk === key.pk && item.sk === 'C#000000001', key.pk);
  const line = timelineKey(key, change!.at as string, 'C000000001');
  const data = JSON.stringify({ id: 'C000000001', kind: 'change', at: change!.at, action: 'created' });
  await table.put({ ...line, kind: 'timeline', entry: 'change', data });
  const { items } = await read('contact', id);
  expect(items.map(({ kind }: { kind: string }) => kind)).toEqual(['change']);
});
