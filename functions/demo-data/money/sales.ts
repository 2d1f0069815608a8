import type { Product } from '#contract/records/product.ts';
import type { Deal } from '#contract/records/deal.ts';
import type { Customer } from '#contract/records/customer.ts';
import type { DocumentLine } from '#contract/document-fields.ts';
import { standardTaxPercent } from '#contract/standard-tax.ts';
import { presetProductId } from '#data/billing/preset-products.ts';
import type { Context } from '#data/organization/context.ts';
import type { DemoContent } from '../content/content.ts';
import { pick, type Random } from '../random.ts';
import { pricedProducts, type Sold } from './catalog.ts';

/** What demo documents are about. */
export interface Business {
  content: DemoContent;
  customers: readonly Customer[];
  /** Deals with their values, oldest first. */
  deals: readonly Deal[];
  products: readonly Product[];
  owners: readonly string[];
}

/** What a quote, an order or an invoice has in common. */
export interface Sale {
  customerId: string;
  dealId?: string;
  contactId?: string;
  ownerId?: string;
  currency: string;
  lines: DocumentLine[];
  discountPercent?: number;
}

/** A sale of products to a customer. */
export function saleOfProducts(
  context: Context,
  { content, products, owners }: Business,
  random: Random,
  customer: Customer,
): Sale | undefined {
  const { currency } = context.settings;
  const offered = pricedProducts(products, currency).filter(({ isRecurring }) => !isRecurring);
  if (offered.length === 0) return undefined;
  const withholding = withholdingOf(content, random);
  const first = Math.floor(random() * offered.length);
  const count = Math.min(offered.length, 1 + Math.floor(random() ** 1.4 * 4));
  const chosen = Array.from({ length: count }, (_, index) => offered[(first + index * 3) % offered.length]);
  const lines = chosen
    .filter((product) => product !== undefined)
    .map((product) => {
      const discountPercent = random() < 0.15 ? pick(random, [5, 10, 15]) : undefined;
      return {
        ...lineOf(product, 1 + Math.floor(random() ** 2 * 8), withholding),
        ...(discountPercent === undefined ? {} : { discountPercent }),
      };
    });
  const distinct = lines.filter(
    ({ productId }, place) => lines.findIndex((other) => other.productId === productId) === place,
  );
  return {
    customerId: customer.id,
    ...ownerOf(random, customer, owners),
    currency,
    lines: distinct,
    ...(random() < 0.1 ? { discountPercent: 5 } : {}),
  };
}

/** A line that sells a product. */
export function lineOf(
  { id, name, unit, unitPriceMinor, taxPercent }: Sold,
  quantity: number,
  withholding: Pick<DocumentLine, 'withholdingPercent'> = {},
): DocumentLine {
  const tax = taxPercent === undefined ? {} : { taxPercent };
  const per = unit === undefined ? {} : { unit };
  return { productId: id, description: name, quantity, ...per, unitPriceMinor, ...tax, ...withholding };
}

/** Customers that are companies withhold a part of the tax in some countries. */
const withholdingOf = ({ withholdingPercent }: DemoContent, random: Random) =>
  withholdingPercent !== undefined && random() < 0.6 ? { withholdingPercent } : {};

/** The owner of the customer, or else any of the owners. */
export function ownerOf(
  random: Random,
  { ownerId }: { ownerId?: string | undefined },
  owners: readonly string[],
): { ownerId?: string } {
  const owner = typeof ownerId === 'string' ? ownerId : owners.length > 0 ? pick(random, owners) : undefined;
  return owner === undefined ? {} : { ownerId: owner };
}

/** What is sold with a deal: what its title names, for its value or, for brokers, a share of it. */
export function saleOfDeal(
  { orgId, settings }: Context,
  { content, products }: Business,
  deal: Deal,
): Sale | undefined {
  const { id, title, customerId, contactIds, ownerId, value } = deal;
  if (customerId === undefined || value === undefined) return undefined;
  const { commission } = content;
  const product = commission && products.find((one) => one.id === presetProductId(orgId, commission));
  const subject = title.slice(title.indexOf(': ') + 1).trim();
  const taxPercent = standardTaxPercent(settings.country);
  const line = {
    ...(product ? { productId: product.id } : {}),
    description: product ? `${product.name}: ${subject}` : subject,
    quantity: 1,
    unitPriceMinor: commission
      ? Math.round((value.amountMinor * commission.percent) / 100)
      : value.amountMinor,
    ...(taxPercent === undefined ? {} : { taxPercent }),
  };
  return {
    customerId,
    dealId: id,
    ...(contactIds?.[0] === undefined ? {} : { contactId: contactIds[0] }),
    ...(ownerId === undefined ? {} : { ownerId }),
    currency: value.currency,
    lines: [line],
  };
}

/** Records that exist at a time. */
export const existingAt = <R extends { createdAt: string }>(
  records: readonly R[],
  at: string,
): readonly R[] => records.filter(({ createdAt }) => createdAt <= at);

export const nameOf = (customers: readonly Customer[], id: string): string =>
  customers.find((customer) => customer.id === id)?.name ?? '';
