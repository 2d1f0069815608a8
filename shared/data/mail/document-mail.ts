import type { Language } from '#contract/language.ts';
import { withoutLinks } from '#contract/link-text.ts';
import { layOut, type MailContent, type MailText } from './texts.ts';

/** What an e-mail says about a document. Amounts and dates are texts in the reader's language. */
export interface MailedDocument {
  kind: 'invoice' | 'credit-note' | 'quote';
  number: string;
  sellerName: string;
  total: string;
  /** What is left to pay of an invoice. Missing if nothing is. */
  due?: string | undefined;
  /** The due date of an invoice, or the last day on which a quote can be accepted. */
  until?: string | undefined;
  message?: string | undefined;
  url: string;
}

/** `late`: after the due date, otherwise before it or on it. */
export type ReminderTime = 'early' | 'late';

type Texts = (mail: MailedDocument) => Omit<MailText, 'brand'>;

const documentTexts: Record<Language, Record<MailedDocument['kind'], Texts>> = {
  en: {
    invoice: ({ number, sellerName, total, due, until, url }) => ({
      subject: `Invoice ${number} from ${sellerName}`,
      lead: [
        due === undefined
          ? `${sellerName} sent you invoice ${number} for ${total}. Nothing is left to pay.`
          : `${sellerName} sent you invoice ${number} for ${total}.`,
        ...(due === undefined ? [] : [`Amount due: ${due}${until === undefined ? '' : `, by ${until}`}.`]),
      ],
      button: { label: 'View invoice', url },
      reason: `${sellerName} uses Cobalt CRM to send invoices. Anyone with this link can view the invoice, so forward it with care.`,
    }),
    'credit-note': ({ number, sellerName, total, url }) => ({
      subject: `Credit note ${number} from ${sellerName}`,
      lead: [`${sellerName} sent you credit note ${number} for ${total}.`],
      button: { label: 'View credit note', url },
      reason: `${sellerName} uses Cobalt CRM to send credit notes. Anyone with this link can view the credit note, so forward it with care.`,
    }),
    quote: ({ number, sellerName, total, until, url }) => ({
      subject: `Quote ${number} from ${sellerName}`,
      lead: [
        `${sellerName} sent you quote ${number} for ${total}.`,
        until === undefined
          ? 'You can accept or decline it online.'
          : `You can accept or decline it online until ${until}.`,
      ],
      button: { label: 'View quote', url },
      reason: `${sellerName} uses Cobalt CRM to send quotes. Anyone with this link can view and answer the quote, so forward it with care.`,
    }),
  },
  es: {
    invoice: ({ number, sellerName, total, due, until, url }) => ({
      subject: `Factura ${number} de ${sellerName}`,
      lead: [
        due === undefined
          ? `${sellerName} te envía la factura ${number} por ${total}. No queda nada por pagar.`
          : `${sellerName} te envía la factura ${number} por ${total}.`,
        ...(due === undefined
          ? []
          : [`Importe pendiente: ${due}${until === undefined ? '' : `. Vence el ${until}`}.`]),
      ],
      button: { label: 'Ver la factura', url },
      reason: `${sellerName} usa Cobalt CRM para enviar facturas. Cualquiera que tenga este enlace puede ver la factura, así que reenvíalo con cuidado.`,
    }),
    'credit-note': ({ number, sellerName, total, url }) => ({
      subject: `Nota de crédito ${number} de ${sellerName}`,
      lead: [`${sellerName} te envía la nota de crédito ${number} por ${total}.`],
      button: { label: 'Ver la nota de crédito', url },
      reason: `${sellerName} usa Cobalt CRM para enviar notas de crédito. Cualquiera que tenga este enlace puede ver la nota, así que reenvíalo con cuidado.`,
    }),
    quote: ({ number, sellerName, total, until, url }) => ({
      subject: `Presupuesto ${number} de ${sellerName}`,
      lead: [
        `${sellerName} te envía el presupuesto ${number} por ${total}.`,
        until === undefined
          ? 'Puedes aceptarlo o rechazarlo en línea.'
          : `Puedes aceptarlo o rechazarlo en línea hasta el ${until}.`,
      ],
      button: { label: 'Ver el presupuesto', url },
      reason: `${sellerName} usa Cobalt CRM para enviar presupuestos. Cualquiera que tenga este enlace puede ver y responder el presupuesto, así que reenvíalo con cuidado.`,
    }),
  },
};

