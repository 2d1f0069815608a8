import { beforeAll, describe, expect, inject, test } from 'vitest';
import { reminderPlanKey } from '#data/store/keys.ts';
import { instantOf, startOfDay } from '#data/values/day.ts';
import { awaited } from '../awaited.ts';
import { readyToBill } from '../billing.ts';
import { bodyOf, type Call } from '../caller.ts';
import { connectHost } from '../host.ts';
import { newOrganization, newPerson, unique, type TestOrganization } from '../organization.ts';
import {
  dayFromNow,
  daytimeZone,
  issuedInvoice,
  letPlanBegin,
  letStepsPass,
  setReminderDays,
  waitsUntil,
} from '../reminders.ts';
import { openTable } from '../table.ts';

const host = connectHost(inject('host'));
const table = openTable(host);
let organization: TestOrganization;
let call: Call;

const timeZone = daytimeZone();
const morningIn = (days: number): string => instantOf(timeZone, `${dayFromNow(days)}T09:00:00.000`);

beforeAll(async () => {
  organization = await newOrganization(await newPerson(host), { timeZone });
  ({ call } = organization.owner);
  await readyToBill(call, organization);
});

const at = (rest: string): string => `${organization.path}/${rest}`;
const newCustomer = async (values: object = {}): Promise<any> => {
  const email = `${unique('customer')}@customers.example`;
  return bodyOf(201, call('POST', at('customers'), { body: { name: 'Acme', email, ...values } }));
};
const invoiceAt = (id: string): Promise<any> => bodyOf(200, call('GET', at(`invoices/${id}`)));
const newInvoice = (customerId: string, dueInDays: number, more: object = {}) =>
  issuedInvoice(call, organization, customerId, dueInDays, more);
const remindersOf = (id: string): Promise<any> => bodyOf(200, call('GET', at(`invoices/${id}/reminders`)));
const remind = (invoice: any, body: object = {}, more: object = {}) =>
  call('POST', at(`invoices/${invoice.id}/remind`), { body, ifMatch: invoice.version, ...more });
const run = () => host.invoke('due-items');
/** The e-mails to a customer, once the first one has come. */
async function mailsTo(email: string): Promise<any[]> {
  await awaited(
    'an e-mail to the customer',
    () => host.mails(email),
    (mails) => mails.length > 0,
  );
  await host.settled(organization);
  return host.mails(email);
}
const historyOf = async (id: string): Promise<string[]> =>
  (await bodyOf(200, call('GET', at(`invoices/${id}/history`)))).items.map(
    ({ action }: { action: string }) => action,
  );
async function linesOf(type: string, id: string, kind: string): Promise<string[]> {
  await host.settled(organization);
  const { items } = await bodyOf(200, call('GET', at(`timeline/${type}/${id}`), { query: { kind } }));
  return items.map(({ action, about, data }: any) => `${action} ${about.title} ${data.amount.amountMinor}`);
}

