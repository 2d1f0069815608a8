import type { ChargeProblem } from '#contract/stripe-amount.ts';
import type { Language } from '#contract/language.ts';
import type { DocumentType } from '#data/billing/document-links.ts';

/** Texts of the page besides those of the document itself. */
interface PageTexts {
  /** What became of a document, and until when something can be done. */
  states: {
    paid: string;
    credited: string;
    open: (date: string) => string;
    overdue: (date: string) => string;
    underWay: (amount: string) => string;
    sent: (date: string | undefined) => string;
    accepted: string;
    declined: string;
    expired: string;
  };
  download: string;
  pay: {
    title: string;
    reference: (number: string) => string;
    ask: (seller: string) => string;
    online: string;
    test: string;
    processing: string;
    inProgress: string;
    /** Why the amount can’t be paid online, and what can be: at least and at most. */
    notOnline: (why: ChargeProblem, least: string, most: string) => string;
    failed: string;
  };
  answer: {
    title: string;
    name: string;
    accept: string;
    decline: string;
    declineTitle: string;
    reason: string;
    consent: (seller: string) => string;
  };
  acceptedBy: (name: string, date: string) => string;
  declinedBy: (name: string, date: string) => string;
  expiredText: (seller: string) => string;
  nameMissing: string;
  changed: string;
  answered: string;
  failed: string;
  busy: string;
  error: string;
  quantityOf: (quantity: string, price: string) => string;
  otherLanguage: string;
  toPortal: string;
  /** What is said of a document that the seller has taken back. */
  takenBack: Record<DocumentType, (seller: string, date: string) => string>;
  nothingTitle: string;
  nothing: string;
}

const texts: Record<Language, PageTexts> = {
  en: {
    states: {
      paid: 'Paid',
      credited: 'Credited: nothing left to pay',
      open: (date) => `Due on ${date}`,
      overdue: (date) => `Was due on ${date}`,
      underWay: (amount) => `A payment of ${amount} is being processed. This can take a few days.`,
      sent: (date) => (date === undefined ? 'Waiting for your answer' : `Valid until ${date}`),
      accepted: 'Accepted',
      declined: 'Declined',
      expired: 'Expired',
    },
    download: 'Download PDF',
    pay: {
      title: 'How to pay',
      reference: (number) => `Reference of the transfer: ${number}`,
      ask: (seller) => `Ask ${seller} how to pay.`,
      online: 'Pay online',
      test: 'Test mode: no money is moved.',
      processing:
        'Thank you. If you have completed the payment, it is being processed and will show here soon.',
      notOnline: (why, least, most) =>
        ({
          too_small: `Amounts below ${least} can’t be paid online.`,
          too_large: `Amounts above ${most} can’t be paid online.`,
          inexact: 'This amount can’t be paid online.',
        })[why],
      inProgress: 'A payment is already being processed, so you don’t need to pay again.',
      failed: 'Paying online isn’t possible at the moment. Try again in a few minutes.',
    },
    answer: {
      title: 'Your answer',
      name: 'Your full name',
      accept: 'Accept',
      decline: 'Decline',
      declineTitle: 'Decline instead',
      reason: 'Reason (optional)',
      consent: (seller) => `By accepting, you agree to what ${seller} offers above.`,
    },
    acceptedBy: (name, date) => `Accepted by ${name} on ${date}.`,
    declinedBy: (name, date) => `Declined by ${name} on ${date}.`,
    expiredText: (seller) => `This offer has expired. Ask ${seller} for a new one.`,
    nameMissing: 'Enter your full name.',
    changed: 'The offer has changed since you opened it. Check it and answer again.',
    answered: 'This offer was already answered.',
    failed: 'Your answer couldn’t be saved. Try again in a moment.',
    busy: 'Too many attempts. Try again in a few minutes.',
    error: 'Error',
    quantityOf: (quantity, price) => `${quantity} × ${price}`,
    otherLanguage: 'Español',
    toPortal: 'Back to the portal',
    takenBack: {
      quote: (seller, date) =>
        `${seller} withdrew this offer on ${date}. If ${seller} sends it again, this link will show it.`,
      invoice: (seller, date) => `${seller} voided this invoice on ${date}. There is nothing to pay.`,
    },
    nothingTitle: 'This document is no longer available',
    nothing: 'The link no longer works, or its address is incomplete. Ask whoever sent it for a new one.',
  },
  es: {
    states: {
      paid: 'Pagada',
      credited: 'Rectificada: no queda nada por pagar',
      open: (date) => `Vence el ${date}`,
      overdue: (date) => `Venció el ${date}`,
      underWay: (amount) => `Se está procesando un pago de ${amount}. Puede tardar unos días.`,
      sent: (date) => (date === undefined ? 'Pendiente de tu respuesta' : `Oferta válida hasta el ${date}`),
      accepted: 'Oferta aceptada',
      declined: 'Oferta rechazada',
      expired: 'Oferta caducada',
    },
    download: 'Descargar PDF',
    pay: {
      title: 'Cómo pagar',
      reference: (number) => `Concepto de la transferencia: ${number}`,
      ask: (seller) => `Pregunta a ${seller} cómo pagar.`,
      online: 'Pagar en línea',
      test: 'Modo de prueba: no se mueve dinero.',
      processing: 'Gracias. Si completaste el pago, se está procesando y pronto se verá aquí.',
      notOnline: (why, least, most) =>
        ({
          too_small: `Los importes inferiores a ${least} no se pueden pagar en línea.`,
          too_large: `Los importes superiores a ${most} no se pueden pagar en línea.`,
          inexact: 'Este importe no se puede pagar en línea.',
        })[why],
      inProgress: 'Ya se está procesando un pago, así que no tienes que volver a pagar.',
      failed: 'Ahora no se puede pagar en línea. Inténtalo de nuevo en unos minutos.',
    },
    answer: {
      title: 'Tu respuesta',
      name: 'Tu nombre y apellidos',
      accept: 'Aceptar',
      decline: 'Rechazar',
      declineTitle: 'Prefiero rechazar',
      reason: 'Motivo (opcional)',
      consent: (seller) =>
        `Al aceptar, confirmas que estás de acuerdo con la oferta de ${seller} que ves arriba.`,
    },
    acceptedBy: (name, date) => `Oferta aceptada por ${name} el ${date}.`,
    declinedBy: (name, date) => `Oferta rechazada por ${name} el ${date}.`,
    expiredText: (seller) => `Esta oferta caducó. Pide a ${seller} que te envíe otra.`,
    nameMissing: 'Escribe tu nombre y apellidos.',
    changed: 'La oferta cambió desde que la abriste. Revísala y responde de nuevo.',
    answered: 'Esta oferta ya tiene respuesta.',
    failed: 'No se pudo guardar tu respuesta. Inténtalo de nuevo en un momento.',
    busy: 'Demasiados intentos. Inténtalo de nuevo en unos minutos.',
    error: 'Error',
    quantityOf: (quantity, price) => `${quantity} × ${price}`,
    otherLanguage: 'English',
    toPortal: 'Volver al portal',
    takenBack: {
      quote: (seller, date) =>
        `${seller} retiró esta oferta el ${date}. Si te la vuelve a enviar, podrás verla con este enlace.`,
      invoice: (seller, date) => `${seller} anuló esta factura el ${date}. No tienes que pagar nada.`,
    },
    nothingTitle: 'Este documento ya no está disponible',
    nothing: 'El enlace ya no funciona o su dirección está incompleta. Pide uno nuevo a quien te lo envió.',
  },
};

export const textsIn = (language: Language): PageTexts => texts[language];
