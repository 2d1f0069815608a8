import * as z from 'zod/mini';
import { priceDecimals } from './currency.ts';
import { percentDecimals, quantityDecimals } from './document-decimals.ts';
import { calendarDate, currencyCode, field, id, line, lines, positionIn, type Money } from './field.ts';
import { limits } from './limits.ts';
import { minorOfPrice, unitPriceOf, withoutZeros } from './unit-price.ts';

const rounded = (decimals: number) => {
  const scale = 10 ** decimals;
  return z.overwrite<number>((value) => Math.round(value * scale) / scale);
};
/** A percentage from 0 to 100, rounded to three decimals. */
export const percentage = z.number().check(z.gte(0), z.lte(100), rounded(percentDecimals));

/** A quantity, rounded to four decimals. */
export const quantity = z.number().check(z.gte(0.0001), z.lte(1_000_000_000), rounded(quantityDecimals));

/** How much of a line was delivered so far, rounded as quantities are. */
export const quantityOrNone = z.number().check(z.gte(0), z.lte(1_000_000_000), rounded(quantityDecimals));

/** Why a line has no tax: an exemption, an activity that no tax applies to, or what was paid in the customer's name. */
export const untaxedKinds = ['exempt', 'outside', 'disbursement'] as const;
export type UntaxedKind = (typeof untaxedKinds)[number];

/** Why a line has no tax, as documents say it. */
const untaxed = z.strictObject({
  as: z.enum(untaxedKinds),
  /** The provision of the law, or another reason. */
  reason: z.optional(line(120)),
});

/** Digits of a decimal price before its point, so that it can be represented in minor units. */
const wholeDigits = 12;
const decimalForm = String.raw`\d{1,${wholeDigits}}(?:\.\d{1,${priceDecimals}})?`;
const decimal = (form: string) =>
  z
    .string()
    .check(
      z.maxLength(wholeDigits + priceDecimals + 2, { abort: true }),
      z.regex(new RegExp(`^${form}$`), { error: 'price', abort: true }),
      z.overwrite(withoutZeros),
    );
/** A price with up to six decimals. */
export const unitPrice = decimal(`-?${decimalForm}`);
export const positivePrice = decimal(decimalForm);

/** A line of a request has one of two values for its price. */
const priceNeeded = z.refine<{ unitPriceMinor?: unknown; unitPrice?: unknown }>(
  ({ unitPriceMinor, unitPrice }) => unitPriceMinor !== undefined || unitPrice !== undefined,
  { path: ['unitPriceMinor'], error: 'required' },
);

/**
 * A line of a quote, an order or an invoice. Its amounts follow from these values and from the document’s discount; see
 * `totalsOf`.
 */
const lineShape = {
  /** The product that the line is about. Its later changes don’t affect the line. */
  productId: z.optional(id),
  description: lines(limits.lineCharacters),
  quantity,
  /** What the price is for, such as an hour. */
  unit: z.optional(line(limits.unitCharacters)),
  /** The price in minor units of the document’s currency. Negative for a line that takes something off. */
  unitPriceMinor: z.optional(z.int().check(z.gte(-Number.MAX_SAFE_INTEGER), z.lte(Number.MAX_SAFE_INTEGER))),
  /** The price with up to six decimals; see `UnitPrice`. A request has one of both, or the same price in both. */
  unitPrice: z.optional(unitPrice),
  discountPercent: z.optional(percentage),
  /** Left out if the line isn’t subject to tax, which differs from a rate of zero. */
  taxPercent: z.optional(percentage),
  /** Why the line has no tax. It says nothing about a line with `taxPercent`. */
  untaxed: z.optional(untaxed),
  /** Tax that the customer withholds and pays for the seller. */
  withholdingPercent: z.optional(percentage),
};
export const documentLine = z.strictObject(lineShape).check(priceNeeded);
/** A line as it is stored and returned: with its price in minor units. */
type Priced<Line> = Line & { unitPriceMinor: number };
export type DocumentLine = Priced<z.infer<typeof documentLine>>;

