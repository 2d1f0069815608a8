import type { Language } from '#contract/language.ts';
import type { FieldFault, ProblemCode } from '#contract/problem.ts';
import { fieldErrorIn } from '#http/texts.ts';

/** Fixed texts of the public page. The form's author writes all others. */
interface PageTexts {
  send: string;
  required: string;
  errorsTitle: string;
  error: string;
  stale: string;
  refused: Partial<Record<ProblemCode, string>>;
  failed: string;
  sentTitle: string;
  goOn: string;
  trap: string;
  choose: string;
  yes: string;
  no: string;
  nothingTitle: string;
  nothing: string;
  /** Of a submission to an address that has no form. */
  notSent: string;
  /** There is no room for what is held for review. */
  notReceived: (organization: string, otherContact: string | undefined) => string;
  formerTitle: string;
  former: string;
  removedChoice: (labels: readonly string[]) => string;
  /** The highest amount is below the lowest. */
  rangeOrder: string;
}

const texts: Record<Language, PageTexts> = {
  en: {
    send: 'Send',
    required: 'Fields marked * are required.',
    errorsTitle: 'Check the following answers',
    error: 'Error',
    stale: 'This page has expired. Check your answers and send it again.',
    refused: {
      too_many_requests: 'Too many submissions. Your answers are kept. Try sending the form again later.',
      forbidden: 'This form can’t be sent from this site.',
      conflict: 'This form doesn’t accept answers at the moment. Your answers are kept.',
    },
    failed: 'The form couldn’t be sent. Your answers are kept. Try again in a moment.',
    sentTitle: 'Thank you',
    goOn: 'Continue',
    trap: 'Leave this field empty',
    choose: 'Choose an option',
    yes: 'Yes',
    no: 'No',
    nothingTitle: 'This form isn’t available',
    nothing: 'It was turned off, or the address is incomplete.',
    notSent: 'Your answers weren’t sent. Here they are once more, so that you can copy them.',
    notReceived: (organization, otherContact) =>
      `Your answers weren’t sent: this form can’t accept them at the moment. They are kept on this page. ${
        otherContact === undefined
          ? `Try again later, or contact ${organization} in another way.`
          : `Try again later, or contact ${organization} here: ${otherContact}`
      }`,
    formerTitle: 'Answers to earlier questions',
    former:
      'The form has changed since you opened it and doesn’t ask these questions any more. Your answers will be sent with the others.',
    removedChoice: (labels) =>
      `No longer available: ${labels.join(', ')}. The form has changed since you opened it. Choose again.`,
    rangeOrder: 'Must be at least the minimum amount',
  },
  es: {
    send: 'Enviar',
    required: 'Los campos marcados con * son obligatorios.',
    errorsTitle: 'Revisa estas respuestas',
    error: 'Error',
    stale: 'Esta página caducó. Revisa tus respuestas y envíalas otra vez.',
    refused: {
      too_many_requests:
        'Demasiados envíos. Tus respuestas se conservan. Vuelve a enviar el formulario más tarde.',
      forbidden: 'Este formulario no se puede enviar desde este sitio.',
      conflict: 'Este formulario no admite respuestas en este momento. Tus respuestas se conservan.',
    },
    failed: 'No se pudo enviar el formulario. Tus respuestas se conservan. Inténtalo de nuevo en un momento.',
    sentTitle: 'Gracias',
    goOn: 'Continuar',
    trap: 'Deja este campo vacío',
    choose: 'Elige una opción',
    yes: 'Sí',
    no: 'No',
    nothingTitle: 'Este formulario no está disponible',
    nothing: 'Se desactivó o la dirección está incompleta.',
    notSent: 'Tus respuestas no se enviaron. Aquí las tienes otra vez para que puedas copiarlas.',
    notReceived: (organization, otherContact) =>
      `Tus respuestas no se enviaron: ahora mismo este formulario no puede recibirlas. Se conservan en esta página. ${
        otherContact === undefined
          ? `Inténtalo más tarde o contacta con ${organization} por otro medio.`
          : `Inténtalo más tarde o contacta con ${organization} aquí: ${otherContact}`
      }`,
    formerTitle: 'Respuestas a preguntas anteriores',
    former:
      'El formulario cambió desde que lo abriste y ya no hace estas preguntas. Tus respuestas se enviarán con las demás.',
    removedChoice: (labels) =>
      `Ya no está disponible: ${labels.join(', ')}. El formulario cambió desde que lo abriste. Elige otra vez.`,
    rangeOrder: 'Debe ser al menos el importe mínimo',
  },
};

export const textsIn = (language: Language): PageTexts => texts[language];

/** The message for an answer that was refused. Visitors see the labels of choices, so their values are not named. */
export function errorText(language: Language, { code, limit, expected, pointer }: FieldFault): string {
  if (code === 'range_order') return texts[language].rangeOrder;
  return fieldErrorIn(
    { language },
    {
      pointer,
      code,
      ...(limit === undefined ? {} : { limit }),
      ...(expected === undefined ? {} : { expected }),
    },
  ).message;
}
