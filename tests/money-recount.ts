import { expect } from 'vitest';
import { fractionDigits } from '#contract/currency.ts';
import { decimalText } from '#contract/typed-amounts.ts';
import { bodyOf, type Call } from './caller.ts';

/** The records that reports about money are recounted from. */
export interface Documents {
  /** Invoices and credit notes, drafts included. */
  invoices: any[];
  payments: any[];
}

/** All records of a type with all their fields, page by page. */
async function allOf(call: Call, path: string, plural: string): Promise<any[]> {
  const all: any[] = [];
  for (let cursor: string | undefined; ;) {
    const query = { limit: '100', sort: 'createdAt', ...(cursor ? { cursor } : {}) };
    const { items, nextCursor } = await bodyOf(200, call('GET', `${path}/${plural}`, { query }));
    for (const { id } of items) all.push(await bodyOf(200, call('GET', `${path}/${plural}/${id}`)));
    if (!nextCursor) return all;
    cursor = nextCursor;
  }
}

export const documentsOf = async (call: Call, path: string): Promise<Documents> => ({
  invoices: await allOf(call, path, 'invoices'),
  payments: await allOf(call, path, 'payments'),
});

/** A quotient, rounded half away from zero. */
function quotient(dividend: bigint, divisor: bigint): bigint {
  const size = dividend < 0n ? -dividend : dividend;
  const half = (2n * size + divisor) / (2n * divisor);
  return dividend < 0n ? -half : half;
}
const thousandths = (percent = 0): bigint => BigInt(Math.round(percent * 1_000));

const tenThousandths = (quantity = 0): bigint => BigInt(Math.round(quantity * 10_000));

const millionths = (price: string): bigint => {
  const [whole = '', fraction = ''] = price.split('.');
  return BigInt(whole + fraction.padEnd(6, '0'));
};

/** The net amount of a quantity of a line, rounded once. */
const netUpTo = (
  quantity: bigint,
  { unitPriceMinor, unitPrice, discountPercent }: any,
  { discountPercent: ofAll, currency }: any,
): bigint =>
  quotient(
    quantity *
      millionths(unitPrice ?? decimalText(unitPriceMinor, fractionDigits(currency))) *
      (100_000n - thousandths(discountPercent)) *
      (100_000n - thousandths(ofAll)),
    10_000n * 100_000n * 100_000n * 10n ** BigInt(6 - fractionDigits(currency)),
  );

/** The net amount of a line. Credit notes about one invoice are rounded together. */
export function netOf(line: any, place: number, invoice: any): bigint {
  const before = tenThousandths(invoice.creditedBefore?.quantities[place]);
  return netUpTo(before + tenThousandths(line.quantity), line, invoice) - netUpTo(before, line, invoice);
}

/** The amount of a rate, such as `tax#21`, on a sum of net amounts. */
export function amountAt(rate: string, base: bigint, { creditedBefore }: any): bigint {
  const [kind, percent] = rate.split('#');
  const bases = creditedBefore?.[kind === 'tax' ? 'taxes' : 'withholdings'] ?? [];
  const before = BigInt(bases.find((one: any) => one.percent === Number(percent))?.baseMinor ?? 0);
  const upTo = (of: bigint) => quotient(of * thousandths(Number(percent)), 100_000n);
  return upTo(before + base) - upTo(before);
}

