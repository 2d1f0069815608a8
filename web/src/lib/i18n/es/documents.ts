import type { Messages } from '../messages.ts';
import type { Nouns } from '../nouns.ts';
import { capitalized, listIn, pluralIn } from '../plural.ts';
import { del, el, este, lo, los, o, un } from '../spanish.ts';
import { documentEvents } from './document-events.ts';
import { documentSending } from './document-sending.ts';
import { unreported } from './unreported.ts';

const plural = pluralIn('es');
const listText = listIn('es');

const untaxedKindsOf = ({ terms }: Nouns): Messages['documents']['untaxedKinds'] => ({
  exempt: 'Exento',
  outside: terms.untaxed,
  disbursement: terms.disbursement,
});

const documents = (nouns: Nouns): Messages['documents'] => ({
  lines: 'Líneas',
  noLines: 'Todavía no hay líneas.',
  line: (place) => `Línea ${place}`,
  addLine: 'Añadir línea',
  removeLine: (place) => `Quitar la línea ${place}`,
  moveUp: (place) => `Subir la línea ${place}`,
  moveDown: (place) => `Bajar la línea ${place}`,
  product: nouns.product.One,
  description: 'Descripción',
  quantity: 'Cantidad',
  unit: 'Unidad',
  unitPrice: 'Precio unitario',
  discount: 'Descuento (%)',
  tax: 'Impuesto (%)',
  withholding: 'Retención (%)',
  untaxed: 'Sin impuesto',
  untaxedAdd: 'Indicar por qué no lleva impuesto',
  untaxedNone: 'Sin motivo',
  untaxedKinds: untaxedKindsOf(nouns),
  untaxedReason: 'Precepto o motivo (opcional)',
  untaxedAs: (kind, reason) => `${untaxedKindsOf(nouns)[kind]}${reason === undefined ? '' : `: ${reason}`}`,
  newWithholding: (percent) => `Cada línea nueva empieza con la retención de la última: ${percent}.`,
  net: 'Importe',
  origins: { product: 'del producto', country: `${nouns.taxRate.one} general`, above: 'como arriba' },
  gross: 'Antes de descuentos',
  discounts: 'Descuentos',
  subtotal: 'Subtotal',
  taxAt: (percent, base) => `Impuesto del ${percent} sobre ${base}`,
  withholdingAt: (percent, base) => `Retención del ${percent} sobre ${base}`,
  discountAt: (percent) => `${percent} de descuento`,
  taxOf: (percent) => `${percent} de impuesto`,
  withholdingOf: (percent) => `${percent} de retención`,
  totalWithTax: 'Total con impuestos',
  totalBeforeWithholding: 'Total antes de retenciones',
  total: 'Total',
  tooLarge: 'Estos importes son demasiado grandes.',
  atMost: (amount) => `Como máximo, ${amount}`,
  create: ({ one }) => `Crear ${one}`,
  created: (code) => `Se creó ${code}`,
  reopen: 'Volver a borrador',
  reopened: (code) => `${code} vuelve a ser un borrador`,
  reason: 'Motivo',
  anotherTitle: (noun) => `¿Crear otr${o(noun)} ${noun.one}?`,
  anotherText: (title) => `Ya se creó ${title} a partir de esto.`,
  price: (place) => `Precio ${place}`,
  addPrice: 'Añadir precio',
  removePrice: 'Quitar el precio',
  downloadPdf: 'Descargar PDF',
  pdfLanguage: 'Idioma del PDF',
  usualLanguage: `Idioma ${del(nouns.customer)}`,
});

