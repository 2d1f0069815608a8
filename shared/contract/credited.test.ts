import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  byAmounts,
  byQuantities,
  byRest,
  netsLeft,
  quantitiesLeft,
  quantitiesToCredit,
  type Credited,
  type CreditedLine,
} from './credited.ts';
import type { CreditedBefore, DocumentTotals, PricedLine } from './document-totals.ts';
import { unitPriceOf } from './unit-price.ts';
import { toFourDecimals, totalsOf as totalsOrNone } from './document-totals.ts';

const line = (values: object) => ({ description: 'Work', quantity: 1, unitPriceMinor: 100, ...values });

interface Priced {
  lines?: readonly PricedLine[] | undefined;
  discountPercent?: number | undefined;
  creditedBefore?: CreditedBefore | undefined;
}
const totalsOf = ({ lines = [], discountPercent, creditedBefore }: Priced): DocumentTotals => {
  const totals = totalsOrNone(lines, 'EUR', discountPercent, creditedBefore);
  if (!totals) throw new Error('no totals');
  return totals;
};

test('credit notes for single pieces, whose taxes are all rounded up, amount to the invoice', () => {
  const lines = [line({ quantity: 100, unitPriceMinor: 1, taxPercent: 50 })];
  let invoice: Parameters<typeof byQuantities>[0] = { currency: 'EUR', lines };
  const taxes = [];
  for (let piece = 0; piece < 100; piece += 1) {
    const credited = [{ line: 0, quantity: 1 }];
    taxes.push(totalsOf(byQuantities(invoice, credited)).taxMinor);
    invoice = { ...invoice, ...byQuantities(invoice, credited).after };
  }
  expect(taxes.slice(0, 4)).toEqual([1, 0, 1, 0]);
  expect(taxes.reduce((sum, tax) => sum + tax, 0)).toBe(50);
  expect(quantitiesLeft(invoice)).toEqual([0]);
});

const steps = (most: number, scale: number) =>
  fc.integer({ min: 1, max: most * scale }).map((size) => size / scale);
/** Prices with two decimals, and with six. */
const prices = fc
  .oneof(steps(100, 100), steps(100, 1_000_000))
  .map((price) => unitPriceOf(price.toFixed(6), 'EUR')!);
const billedLines = fc.array(
  fc
    .record({
      description: fc.constant('Work'),
      quantity: steps(50, 10_000),
      price: prices,
      discountPercent: fc.option(steps(100, 1_000), { nil: undefined }),
      taxPercent: fc.constantFrom(undefined, 0, 5.2, 10, 21, 33.333),
      withholdingPercent: fc.constantFrom(undefined, 7, 15, 100),
    })
    .map(({ price, ...rest }) => ({ ...rest, ...price })),
  { minLength: 1, maxLength: 6 },
);
/** For each credit note, the part that it takes of what is left of each line; of some lines, nothing. */
const shares = fc.array(
  fc.array(fc.oneof(fc.constant(0), fc.double({ min: 0, max: 1, noNaN: true })), {
    minLength: 6,
    maxLength: 6,
  }),
  { maxLength: 8 },
);