/** Sums of amounts by key. Keys without anything but zeros are left out. */
export class Sums {
  readonly #all = new Map<string, Map<string, bigint>>();
  add(key: string, name: string, amount: bigint): void {
    const of = this.#all.get(key) ?? new Map<string, bigint>();
    of.set(name, (of.get(name) ?? 0n) + amount);
    this.#all.set(key, of);
  }
  /** The sums of a key, with zero for other names. */
  of(key: string, names: readonly string[]): Record<string, number> {
    return Object.fromEntries(names.map((name) => [name, Number(this.#all.get(key)?.get(name) ?? 0n)]));
  }
  keys(): string[] {
    return [...this.#all].filter(([, of]) => [...of.values()].some(Boolean)).map(([key]) => key);
  }
}

interface Period {
  from: string;
  to: string;
}

/** What reports must say about one currency. The key of totals is empty; those of months begin with their year. */
function recount({ invoices, payments }: Documents, currency: string, { from, to }: Period) {
  const within = (day: string) => day >= from && day <= to;
  const sums = {
    invoices: new Sums(),
    taxes: new Sums(),
    payments: new Sums(),
    customer: new Sums(),
    product: new Sums(),
    owner: new Sums(),
  };
  const counted = invoices.filter(
    (one) =>
      one.issuedAt !== undefined &&
      one.voidedAt === undefined &&
      one.currency === currency &&
      within(one.issuedOn),
  );
  for (const invoice of counted) {
    const isCredit = invoice.kindId === 'credit-note';
    const named = (name: string) => (isCredit ? `credited${name[0]!.toUpperCase()}${name.slice(1)}` : name);
    const keys = ['', invoice.issuedOn.slice(0, 7)];
    const bases = new Map<string, bigint>();
    let subtotal = 0n;
    for (const [place, line] of (invoice.lines ?? []).entries()) {
      const net = netOf(line, place, invoice);
      subtotal += net;
      sums.product.add(line.productId ?? 'none', named('netMinor'), net);
      for (const kind of ['tax', 'withholding'] as const) {
        const percent = line[`${kind}Percent`];
        if (percent === undefined) continue;
        const rate = `${kind}#${percent}`;
        bases.set(rate, (bases.get(rate) ?? 0n) + net);
      }
    }
    sums.customer.add(invoice.customerId ?? 'none', named('netMinor'), subtotal);
    sums.owner.add(invoice.ownerId ?? 'none', named('netMinor'), subtotal);
    const byKind = { tax: 0n, withholding: 0n };
    for (const [rate, base] of bases) {
      const kind = rate.startsWith('tax#') ? 'tax' : 'withholding';
      const amount = amountAt(rate, base, invoice);
      byKind[kind] += amount;
      const [baseName, amountName] =
        kind === 'tax' ? ['taxBaseMinor', 'taxMinor'] : ['withheldBaseMinor', 'withheldMinor'];
      for (const key of [...keys, rate]) {
        sums.taxes.add(key, named(baseName), base);
        sums.taxes.add(key, named(amountName), amount);
      }
    }
    for (const key of keys) {
      sums.invoices.add(key, isCredit ? 'credited' : 'issued', 1n);
      sums.invoices.add(key, named('netMinor'), subtotal);
      sums.invoices.add(key, named('taxMinor'), byKind.tax);
      sums.invoices.add(key, named('withheldMinor'), byKind.withholding);
      sums.invoices.add(key, named('totalMinor'), subtotal + byKind.tax - byKind.withholding);
    }
  }
  for (const { amount, receivedOn, methodId, statusId, allocations = [], refunds = [] } of payments) {
    if (amount.currency !== currency || statusId === 'canceled' || statusId === 'pending') continue;
    const add = (day: string, count: string, name: string, minor: number) => {
      if (!within(day)) return;
      for (const of of [sums.payments, sums.invoices])
        for (const key of ['', day.slice(0, 7), ...(of === sums.payments ? [methodId] : [])]) {
          of.add(key, count, 1n);
          of.add(key, name, BigInt(minor));
        }
    };
    add(receivedOn, 'received', 'receivedMinor', amount.amountMinor);
    for (const { withheldMinor = 0 } of allocations)
      for (const key of within(receivedOn) ? ['', receivedOn.slice(0, 7), methodId] : [])
        sums.payments.add(key, 'withheldAtPaymentMinor', BigInt(withheldMinor));
    for (const { amountMinor, refundedOn } of refunds)
      add(refundedOn, 'refunded', 'refundedMinor', amountMinor);
  }
  return sums;
}

const dayMs = 86_400_000;

/** What is unpaid in one currency, in all and by customer. */
export function recountUnpaid(
  { invoices }: Pick<Documents, 'invoices'>,
  currency: string,
  today: string,
): Sums {
  const sums = new Sums();
  for (const { due, dueOn, customerId, issuedAt, voidedAt, kindId } of invoices) {
    if (issuedAt === undefined || voidedAt !== undefined || kindId !== 'invoice') continue;
    if (due.currency !== currency || due.amountMinor === 0) continue;
    const days = Math.round((Date.parse(today) - Date.parse(dueOn)) / dayMs);
    const bounds = [
      [30, 'overdue30Minor'],
      [60, 'overdue60Minor'],
      [90, 'overdue90Minor'],
    ] as const;
    const age =
      days <= 0 ? 'notDueMinor' : (bounds.find(([most]) => days <= most)?.[1] ?? 'overdueOlderMinor');
    for (const key of ['', customerId]) {
      const minor = BigInt(due.amountMinor);
      sums.add(key, 'open', 1n);
      sums.add(key, 'openMinor', minor);
      sums.add(key, age, minor);
      if (days <= 0) continue;
      sums.add(key, 'overdue', 1n);
      sums.add(key, 'overdueMinor', minor);
    }
  }
  return sums;
}

const partsIn = ({ parts }: { parts: { id: string; values: Record<string, number> }[] }) =>
  Object.fromEntries(parts.map(({ id, values }) => [id, values]));

/** Compares every report about money with a recount by plain code. */
export async function expectReports(
  call: Call,
  path: string,
  documents: Documents,
  { currencies, period, today }: { currencies: readonly string[]; period: Period; today: string },
): Promise<void> {
  const read = (name: string, query: Record<string, string>): Promise<any> =>
    bodyOf(200, call('GET', `${path}/analytics/${name}`, { query }));
  for (const currency of currencies) {
    const sums = recount(documents, currency, period);
    for (const name of ['invoices', 'taxes', 'payments'] as const) {
      const report = await read(name, { ...period, by: 'month', currency });
      const names = Object.keys(report.totals);
      expect([name, currency, report.totals]).toEqual([name, currency, sums[name].of('', names)]);
      for (const { start, values } of report.periods)
        expect([name, start, values]).toEqual([name, start, sums[name].of(start.slice(0, 7), names)]);
      const parts = sums[name].keys().filter((key) => key !== '' && !/^\d{4}-\d\d$/.test(key));
      const expected = name === 'invoices' ? [] : parts;
      expect(partsIn(report)).toEqual(
        Object.fromEntries(expected.map((key) => [key, sums[name].of(key, names)])),
      );
      const ofAll = report.currencies.find((one: any) => one.currency === currency)?.totals;
      expect(ofAll ?? sums[name].of('', names)).toEqual(report.totals);
    }
    for (const of of ['customer', 'product', 'owner'] as const) {
      const report = await read('sales', { ...period, currency, of });
      const names = ['netMinor', 'creditedNetMinor'];
      expect([of, currency, partsIn(report)]).toEqual([
        of,
        currency,
        Object.fromEntries(sums[of].keys().map((key) => [key, sums[of].of(key, names)])),
      ]);
      const total = (name: string) =>
        report.parts.reduce((sum: number, { values }: any) => sum + Number(values[name]), 0);
      for (const name of names)
        expect([of, total(name)]).toEqual([of, Number(sums.invoices.of('', [name])[name])]);
    }
    const unpaid = recountUnpaid(documents, currency, today);
    const ages = await read('receivables', { currency });
    const names = Object.keys(ages.totals);
    expect([currency, ages.totals]).toEqual([currency, unpaid.of('', names)]);
    const customers = unpaid.keys().filter(Boolean);
    expect(partsIn(ages)).toEqual(Object.fromEntries(customers.map((key) => [key, unpaid.of(key, names)])));
  }
}
