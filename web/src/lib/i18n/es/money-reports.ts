import type { Messages } from '../messages.ts';
import type { Nouns } from '../nouns.ts';
import { capitalized } from '../plural.ts';
import { los, o } from '../spanish.ts';

type Analytics = Messages['analytics'];

export const moneyTexts = ({ invoice, payment }: Nouns) =>
  ({
    currency: 'Moneda',
    byAge: 'Por días de retraso',
    taxRate: (percent) => `Impuesto del ${percent}`,
    withholdingRate: (percent) => `Retención del ${percent}`,
    nothingBilled: {
      title: 'No hay datos en este periodo',
      text: `En este periodo y con estos filtros no hay ${invoice.many} emitid${o(invoice)}s ni ${payment.many} registrad${o(payment)}s. Los borradores no cuentan. Elige otro periodo para ver más.`,
    },
    nothingUnpaid: {
      title: `No hay ${invoice.many} por cobrar`,
      text: `${capitalized(los(invoice))} emitid${o(invoice)}s aparecen aquí hasta que se pagan.`,
    },
  }) satisfies Partial<Analytics>;

export const moneyCards = ({ invoice, payment, customer, deal }: Nouns): Analytics['cards'] => ({
  due: {
    title: 'Pendiente de cobro',
    nothing: `No hay nada pendiente de cobro. Aquí aparecen ${los(invoice)} emitid${o(invoice)}s hasta que se pagan.`,
  },
  overdue: { title: 'Vencido', nothing: 'No hay nada vencido.' },
  paidThisMonth: {
    title: 'Cobrado este mes',
    nothing: `Aquí se suman ${los(payment)} que registres este mes.`,
  },
  refunded: (amount) => `${amount} reembolsados`,
  revenue: {
    title: 'Ingresos de los últimos doce meses',
    nothing: `Aquí se suman por mes ${los(deal)} ganad${o(deal)}s y ${los(payment)}.`,
    won: 'Ganado',
    paid: 'Cobrado',
    by: 'Agrupar por',
    byMonth: 'Por mes',
    byCustomer: `Ganado por ${customer.one}`,
    month: 'Mes',
  },
  customers: {
    title: `${customer.Many} más recientes`,
    all: `Tod${o(customer)}s ${los(customer)}`,
    nothing: `Todavía no hay ${customer.many}.`,
  },
});

export const moneyReportTitles = ({ customer, product, invoice, payment }: Nouns) =>
  ({
    invoices: 'Facturado y cobrado',
    receivables: `${invoice.Many} por cobrar`,
    taxes: 'Impuestos',
    payments: payment.Many,
    customerSales: `Ventas por ${customer.one}`,
    productSales: `Ventas por ${product.one}`,
    ownerSales: 'Ventas por persona',
  }) satisfies Partial<Analytics['reports']>;

export const moneyParts = ({ product }: Nouns) =>
  ({
    rate: 'Por porcentaje',
    method: 'Por forma de pago',
    product: `Por ${product.one}`,
    seller: 'Por persona',
  }) satisfies Partial<Analytics['parts']>;
export const moneyPart = ({ product }: Nouns) =>
  ({
    rate: 'Porcentaje',
    method: 'Forma de pago',
    product: product.One,
    seller: 'Persona',
  }) satisfies Partial<Analytics['part']>;

const ages = ({ invoice }: Nouns) =>
  ({
    openMinor: {
      label: 'Pendiente de cobro',
      about: `Lo que falta por cobrar de ${los(invoice)} emitid${o(invoice)}s.`,
    },
    notDueMinor: { label: 'Sin vencer', about: 'Lo que vence hoy o más adelante.' },
    overdueMinor: { label: 'Vencido', about: 'Lo que se debería haber cobrado antes de hoy.' },
    overdue30Minor: { label: '1–30 días', about: 'Lo que lleva vencido de 1 a 30 días.' },
    overdue60Minor: { label: '31–60 días', about: 'Lo que lleva vencido de 31 a 60 días.' },
    overdue90Minor: { label: '61–90 días', about: 'Lo que lleva vencido de 61 a 90 días.' },
    overdueOlderMinor: { label: 'Más de 90 días', about: 'Lo que lleva vencido más de 90 días.' },
    openInvoices: {
      label: `${invoice.Many} por cobrar`,
      about: `${invoice.Many} con algún importe pendiente.`,
    },
    overdueInvoices: {
      label: `${invoice.Many} vencid${o(invoice)}s`,
      about: `${invoice.Many} con algún importe pendiente después de su vencimiento.`,
    },
  }) satisfies Partial<Analytics['measures']>;