const reminderTexts: Record<Language, Record<ReminderTime, Texts>> = {
  en: {
    early: ({ number, sellerName, due, until, url }) => ({
      subject: `Reminder: invoice ${number} from ${sellerName} is due ${until === undefined ? 'soon' : `on ${until}`}`,
      lead: [
        `This is a friendly reminder that ${due ?? ''} of invoice ${number} from ${sellerName} is due${until === undefined ? ' soon' : ` on ${until}`}.`,
        'If you have already paid, thank you. There is nothing else to do.',
      ],
      button: { label: 'View invoice', url },
      reason: `You receive this e-mail because ${sellerName} invoiced you with Cobalt CRM. Anyone with this link can view the invoice, so forward it with care.`,
    }),
    late: ({ number, sellerName, due, until, url }) => ({
      subject: `Invoice ${number} from ${sellerName} is overdue`,
      lead: [
        `${due ?? ''} of invoice ${number} from ${sellerName} was due${until === undefined ? '' : ` on ${until}`} and is still unpaid.`,
        'If you have already paid, thank you. There is nothing else to do.',
      ],
      button: { label: 'View invoice', url },
      reason: `You receive this e-mail because ${sellerName} invoiced you with Cobalt CRM. Anyone with this link can view the invoice, so forward it with care.`,
    }),
  },
  es: {
    early: ({ number, sellerName, due, until, url }) => ({
      subject: `Recordatorio: la factura ${number} de ${sellerName} vence ${until === undefined ? 'pronto' : `el ${until}`}`,
      lead: [
        `Te recordamos que ${until === undefined ? 'pronto vence' : `el ${until} vence`} la factura ${number} de ${sellerName}, con ${due ?? ''} pendientes.`,
        'Si ya la has pagado, gracias. No tienes que hacer nada más.',
      ],
      button: { label: 'Ver la factura', url },
      reason: `Recibes este mensaje porque ${sellerName} te ha facturado con Cobalt CRM. Cualquiera que tenga este enlace puede ver la factura, así que reenvíalo con cuidado.`,
    }),
    late: ({ number, sellerName, due, until, url }) => ({
      subject: `La factura ${number} de ${sellerName} está vencida`,
      lead: [
        `La factura ${number} de ${sellerName} venció${until === undefined ? '' : ` el ${until}`} y quedan ${due ?? ''} por pagar.`,
        'Si ya la has pagado, gracias. No tienes que hacer nada más.',
      ],
      button: { label: 'Ver la factura', url },
      reason: `Recibes este mensaje porque ${sellerName} te ha facturado con Cobalt CRM. Cualquiera que tenga este enlace puede ver la factura, así que reenvíalo con cuidado.`,
    }),
  },
};

/** Sends a document to a customer. */
export const documentMail = (language: Language, mail: MailedDocument): MailContent =>
  laidOut(language, mail, documentTexts[language][mail.kind]);

/** Reminds a customer of an invoice. */
export const reminderMail = (language: Language, mail: MailedDocument, time: ReminderTime): MailContent =>
  laidOut(language, mail, reminderTexts[language][time]);

/**
 * Organizations choose names, numbers and messages, so these contain no links: an e-mail leads to the document and
 * nowhere else.
 */
function laidOut(language: Language, mail: MailedDocument, texts: Texts): MailContent {
  const safe = { ...mail, sellerName: withoutLinks(mail.sellerName), number: withoutLinks(mail.number) };
  const { lead, ...rest } = texts(safe);
  const message = mail.message === undefined ? [] : withoutLinks(mail.message).split(/\n+/);
  return layOut(language, { ...rest, lead: [...lead, ...message], brand: safe.sellerName });
}