// A record's definition adds the minor units, which depend on the currency of the document.
const linesOf = <Line extends z.core.$ZodType>(one: Line) =>
  field(
    'lines',
    z.array(one).check(z.maxLength(limits.linesPerDocument)) as unknown as z.ZodMiniType<
      Priced<z.infer<Line>>[]
    >,
  );

/** The lines of a document. */
export const documentLines = () => linesOf(documentLine);

export const invoiceLine = z
  .strictObject({
    ...lineShape,
    /**
     * The line of the invoice’s order that it bills, by its position from 0. If the order changes, positions that the
     * invoice already had are removed.
     */
    orderLine: z.optional(positionIn(limits.linesPerDocument)),
    /** The line of the invoice’s quote that it bills, by its position from 0. */
    quoteLine: z.optional(positionIn(limits.linesPerDocument)),
  })
  .check(priceNeeded);

/** The lines of an invoice. */
export const invoiceLines = () => linesOf(invoiceLine);

const { productId: _product, withholdingPercent: _withheld, ...shownShape } = lineShape;
/** What a client sees of a line in the portal. */
export const shownLine = z.strictObject({ ...shownShape, unitPriceMinor: z.int() });

/** A percentage from 0 to 100 with at most three decimals. */
export const percent = () => field('decimal', percentage, { decimals: percentDecimals, isPercent: true });

const perLine = z.array(z.number().check(z.gte(0))).check(z.maxLength(limits.linesPerDocument));

/** How much of each line was delivered or credited, in the order of the lines. */
export const quantities = () => field('quantities', perLine);

/** The currency of all amounts of a document. */
export const currency = () => field('currency', currencyCode, { maxLength: 3 });

const priceShape = z.strictObject({
  /** In minor units of the currency, at most `Number.MAX_SAFE_INTEGER`. */
  amountMinor: z.optional(z.int().check(z.gte(0), z.lte(Number.MAX_SAFE_INTEGER))),
  /** The price with up to six decimals. A request has one of both, or the same price in both. */
  amount: z.optional(positivePrice),
  currency: currencyCode,
});
/** A price of a product. `amount` is left out if the currency has as many decimals; see `UnitPrice`. */
export type Price = Money & { amount?: string | undefined };
type PriceInput = z.infer<typeof priceShape>;

const isKnownPrice = ({ amountMinor, amount }: PriceInput) =>
  amountMinor !== undefined || amount !== undefined;
const isPossiblePrice = ({ amount, currency }: PriceInput) =>
  amount === undefined || minorOfPrice(amount, currency) !== undefined;
const isOnePrice = ({ amountMinor, amount, currency }: PriceInput) =>
  amountMinor === undefined || amount === undefined || minorOfPrice(amount, currency) === amountMinor;

/** A price of a product, in requests and as it is stored. */
export const price = priceShape.check(
  z.refine(isKnownPrice, { path: ['amountMinor'], error: 'required', abort: true }),
  z.refine(isPossiblePrice, { path: ['amount'], error: 'price', abort: true }),
  z.refine(isOnePrice, { path: ['amount'], error: 'prices_differ', abort: true }),
  z.overwrite(storedPrice),
);

function storedPrice(input: PriceInput): PriceInput {
  const { amount, currency } = input;
  const exact = amount === undefined ? undefined : unitPriceOf(amount, currency);
  if (!exact) return input;
  const { unitPriceMinor: amountMinor, unitPrice } = exact;
  return { amountMinor, ...(unitPrice === undefined ? {} : { amount: unitPrice }), currency };
}

const onePrice = price as unknown as z.ZodMiniType<Price>;

/** The price of a product. */
export const productPrice = () => field('money', onePrice, { isPrice: true });

