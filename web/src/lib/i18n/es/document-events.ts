import type { Messages } from '../messages.ts';
import type { Nouns } from '../nouns.ts';
import { listIn, pluralIn } from '../plural.ts';
import { del, el, este, o, un } from '../spanish.ts';

const plural = pluralIn('es');
const listText = listIn('es');

const documentLines = ({
  quote,
  order,
  invoice,
  payment,
  issue,
  creditNote,
}: Nouns): Messages['documentLines'] => ({
  by: {
    quote: { created: `creó ${el(quote)}` },
    order: { created: `creó ${el(order)}` },
    invoice: { created: `preparó el borrador ${del(invoice)}`, credited: `emitió ${el(creditNote)}` },
    issue: { created: `abrió ${el(issue)}` },
    payment: {
      received: `registró ${el(payment)}`,
      pending: `registró ${el(payment)} en curso`,
    },
  },
  of: {
    quote: {
      sent: `${quote.One} enviad${o(quote)}:`,
      markedSent: `${quote.One} marcad${o(quote)} como enviad${o(quote)}:`,
      accepted: `${quote.One} aceptad${o(quote)}:`,
      declined: `${quote.One} rechazad${o(quote)}:`,
    },
    order: {
      confirmed: `${order.One} confirmad${o(order)}:`,
      fulfilled: `${order.One} entregad${o(order)}:`,
      canceled: `${order.One} anulad${o(order)}:`,
    },
    invoice: {
      issued: `${invoice.One} emitid${o(invoice)}:`,
      overdue: `${invoice.One} vencid${o(invoice)}:`,
      reminded: 'Recordatorio de pago enviado:',
      paid: `${invoice.One} pagad${o(invoice)}:`,
      voided: `${invoice.One} anulad${o(invoice)}:`,
    },
    issue: { created: `${issue.One} abiert${o(issue)}:`, resolved: `${issue.One} resuelt${o(issue)}:` },
    payment: { refunded: 'Reembolso de', canceled: `${payment.One} anulad${o(payment)}:` },
  },
});

const reminders = ({ invoice, customer }: Nouns): Messages['reminders'] => ({
  title: 'Recordatorios de pago',
  next: (when) => `Próximo: ${when}`,
  skipped: (when) => `Omitido: ${when}, antes de que se emitiera ${el(invoice)}`,
  states: {
    done: 'No hay más recordatorios previstos.',
    off: `Desactivados para ${este(invoice)}.`,
    customer_off: `Activados aquí, pero no para ${este(customer)}.`,
    not_owed: 'No hay nada pendiente.',
    pending: 'En pausa mientras se procesa un pago.',
    draft: `Empiezan cuando ${este(invoice)} se emite.`,
  },
  sent: (count, when) =>
    plural(count, { one: '# enviado', other: '# enviados' }) + (when ? `, el último el ${when}` : ''),
  undeliverable: `No se pueden enviar recordatorios: el correo de ${este(customer)} tiene tildes, eñes u otros alfabetos antes de la @.`,
  notSent: `El último no se envió: ${este(customer)} no tenía correo electrónico.`,
  send: 'Enviar recordatorio',
  sendTitle: (title) => `Recordatorio de ${title}`,
  sendText: (amount) => `Reclama ${amount} e incluye un enlace para ver ${el(invoice)}.`,
  done: (email) => `Enviado a ${email}`,
  failed: 'No se pudieron cargar los recordatorios',
});

const balance = ({ quote, order, invoice, customer }: Nouns): Messages['balance'] => ({
  title: 'Saldo',
  due: 'Pendiente',
  overdue: 'Vencido',
  credit: 'Saldo a favor',
  even: 'No hay nada pendiente.',
  partial: `Solo lo que puedes ver de ${este(customer)}.`,
  failed: 'No se pudo cargar el saldo',
  deleteTitle: (title) => `¿Eliminar ${title}?`,
  unpaid: (count, amounts) =>
    `Hay ${plural(count, { one: `# ${invoice.one}`, other: `# ${invoice.many}` })} sin pagar (${listText(amounts)}). ${count === 1 ? 'Seguirá pendiente' : 'Seguirán pendientes'} de cobro.`,
  unpaidOfAll: `L${o(invoice)}s ${invoice.many} sin pagar seguirán pendientes de cobro.`,
  first: `Todavía no has vendido nada a ${este(customer)}`,
  firstText: `Empieza con ${un(quote)} o ${un(order)}, o cobra directamente con ${un(invoice)}.`,
});

export const documentEvents = (nouns: Nouns) => ({
  documentLines: documentLines(nouns),
  reminders: reminders(nouns),
  balance: balance(nouns),
});
