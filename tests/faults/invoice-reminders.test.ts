import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordKey } from '#data/store/keys.ts';
import { readyToBill } from '../billing.ts';
import { bodyOf } from '../caller.ts';
import { count } from '../counts.ts';
import type { HostUnderTest } from '../host.ts';
import { newOrganization, newPerson, unique } from '../organization.ts';
import { startQuietHost } from '../quiet-host.ts';
import { daytimeZone, issuedInvoice, letStepsPass } from '../reminders.ts';
import { openTable } from '../table.ts';

let host: HostUnderTest;
let table: ReturnType<typeof openTable>;

beforeAll(async () => {
  host = await startQuietHost();
  table = openTable(host);
}, 900_000);
afterAll(() => host.stop());

test(
  'each customer gets one reminder, however often and whenever the runs that send them are killed',
  { timeout: 600_000 },
  async () => {
    const organization = await newOrganization(await newPerson(host), { timeZone: daytimeZone() });
    const { call } = organization.owner;
    await readyToBill(call, organization);
    const invoices: { id: string; email: string }[] = [];
    for (let number = 0; number < count(10, 150); number += 1) {
      const email = `${unique('customer')}@customers.example`;
      const body = { name: `Customer ${number}`, email };
      const customer = await bodyOf(201, call('POST', `${organization.path}/customers`, { body }));
      const { id } = await issuedInvoice(call, organization, customer.id, 2);
      invoices.push({ id, email });
    }
    for (const { id } of invoices) await letStepsPass(table, organization, id);
    const remindedOf = async (id: string) => {
      const { pk } = recordKey(organization.id, 'invoice', id);
      return table.items(({ kind, action }) => kind === 'outbox' || action === 'reminded', pk);
    };
    let kills = 0;
    const isDone = async () =>
      (await Promise.all(invoices.map(({ id }) => remindedOf(id)))).every((items) => items.length > 0);
    while (!(await isDone())) {
      const runs = [host.invoke('due-items'), host.invoke('due-items')].map((run) =>
        run.catch(() => 'killed'),
      );
      await Promise.race([...runs, sleep(20 + kills * 15)]);
      await host.killFunction('due-items');
      await Promise.all(runs);
      kills += 1;
    }
    await host.invoke('due-items');
    await host.settled();
    expect(kills).toBeGreaterThan(1);
    for (const { id, email } of invoices) {
      const kinds = (await remindedOf(id)).map(({ kind }) => String(kind));
      expect([email, kinds.sort()]).toEqual([email, ['change']]);
      expect([email, (await host.mails(email)).length]).toEqual([email, 1]);
    }
  },
);
