import { percent, prices, productPrice } from '../document-fields.ts';
import { code, defaulted, externalId, integer, listedIn, longText, optional, tags, text } from '../field.ts';
import { limits } from '../limits.ts';
import { recordType, type RecordOf } from '../record-type.ts';
import { managedByManagers } from '../role.ts';

/** Something that the organization sells, once or repeatedly. Lines of documents copy its values. */
export const product = recordType('product', {
  plural: 'products',
  nouns: {
    en: { one: 'Product', many: 'Products' },
    es: { one: 'Producto', many: 'Productos' },
  },
  icon: 'package',
  group: 'sales',
  shortcut: 'p',
  permissions: managedByManagers,
  fields: {
    code: code('PROD'),
    name: text({ max: 160 }),
    statusId: defaulted(listedIn('productStatuses')),
    category: optional(text({ max: 80 })),
    description: optional(longText({ max: 1_000 })),
    /** What the price is for, such as an hour. */
    unit: optional(text({ max: limits.unitCharacters })),
    /** Without tax. */
    price: optional(productPrice()),
    /** Prices in further currencies. */
    otherPrices: optional(prices()),
    taxPercent: optional(percent()),
    /** The number of months after which a plan is billed again. A product without it is sold once. */
    intervalMonths: optional(integer({ min: 1, max: 60 })),
    trialDays: optional(integer({ min: 0, max: 365 })),
    tagIds: optional(tags()),
    externalId: externalId(),
  },
  title: 'name',
  projection: 3,
  row: ['code', 'name', 'statusId', 'category', 'unit', 'price', 'taxPercent', 'intervalMonths', 'tagIds'],
  sorts: ['name', 'createdAt'],
  filters: ['statusId', 'tagIds'],
  statusLists: {
    productStatuses: {
      needed: ['active'],
      first: [
        { id: 'active', meaning: 'active', en: 'Active', es: 'Activo' },
        { id: 'retired', meaning: 'inactive', en: 'Retired', es: 'Retirado' },
      ],
    },
  },
});
export type Product = RecordOf<typeof product.fields>;