const orders = (nouns: Nouns): Messages['orders'] => ({
  confirm: 'Confirmar',
  confirmed: (code) => `Se confirmó ${code}`,
  fulfill: 'Entregar',
  fulfillTitle: (code) => `Entrega de ${code}`,
  fulfillText: 'Cambia las cantidades si solo se entregó una parte.',
  fulfillAction: 'Registrar la entrega',
  left: (quantity) => `${quantity === '1' ? 'Queda' : 'Quedan'} ${quantity}`,
  nothing: 'Indica al menos una cantidad.',
  delivered: (code) => `Se registró una entrega de ${code}`,
  fulfilled: (code) => `Se entregó ${code}`,
  deliveredOf: (delivered, ordered) => `Entregado: ${delivered} de ${ordered}`,
  correct: 'Corregir la entrega',
  correctTitle: (code) => `Corregir la entrega de ${code}`,
  correctText: 'Indica cuánto se entregó de cada línea hasta ahora. El historial guarda el cambio.',
  correctAction: 'Guardar',
  ordered: (quantity) => `Cantidad encargada: ${quantity}`,
  corrected: (code) => `Se corregió la entrega de ${code}`,
  deliveryUndone: (code) => `Se deshizo la entrega de ${code}`,
  belowTitle: '¿Registrar menos de lo facturado?',
  belowLine: (description, quantity, invoiced) =>
    `${description}. Entregado: ${quantity}. Facturado: ${invoiced}.`,
  belowText: `Si ${un(nouns.invoice)} también está mal, anúlal${o(nouns.invoice)} o emite ${un(nouns.creditNote)}. Si se cobra por adelantado, continúa.`,
  belowAction: 'Corregir de todos modos',
  cancel: `Anular ${el(nouns.order)}`,
  cancelTitle: (code) => `¿Anular ${code}?`,
  cancelText: `Se conserva, y sus ${nouns.invoice.many} no cambian. Sin ${nouns.invoice.many}, puede volver a ser un borrador.`,
  reason: 'Motivo (opcional)',
  canceled: (code) => `Se anuló ${code}`,
  restCreated: (code) => `Se creó ${code} con lo que faltaba por facturar`,
  deliveredCreated: (code) => `Se creó ${code} con lo entregado`,
  billTitle: (code) => `${nouns.invoice.One} de ${code}`,
  billScope: 'Qué facturar',
  billScopes: {
    delivered: { label: 'Lo entregado', text: 'Las cantidades entregadas que aún no se han facturado.' },
    rest: {
      label: `Tod${o(nouns.order)} ${el(nouns.order)}`,
      text: 'Todas las cantidades que aún no se han facturado.',
    },
  },
  notBilled: 'Todavía no se ha facturado nada',
  billed: (amounts, total) => `Facturado: ${listText(amounts)} de ${total}`,
  withDrafts: (billed, amounts, count) =>
    `${billed}, y ${listText(amounts)} en ${plural(count, { one: '# borrador', other: '# borradores' })}`,
  billedPartial: `Solo ${los(nouns.invoice)} que puedes ver.`,
  billedFailed: 'No se pudo cargar lo facturado',
  remainTitle: `${capitalized(este(nouns.order))} está anulad${o(nouns.order)}, pero conserva sus ${nouns.invoice.many}`,
  remainText: `Puedes anular ${los(nouns.invoice)} emitid${o(nouns.invoice)}s o emitir ${nouns.creditNote.many}, y eliminar los borradores.`,
  remainThen: `Después, ${el(nouns.order)} podrá volver a ser un borrador.`,
});