const taxes = ({ invoice, creditNote, terms }: Nouns) => {
  const issued = `${los(invoice)} emitid${o(invoice)}s en el periodo`;
  return {
    taxOwed: {
      label: 'Impuesto devengado',
      about: `Impuesto de ${issued}, menos el de ${los(creditNote)}.`,
    },
    taxBase: {
      label: terms.taxBase,
      about: `Importe sobre el que se calcula el impuesto, menos el de ${los(creditNote)}.`,
    },
    taxMinor: { label: 'Impuesto facturado', about: `Impuesto de ${issued}.` },
    creditedTaxMinor: {
      label: `Impuesto en ${creditNote.many}`,
      about: `Impuesto de ${los(creditNote)} emitid${o(creditNote)}s en el periodo.`,
    },
    withheld: {
      label: 'Retenido',
      about: `Lo que se retiene de ${issued}, menos lo de ${los(creditNote)}.`,
    },
    withheldBase: {
      label: 'Base de retención',
      about: `Importe sobre el que se calcula la retención, menos el de ${los(creditNote)}.`,
    },
    withheldMinor: { label: 'Retención facturada', about: `Retención de ${issued}.` },
    creditedWithheldMinor: {
      label: `Retención en ${creditNote.many}`,
      about: `Retención de ${los(creditNote)} emitid${o(creditNote)}s en el periodo.`,
    },
  } satisfies Partial<Analytics['measures']>;
};

export const moneyMeasureTexts = (nouns: Nouns) => {
  const { invoice, payment, creditNote } = nouns;
  const as = `${o(invoice)}s`;
  const os = `${o(payment)}s`;
  return {
    ...ages(nouns),
    ...taxes(nouns),
    totalMinor: {
      label: 'Facturado',
      about: `Total de ${los(invoice)} emitid${as} en el periodo, con impuestos y sin lo retenido. No cuentan ${o(invoice) === 'a' ? 'las' : 'los'} anulad${as}.`,
    },
    receivedMinor: {
      label: 'Cobrado',
      about: `${payment.Many} recibid${os} en el periodo, según el día en que se recibieron.`,
    },
    creditedTotalMinor: {
      label: `En ${creditNote.many}`,
      about: `Total de ${los(creditNote)} emitid${o(creditNote)}s en el periodo.`,
    },
    refundedMinor: { label: 'Reembolsado', about: 'Lo que se devolvió en el periodo.' },
    netSales: {
      label: 'Ventas netas',
      about: `${invoice.Many} menos ${creditNote.many}, sin impuestos, según la fecha de expedición.`,
    },
    netMinor: {
      label: 'Facturado sin impuestos',
      about: `${invoice.Many} emitid${as} en el periodo, sin impuestos.`,
    },
    creditedNetMinor: {
      label: `En ${creditNote.many}, sin impuestos`,
      about: `${creditNote.Many} emitid${o(creditNote)}s en el periodo, sin impuestos.`,
    },
    netReceived: { label: 'Cobrado menos reembolsos', about: `${payment.Many} menos lo que se devolvió.` },
    withheldAtPayment: {
      label: 'Retenido al pagar',
      about: `Lo que se retuvo en concepto de impuestos al pagar, además de lo que figura en ${los(invoice)}, según el día en que se recibió el dinero.`,
    },
    issued: { label: `${invoice.Many} emitid${as}`, about: `${invoice.Many} emitid${as} en el periodo.` },
    credited: { label: creditNote.Many, about: `${creditNote.Many} emitid${o(creditNote)}s en el periodo.` },
    received: { label: payment.Many, about: `${payment.Many} recibid${os} en el periodo.` },
    refunded: { label: 'Reembolsos', about: 'Reembolsos hechos en el periodo.' },
  } satisfies Partial<Analytics['measures']>;
};
