import type { DocumentLine } from './document-fields.ts';
import { toFourDecimals, totalsOf, type CreditedBefore, type RateBase } from './document-totals.ts';
import type { Invoice } from './records/invoice.ts';

/** A quantity of a line of an invoice that is credited. */
export interface CreditedLine {
  /** The position of the line, from 0. */
  line: number;
  quantity: number;
}

/** A net amount that is credited: of a line of an invoice, or of all lines with the same rates. */
export interface CreditedAmount extends Rates {
  /** The position of the line, from 0. Its rates apply then. */
  line?: number | undefined;
  /** In minor units, before taxes. */
  netMinor: number;
  /** What the credit note says. By default, the description of the line. */
  description?: string | undefined;
}

interface Rates {
  taxPercent?: number | undefined;
  withholdingPercent?: number | undefined;
}

type Billed = Pick<Invoice, 'currency' | 'lines' | 'discountPercent' | 'creditedQuantities' | 'creditedNets'>;

/** What a credit note consists of, and what its invoice has credited afterwards. */
export interface Credited {
  lines: DocumentLine[];
  creditedBefore?: CreditedBefore | undefined;
  discountPercent?: number | undefined;
  after: Pick<Invoice, 'creditedQuantities' | 'creditedNets'>;
}

/** What isn't credited yet of each line of an invoice. */
export const quantitiesLeft = ({ lines = [], creditedQuantities = [] }: Billed): number[] =>
  lines.map(({ quantity }, place) => toFourDecimals(quantity - (creditedQuantities[place] ?? 0)));

/** What isn't credited yet of the net amount of each line, in minor units. */
export function netsLeft(invoice: Billed): number[] {
  const { currency, lines = [], discountPercent, creditedNets = [] } = invoice;
  const nets = totalsOf(lines, currency, discountPercent)?.netMinor ?? [];
  const credited = totalsOf(creditedParts(invoice), currency, discountPercent)?.netMinor ?? [];
  return lines.map((_, place) => (nets[place] ?? 0) - (credited[place] ?? 0) - (creditedNets[place] ?? 0));
}

/** How much of each line can still be credited by its quantity: less if an amount of it was credited. */
export function quantitiesToCredit(invoice: Billed): number[] {
  const { currency, lines = [], discountPercent, creditedNets = [] } = invoice;
  const nets = totalsOf(lines, currency, discountPercent)?.netMinor ?? [];
  const left = netsLeft(invoice);
  return quantitiesLeft(invoice).map((most, place) => {
    const [net = 0, leftMinor = 0] = [nets[place], left[place]];
    if (!creditedNets[place] || net === 0) return most;
    const quantity = ((lines[place]?.quantity ?? 0) * leftMinor) / net;
    return Math.min(most, Math.floor(quantity * 10_000) / 10_000);
  });
}

/** The lines with the quantities that are credited. */
const creditedParts = ({ lines = [], creditedQuantities = [] }: Billed): DocumentLine[] =>
  lines.map((line, place) => ({ ...line, quantity: creditedQuantities[place] ?? 0 }));

/** The net amounts that are credited of an invoice, by rate. */
function creditedBases(invoice: Billed): Pick<CreditedBefore, 'taxes' | 'withholdings'> {
  const { currency, lines = [], discountPercent, creditedNets = [] } = invoice;
  const nets = totalsOf(creditedParts(invoice), currency, discountPercent)?.netMinor ?? [];
  const basesOf = (name: keyof Rates): RateBase[] => {
    const bases = new Map<number, number>();
    for (const [place, { [name]: percent }] of lines.entries()) {
      const net = (nets[place] ?? 0) + (creditedNets[place] ?? 0);
      if (percent !== undefined) bases.set(percent, (bases.get(percent) ?? 0) + net);
    }
    return [...bases]
      .filter(([, baseMinor]) => baseMinor !== 0)
      .map(([percent, baseMinor]) => ({ percent, baseMinor }));
  };
  return { taxes: basesOf('taxPercent'), withholdings: basesOf('withholdingPercent') };
}

const isFirst = ({ creditedQuantities, creditedNets }: Billed): boolean =>
  !creditedQuantities && !creditedNets;

