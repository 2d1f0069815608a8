import { beforeAll, describe, expect, inject, test } from 'vitest';
import { keyPermissionNames } from '#contract/permission.ts';
import { headerFrom, type ChangeItem } from '#data/store/change.ts';
import { chainErrors } from '#data/store/change-chain.ts';
import { changePrefix, entryChangePrefix, recordKey } from '#data/store/keys.ts';
import { bodyOf, type Call } from '../caller.ts';
import { connectHost } from '../host.ts';
import { endedJob } from '../jobs.ts';
import { newApiKey, newContact, newOrganization, newPerson, type TestOrganization } from '../organization.ts';
import { openTable } from '../table.ts';

const host = connectHost(inject('host'));
const table = openTable(host);

let organization: TestOrganization;
let call: Call;
let path: string;
beforeAll(async () => {
  organization = await newOrganization(await newPerson(host), { country: 'CO' });
  call = organization.owner.call;
  path = organization.path;
});

/** The changes in a partition, in the order of their versions, with those of one entry if its id is given. */
async function changesIn(pk: string, entryId?: string): Promise<ChangeItem[]> {
  const prefix = entryId === undefined ? changePrefix : `${entryChangePrefix}${entryId}`;
  const items = await table.items((item) => item.pk === pk && item.sk.startsWith(prefix), pk);
  return items.sort((a, b) => (a.sk < b.sk ? -1 : 1)) as ChangeItem[];
}
const digestOf = async (pk: string, sk: string) =>
  (await table.items((item) => item.pk === pk && item.sk === sk, pk))[0]!.digest as string;

/** A contact that was updated, updated by an API key and by a job, deleted and restored. */
async function changedContact() {
  const { id } = await newContact(organization, call, { firstName: 'Confidential' });
  const of = `${path}/contacts/${id}`;
  const { call: callWithKey } = await newApiKey(host, organization, organization.owner, [
    ...keyPermissionNames,
  ]);
  await bodyOf(200, call('PATCH', of, { body: { city: 'Cali' }, ifMatch: 1 }));
  await bodyOf(200, callWithKey('PATCH', of, { body: { firstName: 'Secret' }, ifMatch: 2 }));
  const body = { recordType: 'contact', ids: [id], change: { action: 'update', values: { city: 'Pasto' } } };
  const job = await bodyOf(201, call('POST', `${path}/jobs`, { body }));
  expect(await endedJob(call, organization, job.id)).toMatchObject({ state: 'done', failed: 0 });
  await bodyOf(200, call('DELETE', of, { ifMatch: 4 }));
  await bodyOf(200, call('POST', `${of}/restore`));
  return { id, jobId: job.id as string, of, key: recordKey(organization.id, 'contact', id) };
}

test('the changes of a record form a chain up to the digest in the record', async () => {
  const { key } = await changedContact();
  const changes = await changesIn(key.pk);
  const newest = await digestOf(key.pk, key.sk);
  expect(changes.map(({ version }) => version)).toEqual([1, 2, 3, 4, 5, 6]);
  expect(chainErrors(changes, newest)).toEqual([]);
});

describe('the chain of changes reveals', () => {
  let changes: ChangeItem[];
  let newest: string;
  beforeAll(async () => {
    const { key } = await changedContact();
    changes = await changesIn(key.pk);
    newest = await digestOf(key.pk, key.sk);
  });
  const withThird = (attributes: Partial<ChangeItem>) =>
    changes.map((change) => (change.version === 3 ? { ...change, ...attributes } : change));

  test.each<[what: string, altered: () => ChangeItem[], version: number]>([
    ['an altered value', () => withThird({ data: changes[2]!.data!.replace('Secret', 'Public') }), 3],
    ['an altered header', () => withThird({ row: changes[2]!.row.replace('"api"', '"web"') }), 3],
    ['another action', () => withThird({ action: 'restored' }), 3],
    ['another time', () => withThird({ at: changes[0]!.at }), 3],
    ['a missing change', () => changes.filter(({ version }) => version !== 3), 4],
    ['a missing first change', () => changes.slice(1), 2],
  ])('%s', (_, altered, version) => {
    const [first, ...others] = chainErrors(altered(), newest);
    expect(first).toMatch(`change ${version} `);
    expect(others).toEqual([]);
  });

  test('that the newest changes are missing', () => {
    expect(chainErrors(changes.slice(0, -2), newest)).toEqual(['the newest change is missing']);
  });

  test('nothing about erased values', () => {
    const erased = changes.map(({ data: _data, salt: _salt, ...change }) => change);
    expect(chainErrors(erased, newest)).toEqual([]);
  });
});

