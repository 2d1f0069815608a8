import type { Language } from '#contract/language.ts';
import type { Fact } from './printed.ts';

/** What documents say besides their own values. */
interface Texts {
  facts: Record<Fact, string>;
  seller: string;
  buyer: string;
  description: string;
  quantity: string;
  unit: string;
  unitPrice: string;
  discount: string;
  amount: string;
  /** Of the whole document. */
  discountOf: (percent: string) => string;
  discounts: string;
  gross: string;
  rate: (name: string, percent: string, base: string) => string;
  /** What the customer owes before it withholds something, with the taxes or without any. */
  totalWithTax: string;
  totalBeforeWithholding: string;
  total: string;
  paid: string;
  due: string;
  notes: string;
  bankDetails: string;
  amountsIn: (currency: string) => string;
  marks: { draft: string; void: string };
  page: (page: number, pages: number) => string;
}

export const texts: Record<Language, Texts> = {
  en: {
    facts: {
      number: 'Number',
      title: 'Subject',
      issuedOn: 'Date of issue',
      dueOn: 'Due date',
      quotedOn: 'Date',
      validUntil: 'Valid until',
      reference: 'Reference',
      credited: 'Original invoice',
      creditedOn: 'Original invoice date',
      reason: 'Reason',
      acceptedOn: 'Accepted on',
      acceptedBy: 'Accepted by',
    },
    seller: 'From',
    buyer: 'To',
    description: 'Description',
    quantity: 'Qty',
    unit: 'Unit',
    unitPrice: 'Unit price',
    discount: 'Disc.',
    amount: 'Amount',
    discountOf: (percent) => `Discounts (including ${percent} on all lines)`,
    discounts: 'Discounts',
    gross: 'Before discounts',
    rate: (name, percent, base) => `${name} ${percent} on ${base}`,
    totalWithTax: 'Total with tax',
    totalBeforeWithholding: 'Total before withholding',
    total: 'Total',
    paid: 'Paid',
    due: 'Amount due',
    notes: 'Notes',
    bankDetails: 'Bank details',
    amountsIn: (currency) => `Amounts in ${currency}`,
    marks: { draft: 'Draft', void: 'Void' },
    page: (page, pages) => `Page ${page} of ${pages}`,
  },
  es: {
    facts: {
      number: 'Número',
      title: 'Asunto',
      issuedOn: 'Fecha de expedición',
      dueOn: 'Vencimiento',
      quotedOn: 'Fecha',
      validUntil: 'Oferta válida hasta',
      reference: 'Referencia',
      credited: 'Factura original',
      creditedOn: 'Fecha de la factura original',
      reason: 'Motivo',
      acceptedOn: 'Oferta aceptada el',
      acceptedBy: 'Oferta aceptada por',
    },
    seller: 'Emisor',
    buyer: 'Cliente',
    description: 'Descripción',
    quantity: 'Cant.',
    unit: 'Unidad',
    unitPrice: 'Precio',
    discount: 'Dto.',
    amount: 'Importe',
    discountOf: (percent) => `Descuentos (incluido un ${percent} en todas las líneas)`,
    discounts: 'Descuentos',
    gross: 'Antes de descuentos',
    rate: (name, percent, base) => `${name} ${percent} sobre ${base}`,
    totalWithTax: 'Total con impuestos',
    totalBeforeWithholding: 'Total antes de retenciones',
    total: 'Total',
    paid: 'Pagado',
    due: 'Pendiente de pago',
    notes: 'Observaciones',
    bankDetails: 'Datos bancarios',
    amountsIn: (currency) => `Importes en ${currency}`,
    marks: { draft: 'Borrador', void: 'Anulada' },
    page: (page, pages) => `Página ${page} de ${pages}`,
  },
};
