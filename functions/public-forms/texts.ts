import type { Form } from '#contract/form.ts';
import { fieldErrors, type FieldErrorCode, type ProblemCode } from '#contract/problem.ts';

type Language = Form['language'];

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
  errors: Partial<Record<FieldErrorCode, string>>;
}

const texts: Record<Language, PageTexts> = {
  en: {
    send: 'Send',
    required: 'Answers marked * are needed.',
    errorsTitle: 'Some answers need another look',
    error: 'Error',
    stale: 'This page was open for long or has changed since. Look through it and send it once more.',
    refused: {
      too_many_requests:
        'Too much was sent for now. Nothing you typed is lost: wait a while and send it again.',
      forbidden: 'This form cannot be sent from here.',
    },
    failed: 'It could not be sent. Nothing you typed is lost: try again in a moment.',
    sentTitle: 'Thank you',
    goOn: 'Go on',
    trap: 'Leave this empty',
    choose: 'Choose',
    yes: 'Yes',
    no: 'No',
    nothingTitle: 'This form is not available',
    nothing: 'It was closed, or its address is incomplete.',
    errors: {
      required: 'Give an answer',
      too_long: 'The answer is too long',
      too_small: 'It is less than the amount before',
      invalid_email: 'Must be an e-mail address, such as ana@example.com',
      invalid_phone: 'Must be a phone number with its country code, such as +34 933 201 181',
      wrong_type: 'Give a number in digits',
      not_a_choice: 'Choose one of those on offer',
      invalid_format: 'Give it in the form that is asked for',
    },
  },
  es: {
    send: 'Enviar',
    required: 'Las respuestas marcadas con * son necesarias.',
    errorsTitle: 'Revise algunas respuestas',
    error: 'Error',
    stale: 'Esta página estuvo abierta mucho tiempo o ha cambiado. Revísela y envíela otra vez.',
    refused: {
      too_many_requests:
        'Se ha enviado demasiado por ahora. Nada de lo escrito se ha perdido: espere un rato y envíelo otra vez.',
      forbidden: 'Este formulario no se puede enviar desde aquí.',
    },
    failed: 'No se pudo enviar. Nada de lo escrito se ha perdido: inténtelo de nuevo en un momento.',
    sentTitle: 'Gracias',
    goOn: 'Continuar',
    trap: 'Deje esto vacío',
    choose: 'Elija',
    yes: 'Sí',
    no: 'No',
    nothingTitle: 'Este formulario no está disponible',
    nothing: 'Se cerró, o su dirección está incompleta.',
    errors: {
      required: 'Dé una respuesta',
      too_long: 'La respuesta es demasiado larga',
      too_small: 'Es menos que el importe anterior',
      invalid_email: 'Dé una dirección de correo como ana@example.com',
      invalid_phone: 'Dé el número con el código de su país, como +34 933 201 181',
      wrong_type: 'Dé un número en cifras',
      not_a_choice: 'Elija una de las opciones',
      invalid_format: 'Dé la respuesta en la forma que se pide',
    },
  },
};

export const textsIn = (language: Language): PageTexts => texts[language];

const otherErrors: Record<Language, string> = {
  en: fieldErrors.invalid_format,
  es: 'El valor tiene una forma que no se acepta',
};

export const errorText = (language: Language, code: FieldErrorCode): string =>
  texts[language].errors[code] ?? otherErrors[language];

/** The best supported language for an Accept-Language header. */
export function languageOf(languages: string): Language {
  const first = /\b(en|es)\b/i.exec(languages)?.[1]?.toLowerCase();
  return first === 'es' ? 'es' : 'en';
}