test('a chain continues over changes that an earlier release stored meanwhile', async () => {
  const { id, key, of } = await changedContact();
  const asEarlier = async () => {
    const record = (await table.items((item) => item.pk === key.pk && item.sk === key.sk, key.pk))[0]!;
    const version = (record.version as number) + 1;
    const change = {
      kind: 'change',
      schema: 1,
      type: 'contact',
      id,
      version,
      at: record.at,
      action: 'updated',
    };
    const values = {
      actor: organization.owner.userId,
      row: '{}',
      data: '[]',
      salt: 's',
      digest: 'of values',
    };
    await table.put({ pk: key.pk, sk: `C#00000000${version}`, ...change, ...values });
    const data = JSON.stringify({ ...JSON.parse(record.data as string), version });
    const row = (record.row as string).replace(/"version":\d+/, `"version":${version}`);
    await table.change(key, { version, data, row });
    return version;
  };
  await asEarlier();
  const ifMatch = await asEarlier();
  await bodyOf(200, call('PATCH', of, { body: { city: 'Neiva' }, ifMatch }));
  const changes = await changesIn(key.pk);
  expect(changes.map(({ shape }) => shape)).toEqual([2, 2, 2, 2, 2, 2, undefined, undefined, 2]);
  expect(chainErrors(changes, await digestOf(key.pk, key.sk))).toEqual([]);
  const onlyEarlier = changes.slice(6).map((change) => ({ ...change }));
  expect(chainErrors(onlyEarlier)).toEqual(['change 9 does not follow the previous one']);
});

test('the changes of notes, activities and tasks form chains too', async () => {
  const { id } = await newContact(organization, call);
  const pk = recordKey(organization.id, 'contact', id).pk;
  const edited = async (address: string, first: object, second: object) => {
    const made = await bodyOf(201, call('POST', `${path}/${address}`, { body: first }));
    const own = `${path}/${address}/${made.id}`;
    await bodyOf(200, call('PATCH', own, { body: second, ifMatch: 1 }));
    await bodyOf(200, call('DELETE', own, { ifMatch: 2 }));
    await bodyOf(200, call('POST', `${own}/restore`));
    return made.id as string;
  };
  const note = await edited(`notes/contact/${id}`, { body: 'First' }, { pinned: true });
  const activity = await edited(
    `activities/contact/${id}`,
    { kind: 'call', title: 'First' },
    { date: '2026-01-01T00:00:00.000Z' },
  );
  const dueAt = '2030-01-01T00:00:00.000Z';
  const task = await edited('tasks', { title: 'First', dueAt }, { title: 'Second' });
  const chains = [
    await changesIn(pk, note),
    await changesIn(pk, activity),
    await changesIn(`ORG#${organization.id}#task#${task}`),
  ];
  for (const changes of chains) {
    expect(changes.map(({ version }) => version)).toEqual([1, 2, 3, 4]);
    expect(chainErrors(changes)).toEqual([]);
  }
});

describe('the header of a change', () => {
  test('says how the change came about, and by which change a job was started', async () => {
    const { key, jobId } = await changedContact();
    const headers = (await changesIn(key.pk)).map(headerFrom);
    expect(headers.map(({ via }) => via)).toEqual(['web', 'web', 'api', 'job', 'web', 'web']);
    expect(headers.map(({ cause }) => cause)).toEqual([
      ...[undefined, undefined, undefined],
      { changeId: `${jobId}#1`, depth: 1 },
      ...[undefined, undefined],
    ]);
    const [history] = [await bodyOf(200, call('GET', `${path}/contacts/${key.pk.split('#')[3]}/history`))];
    expect(history.items.map(({ via }: { via: string }) => via)).toEqual(
      headers.map(({ via }) => via).reverse(),
    );
  });

  test('contains no title, and the client’s address only as a hash of its own in each organization', async () => {
    const { key } = await changedContact();
    const changes = await changesIn(key.pk);
    for (const { row } of changes) expect(row).not.toMatch(/Confidential|Secret/);
    const addresses = changes.map((change) => headerFrom(change).address);
    expect(addresses[3]).toBeUndefined();
    const hashes = new Set(addresses.filter((address) => address !== undefined));
    expect([...hashes]).toEqual([expect.stringMatching(/^[\w-]{22}$/)]);
    const other = await newOrganization(organization.owner);
    const contact = await newContact(other, call);
    const [change] = await changesIn(recordKey(other.id, 'contact', contact.id).pk);
    const { address } = headerFrom(change!);
    expect(address).toMatch(/^[\w-]{22}$/);
    expect(hashes.has(address!)).toBe(false);
  });
});
