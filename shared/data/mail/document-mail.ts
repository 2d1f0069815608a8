import { withoutLinks } from '#contract/link-text.ts';
import type { Addressing } from './addressing.ts';
import type { MailText } from './layout.ts';

/** What an e-mail says about a document. All values are texts in the reader's language. */
export interface MailedDocument {
  /** What the document is called in the seller's country, such as `Factura proforma`. */
  title: string;
  number: string;
  sellerName: string;
  total: string;
  /** What is left to pay of an invoice. Missing if nothing is. */
  due?: string | undefined;
  /** The due date of an invoice, or the last day on which a quote can be accepted. */
  until?: string | undefined;
  /** Whether a quote can still be accepted or declined. */
  isOpen: boolean;
  message?: string | undefined;
  url: string;
  /** The lines of the seller's address. */
  sellerAddress: readonly string[];
}

/**
 * `invoice`, `credit-note` and `quote` send a document. `early` reminds of an invoice before its due date or on it, and
 * `late` after it.
 */
export type DocumentMailKind = 'invoice' | 'credit-note' | 'quote' | 'early' | 'late';

/** The subject, and what follows the sentence that names the document. */
interface Texts {
  subject: (mail: MailedDocument) => string;
  lead: (mail: MailedDocument) => string[];
}

interface LanguageTexts {
  kinds: Record<DocumentMailKind, Texts>;
  button: string;
  reason: (sellerName: string) => string;
}

const texts: Record<Addressing, LanguageTexts> = {
  en: {
    kinds: {
      invoice: {
        subject: sentEn,
        lead: (mail) => [
          nameEn(mail),
          mail.due === undefined
            ? 'Nothing is left to pay.'
            : `Amount due: ${mail.due}${mail.until === undefined ? '' : `, by ${mail.until}`}.`,
        ],
      },
      'credit-note': { subject: sentEn, lead: (mail) => [nameEn(mail)] },
      quote: {
        subject: sentEn,
        lead: (mail) => [
          nameEn(mail),
          ...(mail.isOpen
            ? [
                mail.until === undefined
                  ? 'You can accept or decline it online.'
                  : `You can accept or decline it online until ${mail.until}.`,
              ]
            : []),
        ],
      },
      early: {
        subject: ({ title, number, sellerName, until }) =>
          `Reminder: ${title} ${number} from ${sellerName} is due${until === undefined ? ' soon' : ` on ${until}`}`,
        lead: (mail) => [
          `This is a reminder of a payment to ${mail.sellerName} that is due${mail.until === undefined ? ' soon' : ` on ${mail.until}`}: ${mail.due ?? mail.total}, for ${mail.title} ${mail.number}.`,
          'If you have already paid, thank you. There is nothing else to do.',
        ],
      },
      late: {
        subject: ({ title, number, sellerName }) => `${title} ${number} from ${sellerName} is overdue`,
        lead: (mail) => [
          `A payment to ${mail.sellerName} was due${mail.until === undefined ? '' : ` on ${mail.until}`} and is still outstanding: ${mail.due ?? mail.total}, for ${mail.title} ${mail.number}.`,
          'If you have already paid, thank you. There is nothing else to do.',
        ],
      },
    },
    button: 'View document',
    reason: (sellerName) =>
      `${sellerName} uses Cobalt CRM to send its documents. Anyone with this link can open the document, so forward it with care.`,
  },
  es: {
    kinds: {
      invoice: {
        subject: sentEs,
        lead: (mail) => [
          nameEs(mail),
          mail.due === undefined
            ? 'No queda nada por pagar.'
            : `Pendiente de pago: ${mail.due}${mail.until === undefined ? '' : `, con vencimiento el ${mail.until}`}.`,
        ],
      },
      'credit-note': { subject: sentEs, lead: (mail) => [nameEs(mail)] },
      quote: {
        subject: sentEs,
        lead: (mail) => [
          nameEs(mail),
          ...(mail.isOpen
            ? [
                mail.until === undefined
                  ? 'Puedes aceptar o rechazar la oferta en línea.'
                  : `Puedes aceptar o rechazar la oferta en línea hasta el ${mail.until}.`,
              ]
            : []),
        ],
      },
      early: {
        subject: ({ title, number, sellerName, until }) =>
          `Recordatorio: ${title} ${number} de ${sellerName} vence ${until === undefined ? 'pronto' : `el ${until}`}`,
        lead: (mail) => [
          `Te recordamos un pago a ${mail.sellerName} que vence ${mail.until === undefined ? 'pronto' : `el ${mail.until}`}: ${mail.due ?? mail.total}, por ${mail.title} ${mail.number}.`,
          'Si ya pagaste, gracias. No tienes que hacer nada más.',
        ],
      },
      late: {
        subject: ({ title, number, sellerName }) => `${title} ${number} de ${sellerName}: pago vencido`,
        lead: (mail) => [
          `Un pago a ${mail.sellerName} venció${mail.until === undefined ? '' : ` el ${mail.until}`} y sigue pendiente: ${mail.due ?? mail.total}, por ${mail.title} ${mail.number}.`,
          'Si ya pagaste, gracias. No tienes que hacer nada más.',
        ],
      },
    },
    button: 'Ver el documento',
    reason: (sellerName) =>
      `${sellerName} usa Cobalt CRM para enviar sus documentos. Cualquiera que tenga este enlace puede abrir el documento, así que reenvíalo con cuidado.`,
  },
  usted: {
    kinds: {
      invoice: {
        subject: sentEs,
        lead: (mail) => [
          nameUsted(mail),
          mail.due === undefined
            ? 'No queda nada por pagar.'
            : `Pendiente de pago: ${mail.due}${mail.until === undefined ? '' : `, con vencimiento el ${mail.until}`}.`,
        ],
      },
      'credit-note': { subject: sentEs, lead: (mail) => [nameUsted(mail)] },
      quote: {
        subject: sentEs,
        lead: (mail) => [
          nameUsted(mail),
          ...(mail.isOpen
            ? [
                mail.until === undefined
                  ? 'Puede aceptar o rechazar la oferta en línea.'
                  : `Puede aceptar o rechazar la oferta en línea hasta el ${mail.until}.`,
              ]
            : []),
        ],
      },
      early: {
        subject: ({ title, number, sellerName, until }) =>
          `Recordatorio: ${title} ${number} de ${sellerName} vence ${until === undefined ? 'pronto' : `el ${until}`}`,
        lead: (mail) => [
          `Le recordamos un pago a ${mail.sellerName} que vence ${mail.until === undefined ? 'pronto' : `el ${mail.until}`}: ${mail.due ?? mail.total}, por ${mail.title} ${mail.number}.`,
          'Si ya hizo el pago, gracias. No tiene que hacer nada más.',
        ],
      },
      late: {
        subject: ({ title, number, sellerName }) => `${title} ${number} de ${sellerName}: pago vencido`,
        lead: (mail) => [
          `Un pago a ${mail.sellerName} venció${mail.until === undefined ? '' : ` el ${mail.until}`} y sigue pendiente: ${mail.due ?? mail.total}, por ${mail.title} ${mail.number}.`,
          'Si ya hizo el pago, gracias. No tiene que hacer nada más.',
        ],
      },
    },
    button: 'Ver el documento',
    reason: (sellerName) =>
      `${sellerName} usa Cobalt CRM para enviar sus documentos. Cualquiera que tenga este enlace puede abrir el documento, así que reenvíelo con cuidado.`,
  },
};