describe('a reminder', () => {
  test('is mailed once, with a link to the invoice, however many runs there are', async () => {
    const customer = await newCustomer();
    const invoice = await newInvoice(customer.id, 2);
    await letStepsPass(table, organization, invoice.id);
    await Promise.all([run(), run(), run()]);
    await run();
    const mails = await mailsTo(customer.email);
    expect(mails).toHaveLength(1);
    expect(mails[0].subject).toContain(invoice.number);
    expect(mails[0].text).toContain('123');
    expect(await historyOf(invoice.id)).toEqual(['reminded', 'issued', 'created']);
    expect(await invoiceAt(invoice.id)).toMatchObject({ remindersSent: 1 });
    expect(await linesOf('customer', customer.id, 'invoice')).toEqual([
      `reminded ${invoice.number} 12345`,
      `issued ${invoice.number} 12345`,
    ]);
  });

  test('is one for all steps that were missed', async () => {
    const customer = await newCustomer();
    const invoice = await newInvoice(customer.id, -30);
    // An invoice that is issued after its due date is overdue at once, and waits for changes of the settings only.
    expect(await waitsUntil(table, organization, invoice.id)).toBeDefined();
    await letStepsPass(table, organization, invoice.id);
    await run();
    await run();
    expect(await mailsTo(customer.email)).toHaveLength(1);
    expect(await invoiceAt(invoice.id)).toMatchObject({ remindersSent: 1 });
  });

  test('isn’t sent of an invoice that was paid before, nor if the invoice or its customer has a switch', async () => {
    const [one, two] = [await newCustomer(), await newCustomer({ paymentReminders: false })];
    const [paid, off] = [
      await newInvoice(one.id, 2),
      await newInvoice(one.id, 2, { paymentReminders: false }),
    ];
    const ofCustomer = await newInvoice(two.id, 2);
    const body = {
      customerId: one.id,
      amount: paid.total,
      allocations: [{ invoiceId: paid.id, amountMinor: paid.total.amountMinor }],
    };
    await bodyOf(201, call('POST', at('payments'), { body }));
    expect((await remindersOf(off.id)).state).toBe('off');
    expect((await remindersOf(ofCustomer.id)).state).toBe('customer_off');
    expect((await remindersOf(paid.id)).state).toBe('not_owed');
    for (const { id } of [paid, off, ofCustomer]) await letStepsPass(table, organization, id);
    await run();
    await host.settled(organization);
    expect([...(await host.mails(one.email)), ...(await host.mails(two.email))]).toEqual([]);
    for (const { id } of [paid, off, ofCustomer]) expect((await invoiceAt(id)).remindersSent).toBeUndefined();
  });

  test('to a customer without an address is noted instead', async () => {
    const { id: customerId } = await bodyOf(201, call('POST', at('customers'), { body: { name: 'Beta' } }));
    const invoice = await newInvoice(customerId, 2);
    await letStepsPass(table, organization, invoice.id);
    await run();
    expect(await historyOf(invoice.id)).toEqual(['notReminded', 'issued', 'created']);
    const after = await invoiceAt(invoice.id);
    expect(after.reminderProblem).toBe('no_email');
    expect((await remind(after)).body).toMatchObject({ status: 409 });
  });

  test('that a member sends goes to the address in the request, and not again at once', async () => {
    const customer = await newCustomer();
    const invoice = await newInvoice(customer.id, 10);
    const email = `${unique('accounting')}@customers.example`;
    const idempotencyKey = crypto.randomUUID();
    const [first, again] = [
      await remind(invoice, { email, message: 'Please pay soon.' }, { idempotencyKey }),
      await remind(invoice, { email, message: 'Please pay soon.' }, { idempotencyKey }),
    ];
    expect([first.status, again.status]).toEqual([200, 200]);
    const [mail, ...others] = await mailsTo(email);
    expect(others).toEqual([]);
    expect(mail.text).toContain('Please pay soon.');
    expect(await host.mails(customer.email)).toEqual([]);
    const after = await invoiceAt(invoice.id);
    expect(after).toMatchObject({ remindersSent: 1 });
    expect((await remind(after)).body.status).toBe(409);
    expect((await remind(invoice)).status).toBe(412);
  });

  test('of a draft, of what is void or paid, is refused', async () => {
    const customer = await newCustomer();
    const draft = await bodyOf(201, call('POST', at('invoices'), { body: { customerId: customer.id } }));
    expect(await remindersOf(draft.id)).toEqual({ state: 'draft', email: customer.email });
    expect((await remind(draft)).status).toBe(409);
    const invoice = await newInvoice(customer.id, 10);
    const path = at(`invoices/${invoice.id}/void`);
    const gone = await bodyOf(200, call('POST', path, { body: { reason: 'x' }, ifMatch: invoice.version }));
    expect((await remind(gone)).status).toBe(409);
    expect((await remindersOf(gone.id)).state).toBe('not_owed');
  });
});

test('a reminder whose time was over when the invoice was issued is named as skipped', async () => {
  const customer = await newCustomer();
  const [late, early] = [await newInvoice(customer.id, 3), await newInvoice(customer.id, 4)];
  expect(await remindersOf(late.id)).toEqual({
    state: 'scheduled',
    nextAt: morningIn(10),
    skippedAt: morningIn(0),
    email: customer.email,
  });
  expect((await remindersOf(early.id)).skippedAt).toBeUndefined();
  await bodyOf(200, remind(late));
  expect((await remindersOf(late.id)).skippedAt).toBeUndefined();
});

test('new settings apply to invoices that were issued before, and send nothing for days that are over', async () => {
  const customer = await newCustomer();
  const invoice = await newInvoice(customer.id, 20);
  await run();
  expect(await waitsUntil(table, organization, invoice.id)).toBe(morningIn(17));
  expect(await remindersOf(invoice.id)).toEqual({
    state: 'scheduled',
    nextAt: morningIn(17),
    email: customer.email,
  });
  await setReminderDays(call, organization, [-30, 5]);
  await letPlanBegin(table, organization);
  await run();
  const isPlanned = async () => {
    const { pk, sk } = reminderPlanKey(organization.id);
    return (await table.items((item) => item.pk === pk && item.sk === sk, pk)).length === 0;
  };
  await awaited('the plan to be done', isPlanned, Boolean);
  // The next step is that it is overdue.
  expect(await waitsUntil(table, organization, invoice.id)).toBe(startOfDay(timeZone, dayFromNow(21)));
  expect((await remindersOf(invoice.id)).nextAt).toBe(morningIn(25));
  await setReminderDays(call, organization, [-3, 7, 21]);
  await letPlanBegin(table, organization);
  await run();
  expect(await waitsUntil(table, organization, invoice.id)).toBe(morningIn(17));
  await host.settled(organization);
  expect(await host.mails(customer.email)).toEqual([]);
});