/** Prices in several currencies, one for each. */
export const prices = () =>
  field(
    'prices',
    z.array(onePrice).check(
      z.maxLength(limits.pricesPerProduct),
      z.refine((all) => new Set(all.map((one) => one.currency)).size === all.length, { error: 'distinct' }),
    ),
  );

const positiveMinor = z.int().check(z.gte(1), z.lte(Number.MAX_SAFE_INTEGER));

/** What a payment settles of an invoice. */
export const allocation = z.strictObject({
  invoiceId: id,
  /** What of the payment goes to the invoice, in minor units of the payment’s currency. */
  amountMinor: positiveMinor,
  /**
   * What the customer withheld for the tax authority when paying. It settles the invoice too, but is no part of the
   * payment’s amount.
   */
  withheldMinor: z.optional(positiveMinor),
});
export type Allocation = z.infer<typeof allocation>;

/** What an allocation or a settlement takes off what is due, in minor units. */
export const settledMinorOf = ({
  amountMinor,
  withheldMinor = 0,
}: Pick<Allocation, 'amountMinor' | 'withheldMinor'>): number => amountMinor + withheldMinor;

/** The invoices that a payment settles, each named once. */
export const allocations = () =>
  field(
    'allocations',
    z.array(allocation).check(
      z.maxLength(limits.allocationsPerPayment),
      z.refine((all) => new Set(all.map(({ invoiceId }) => invoiceId)).size === all.length, {
        error: 'distinct',
      }),
    ),
  );

/** What a payment settles of an invoice, as the invoice has it. */
const settlement = z.object({ paymentId: id, amountMinor: z.int(), withheldMinor: z.optional(z.int()) });
export type Settlement = z.infer<typeof settlement>;

/** The payments that settle an invoice, in the order in which they did. */
export const settlements = () =>
  field('allocations', z.array(settlement).check(z.maxLength(limits.paymentsPerInvoice)));

/** What was paid back of a payment. */
const refund = z.object({
  amountMinor: z.int(),
  refundedOn: calendarDate,
  /** When it was recorded. */
  refundedAt: z.optional(z.iso.datetime({ precision: 3 })),
  reason: z.optional(line(300)),
  /** Set if the customer’s bank has taken the money back. */
  isDispute: z.optional(z.literal(true)),
  /** The refund’s or dispute’s ID at the provider that made it. */
  providerId: z.optional(line(120)),
});
export type Refund = z.infer<typeof refund>;

/** What was paid back of a payment, oldest first. */
export const refunds = () =>
  field('allocations', z.array(refund).check(z.maxLength(limits.refundsPerPayment)));

/** A document has at most as many rates as lines. */
const rateBases = z
  .array(z.object({ percent: z.number(), baseMinor: z.int() }))
  .check(z.maxLength(limits.linesPerDocument));

/** What earlier credit notes have credited of the same invoice; see `totalsOf`. */
export const creditedBefore = () =>
  field('quantities', z.object({ quantities: perLine, taxes: rateBases, withholdings: rateBases }));

/** A seller or a buyer, as a document names them. */
const printed = z.string().check(z.maxLength(320));
const party = z.object({
  name: printed,
  taxId: z.optional(printed),
  /** The lines of the postal address. */
  address: z.array(printed).check(z.maxLength(5)),
  country: z.optional(printed),
  email: z.optional(printed),
  phone: z.optional(printed),
});
export type Party = z.infer<typeof party>;

const copied = z.object({
  seller: party,
  buyer: party,
  /** The country whose terms the document uses. */
  country: z.optional(printed),
  /** What is printed at its end; empty if nothing is. Documents of version 0.4 and before print the present footer. */
  footer: z.optional(z.string().check(z.maxLength(1_000))),
});
export type Parties = z.infer<typeof copied>;

/** Seller and buyer of a document as they are printed, and what else would change with the settings. */
export const parties = () => field('parties', copied);