function sentEn({ title, number, sellerName }: MailedDocument): string {
  return `${title} ${number} from ${sellerName}`;
}
function sentEs({ title, number, sellerName }: MailedDocument): string {
  return `${title} ${number} de ${sellerName}`;
}
function nameEn({ title, number, sellerName, total }: MailedDocument): string {
  return `${sellerName} has sent you this document: ${title} ${number}, for a total of ${total}.`;
}
function nameEs({ title, number, sellerName, total }: MailedDocument): string {
  return `${sellerName} te envía este documento: ${title} ${number}, por un total de ${total}.`;
}
function nameUsted({ title, number, sellerName, total }: MailedDocument): string {
  return `${sellerName} le envía este documento: ${title} ${number}, por un total de ${total}.`;
}

/** The lines with which an organization's e-mails end; none if its address isn't known. Nothing in them is a link. */
export const addressIn = (name: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : [name, ...lines].map(withoutLinks);

/**
 * The e-mail about a document. Organizations choose names, numbers and messages, so these contain no links: the e-mail
 * leads to the document and nowhere else. The message that somebody wrote comes first.
 */
export function documentMailText(
  addressing: Addressing,
  kind: DocumentMailKind,
  { sellerName, number, message, sellerAddress, ...mail }: MailedDocument,
): MailText {
  const { kinds, button, reason } = texts[addressing];
  const brand = withoutLinks(sellerName);
  const safe = { ...mail, sellerName: brand, number: withoutLinks(number), sellerAddress };
  const added = message === undefined ? [] : withoutLinks(message).split(/\n+/);
  return {
    subject: kinds[kind].subject(safe),
    brand,
    lead: [...added, ...kinds[kind].lead(safe)],
    button: { label: button, url: mail.url },
    reason: reason(brand),
    address: addressIn(brand, sellerAddress),
  };
}
