import { dateIn } from '#data/values/day.ts';
import { afterAll, expect, test } from 'vitest';
import { mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { issued, newDraft, readyToBill } from '../billing.ts';
import { bodyOf, callerWith, type Call } from '../caller.ts';
import { count, seed } from '../counts.ts';
import { startHost, temporary } from '../host.ts';
import { documentsOf, expectReports } from '../money-recount.ts';
import { newApiKey, newOrganization, newPerson, type TestOrganization } from '../organization.ts';
import { letVisibilityPass } from '../queues.ts';
import { randomOf } from './random.ts';

const events = count(200, 10_000);
const deaths = count(2, 40);
const dataDir = mkdtempSync(path.join(temporary, 'cobalt-money-'));
const currencies = ['EUR', 'USD', 'JPY', 'CLP', 'KWD'];
const timeZones = ['America/Bogota', 'Europe/Madrid', 'Pacific/Apia'];

afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

interface Ledger {
  organization: TestOrganization;
  timeZone: string;
  secret: string;
  customerIds: string[];
}

test('whatever happens to invoices and payments, and whatever is killed, numbers have no gaps and every amount adds up', async () => {
  console.log(`${events} events, ${deaths} deaths, SEED=${seed}`);
  const { below, chance, oneOf } = randomOf(seed);
  let host = await startHost({ dataDir });
  const me = await newPerson(host);
  const ledgers: Ledger[] = [];
  for (const timeZone of timeZones) {
    const organization = await newOrganization(me, { timeZone });
    const { call, secret } = await newApiKey(host, organization, me);
    await readyToBill(call, organization);
    const customerIds = [];
    for (const name of ['Acme', 'Beta', 'Gamma'])
      customerIds.push(
        (await bodyOf(201, call('POST', `${organization.path}/customers`, { body: { name } }))).id,
      );
    ledgers.push({ organization, timeZone, secret, customerIds });
  }

  /** Invoices and payments that events can choose from. What they have become is read before each use. */
  const known = new Map(
    ledgers.map((ledger) => [ledger, { invoices: [] as string[], payments: [] as string[] }]),
  );
  /** Most of what is older can’t change any more. */
  const recent = (ids: readonly string[]): string => oneOf(ids.slice(-20));
  /** Events that are still to be sent in this life. What only reads is none. */
  let left = 0;
  const callOf = ({ secret }: Ledger): Call => {
    const call = callerWith(host.url, secret);
    return (method, path, options) => {
      if (method !== 'GET') left -= 1;
      return call(method, path, options);
    };
  };
  /** A refusal is an answer, too: what matters is that nothing is half written. */
  const attempted = async (answer: Promise<{ status: number; body: any }>): Promise<any> => {
    const { status, body } = await answer.catch(() => ({ status: 0, body: undefined }));
    return status === 200 || status === 201 ? body : undefined;
  };

  const happenings: ((ledger: Ledger, call: Call, at: (rest: string) => string) => Promise<void>)[] = [
    async (ledger, call) => {
      const amounts = Array.from({ length: 1 + below(3) }, () => 1 + below(100_000));
      const currency = oneOf(currencies);
      const lines = amounts.map((unitPriceMinor) => ({
        description: 'Work',
        quantity: 1 + below(3),
        unitPriceMinor,
        ...(chance(0.7) ? { taxPercent: oneOf([21, 19, 10]) } : {}),
        ...(chance(0.3) ? { withholdingPercent: 15 } : {}),
      }));
      const taxed = { currency, lines, ...(chance(0.3) ? { discountPercent: below(30) } : {}) };
      const draft = await newDraft(
        call,
        ledger.organization,
        oneOf(ledger.customerIds),
        amounts,
        taxed,
      ).catch(() => undefined);
      if (draft) known.get(ledger)?.invoices.push(draft.id);
    },
    async (ledger, call, at) => {
      const draft = await attempted(call('GET', at(`invoices/${recent(known.get(ledger)!.invoices)}`)));
      if (draft && !draft.issuedAt) await issued(call, ledger.organization, draft).catch(() => undefined);
    },
    async (ledger, call, at) => {
      const invoice = await attempted(call('GET', at(`invoices/${recent(known.get(ledger)!.invoices)}`)));
      if (!invoice || invoice.due.amountMinor === 0) return;
      const { amountMinor: due, currency } = invoice.due;
      const part = 1 + below(due);
      const receivedOn = `2026-0${1 + below(9)}-1${below(10)}`;
      const body = {
        customerId: invoice.customerId,
        amount: { amountMinor: part + below(500), currency },
        receivedOn,
        allocations: [{ invoiceId: invoice.id, amountMinor: part }],
      };
      const idempotencyKey = crypto.randomUUID();
      const sent = () => attempted(call('POST', at('payments'), { body, idempotencyKey }));
      // The same notice can arrive twice.
      const [payment] = chance(0.3) ? await Promise.all([sent(), sent()]) : [await sent()];
      if (payment) known.get(ledger)?.payments.push(payment.id);
    },
    async (ledger, call, at) => {
      const invoice = await attempted(call('GET', at(`invoices/${recent(known.get(ledger)!.invoices)}`)));
      if (!invoice?.issuedAt || invoice.voidedAt || invoice.kindId !== 'invoice') return;
      const line = below(invoice.lines.length);
      // Some of the pieces, all that is left of the line, or all that is left of the invoice.
      const lines = chance(0.2) ? undefined : [{ line, ...(chance(0.6) ? { quantity: 1 } : {}) }];
      const body = { reason: 'Returned', ...(lines ? { lines } : {}) };
      await attempted(call('POST', at(`invoices/${invoice.id}/credit`), { body, ifMatch: invoice.version }));
    },
    async (ledger, call, at) => {
      const payment = await attempted(call('GET', at(`payments/${recent(known.get(ledger)!.payments)}`)));
      if (!payment) return;
      const body = { amountMinor: 1 + below(payment.amount.amountMinor) };
      await attempted(call('POST', at(`payments/${payment.id}/refund`), { body, ifMatch: payment.version }));
    },
    async (ledger, call, at) => {
      const payment = await attempted(call('GET', at(`payments/${recent(known.get(ledger)!.payments)}`)));
      if (!payment || chance(0.7)) return;
      await attempted(
        call('POST', at(`payments/${payment.id}/cancel`), { body: {}, ifMatch: payment.version }),
      );
    },
    async (ledger, call, at) => {
      const invoice = await attempted(call('GET', at(`invoices/${recent(known.get(ledger)!.invoices)}`)));
      if (!invoice?.issuedAt || chance(0.7)) return;
      const body = { reason: 'A mistake' };
      await attempted(call('POST', at(`invoices/${invoice.id}/void`), { body, ifMatch: invoice.version }));
    },
  ];

  const happen = async (): Promise<void> => {
    const ledger = oneOf(ledgers);
    const { invoices, payments } = known.get(ledger)!;
    // Most things happen to what exists, so each organization begins with some drafts.
    const choice = invoices.length < 5 ? 0 : payments.length < 2 ? below(3) : below(happenings.length);
    await happenings[choice]!(ledger, callOf(ledger), (rest) => `${ledger.organization.path}/${rest}`);
  };
  const perLife = Math.ceil(events / (deaths + 1));
  for (let life = 0; life <= deaths; life += 1) {
    left = perLife;
    const workers = Array.from({ length: 8 }, async () => {
      while (left > 0) await happen();
    });
    if (life < deaths) {
      // In the middle of what happens.
      while (left > 4) await new Promise((resolve) => setTimeout(resolve, 5));
      await host.kill();
      await Promise.all(workers);
      letVisibilityPass(dataDir);
      host = await startHost({ dataDir });
    } else await Promise.all(workers);
  }
  await host.settled();
  for (const ledger of ledgers) await checkLedger(callOf(ledger), ledger);
  await host.stop();
}, 3_600_000);

const sumOf = (amounts: readonly number[]): number => amounts.reduce((sum, amount) => sum + amount, 0);

/** Recounts everything by plain code, from the records alone. */
async function checkLedger(call: Call, { organization, timeZone }: Ledger): Promise<void> {
  const { invoices, payments } = await documentsOf(call, organization.path);
  const numbered = invoices.filter(({ number }) => number !== undefined);
  for (const [series, of] of Map.groupBy(numbered, ({ number }) =>
    number.slice(0, number.lastIndexOf('-')),
  )) {
    const numbers = of.map(({ number }) => Number(number.split('-').at(-1))).toSorted((a, b) => a - b);
    expect([series, numbers]).toEqual([series, numbers.map((_: number, place: number) => place + 1)]);
  }
  const credits = Map.groupBy(
    invoices.filter(({ creditedId }) => creditedId !== undefined),
    ({ creditedId }) => creditedId,
  );
  for (const { id, total, paid, credited, due, settlements = [], ...invoice } of invoices) {
    const { issuedAt, voidedAt, kindId, lines, creditedQuantities = [] } = invoice;
    if (issuedAt === undefined || voidedAt !== undefined || kindId !== 'invoice') continue;
    expect(total.amountMinor).toBe(sumOf([paid, credited, due].map(({ amountMinor }) => amountMinor)));
    const ofPayments = payments.flatMap(({ id: paymentId, allocations = [] }) =>
      allocations
        .filter((one: any) => one.invoiceId === id)
        .map(({ amountMinor }: any) => ({ paymentId, amountMinor })),
    );
    const byPayment = (one: any, other: any) => one.paymentId.localeCompare(other.paymentId);
    expect(settlements.toSorted(byPayment)).toEqual(ofPayments.toSorted(byPayment));
    expect(paid.amountMinor).toBe(sumOf(ofPayments.map(({ amountMinor }) => amountMinor)));
    expect(credited.amountMinor).toBe(
      0 - sumOf((credits.get(id) ?? []).map((note) => note.total.amountMinor)),
    );
    const isWhole = lines.every(({ quantity }: any, place: number) => quantity === creditedQuantities[place]);
    if (isWhole) expect([paid.amountMinor, due.amountMinor]).toEqual([0, 0]);
  }
  for (const { statusId, amount, allocations = [], refunded, unallocated } of payments)
    expect(sumOf([...allocations, refunded, unallocated].map(({ amountMinor }: any) => amountMinor))).toBe(
      statusId === 'canceled' ? 0 : amount.amountMinor,
    );
  await expectReports(
    call,
    organization.path,
    { invoices, payments },
    { currencies, period: { from: '2026-01-01', to: '2026-12-31' }, today: dateIn(timeZone, new Date()) },
  );
}
