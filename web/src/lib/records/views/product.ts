import { a } from '#contract/noun.ts';
import { standardTaxPercent } from '#contract/standard-tax.ts';
import { capitalized } from '#lib/i18n/plural.ts';
import { un } from '#lib/i18n/spanish.ts';
import { recordView } from '../record-view.ts';

export default recordView('product', {
  columns: [
    { field: 'name', width: 240 },
    { field: 'code', width: 96 },
    { field: 'statusId', width: 104 },
    { field: 'category', width: 140 },
    { field: 'price', width: 120 },
    { field: 'unit', width: 88 },
    { field: 'taxPercent', width: 80 },
    { field: 'intervalMonths', width: 156 },
    { field: 'tagIds', width: 124 },
  ],
  subtitle: ['price', 'category', 'code'],
  defaults: ({ organization }) => ({ taxPercent: standardTaxPercent(organization.country) }),
  texts: {
    en: (nouns) => ({
      about: `${capitalized(a(nouns.product))} is something you sell, once or repeatedly. Lines of ${nouns.order.many} and ${nouns.invoice.many} start with its price and tax.`,
      fields: {
        description: 'Description',
        unit: 'Unit',
        price: 'Price',
        otherPrices: 'Prices in other currencies',
        taxPercent: 'Tax %',
        intervalMonths: 'Billed every (months)',
        trialDays: 'Trial days',
      },
      help: {
        unit: 'What the price is for, such as an hour.',
        price: 'Without tax.',
        intervalMonths: 'For plans: 1 is monthly, 12 is yearly. Leave it empty for a single sale.',
      },
    }),
    es: (nouns) => ({
      about: `${capitalized(un(nouns.product))} es algo que vendes, una vez o de forma periódica. Las líneas de ${nouns.order.many} y ${nouns.invoice.many} parten de su precio y su impuesto.`,
      fields: {
        description: 'Descripción',
        unit: 'Unidad',
        price: 'Precio',
        otherPrices: 'Precios en otras monedas',
        taxPercent: 'Impuesto (%)',
        intervalMonths: 'Periodo de facturación (meses)',
        trialDays: 'Días de prueba',
      },
      help: {
        unit: 'Aquello a lo que se refiere el precio, como una hora.',
        price: 'Sin impuestos.',
        intervalMonths: 'Para planes: 1 es mensual y 12, anual. Déjalo vacío si se vende una sola vez.',
      },
    }),
  },
});