const quotes = (nouns: Nouns): Messages['quotes'] => ({
  restoreOrder: `${capitalized(este(nouns.quote))} se convirtió en ${este(nouns.order)}. Restáural${o(nouns.order)} para continuar.`,
  markSent: `Marcar como enviad${o(nouns.quote)}`,
  markSentTitle: (code) => `¿Marcar ${code} como enviad${o(nouns.quote)}?`,
  markedSent: (code) => `${code}: ahora consta como enviad${o(nouns.quote)}`,
  accept: `Marcar como aceptad${o(nouns.quote)}`,
  acceptTitle: (code) => `Marcar ${code} como aceptad${o(nouns.quote)}`,
  accepted: (code) => `Se aceptó ${code}`,
  decline: `Marcar como rechazad${o(nouns.quote)}`,
  declineTitle: (code) => `Marcar ${code} como rechazad${o(nouns.quote)}`,
  declined: (code) => `Se rechazó ${code}`,
  by: 'Respuesta de',
  withdrawTitle: (code) => `¿Volver a hacer de ${code} un borrador?`,
  acceptedBy: (by, moment) =>
    by === undefined
      ? `Se aceptó el ${moment}.`
      : `${capitalized(lo(nouns.quote))} aceptó ${by} el ${moment}.`,
  declinedBy: (by, moment) =>
    by === undefined
      ? `Se rechazó el ${moment}.`
      : `${capitalized(lo(nouns.quote))} rechazó ${by} el ${moment}.`,
  withdrawText: `Esa respuesta se descarta: ${el(nouns.customer)} tendrá que responder de nuevo cuando envíes otra versión. Hasta entonces, sus enlaces dirán que retiraste la oferta. El historial conserva quién respondió.`,
  withdrawKeep: 'Conservar la respuesta',
});

const invoices = (nouns: Nouns): Messages['invoices'] => ({
  issue: 'Emitir',
  issueTitle: (code) => `¿Emitir ${code}?`,
  issueText: 'Recibe el siguiente número y ya no se puede cambiar.',
  nextFailed: 'No se pudo cargar el número siguiente',
  nextNumber: 'Siguiente número',
  nextDate: 'Fecha de expedición',
  nextDue: 'Vencimiento',
  nextNote: `El número no está reservado: si antes se emite otr${o(nouns.invoice)} ${nouns.invoice.one}, recibirá el que le siga.`,
  issued: (number) => `Se emitió ${number}`,
  openBilling: 'Abrir los ajustes de facturación',
  openCustomer: `Abrir ${el(nouns.customer)}`,
  notChecked: `No se pudo comprobar si ${el(nouns.customer)} tiene los datos que necesita ${un(nouns.invoice)}.`,
  unreported,
  beyondTitle: (source) => `¿Facturar más de lo que queda ${del(source)}?`,
  beyondLine: (description, quantity, left) => `${description}: ${quantity} aquí, ${left} por facturar.`,
  beyondMore: (count) => `Y ${count} ${count === 1 ? 'línea más' : 'líneas más'}.`,
  beyondText: `Si ${un(nouns.invoice)} anterior ya incluye esto, elimina este borrador o reduce sus cantidades.`,
  beyondAction: 'Emitir de todos modos',
  pay: `Registrar ${nouns.payment.one}`,
  restoreCustomer: `Para registrar ${nouns.payment.many}, hay que restaurarl${o(nouns.customer)} antes.`,
  payOnline: `Crear enlace de ${nouns.payment.one}`,
  payOnlineTitle: 'Pagar en línea',
  payOnlineText: 'El importe pendiente se puede pagar en esta página de Stripe durante 24 horas.',
  notOnline: (why, least, most) =>
    ({
      too_small: `Stripe cobra como mínimo ${least}, así que este importe no se puede pagar en línea.`,
      too_large: `Stripe cobra como máximo ${most}, así que este importe no se puede pagar en línea.`,
      inexact: 'Stripe tendría que redondear este importe, así que no se puede pagar en línea.',
    })[why],
  notOnlineInstead: 'Pide una transferencia: los documentos y sus páginas indican tus datos bancarios.',
  bankDetails: 'Datos bancarios',
  payOnlineTest: 'Stripe está en modo de prueba: no se mueve dinero.',
  credit: `Emitir ${nouns.creditNote.one}`,
  creditTitle: (number) => `${nouns.creditNote.One} de ${number}`,
  creditText: `${capitalized(un(nouns.creditNote))} se emite en el acto y no se puede cambiar.`,
  creditScope: 'Qué descontar',
  creditScopes: {
    all: {
      label: `${capitalized(el(nouns.invoice))} complet${o(nouns.invoice)}`,
      text: 'Todas sus líneas, estén pagadas o no.',
    },
    rest: {
      label: `Lo que aún no está en ${nouns.creditNote.many}`,
      text: `Todas las líneas ${del(nouns.invoice)}, menos sus ${nouns.creditNote.many} anteriores.`,
    },
    some: { label: 'Solo algunas líneas', text: 'Indica cuánto se descuenta de cada línea.' },
    amount: {
      label: 'Un importe',
      text: 'Indica un importe neto, por ejemplo por un descuento acordado después.',
    },
  },
  creditOf: 'De',
  creditAllWith: (rates) => `Todas las líneas con ${rates}`,
  creditUntaxed: 'sin impuestos',
  creditNet: 'Importe antes de impuestos',
  creditDescription: 'Si está vacía, la de la línea o el motivo.',
  freed: (amount) =>
    `Quedarán sin asignar ${amount} de lo pagado, como saldo a favor ${del(nouns.customer)}.`,
  freedWithheld: (amount) => `Lo retenido, ${amount}, deja de contar como pagado.`,
  credited: (number) => `Se emitió ${el(nouns.creditNote)} ${number}`,
  void: 'Anular',
  voidTitle: (number) => `¿Anular ${number}?`,
  voided: (number) => `Se anuló ${number}`,
});

