import { expect } from 'vitest';
import { bodyOf, type Call } from './caller.ts';
import { amountAt, netOf, Sums, type Documents } from './money-recount.ts';

/** The amounts of a document, as lists must show them: those of a credit note take off. */
function amountsOf(invoice: any): Record<'subtotal' | 'tax' | 'withheld' | 'total', bigint> {
  const bases = new Map<string, bigint>();
  let subtotal = 0n;
  for (const [place, line] of (invoice.lines ?? []).entries()) {
    const net = netOf(line, place, invoice);
    subtotal += net;
    for (const kind of ['tax', 'withholding'] as const) {
      const percent = line[`${kind}Percent`];
      const rate = `${kind}#${percent}`;
      if (percent !== undefined) bases.set(rate, (bases.get(rate) ?? 0n) + net);
    }
  }
  const sumOf = (kind: string) =>
    [...bases]
      .filter(([rate]) => rate.startsWith(kind))
      .reduce((sum, [rate, base]) => sum + amountAt(rate, base, invoice), 0n);
  const [tax, withheld] = [sumOf('tax'), sumOf('withholding')];
  const sign = invoice.kindId === 'credit-note' ? -1n : 1n;
  const amounts = { subtotal, tax, withheld, total: subtotal + tax - withheld };
  return Object.fromEntries(
    Object.entries(amounts).map(([name, amount]) => [name, sign * amount]),
  ) as typeof amounts;
}

/** The total of a document by plain code, in minor units. */
export const totalOf = (invoice: any): number => Number(amountsOf(invoice).total);

/** As many together as a question can have. */
const measured = [
  ['subtotal', 'tax', 'withheld', 'total'],
  ['paid', 'credited', 'due'],
];

/** The sums of invoices by measure and currency, those that count and those that don't. */
function recountSums(
  invoices: readonly any[],
  measures: readonly string[],
): Record<'counting' | 'apart', Record<string, number>> {
  const sums = { counting: new Sums(), apart: new Sums() };
  for (const invoice of invoices) {
    const isApart = invoice.issuedAt === undefined || invoice.voidedAt !== undefined;
    const { paid, credited, due } = invoice;
    const minor = (of: any) => BigInt(of.amountMinor);
    const amounts = { ...amountsOf(invoice), paid: minor(paid), credited: minor(credited), due: minor(due) };
    for (const [name, amount] of Object.entries(amounts))
      if (measures.includes(name))
        sums[isApart ? 'apart' : 'counting'].add('', `${name} ${invoice.currency}`, amount);
  }
  const names = (of: readonly any[]) => [
    ...new Set(of.flatMap(({ currency }) => measures.map((name) => `${name} ${currency}`))),
  ];
  const all = names(invoices);
  return { counting: sums.counting.of('', all), apart: sums.apart.of('', all) };
}

/** The sums in a group of a list by measure and currency. */
const sumsIn = (group: { measures?: Record<string, any[]> } | undefined, names: readonly string[]) => ({
  ...Object.fromEntries(names.map((name) => [name, 0])),
  ...Object.fromEntries(
    Object.entries(group?.measures ?? {}).flatMap(([name, all]) =>
      all.map(({ currency, sum }) => [`${name} ${currency}`, sum]),
    ),
  ),
});

/** Compares each amount of the list of invoices, and its sums in all and by a column, with a recount by plain code. */
export async function expectLists(call: Call, path: string, { invoices }: Documents): Promise<void> {
  const ask = (body: object): Promise<any> => bodyOf(200, call('POST', `${path}/invoices/query`, { body }));
  const byId = new Map(invoices.map((invoice) => [invoice.id, invoice]));
  for (let cursor: string | undefined; ;) {
    const { items, nextCursor } = await ask({ limit: 100, ...(cursor ? { cursor } : {}) });
    for (const { id, subtotal, total } of items) {
      const expected = amountsOf(byId.get(id));
      expect([id, subtotal.amountMinor, total.amountMinor]).toEqual([
        id,
        Number(expected.subtotal),
        Number(expected.total),
      ]);
    }
    if (!nextCursor) break;
    cursor = nextCursor;
  }
  const questions = [undefined, 'kindId', 'statusId', 'customerId'].flatMap((by) =>
    measured.map((measures) => ({ by, measures })),
  );
  for (const { by, measures } of questions) {
    const { groups } = await ask({ limit: 0, groups: { measures, ...(by ? { by } : {}) } });
    const expected = Map.groupBy(invoices, (invoice) => (by ? (invoice[by] ?? null) : null));
    expect(groups.map(({ key }: any) => key).toSorted()).toEqual([...expected.keys()].toSorted());
    for (const group of groups) {
      const of = recountSums(expected.get(group.key) ?? [], measures);
      const names = Object.keys(of.counting);
      expect([by, group.key, sumsIn(group, names)]).toEqual([by, group.key, of.counting]);
      expect([by, group.key, sumsIn(group.apart, names)]).toEqual([by, group.key, of.apart]);
      const apart = (expected.get(group.key) ?? []).filter(
        ({ issuedAt, voidedAt }) => issuedAt === undefined || voidedAt !== undefined,
      );
      expect(group.apart?.count ?? 0).toBe(apart.length);
    }
  }
}