/** A credit note for quantities of some lines. Each line of the invoice is named once. */
export function byQuantities(invoice: Billed, chosen: readonly CreditedLine[]): Credited {
  const { lines = [], creditedQuantities = [], discountPercent } = invoice;
  const credited = chosen.flatMap(({ line, quantity }): DocumentLine[] => {
    const found = lines[line];
    return found ? [{ ...found, quantity }] : [];
  });
  const before = {
    quantities: chosen.map(({ line }) => creditedQuantities[line] ?? 0),
    ...creditedBases(invoice),
  };
  return {
    lines: credited,
    discountPercent,
    ...(isFirst(invoice) ? {} : { creditedBefore: before }),
    after: { creditedQuantities: quantitiesAfter(invoice, chosen), creditedNets: invoice.creditedNets },
  };
}

/** An amount of which less is left: its position among the amounts, and what is left in minor units. */
export interface NotLeft {
  place: number;
  leftMinor: number;
}

/**
 * A credit note for amounts. An amount of a line is taken from that line; another one from the lines with the same rates,
 * one after the other, so that what is left of each rate stays known.
 */
export function byAmounts(invoice: Billed, amounts: readonly CreditedAmount[]): Credited | NotLeft {
  const { lines = [], creditedNets = [] } = invoice;
  const left = netsLeft(invoice);
  const taken = lines.map((_, place) => creditedNets[place] ?? 0);
  const credited: DocumentLine[] = [];
  for (const [place, amount] of amounts.entries()) {
    const places = lines.flatMap((line, at) =>
      isTakenFrom(amount, line, at) && (left[at] ?? 0) > 0 ? [at] : [],
    );
    const leftMinor = places.reduce((sum, at) => sum + (left[at] ?? 0), 0);
    if (amount.netMinor > leftMinor) return { place, leftMinor };
    let rest = amount.netMinor;
    for (const at of places) {
      const part = Math.min(rest, left[at] ?? 0);
      left[at] = (left[at] ?? 0) - part;
      taken[at] = (taken[at] ?? 0) + part;
      rest -= part;
    }
    credited.push(lineOf(amount, amount.line === undefined ? undefined : lines[amount.line]));
  }
  return {
    lines: credited,
    ...(isFirst(invoice)
      ? {}
      : { creditedBefore: { quantities: credited.map(() => 0), ...creditedBases(invoice) } }),
    after: { creditedQuantities: invoice.creditedQuantities, creditedNets: taken },
  };
}

const isTakenFrom = (amount: CreditedAmount, line: DocumentLine, at: number): boolean =>
  amount.line === undefined
    ? line.taxPercent === amount.taxPercent && line.withholdingPercent === amount.withholdingPercent
    : amount.line === at;

/** A line of a credit note with an amount. Discounts are part of it already. */
function lineOf(
  { netMinor, description, ...rates }: CreditedAmount,
  line: DocumentLine | undefined,
): DocumentLine {
  const { taxPercent, withholdingPercent } = line ?? rates;
  return {
    ...(line?.productId === undefined ? {} : { productId: line.productId }),
    description: description ?? line?.description ?? '',
    quantity: 1,
    unitPriceMinor: netMinor,
    ...(taxPercent === undefined ? {} : { taxPercent }),
    ...(withholdingPercent === undefined ? {} : { withholdingPercent }),
  };
}

/** A credit note for all that is left of an invoice. Undefined if nothing is. */
export function byRest(invoice: Billed): Credited | undefined {
  const left = quantitiesLeft(invoice);
  const rest = left.flatMap((quantity, line) => (quantity > 0 ? [{ line, quantity }] : []));
  const { lines = [], creditedNets = [] } = invoice;
  if (!creditedNets.some((net) => net > 0)) return rest.length > 0 ? byQuantities(invoice, rest) : undefined;
  const nets = netsLeft(invoice);
  const credited = lines.flatMap((line, place) => {
    const netMinor = nets[place] ?? 0;
    return netMinor === 0 ? [] : [lineOf({ netMinor }, line)];
  });
  if (credited.length === 0) return undefined;
  return {
    lines: credited,
    creditedBefore: { quantities: credited.map(() => 0), ...creditedBases(invoice) },
    // Everything is credited, so that the quantities can be billed again.
    after: { creditedQuantities: quantitiesAfter(invoice, rest), creditedNets: undefined },
  };
}

/** What is credited of each line of an invoice after a further credit note. */
function quantitiesAfter(
  { lines = [], creditedQuantities = [] }: Billed,
  chosen: readonly CreditedLine[],
): number[] {
  const more = new Map(chosen.map(({ line, quantity }) => [line, quantity]));
  return lines.map((_, place) => toFourDecimals((creditedQuantities[place] ?? 0) + (more.get(place) ?? 0)));
}