test('credit notes that end with all quantities amount to exactly the invoice, and none is negative or too high', () => {
  fc.assert(
    fc.property(
      billedLines,
      fc.option(steps(100, 1_000), { nil: undefined }),
      shares,
      (lines, discount, parts) => {
        let invoice: Parameters<typeof byQuantities>[0] = {
          currency: 'EUR',
          lines,
          discountPercent: discount,
        };
        const notes: DocumentTotals[] = [];
        const left = totalsOf(invoice);
        const credit = (chosen: readonly CreditedLine[]) => {
          const credited = chosen.filter(({ quantity }) => quantity > 0);
          if (credited.length === 0) return;
          const note = totalsOf({ discountPercent: discount, ...byQuantities(invoice, credited) });
          left.totalMinor -= note.totalMinor;
          for (const amount of [
            ...note.netMinor,
            ...note.taxes.map((tax) => tax.amountMinor),
            note.totalMinor,
          ])
            expect(amount).toBeGreaterThanOrEqual(0);
          expect(left.totalMinor).toBeGreaterThanOrEqual(0);
          notes.push(note);
          invoice = { ...invoice, ...byQuantities(invoice, credited).after };
        };
        for (const part of parts)
          credit(
            quantitiesLeft(invoice).map((rest, place) => ({
              line: place,
              quantity: toFourDecimals(rest * (part[place] ?? 0)),
            })),
          );
        credit(quantitiesLeft(invoice).map((quantity, place) => ({ line: place, quantity })));
        const whole = totalsOf({ lines, discountPercent: discount });
        const sum = (name: 'subtotalMinor' | 'taxMinor' | 'withholdingMinor' | 'totalMinor') =>
          notes.reduce((all, note) => all + note[name], 0);
        for (const name of ['subtotalMinor', 'taxMinor', 'withholdingMinor', 'totalMinor'] as const)
          expect([name, sum(name)]).toEqual([name, whole[name]]);
        for (const { percent, amountMinor } of whole.taxes) {
          const credited = notes.flatMap(({ taxes }) => taxes.filter((tax) => tax.percent === percent));
          expect(credited.reduce((all, tax) => all + tax.amountMinor, 0)).toBe(amountMinor);
        }
      },
    ),
    { numRuns: 500 },
  );
});

const steps01 = fc.double({ min: 0, max: 1, noNaN: true });
/** Credit notes by quantity, by the amount of a line, and by an amount of all lines with the same rates. */
const corrections = fc.array(
  fc.record({
    kind: fc.constantFrom('quantity', 'line', 'rates'),
    line: fc.integer({ min: 0, max: 5 }),
    part: steps01,
  }),
  { maxLength: 12 },
);

test('credit notes by quantities and amounts in any order, and one for the rest, amount to exactly the invoice', () => {
  fc.assert(
    fc.property(
      billedLines,
      fc.option(steps(100, 1_000), { nil: undefined }),
      corrections,
      (lines, discountPercent, all) => {
        let invoice: Parameters<typeof byQuantities>[0] = { currency: 'EUR', lines, discountPercent };
        const notes: DocumentTotals[] = [];
        const issue = (credited: Credited) => {
          const note = totalsOf(credited);
          for (const amount of [note.totalMinor, note.taxMinor, ...note.netMinor])
            expect(amount).toBeGreaterThanOrEqual(0);
          notes.push(note);
          invoice = { ...invoice, ...credited.after };
          for (const net of netsLeft(invoice)) expect(net).toBeGreaterThanOrEqual(0);
        };
        for (const { kind, line: at, part } of all) {
          const place = at % lines.length;
          const { taxPercent, withholdingPercent } = lines[place]!;
          if (kind === 'quantity') {
            const quantity = toFourDecimals(
              Math.floor(quantitiesToCredit(invoice)[place]! * part * 10_000) / 10_000,
            );
            if (quantity > 0) issue(byQuantities(invoice, [{ line: place, quantity }]));
            continue;
          }
          const ofRates = lines.flatMap((one, of) =>
            one.taxPercent === taxPercent && one.withholdingPercent === withholdingPercent
              ? [netsLeft(invoice)[of]!]
              : [],
          );
          const left =
            kind === 'line' ? netsLeft(invoice)[place]! : ofRates.reduce((sum, net) => sum + net, 0);
          const named = kind === 'line' ? { line: place } : { taxPercent, withholdingPercent };
          expect(byAmounts(invoice, [{ ...named, netMinor: left + 1 }])).toEqual({
            place: 0,
            leftMinor: left,
          });
          const netMinor = Math.floor(left * part);
          if (netMinor === 0) continue;
          const credited = byAmounts(invoice, [{ ...named, netMinor }]);
          if ('place' in credited) throw new Error('less is left');
          issue(credited);
        }
        const rest = byRest(invoice);
        if (rest) issue(rest);
        expect(netsLeft(invoice)).toEqual(lines.map(() => 0));
        const whole = totalsOf({ lines, discountPercent });
        for (const name of ['subtotalMinor', 'taxMinor', 'withholdingMinor', 'totalMinor'] as const)
          expect([name, notes.reduce((sum, note) => sum + note[name], 0)]).toEqual([name, whole[name]]);
      },
    ),
    { numRuns: 500 },
  );
});
