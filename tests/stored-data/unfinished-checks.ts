import { expect } from 'vitest';
import { missingUserKey, purgeKey, userKey } from '#data/store/keys.ts';
import { deletionOf } from '../accounts.ts';
import { endedImport } from '../archives.ts';
import { awaited } from '../awaited.ts';
import { bodyOf } from '../caller.ts';
import { endedScan, groupsOf } from '../duplicate-scans.ts';
import { downloaded, endedExport } from '../exports.ts';
import { importIn } from '../imports.ts';
import { endedJob } from '../jobs.ts';
import { daytimeZone, letStepsPass } from '../reminders.ts';
import { openTable } from '../table.ts';
import { requestsOf, type Opened } from './opened.ts';
import { nameToErase, rowsOfImport } from './unfinished.ts';

/** Checks that all that was under way when the host was killed has come to its end. */
export async function expectRunsEnd({ stored, organization, names, calls }: Opened): Promise<void> {
  const { ids } = stored;
  const halfway = organization('halfway', 'eva');
  const { call } = halfway.owner;
  const { get, total } = requestsOf(call, names, 'halfway');
  const job = await endedJob(call, halfway, ids['halfway job']!);
  expect(job).toMatchObject({ state: 'done', created: rowsOfImport, failed: 0 });
  const merge = await endedJob(call, halfway, ids['halfway merge']!);
  expect(merge).toMatchObject({ state: 'done', failed: 0 });
  const { intoId } = merge.merge;
  expect((await get(`notes/contact/${intoId}`)).items).toHaveLength(2);
  const checked = await importIn(call, halfway, ids['halfway check']!, ['checked']);
  expect(checked.file.check).toMatchObject({ creates: rowsOfImport, refusals: 0 });
  expect(await total('contacts')).toBe(rowsOfImport + 31);
  for (const name of ['halfway export', 'halfway archive']) {
    const { state } = await endedExport(call, halfway, ids[name]!);
    const { bytes } = await downloaded(call, halfway, ids[name]!);
    expect([name, state, bytes.subarray(0, 2).toString()]).toEqual([name, 'ready', 'PK']);
  }
  expect(await endedScan(call, halfway, 'contact')).toMatchObject({ state: 'ready' });
  await groupsOf(call, halfway, 'contact');
  const copied = organization('copied', 'eva');
  const copy = await endedImport(copied);
  expect(copy).toMatchObject({ state: 'done', done: copy.total });
  const [of, shop] = [requestsOf(call, names, 'copied'), requestsOf(calls.ada!, names, 'shop')];
  for (const list of ['products', 'quotes', 'invoices', 'payments', 'issues'])
    expect([list, await of.total(list)]).toEqual([list, await shop.total(list)]);
}

/** Checks that the customer of an overdue invoice is reminded once. */
export async function expectReminder({ host, organization, names }: Opened): Promise<void> {
  const late = organization('late', 'eva');
  const { change, get } = requestsOf(late.owner.call, names, 'late');
  const id = names.id('invoice late');
  const sent = async () => ((await get(`invoices/${id}`)).remindersSent ?? 0) as number;
  // Customers are reminded by day only, so a run at night has left the reminder to the morning.
  await change('PATCH', '', { timeZone: daytimeZone() });
  await expect
    .poll(async () => {
      if ((await sent()) === 0) await letStepsPass(openTable(host), late, id);
      await host.invoke('due-items');
      return sent();
    })
    .toBe(1);
  await expect.poll(async () => (await host.mails('slow@firms.example')).length).toBe(1);
  expect(await get(`invoices/${id}`)).toMatchObject({ statusId: 'overdue', remindersSent: 1 });
}

/** Checks that an account and an organization are removed whose deletion was due. */
export async function expectRemovals({ host, names, calls, stored }: Opened): Promise<void> {
  const table = openTable(host);
  const [dora, closing] = [names.id('dora'), names.id('closing')];
  const isRemoved = async () => {
    await host.invoke('account-deletions');
    return (await deletionOf(host, dora))?.finishedAt !== undefined;
  };
  await awaited('the removal of an account', isRemoved, Boolean);
  const left = await table.items(({ pk }) => pk === userKey(dora).pk, userKey(dora).pk);
  // A pass that runs meanwhile, and doesn't find the user at Cognito any more, remembers that for some days.
  const lasting = left.map(({ sk }) => sk).filter((sk) => sk !== missingUserKey(dora).sk);
  expect(lasting.toSorted()).toEqual(['ACCESS', 'DELETION']);
  await expect(host.signIn('dora', stored.password)).rejects.toThrow();
  const { items } = await bodyOf(200, calls.eva!('GET', names.toIds('/v1/orgs/<late>/members')));
  expect(items.map(({ userId }: { userId: string }) => userId)).not.toContain(dora);
  const { pk, sk } = purgeKey(closing);
  const isPurged = async () => {
    await host.invoke('purge');
    const [tombstone] = await table.items((item) => item.sk === sk, pk);
    return tombstone?.finishedAt !== undefined;
  };
  await awaited('the purge of an organization', isPurged, Boolean);
  expect((await table.organization(closing)).size).toBe(0);
}

/** Checks that an erasure ends that had a last search of everything left. */
export async function expectErasureEnds({ host, organization, names }: Opened): Promise<void> {
  const forgetting = organization('forgetting', 'eva');
  const { get } = requestsOf(forgetting.owner.call, names, 'forgetting');
  const state = async () => {
    await host.invoke('erasures').catch(() => 'another run is at work');
    return get('personal-data/erasures/<erasure left>');
  };
  const patience = { pauseMs: 500 };
  await awaited('the end of an erasure', state, (one) => one.state === 'done', patience);
  await host.settled();
  expect(nameToErase.split(' ').filter((name) => openTable(host).holds(name))).toEqual([]);
}
