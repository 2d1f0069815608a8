import { expect } from 'vitest';
import { documentDueKey, recordKey, type Key } from '#data/store/keys.ts';
import { awaited } from '../awaited.ts';
import { stripeAt } from '../stripe/server.ts';
import { openTable } from '../table.ts';
import { requestsOf, type Opened } from './opened.ts';
import { notDue } from './shop.ts';
import { stripeKeys } from './stored.ts';

/** A time before that of all that waits in stored data. */
const longAgo = '2020-01-01T00:00:00.000Z';

/** Lets an item that a release has made due be due now, and has two runs of a function at once take it. */
async function takeTwice({ host }: Opened, key: Key, id: string, functionName: string): Promise<void> {
  const table = openTable(host);
  await table.change(key, { g6sk: `${longAgo}#${id}` });
  await Promise.all([host.invoke(functionName), host.invoke(functionName)]);
  const waits = async () =>
    (await table.items(({ sk, g6sk }) => sk === key.sk && g6sk !== undefined, key.pk)).length > 0;
  await awaited('the end of a due item', waits, (isWaiting) => !isWaiting);
}

/** Checks that a reminder of a task is recorded once. */
export async function expectTaskReminder(opened: Opened): Promise<void> {
  const id = opened.names.id('task 2 of bruno');
  const key = recordKey(opened.names.id('main'), 'activity', id);
  await takeTwice(opened, key, id, 'due-items');
  const reminders = await openTable(opened.host).items(({ action }) => action === 'reminded', key.pk);
  expect(reminders).toHaveLength(1);
}

/** Checks that a sent quote expires once, as if its last day had been an earlier one. */
export async function expectQuoteExpiry(opened: Opened): Promise<void> {
  const { host, names, calls } = opened;
  const table = openTable(host);
  const id = names.id('quote sent');
  const key = recordKey(names.id('shop'), 'quote', id);
  const [item] = await table.items(({ sk }) => sk === key.sk, key.pk);
  const earlier = (json: string) => json.replace(`"validUntil":"${notDue}"`, '"validUntil":"2026-11-03"');
  await table.change(key, { row: earlier(item!.row), data: earlier(item!.data) });
  await takeTwice(opened, documentDueKey(key), id, 'due-items');
  const { get } = requestsOf(calls.ada!, names, 'shop');
  expect(await get('quotes/<quote sent>')).toMatchObject({
    statusId: 'expired',
    version: Number(item!.version) + 1,
  });
  const { items } = await get('quotes/<quote sent>/history');
  expect(items.filter(({ action }: { action: string }) => action === 'expired')).toHaveLength(1);
}

/** Checks that an event of Stripe becomes one payment that was stored, and not processed before its function ended. */
export async function expectPaymentEvent(opened: Opened, stripeUrl: string): Promise<void> {
  const { host, names, calls, stored } = opened;
  const { get } = requestsOf(calls.ada!, names, 'shop');
  const table = openTable(host);
  const before = await get('invoices/<invoice paid in part>');
  const { intent } = stored.paidAtStripe!;
  const amount = before.due.amountMinor as number;
  const metadata = { ...intent.metadata, cobalt_invoice: names.id('invoice paid in part') };
  const paid = { ...intent, id: 'pi_left', amount, amount_received: amount, metadata };
  await stripeAt(stripeUrl, stripeKeys.secretKey).addIntent(paid);
  // The event about an earlier payment, as the release has stored it. Those that wait lack the time of their end.
  const [processed] = await table.items(({ kind }) => kind === 'payment-event', names.id('shop'));
  const { processedAt: _processedAt, ...kept } = processed!;
  const eventId = 'evt_left';
  const key = { pk: String(kept.pk).replace(kept.eventId as string, eventId), sk: String(kept.sk) };
  const due = { g6pk: 'DUE-PAYMENT-EVENTS', g6sk: `${longAgo}#${eventId}` };
  await table.put({ ...kept, ...key, ...due, eventId, intentId: paid.id });
  await takeTwice(opened, key, eventId, 'payment-events');
  const after = await get('invoices/<invoice paid in part>');
  expect(after).toMatchObject({ statusId: 'paid', paid: after.total });
  expect(after.settlements).toHaveLength((before.settlements.length as number) + 1);
}