const payments = (nouns: Nouns): Messages['payments'] => ({
  amount: 'Importe',
  withheldFor: (title) => `Retenido de ${title}`,
  withholding: 'Añadir retención',
  withholdingText: `Lo que ${el(nouns.customer)} retuvo en concepto de impuestos. También salda ${el(nouns.invoice)}, pero no forma parte del importe recibido.`,
  withheld: (amount) => `${amount} de retención`,
  amountFor: (title) => `Importe para ${title}`,
  chooseCustomer: `Elige antes ${un(nouns.customer)}.`,
  named: 'Coincide con la referencia:',
  nothingDue: 'No hay nada pendiente en esta moneda.',
  left: (amount) => `${amount} sin asignar`,
  spread: 'Saldar primero lo que vence antes',
  due: (amount) => `Quedan ${amount}`,
  refund: 'Reembolsar',
  disputed: 'Disputa perdida',
  refundTitle: (code) => `Reembolso de ${code}`,
  refundText: `Primero se reembolsa lo que no está asignado. Puede volver a quedar pendiente parte de ${los(nouns.invoice)} que salda.`,
  refundAtStripeText: `Stripe devuelve el importe. Primero se reembolsa lo que no está asignado. Puede volver a quedar pendiente parte de ${los(nouns.invoice)} que salda.`,
  refundAction: 'Registrar el reembolso',
  atStripe: 'Abrir en Stripe',
  refundedNow: (code) => `Se registró un reembolso de ${code}`,
  cancel: `Anular ${el(nouns.payment)}`,
  cancelTitle: (code) => `¿Anular ${code}?`,
  cancelText: `Para ${nouns.payment.many} registrad${o(nouns.payment)}s por error. Vuelven a quedar pendientes ${los(nouns.invoice)} que salda.`,
  cancelAtStripeText:
    'Solo es posible mientras la cuenta de Stripe del cobro no esté conectada. Consulta el resultado en Stripe y registra a mano el dinero que hayas recibido.',
  canceled: (code) => `Se anuló ${code}`,
});

/** UI text for lines of documents, orders, invoices and payments, and for what happens to them. */
export const texts = (nouns: Nouns) => ({
  documents: documents(nouns),
  orders: orders(nouns),
  quotes: quotes(nouns),
  invoices: invoices(nouns),
  payments: payments(nouns),
  ...documentEvents(nouns),
  ...documentSending(nouns),
});
