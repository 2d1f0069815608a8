import { fractionDigits } from '#contract/currency.ts';
import type { Organization } from '#contract/organization.ts';
import { standardTaxPercent } from '#contract/standard-tax.ts';
import type { Context } from '../organization/context.ts';
import { textIn, type Locale } from '../organization/presets/named.ts';
import type { Preset, PresetProduct } from '../organization/presets/preset.ts';
import { keyOf } from '../records/definition.ts';
import { recordDefinitions } from '../records/definitions.ts';
import { codesFrom, nextCodes } from '../records/creating.ts';
import { actionsOf, creation } from '../records/write.ts';
import { sequenceKey, type Key } from '../store/keys.ts';
import { getItems } from '../store/table.ts';
import type { Action } from '../store/transact.ts';
import { derivedId } from '../values/derived-id.ts';

/** The id of a preset's product, so that a preset that is applied again adds it once. */
export const presetProductId = (orgId: string, { key }: Pick<PresetProduct, 'key'>): string =>
  derivedId(orgId, `product ${key}`);

/** A preset's product as the input of a record. Without a price in the organization's currency, it has none. */
export function productInput(
  product: PresetProduct,
  { currency, country }: Pick<Organization, 'currency' | 'country'>,
  locale: Locale,
): Record<string, unknown> {
  const { name, category, unit, prices, intervalMonths } = product;
  const price = prices[currency];
  const taxPercent = standardTaxPercent(country);
  return {
    name: textIn(locale, name),
    category: textIn(locale, category),
    ...(unit ? { unit: textIn(locale, unit) } : {}),
    ...(price === undefined
      ? {}
      : { price: { amountMinor: Math.round(price * 10 ** fractionDigits(currency)), currency } }),
    ...(taxPercent === undefined ? {} : { taxPercent }),
    ...(intervalMonths === undefined ? {} : { intervalMonths }),
  };
}

const definition = recordDefinitions.product;

/** The actions that create the products of a new organization, which has none yet, and count their codes. */
export function firstProductActions(context: Context, { products = [] }: Preset, locale: Locale): Action[] {
  if (products.length === 0) return [];
  const sequence = { ...sequenceKey(context.orgId, definition.type.name), last: products.length };
  return [
    ...productActions(context, products, codesFrom(definition, context, 1, products.length), locale),
    { put: { Item: sequence } },
  ];
}

/** The actions that add a preset's products to an organization. */
export async function addedProductActions(
  context: Context,
  { products = [] }: Preset,
  locale: Locale,
): Promise<Action[]> {
  if (products.length === 0) return [];
  return productActions(context, products, await nextCodes(definition, context, products.length), locale);
}

function productActions(
  context: Context,
  products: readonly PresetProduct[],
  codes: readonly Record<string, unknown>[],
  locale: Locale,
): Action[] {
  const writes = products.map((product, place) => {
    const input = { ...productInput(product, context.settings, locale), ...codes[place] };
    return creation(definition, context, input, '', presetProductId(context.orgId, product));
  });
  return actionsOf(definition, context, writes);
}

/** The products of a preset that the organization doesn't have. Those in the trash were deleted on purpose. */
export async function missingProducts(
  context: Context,
  { products = [] }: Preset,
): Promise<readonly PresetProduct[]> {
  const keys = products.map((product) =>
    keyOf(definition, context.orgId, presetProductId(context.orgId, product)),
  );
  const items = await getItems<Key>(context, keys, { ProjectionExpression: 'pk, sk' });
  return products.filter((_, place) => !items[place]);
}
