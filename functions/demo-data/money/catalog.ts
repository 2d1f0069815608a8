import { productRecords } from '#data/records/product.ts';
import type { Product } from '#contract/records/product.ts';
import { presetProductId, productInput } from '#data/billing/preset-products.ts';
import type { Context } from '#data/organization/context.ts';
import type { PresetProduct } from '#data/organization/presets/preset.ts';
import { presetOf } from '#data/organization/presets/presets.ts';
import { approximateMinor } from '../amount.ts';
import type { DemoContent } from '../content/content.ts';
import { atWork } from '../hours.ts';
import { daysBefore, randomFor } from '../random.ts';
import { addRecords } from '../records.ts';
import type { WorkTime } from '../work-time.ts';

/** A product as lines of documents copy it. */
export interface Sold {
  id: string;
  name: string;
  unit?: string;
  unitPriceMinor: number;
  taxPercent?: number;
  isRecurring: boolean;
}

/** The products that demo documents sell: those of the preset or, if it has none, of the demo content. */
const soldProducts = ({ settings }: Context, content: DemoContent): readonly PresetProduct[] =>
  content.catalog ?? presetOf(settings.presetId ?? 'general')?.products ?? [];

export async function addProducts(
  context: Context,
  content: DemoContent,
  time: WorkTime,
): Promise<{ added: number; records: Product[] }> {
  const { orgId, settings, now } = context;
  const inputs = soldProducts(context, content).map((product) => {
    const id = presetProductId(orgId, product);
    const input = productInput(product, settings, content.language);
    const price = input.price ?? approximatePrice(product, settings.currency);
    const at = atWork(randomFor(id), daysBefore(now, 366), context);
    return { id, at, input: { ...input, ...(price ? { price } : {}) } };
  });
  return addRecords(context, productRecords, inputs, time);
}

/** For currencies that a product has no price in. */
function approximatePrice({ prices: { USD } }: PresetProduct, currency: string) {
  return USD === undefined ? undefined : { amountMinor: approximateMinor(USD, currency), currency };
}

/** The products that have a price in a currency. */
export const pricedProducts = (records: readonly Product[], currency: string): Sold[] =>
  records.flatMap(({ id, name, unit, price, taxPercent, intervalMonths }): Sold[] => {
    if (price?.currency !== currency) return [];
    return [
      {
        id,
        name,
        ...(unit === undefined ? {} : { unit }),
        unitPriceMinor: price.amountMinor,
        ...(taxPercent === undefined ? {} : { taxPercent }),
        isRecurring: intervalMonths !== undefined,
      },
    ];
  });
